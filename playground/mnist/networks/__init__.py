"""The networks of the image models: dense and convolutional ones, built from a config.

Start in `build.py`, which selects them; `layers.py` has their common parts.
"""
