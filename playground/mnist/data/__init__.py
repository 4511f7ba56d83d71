"""The digits that are learned: MNIST's files, found or downloaded and checked, or drawn from fonts.

Imports the base modules, NumPy and Pillow, no torch. Start in `load.py`.
"""
