"""The networks of the image models: dense and convolutional ones, built from a config.

Start in `build.py`, which chooses; `layers.py` has what they have in common.
"""
