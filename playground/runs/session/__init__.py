"""The `.playground` file: a drawing, the window's setup, and the runs with their past, zipped.

Everything read from it is checked before it is used, since it may come from anybody. Start in
`file.py`; `drawing.py` and `run.py` are its parts.
"""
