"""The middle of the window: the models' moving pictures side by side, and what to see in them.

Start in `comparison.py`, then `model_panel.py`.
"""
