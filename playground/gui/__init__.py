"""The window: widgets that say what a person does, and show the state of `app`.

No disk and no arithmetic on arrays in here. Start in `main_window.py`, which lays out the views,
and `connections.py`, which connects them with the session.
"""
