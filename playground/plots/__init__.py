"""What is drawn with matplotlib: panels whose artists are made once and then only updated.

Imports `density`, `metrics` and the torch-free part of `gan`; never pyplot, never Qt. What draws
does not compute. Start in `panels.py`, then `overlays.py` and `scene.py`.
"""
