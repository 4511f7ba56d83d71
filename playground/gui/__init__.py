"""The window: widgets that say what a person did, and show what `app` tells them.

No disk and no arithmetic on arrays in here. Start in `main_window.py`, which puts the parts in
their places, and `connections.py`, which joins them to the session.
"""
