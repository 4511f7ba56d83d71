"""What this version of PySide must do for the window to live long."""

import sys

from PySide6.QtCore import QObject, Signal


def test_this_pyside_keeps_its_references():
    """6.12.0 gives `emit`'s True away; below Python 3.12 the process aborts in the end."""
    emitter = Emitter()
    before = sys.getrefcount(True)
    for _ in range(50):
        emitter.sent.emit()
    assert sys.getrefcount(True) > before - 25


class Emitter(QObject):
    sent = Signal()
