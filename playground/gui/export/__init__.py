"""File ▸ Export: forms to choose in, file dialogs, and the progress of what is being made.

The making itself is the export process's (`worker/export_rendering.py`). Start in `actions.py`.
"""
