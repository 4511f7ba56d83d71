"""Every key that does something, as the actions and the canvas themselves have it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu

from playground.gui.canvas import KEYS
from playground.gui.keys import plain
from playground.gui.language import said


@dataclass(frozen=True)
class Shortcut:
    """What `keys` (as people know them on this system) do; `place` is the heading."""

    place: str
    text: str
    keys: str


def shortcuts_of(window: QMainWindow) -> list[Shortcut]:
    """Those of the menus in their order, then those without a menu, then the canvas's own."""
    listed: dict[QAction, str] = {}
    for action in window.menuBar().actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            listed |= dict.fromkeys(_actions(menu), plain(action.text()))
    tools = QCoreApplication.translate("shortcuts", "Tools")
    listed |= {found: tools for found in window.findChildren(QAction) if found not in listed}
    found = [
        Shortcut(place, _meaning(action), _native(action.shortcuts()))
        for action, place in listed.items()
        if action.shortcuts()
    ]
    elsewhere = QCoreApplication.translate("shortcuts", "Lessons and digits")
    found += [
        Shortcut(elsewhere, key.whatsThis(), _native([key.key()]))
        for key in window.findChildren(QShortcut)
    ]
    canvas = QCoreApplication.translate("shortcuts", "On the canvas")
    return found + [Shortcut(canvas, said(text), said(keys)) for keys, text in KEYS]


def _actions(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _actions(inner)
        elif not action.isSeparator():
            yield action


def _meaning(action: QAction) -> str:
    """Its tip, which says more than its text, without the keys that end it.

    What cannot be done now may say there why not.
    """
    tip = action.toolTip() if action.isEnabled() else plain(action.text())
    return re.sub(r"\s*[(（][^()（）]*[)）]$", "", tip).rstrip("…")


def _native(sequences: list[QKeySequence]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(sequence.toString(native) for sequence in sequences)
