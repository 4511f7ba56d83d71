"""Boxes to check have an edge that is seen in dark colours.

Qt's own style takes a darker shade of the window's colour for it, and what has such boxes makes no
other use of that colour.
"""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QMenu

HALF_LIGHTNESS = 128
"""Of the window's colour, in 0 … 255: below it the colours are dark."""

_CLASSES = ("QCheckBox", "QRadioButton", "QAbstractItemView")
_LISTS_OF_CHOICES = "QComboBoxListView"
"""One of the last of these that has no boxes, and whose ground is the window's colour."""
_EDGE = "#c8ced6"


def show_box_edges(application: QApplication) -> None:
    """Give the boxes of forms and lists such an edge."""
    edged = _edged(application)
    plain = QPalette() if edged is None else application.palette()
    for name in _CLASSES:
        application.setPalette(edged or QPalette(), name)  # type: ignore[arg-type]  # it takes text
    application.setPalette(plain, _LISTS_OF_CHOICES)  # type: ignore[arg-type]


def show_box_edges_in(menu: QMenu) -> None:
    """Give the boxes of a menu such an edge whenever it is opened.

    One menu after the other, since lists of choices are drawn in the colours of all menus.
    """

    def show() -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        menu.setPalette(_edged(application) or QPalette())

    menu.aboutToShow.connect(show)


def _edged(application: QApplication) -> QPalette | None:
    """The colours with that of the edge; None where none is needed."""
    window = application.palette().window().color()
    if application.style().name() != "fusion" or window.lightness() >= HALF_LIGHTNESS:
        return None
    edged = QPalette(application.palette())
    edged.setColor(QPalette.ColorRole.Window, QColor(_EDGE))
    return edged
