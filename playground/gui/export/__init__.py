"""File ▸ Export: forms to choose in, file dialogs, and the progress of each export.

`app/exporter.py` has the files written, by a process of its own (`worker/export_rendering.py`).
Start in `actions.py`.
"""
