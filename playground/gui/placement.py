"""Where the window stands and how its parts share it, from one day to the next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize

from playground.gui.preferences import Preferences

if TYPE_CHECKING:
    from playground.gui.window import Window

SIZE = QSize(1280, 800)
"""Of a window that was never left, on a screen that is large enough."""

_VERSION = 1  # of the docks and bars; what was kept of others is not restored


def place(window: "Window", preferences: Preferences) -> None:
    """Put `window` where it was left, or where it can be seen if that screen is gone."""
    if not window.restoreGeometry(_bytes(preferences.geometry)):
        window.resize(SIZE.boundedTo(window.screen().availableSize()))
    window.restoreState(_bytes(preferences.docks), _VERSION)
    window.columns.restoreState(_bytes(preferences.columns))


def placement(window: "Window") -> dict[str, str]:
    """The fields of `Preferences` that bring `window` back to where it is."""
    return {
        "geometry": _text(window.saveGeometry()),
        "docks": _text(window.saveState(_VERSION)),
        "columns": _text(window.columns.saveState()),
    }


def _bytes(text: str) -> QByteArray:
    """What is no base 64 gives bytes that Qt refuses."""
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))


def _text(content: QByteArray) -> str:
    return bytes(content.toBase64().data()).decode("ascii")
