"""The library as icons to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QIcon,
    QImage,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.app.storage.library import Kind, LibraryEntry
from playground.app.translation import tr_message
from playground.density.shipped import shipped_names
from playground.gui.widgets.keys import EnterPresses
from playground.gui.widgets.literal import literal
from playground.message import Sentence

_TABS: dict[Kind, tuple[str, str]] = {
    "shipped": (Sentence("Shipped"), ""),
    "own": (Sentence("Mine"), Sentence("Edit ▸ Keep in gallery\nputs your drawing here.")),
    "recent": (Sentence("Recent"), Sentence("Files that you open\nare found here again.")),
}
_ICON = QSize(44, 44)
_COLUMNS, _FEWEST_COLUMNS = 3, 2
ICON_SIDE = 2 * _ICON.width()
"""Of the images that `show_icon` takes, in pixels; sharp on any screen."""


class Gallery(QWidget):
    """Shows the entries of one kind: their names at once, the icons as they are drawn."""

    kind_chosen = Signal(str)  # Kind
    chosen = Signal(object)  # LibraryEntry
    removed = Signal(object)  # LibraryEntry

    def __init__(self) -> None:
        super().__init__()
        self.tabs = QTabBar(drawBase=False, expanding=True)
        self.tabs.setAccessibleName(self.tr("Kinds of densities"))
        for text, _ in _TABS.values():
            self.tabs.addTab(tr_message(text))
        self.list = _IconList()
        self.formula = QToolButton(autoRaise=True)
        self.formula.setText("ƒ(x)")
        self.formula.setToolTip(self.tr("Type a density as a formula of x and y"))
        self.formula.setAccessibleName(self.tr("Density from a formula"))
        EnterPresses(self.formula)
        head = QHBoxLayout()
        head.addWidget(self.tabs, 1)
        head.addWidget(self.formula)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.tabs.currentChanged.connect(lambda: self.kind_chosen.emit(self.kind))
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.list.removed.connect(self.removed)

    @property
    def kind(self) -> Kind:
        """The kind of entries shown."""
        return list(_TABS)[self.tabs.currentIndex()]

    def choose_kind(self, kind: Kind) -> None:
        """Turn to the tab of `kind`."""
        self.tabs.setCurrentIndex(list(_TABS).index(kind))

    def show_entries(self, entries: Sequence[LibraryEntry]) -> None:
        """Show these, without icons yet."""
        self.list.clear()
        self.list.empty_text = tr_message(_TABS[self.kind][1])
        blank = QPixmap(_ICON)
        blank.fill(Qt.GlobalColor.transparent)
        for entry in entries:
            item = QListWidgetItem(QIcon(blank), entry.name)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            tip = self.tr("Load “{name}”").format(name=entry.name)
            item.setToolTip(literal(str(entry.path) if entry.kind == "recent" else tip))
            self.list.addItem(item)

    def show_icon(self, entry: LibraryEntry, image: QImage | None, why: str) -> None:
        """Show the icon of an entry, or as a tip why it has none."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == entry:
                if image is not None:
                    item.setIcon(QIcon(QPixmap.fromImage(image)))
                if why:
                    item.setToolTip(literal(why))

    def mark(self, name: str) -> None:
        """Select the entry of this name; none if there is no such entry."""
        found = self.list.findItems(name, Qt.MatchFlag.MatchExactly)
        if found:
            self.list.setCurrentItem(found[0])
        else:
            self.list.clearSelection()

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


class _IconList(QListWidget):
    removed = Signal(object)  # LibraryEntry

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
        return QSize(self._width(_COLUMNS), 3 * self._cell().height() + 6)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._width(_FEWEST_COLUMNS), self._cell().height() + 4)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        item = self.itemAt(event.pos()) if not event.reason() else self.currentItem()
        entry: LibraryEntry | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        if entry is None or entry.kind == "shipped":
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(
            self.tr("Delete this drawing") if entry.kind == "own" else self.tr("Forget this file")
        )
        action.triggered.connect(lambda: self.removed.emit(entry))
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.empty_text)
            painter.end()

    def _cell(self) -> QSize:
        """Room for an icon over the longest shipped name."""
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(name) for name in shipped_names())
        return QSize(max(widest + 6, _ICON.width()), _ICON.height() + metrics.height() + 6)

    def _width(self, columns: int) -> int:
        """Includes the scroll bar, so that it never takes room from a column."""
        return columns * self._cell().width() + self.verticalScrollBar().sizeHint().width() + 4
