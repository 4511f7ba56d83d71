"""How good an image model is, judged by a small classifier that learned the real digits.

Start in `score.py`.
"""
