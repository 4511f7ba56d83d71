"""A formula is typed, seen, corrected and drawn, by real events."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from playground.density.formula import EXAMPLES, formula_target
from playground.gui.painting.formula_dialog import FormulaDialog

pytestmark = pytest.mark.long

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(qtbot, window):
    qtbot.mouseClick(window.gallery.formula, LEFT)
    shown = window.findChild(FormulaDialog)
    qtbot.waitUntil(shown.isVisible)
    return shown


def _type(qtbot, dialog, text):
    dialog.line.selectAll()
    qtbot.keyClicks(dialog.line, text)


def _open(dialog):
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Open)


def _picture(dialog):
    image = dialog.picture.pixmap().toImage()
    return np.array([[image.pixelColor(x, y).lightness() for x in (60, 180)] for y in (60, 180)])


def test_an_example_is_there_and_can_be_drawn_at_once(qtbot, dialog, session):
    assert dialog.box.currentText() == EXAMPLES[0] and dialog.sentence.text() == ""
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    (layer,) = session.editor.drawing.layers
    np.testing.assert_array_equal(layer.pixels, formula_target(EXAMPLES[0]).layers[0].pixels)
    assert layer.name.startswith("exp(-") and session.editor.drawing.name == "formula"
    session.editor.undo()
    assert session.editor.drawing.name == "binary"


def test_what_is_typed_is_seen(qtbot, dialog):
    _type(qtbot, dialog, "(x > .5) * (y > .5)")
    seen = _picture(dialog)  # y up
    assert seen[0, 1] > 200 and seen.sum() - seen[0, 1] < 30
    _type(qtbot, dialog, "x < .5")
    assert (_picture(dialog)[:, 0] > 200).all() and (_picture(dialog)[:, 1] < 10).all()


def test_an_error_is_a_sentence_and_open_leads_to_its_place(qtbot, dialog, session):
    _type(qtbot, dialog, "x + sqr(y) + 1")
    assert dialog.sentence.text().startswith("`sqr` at letter 5 is no function; there are exp")
    assert dialog.picture.pixmap().isNull()
    qtbot.mouseClick(_open(dialog), LEFT)
    assert dialog.isVisible() and session.editor.drawing.name == "binary"
    assert dialog.line.selectedText() == "sqr"
    qtbot.keyClicks(dialog.line, "sqrt")
    assert dialog.box.currentText() == "x + sqrt(y) + 1" and dialog.sentence.text() == ""
    qtbot.mouseClick(_open(dialog), LEFT)
    assert session.editor.drawing.name == "formula"


def test_the_menu_has_it_and_escape_leaves_all_as_it_was(qtbot, window, session):
    before = session.editor.drawing
    window.menus.formula.trigger()
    dialog = window.findChild(FormulaDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(FormulaDialog) is None)
    assert session.editor.drawing is before
