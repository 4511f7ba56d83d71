"""The dialogs of the Help menu: About, and the list of shortcuts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMessageBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from playground import __version__
from playground.app.translation import tr_message
from playground.gui.painting import canvas
from playground.gui.widgets import keys
from playground.gui.widgets.keys import plain
from playground.message import Sentence


class About(QMessageBox):
    """A dialog that is deleted when it is closed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("About"))
        self.setText(
            self.tr(
                "<h3>Distribution Playground {version}</h3>"
                "<p>Watch GANs and flows learn a density that you drew: a gray picture becomes "
                "points, and two models side by side learn to make such points.</p>"
            ).format(version=__version__)
        )
        self.setIconPixmap(window.windowIcon().pixmap(48, 48))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


@dataclass(frozen=True)
class Shortcut:
    """What `keys`, in the system's own notation, do; listed under `heading`."""

    heading: str
    text: str
    keys: str


def shortcuts_of(window: QMainWindow) -> list[Shortcut]:
    """The shortcuts of the menus in order, then those without a menu, then the canvas's keys."""
    listed: dict[QAction, str] = {}
    for action in window.menuBar().actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            listed |= dict.fromkeys(_actions(menu), plain(action.text()))
    tools = QCoreApplication.translate("shortcuts", "Tools")
    listed |= {found: tools for found in window.findChildren(QAction) if found not in listed}
    found = [
        Shortcut(heading, _meaning(action), _native(action.shortcuts()))
        for action, heading in listed.items()
        if action.shortcuts()
    ]
    elsewhere = QCoreApplication.translate("shortcuts", "Lessons and digits")
    found += [
        Shortcut(elsewhere, key.whatsThis(), _native([key.key()]))
        for key in window.findChildren(QShortcut)
    ]
    controls = QCoreApplication.translate("shortcuts", "On every control")
    drawing = QCoreApplication.translate("shortcuts", "On the canvas")
    panels = QCoreApplication.translate("shortcuts", "On a model's panel")
    listed_keys = ((controls, keys.KEYS), (drawing, canvas.KEYS), (panels, keys.PANEL_KEYS))
    return [*found, *(one for heading, known in listed_keys for one in _listed(heading, known))]


def _listed(heading: str, entries: Iterable[tuple[Sentence, Sentence]]) -> list[Shortcut]:
    return [Shortcut(heading, tr_message(text), tr_message(key)) for key, text in entries]


def _actions(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _actions(inner)
        elif not action.isSeparator():
            yield action


def _meaning(action: QAction) -> str:
    """The tip of an action without the keys at its end; it says more than the text.

    The tip of a disabled action may say why it is disabled, so there the text is taken.
    """
    tip = action.toolTip() if action.isEnabled() else plain(action.text())
    return re.sub(r"\s*[(（][^()（）]*[)）]$", "", tip).rstrip("…")


def _native(sequences: list[QKeySequence]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(sequence.toString(native) for sequence in sequences)


class ShortcutList(QDialog):
    """The shortcuts under their headings, with a search field."""

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
            if shortcut.heading not in self._rows:
                self._rows[shortcut.heading] = (self._heading(shortcut.heading), [])
            heading, rows = self._rows[shortcut.heading]
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
