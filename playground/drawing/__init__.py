"""The drawing that a person paints: layers as values, and edits as data that pure functions apply.

Imports `density` and NumPy, no Qt: the window wraps what is computed here in images of its own.
Start in `drawing.py`, then `tools.py` (what can be done) and `rasterize.py` (how it is done).
"""
