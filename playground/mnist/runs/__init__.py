"""The run folder of an image model: config, metrics, images, checkpoints.

`config_file.py`, `folder.py` and `metrics.py` import no torch. Start in `folder.py`.
"""
