"""Run ▸ Experiments…: many runs planned, watched and compared. Start in `window.py`.

Imported when it is first asked for: what trains experiments brings matplotlib.
"""
