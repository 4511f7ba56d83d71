"""The shelf as small pictures to choose from."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from playground.density.shipped import shipped_names
from playground.errors import InputError
from playground.gui.desk import is_heavy
from playground.gui.language import said
from playground.gui.picture import target_icon
from playground.gui.shelf import Entry, Kind, Shelf
from playground.plots.theme import DARK, Theme
from playground.sentence import Sentence

_TABS: dict[Kind, tuple[str, str]] = {
    "shipped": (Sentence("Shipped"), ""),
    "own": (Sentence("Mine"), Sentence("Edit ▸ Keep in gallery\nputs your drawing here.")),
    "recent": (Sentence("Recent"), Sentence("Files that you open\nare found here again.")),
}
_ICON = QSize(44, 44)
_COLUMNS = 3
_SHARPNESS = 2


class Gallery(QWidget):
    """Names at once; the pictures come one by one, so that the window never waits for them."""

    chosen = Signal(object)  # Entry
    removed = Signal(object)  # Entry

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf
        self._theme = DARK
        self._to_paint: Iterator[QListWidgetItem] = iter(())
        self._painting = QTimer(self, interval=0)
        self._painting.timeout.connect(self._paint_next)
        self.tabs = QTabBar(drawBase=False, expanding=True)
        self.tabs.setAccessibleName(self.tr("Kinds of densities"))
        for text, _ in _TABS.values():
            self.tabs.addTab(said(text))
        self.list = _Icons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.list, 1)
        self.tabs.currentChanged.connect(self.fill)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.list.asked_to_remove.connect(self._remove)
        self.fill()

    @property
    def kind(self) -> Kind:
        """What is shown."""
        return list(_TABS)[self.tabs.currentIndex()]

    def start_painting(self, theme: Theme) -> None:
        """Paint the pictures in the theme's colours, one each time the window is idle."""
        self._theme = theme
        self._to_paint = self._paint_icons()
        self._painting.start()

    def show_kind(self, kind: Kind) -> None:
        """Show all of `kind`, as they are now."""
        self.tabs.setCurrentIndex(list(_TABS).index(kind))
        self.fill()

    def fill(self) -> None:
        """Take the names anew."""
        self.list.clear()
        self.list.empty_text = said(_TABS[self.kind][1])
        blank = QPixmap(_ICON)
        blank.fill(QColor("black"))
        for entry in self._shelf.entries(self.kind):
            item = QListWidgetItem(QIcon(blank), entry.name)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            tip = str(entry.path) if entry.kind == "recent" else self.tr("Load “{name}”")
            item.setToolTip(tip if entry.kind == "recent" else tip.format(name=entry.name))
            self.list.addItem(item)
        self.start_painting(self._theme)

    def mark(self, name: str) -> None:
        """Show which density is loaded; none if it is not from here."""
        found = self.list.findItems(name, Qt.MatchFlag.MatchExactly)
        if found:
            self.list.setCurrentItem(found[0])
        else:
            self.list.clearSelection()

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _remove(self, item: QListWidgetItem) -> None:
        self.removed.emit(item.data(Qt.ItemDataRole.UserRole))

    def _paint_next(self) -> None:
        if next(self._to_paint, None) is None:
            self._painting.stop()

    def _paint_icons(self) -> Iterator[QListWidgetItem]:
        for row in range(self.list.count()):
            item = self.list.item(row)
            entry: Entry = item.data(Qt.ItemDataRole.UserRole)
            if entry.path and is_heavy(entry.path):
                yield item  # without a picture, since the window would wait for it
                continue
            try:
                target = entry.open().target()
            except InputError as error:
                item.setToolTip(said(error))
                target = None
            if target is not None:
                image = target_icon(target, _ICON.width() * _SHARPNESS, self._theme)
                item.setIcon(QIcon(QPixmap.fromImage(image)))
            yield item


class _Icons(QListWidget):
    asked_to_remove = Signal(object)  # QListWidgetItem

    def __init__(self) -> None:
        super().__init__()
        self.empty_text = ""
        self.setAccessibleName(self.tr("Gallery of densities"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setIconSize(_ICON)
        self.setGridSize(self._cell())
        self.setAcceptDrops(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._width(), 3 * self._cell().height() + 6)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._width(), self._cell().height() + 4)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        item = self.itemAt(event.pos()) if not event.reason() else self.currentItem()
        if item is None or item.data(Qt.ItemDataRole.UserRole).kind == "shipped":
            return
        own = item.data(Qt.ItemDataRole.UserRole).kind == "own"
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(
            self.tr("Delete this drawing") if own else self.tr("Forget this file")
        )
        action.triggered.connect(lambda: self.asked_to_remove.emit(item))
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.empty_text)
            painter.end()

    def _cell(self) -> QSize:
        """Room for a picture over the longest shipped name."""
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(name) for name in shipped_names())
        return QSize(max(widest + 6, _ICON.width()), _ICON.height() + metrics.height() + 6)

    def _width(self) -> int:
        """With the scroll bar, so that it never takes a column's place."""
        return _COLUMNS * self._cell().width() + self.verticalScrollBar().sizeHint().width() + 4
