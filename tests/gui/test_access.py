import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QTabBar, QWidget

from playground.app.storage.preferences import Preferences
from playground.density.point_table import read_points
from playground.gui.export.dialogs import samples_form
from playground.gui.help import ShortcutList, shortcuts_of
from playground.gui.painting.points_dialog import PointsDialog
from playground.gui.preferences_dialog import PreferencesDialog


@pytest.fixture(params=["window", "preferences", "shortcuts", "points", "samples"])
def shown(request, qtbot, window, tmp_path):
    """The window, and each of its dialogs."""
    match request.param:
        case "preferences":
            widget = PreferencesDialog(Preferences(), window)
        case "shortcuts":
            widget = ShortcutList(shortcuts_of(window), window)
        case "points":
            table = tmp_path / "points.csv"
            table.write_text("0,0,a\n1,1,b\n")
            widget = PointsDialog(read_points(table), window.theme, window)
        case "samples":
            widget = samples_form(window, {0: "GAN"}, {0: ["left", "right"]}, "binary", {})
        case _:
            widget = window
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    yield widget
    if widget is not window:
        widget.reject()


def _controls(widget):
    """All that the keyboard can be on, but for the inner parts of boxes and lists."""
    return [
        part
        for part in widget.findChildren(QWidget)
        if part.isVisible()
        and part.isEnabled()
        and part.window() is widget
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
    ]


@pytest.mark.slow
def test_every_control_has_a_name_and_is_reached_and_seen_by_keyboard(shown):
    controls = _controls(shown)
    for part in controls:
        text = part.text() if isinstance(part, QAbstractButton) else ""
        text = part.tabText(0) if isinstance(part, QTabBar) else text
        assert part.accessibleName() or text.strip("&✕↶ "), part
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        reached = _reached(shown, key, 3 * len(controls))
        assert [part for part in controls if part not in reached] == []
    assert [part for part in controls if not _looks_focused(part)] == []


def _reached(window, key, presses):
    seen = {window.focusWidget()}
    for _ in range(presses):
        QTest.keyClick(window.focusWidget() or window, key)
        seen.add(window.focusWidget())
    return seen


def _looks_focused(part):
    """Whether it looks another way while the keyboard is on it; a default button always does."""
    if isinstance(part, QPushButton) and part.isDefault():
        return True
    part.clearFocus()
    before = part.grab().toImage()
    part.setFocus(Qt.FocusReason.TabFocusReason)
    part.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as Tab does
    return part.grab().toImage() != before
