"""Evaluation of the image models with a small classifier trained on the real digits.

Start in `score.py`.
"""
