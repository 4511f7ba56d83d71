"""The models' animated pictures side by side, and what to show in them.

Start in `comparison.py`, then `model_panel.py`.
"""
