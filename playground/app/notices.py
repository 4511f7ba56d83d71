"""What the window tells a person, from wherever it comes."""

from PySide6.QtCore import QObject, Signal


class Notices(QObject):
    """One of these is handed down to whoever has something to say; sentences are translated."""

    problem = Signal(str)  # something failed, or cannot be done: it stays until it is closed
    info = Signal(str)  # something was done: it goes away by itself
