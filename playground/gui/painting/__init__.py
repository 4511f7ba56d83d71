"""The left column: the canvas with its tools, the layers, the gallery.

Start in `target_panel.py`, then `canvas.py`.
"""
