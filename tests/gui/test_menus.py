from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu

from playground.app.storage.preferences import Preferences
from playground.app.translation import install_translators
from playground.density.point_table import read_points
from playground.gui.export.dialogs import film_form, picture_form, samples_form
from playground.gui.file_dialogs import SaveQuestion
from playground.gui.help import About, ShortcutList, shortcuts_of
from playground.gui.painting.points_dialog import PointsDialog
from playground.gui.preferences_dialog import PreferencesDialog

pytestmark = pytest.mark.long

SIDES = [("Both", (0, 1)), ("GAN", (0,)), ("CGAN", (1,))]


@pytest.fixture(params=["en", "zh_CN"])
def spoken(request, qtbot, open_window):
    """A window in each language; its translators are gone with it."""
    application = QApplication.instance()
    translators = install_translators(application, request.param)
    window = open_window()
    window.show()
    qtbot.waitUntil(lambda: bool(window.model_panels), timeout=60_000)
    yield window
    for translator in translators:
        application.removeTranslator(translator)


def _letters(texts):
    found = (QKeySequence.mnemonic(text).toString() for text in texts)
    return Counter(filter(None, found))


def _shared(letters):
    return [letter for letter, count in letters.items() if count > 1]


def _of_controls(widget):
    """The texts of buttons, and of labels that lead the keyboard to a control."""
    for part in widget.findChildren(QAbstractButton):
        yield part.text()
    for label in widget.findChildren(QLabel):
        if label.buddy() is not None:
            yield label.text()


def _menus(menu):
    yield menu
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _menus(inner)


def test_a_letter_with_alt_means_one_thing_in_the_window(spoken):
    titles = [action.text() for action in spoken.menuBar().actions()]
    letters = _letters([*titles, *_of_controls(spoken)])
    assert {"F", "E", "L", "R", "T", "V", "H"} <= {key[-1] for key in letters}
    assert _shared(letters) == []


def test_a_letter_means_one_thing_in_each_menu(spoken):
    bar = [action.menu() for action in spoken.menuBar().actions()]
    seen = [menu for top in bar for menu in _menus(top)]
    assert len(seen) > len(bar)
    for menu in seen:
        assert _shared(_letters(action.text() for action in menu.actions())) == [], menu.title()


def test_a_letter_means_one_thing_in_each_dialog(spoken, tmp_path):
    table = tmp_path / "points.csv"
    table.write_text("0,0,a\n1,1,b\n")
    dialogs = [
        PreferencesDialog(Preferences(), spoken),
        ShortcutList(shortcuts_of(spoken), spoken),
        About(spoken),
        PointsDialog(read_points(table), spoken.theme, spoken),
        picture_form(spoken, SIDES, {}),
        film_form(spoken, SIDES, {}),
        samples_form(spoken, {0: "GAN"}, {0: ["left", "right"]}, "binary", {}),
        SaveQuestion("", spoken),
    ]
    for dialog in dialogs:
        assert _shared(_letters(_of_controls(dialog))) == [], dialog.windowTitle()


def test_each_answer_to_unsaved_changes_has_a_key(spoken):
    question = SaveQuestion("", spoken)
    assert len(_letters(button.text() for button in question.buttons())) == 3


@pytest.mark.parametrize("letter", "FELRTVH")
def test_alt_and_a_letter_open_the_menu(qtbot, window, letter):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, letter.lower(), Qt.KeyboardModifier.AltModifier)
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu)
    assert f"&{letter}" in opened.title()
    opened.close()
