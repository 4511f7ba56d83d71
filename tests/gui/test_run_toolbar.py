"""The toolbar of the run in windows of any width."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QToolButton

from playground.app.translation import install_translators
from playground.gui.run_toolbar import RunToolbar

STYLES = Qt.ToolButtonStyle


@pytest.fixture(params=["en", "zh_CN"])
def toolbar(qtbot, qapp, request):
    translators = install_translators(qapp, request.param)
    window = QMainWindow()
    qtbot.addWidget(window)
    bar = RunToolbar()
    window.addToolBar(bar)
    bar.show_slots(("GAN", "CGAN"), (True, True))
    window.show()
    yield bar
    for one in translators:
        qapp.removeTranslator(one)


def _resize(qtbot, bar, width):
    bar.window().resize(width, 300)
    qtbot.waitUntil(lambda: bar.width() == width)


def _style(bar, action):
    button = bar.widgetForAction(action)
    assert isinstance(button, QToolButton)
    return button.toolButtonStyle()


def test_everything_can_be_seen_in_a_narrow_window(qtbot, toolbar):
    _resize(qtbot, toolbar, 1000)
    qtbot.waitUntil(lambda: not toolbar.extension.isVisible())
    assert all(toolbar.widgetForAction(action).isVisible() for action in toolbar.actions())


def test_words_make_room_before_a_button_must_go(qtbot, toolbar):
    _resize(qtbot, toolbar, 1400)
    _resize(qtbot, toolbar, toolbar.sizeHint().width() - 4)
    qtbot.waitUntil(lambda: _style(toolbar, toolbar.reset_action) == STYLES.ToolButtonIconOnly)
    assert all(toolbar.widgetForAction(action).isVisible() for action in toolbar.actions())
    assert "Ctrl+R" in toolbar.reset_action.toolTip()


def test_words_come_back_with_the_room(qtbot, toolbar):
    _resize(qtbot, toolbar, 1000)
    _resize(qtbot, toolbar, 1280)
    assert _style(toolbar, toolbar.reset_action) == STYLES.ToolButtonTextBesideIcon
    assert toolbar.preset_box.parentWidget().layout().itemAt(0).widget().isVisible()


def test_longer_names_take_the_room_of_words(qtbot, toolbar):
    _resize(qtbot, toolbar, 1400)
    _resize(qtbot, toolbar, toolbar.sizeHint().width() + 4)
    assert _style(toolbar, toolbar.slow_action) == STYLES.ToolButtonTextBesideIcon
    toolbar.show_slots(("InfoGAN", "Batch GAN"), (True, True))
    qtbot.waitUntil(lambda: _style(toolbar, toolbar.slow_action) == STYLES.ToolButtonIconOnly)
    toolbar.show_slots(("GAN", "CGAN"), (True, True))
    qtbot.waitUntil(lambda: _style(toolbar, toolbar.slow_action) == STYLES.ToolButtonTextBesideIcon)
