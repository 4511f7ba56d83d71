"""The state and the decisions of the window, without a widget: QtCore and QtGui only.

Views in `gui` say what a person did and show what they are told; what follows from it is decided
here. Imports everything below; neither torch nor, before the first picture, SciPy or matplotlib.
Start in `session.py`.
"""
