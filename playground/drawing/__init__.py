"""The drawing that the user paints: layers as values, edits as data applied by pure functions.

Imports `density` and NumPy, no Qt: the window wraps the arrays computed here in its own images.
Start in `drawing.py`, then `tools.py` (the edits) and `rasterize.py` (how they are carried out).
"""
