"""The shipped densities as small pictures to choose from."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from playground.density.load import load_target
from playground.density.shipped import shipped_names
from playground.gui.picture import target_icon
from playground.plots.theme import DARK, Theme

_ICON = QSize(44, 44)
_COLUMNS = 3
_SHARPNESS = 2


class Gallery(QListWidget):
    """Names at once; the pictures come one by one, so that the window never waits for them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Gallery of densities")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setIconSize(_ICON)
        self.setGridSize(self._cell())
        self.setAcceptDrops(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        blank = QPixmap(_ICON)
        blank.fill(QColor("black"))
        for name in shipped_names():
            item = QListWidgetItem(QIcon(blank), name)
            item.setToolTip(f"Load “{name}”")
            self.addItem(item)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        self._theme = DARK
        self._to_paint: Iterator[str] = iter(())
        self._painting = QTimer(self, interval=0)
        self._painting.timeout.connect(self._paint_next)

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(self._width(), 6 * self._cell().height() + 6)

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(self._width(), 2 * self._cell().height())

    def _cell(self) -> QSize:
        """Room for a picture over the longest name."""
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(name) for name in shipped_names())
        return QSize(max(widest + 10, _ICON.width()), _ICON.height() + metrics.height() + 6)

    def _width(self) -> int:
        """With the scroll bar, so that it never takes a column's place."""
        return _COLUMNS * self._cell().width() + self.verticalScrollBar().sizeHint().width() + 4

    def start_painting(self, theme: Theme) -> None:
        """Paint all pictures in the theme's colours, one each time the window is idle."""
        self._theme = theme
        self._to_paint = self._paint_icons()
        self._painting.start()

    def mark(self, name: str) -> None:
        """Show which density is loaded; none if it is not from here."""
        found = self.findItems(name, Qt.MatchFlag.MatchExactly)
        if found:
            self.setCurrentItem(found[0])
        else:
            self.clearSelection()

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.text())

    def _paint_next(self) -> None:
        if next(self._to_paint, None) is None:
            self._painting.stop()

    def _paint_icons(self) -> Iterator[str]:
        for row, name in enumerate(shipped_names()):
            image = target_icon(load_target(name), _ICON.width() * _SHARPNESS, self._theme)
            pixmap = QPixmap.fromImage(image)
            self.item(row).setIcon(QIcon(pixmap))
            yield name
