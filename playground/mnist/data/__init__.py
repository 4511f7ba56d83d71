"""The training digits: MNIST's files, found or downloaded and checked, or synthetic ones.

Imports the base modules, NumPy and Pillow, no torch. Start in `load.py`.
"""
