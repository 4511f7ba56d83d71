"""The digits page: a trained image model drawn as its codes are moved, or trained from here.

Start in `controller.py`, which starts the processes, then `view.py`.
"""
