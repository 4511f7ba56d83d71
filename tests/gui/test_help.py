import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest

from playground.app.lessons import all_lessons
from playground.gui.help import ShortcutList, shortcuts_of
from playground.gui.painting.canvas import KEYS

pytestmark = pytest.mark.long


def test_no_key_means_two_things(window):
    keys = Counter(
        key.toString() for action in window.findChildren(QAction) for key in action.shortcuts()
    )
    keys += Counter(key.key().toString() for key in window.findChildren(QShortcut))
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_key_is_listed_with_what_it_does(window):
    listed = shortcuts_of(window)
    assert all(one.heading and one.text and one.keys for one in listed)
    texts = Counter((one.heading, one.text) for one in listed)
    assert max(texts.values()) == 1
    found = {key for one in listed for key in one.keys.split(", ")}
    for action in window.findChildren(QAction):
        native = QKeySequence.SequenceFormat.NativeText
        assert {key.toString(native) for key in action.shortcuts()} <= found


def test_the_canvas_knows_the_keys_that_are_listed(window):
    canvas = window.target_panel.canvas
    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    pressed = {
        "Arrow keys": (Qt.Key.Key_Left, none),
        "Shift+Arrow keys": (Qt.Key.Key_Up, shift),
        "Enter": (Qt.Key.Key_Return, none),
        "Shift": (Qt.Key.Key_Shift, shift),
        "Esc": (Qt.Key.Key_Escape, none),
    }
    assert {str(keys) for keys, _ in KEYS} == set(pressed)
    for key, modifier in pressed.values():
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifier)
        canvas.keyPressEvent(event)
        assert event.isAccepted()


def test_its_key_opens_the_list_and_typing_picks(qtbot, window):
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    shown = window.findChild(ShortcutList)
    qtbot.waitUntil(shown.search.hasFocus)
    QTest.keyClicks(shown.search, "undo")
    seen = [row.text(1) for _, rows in shown._rows.values() for row in rows if not row.isHidden()]
    assert seen == ["Ctrl+Z"]
    QTest.keyClick(shown, Qt.Key.Key_Escape)


def test_pages_and_guide_name_the_keys_that_there_are(window):
    actions = {
        key.toString(): action
        for action in window.findChildren(QAction)
        for key in action.shortcuts()
    }
    for lesson in all_lessons():
        page = lesson.page("en").replace("\\", "")
        for name, key in re.findall(r"([^\n.]{1,24}?)[*”]* \((F\d+|Alt\+\d)\)", page):
            assert actions[key].text().rstrip("*") in name.replace(" − ", "−"), (
                lesson.folder.name,
                key,
            )
    guide = (Path(__file__).parents[2] / "docs" / "guide.md").read_text("utf-8")
    rows = re.findall(r"^\| (F\d+) \| (\S+)", guide, re.M)
    assert {key for key, _ in rows} == {f"F{n}" for n in range(3, 9)}
    assert dict(rows)["F3"].startswith("D:")
