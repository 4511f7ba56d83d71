"""Runs on the disk: the run folder with its config, tables, checkpoints and moving picture.

Imports everything below it. Files are written whole or not at all, and nothing is ever unpickled.
Start in `run_folder.py`, which lists what a run folder holds; `recorder.py` fills it.
"""
