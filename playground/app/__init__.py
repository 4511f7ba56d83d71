"""The state and the decisions of the window, without a widget: QtCore and QtGui only.

Views in `gui` say what a person does and show the state that is held here; what follows is decided
here. Imports everything below; neither torch nor, before the first picture, SciPy or matplotlib.
Start in `session.py`.
"""
