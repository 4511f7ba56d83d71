"""The dock of the lessons. What a lesson says and sets is data, in `playground/lessons/`.

Start in `dock.py`.
"""
