"""What every model stands on: networks, optimizers, schedules, random streams, the device.

Imports torch and the base modules, and takes values, never a model's config; so the 2D models and
MNIST share it, and neither knows of the other. Start in `mlp.py` and `optimizers.py`.
"""
