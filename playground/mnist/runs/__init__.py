"""The run folder of an image model: config, metrics, pictures, checkpoints.

`config_file.py`, `folder.py` and `metrics.py` know no torch. Start in `folder.py`.
"""
