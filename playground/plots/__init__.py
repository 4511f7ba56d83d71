"""Matplotlib panels whose artists are created once and then only updated.

Imports `density`, `metrics` and the torch-free part of `gan`; never pyplot, never Qt. Code that
draws does not compute. Start in `panels.py`, then `overlays.py` and `scene.py`.
"""
