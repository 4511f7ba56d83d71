import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QWidget,
)

pytestmark = pytest.mark.long


@pytest.fixture
def active(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def _reached_by_tab(window, kind):
    return [
        part
        for part in window.findChildren(kind)
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def test_space_plays_and_pauses_wherever_no_text_is_typed(active, session):
    active.menus.lessons.trigger()
    kinds = (QAbstractButton, QComboBox, QAbstractItemView)
    parts = [part for kind in kinds for part in _reached_by_tab(active, kind)]
    parts += [active.target_panel.canvas, active.run_toolbar.seed_box]
    parts += [active.target_panel.tools.size_slider, active.lessons_dock.panel.page]
    setup, drawing, iteration = session.setup, session.editor.drawing, session.run.iterations
    for part in parts:
        part.setFocus()
        playing = session.control.playing
        QTest.keyClick(part, Qt.Key.Key_Space)
        assert session.control.playing is not playing, part
        assert QApplication.activePopupWidget() is None, part
    assert (session.setup, session.editor.drawing) == (setup, drawing)
    assert session.run.iterations == iteration


def test_space_is_a_letter_where_text_is_typed(active, session):
    search = active.settings_form.search
    search.setFocus()
    QTest.keyClicks(search, "a rate")
    assert search.text() == "a rate"
    assert not session.control.playing


def test_a_click_on_a_button_leaves_the_keyboard_where_it_was(active):
    active.target_panel.canvas.setFocus()
    for button in _reached_by_tab(active, QAbstractButton):
        assert button.focusPolicy() == Qt.FocusPolicy.TabFocus, button


def test_enter_presses_buttons_and_opens_lists(qtbot, active, session):
    step = active.run_toolbar.widgetForAction(active.run_toolbar.step_actions[0])
    step.setFocus()
    with qtbot.waitSignal(active.run_toolbar.stepped):
        QTest.keyClick(step, Qt.Key.Key_Return)
    box = active.settings_form.preset_box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Enter)
    assert box.view().isVisible()
    box.hidePopup()
    fork = active.comparison.timeline.fork_button
    fork.setFocus()
    QTest.keyClick(fork, Qt.Key.Key_Return)
    assert fork.menu().isVisible()
    fork.menu().close()


def test_enter_presses_every_button_and_opens_every_list(active):
    """Space presses none of them, so without this some could not be used by keyboard."""
    active.menus.lessons.trigger()
    for box in _reached_by_tab(active, QComboBox):
        _press_enter(box)
        assert box.view().isVisible(), box
        box.hidePopup()
    for button in _reached_by_tab(active, QAbstractButton):
        if button.isVisible() and button.isEnabled() and not _has_menu(button):
            pressed = []
            button.pressed.connect(lambda pressed=pressed: pressed.append(1))
            _press_enter(button)
            assert pressed, button


def _has_menu(button):
    return isinstance(button, QPushButton) and button.menu() is not None


def _press_enter(part: QWidget):
    part.setFocus()
    QTest.keyClick(part, Qt.Key.Key_Return)


def test_a_key_hides_and_shows_the_layer_in_the_list(active, session):
    layers = active.target_panel.layers.list
    layers.setFocus()
    QTest.keyClick(layers, Qt.Key.Key_H)
    assert [layer.visible for layer in session.editor.drawing.layers] == [False, True]
    assert active.target_panel.layer_actions.hide.text() == "S&how layer"
    QTest.keyClick(layers, Qt.Key.Key_H)
    assert [layer.visible for layer in session.editor.drawing.layers] == [True, True]


def test_a_name_that_is_typed_has_its_spaces_and_letters(qtbot, active, session):
    active.target_panel.layers.edit_name()
    edit = active.target_panel.layers.list.findChild(QLineEdit)
    QTest.keyClicks(edit, "h d")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.editor.drawing.layers[0].name == "h d")
    assert not session.control.playing
