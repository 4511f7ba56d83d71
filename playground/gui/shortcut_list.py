"""Help ▸ Keyboard shortcuts: which key does what."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from playground.gui.shortcuts import Shortcut


class ShortcutList(QDialog):
    """The keys under their headings; what is typed above picks out those that it fits."""

    def __init__(self, shortcuts: Sequence[Shortcut], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Find a key or what it does…"))
        self.search.setAccessibleName(self.tr("Find a shortcut"))
        self.search.textChanged.connect(self._find)
        self.tree = QTreeWidget(columnCount=2)
        self.tree.setRootIsDecorated(False)
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(self.tr("Keyboard shortcuts"))
        self._rows: dict[str, tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = {}
        self._fill(shortcuts)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.tree)
        layout.addWidget(buttons)

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(600, 600)

    def _fill(self, shortcuts: Sequence[Shortcut]) -> None:
        for shortcut in shortcuts:
            if shortcut.place not in self._rows:
                self._rows[shortcut.place] = (self._heading(shortcut.place), [])
            heading, rows = self._rows[shortcut.place]
            rows.append(QTreeWidgetItem(heading, [shortcut.text, shortcut.keys]))
        self.tree.expandAll()
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _heading(self, text: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.tree, [text])
        item.setFirstColumnSpanned(True)
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        return item

    def _find(self, words: str) -> None:
        for heading, rows in self._rows.values():
            for row in rows:
                text = f"{row.text(0)} {row.text(1)}".lower()
                row.setHidden(not all(word in text for word in words.lower().split()))
            heading.setHidden(all(row.isHidden() for row in rows))
