"""What all models share: networks, optimizers, schedules, random streams, the device.

Imports torch and the base modules, and takes values, never a model's config; so the 2D models and
MNIST share it, and neither depends on the other. Start in `mlp.py` and `optimizers.py`.
"""
