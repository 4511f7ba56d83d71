import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from playground.gui.presentation import ENLARGED

pytestmark = pytest.mark.long

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def presenting(window):
    QTest.keyClick(window, Qt.Key.Key_F11)
    return window.presentation


def _around(window):
    rows = (window.comparison.view_toolbar, window.comparison.timeline, window.gallery)
    bars = (window.menuBar(), window.run_toolbar, window.statusBar(), window.settings_dock)
    return (*bars, *rows, window.left_column)


def test_f11_shows_the_models_alone_in_large_type(window, presenting):
    assert window.isFullScreen() and presenting.is_on and window.menus.present.isChecked()
    assert not any(part.isVisible() for part in _around(window))
    assert all(panel.isVisible() for panel in window.model_panels)
    assert window.model_panels[0].figure.dpi == 100 * ENLARGED


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F11])
def test_escape_or_f11_brings_all_back(window, presenting, key):
    QTest.keyClick(window, key)
    assert not window.isFullScreen() and not presenting.is_on
    assert not window.menus.present.isChecked()
    assert all(part.isVisible() for part in _around(window))
    assert not window.lessons_dock.isVisible()
    assert window.model_panels[0].figure.dpi == 100


def test_the_dock_that_was_in_front_is_so_again(qtbot, window):
    for dock in (window.lessons_dock, window.settings_dock):
        window.lessons_dock.show()
        window.settings_dock.show()
        dock.raise_()
        qtbot.waitUntil(lambda dock=dock: not dock.visibleRegion().isEmpty())
        window.presentation.enter()
        window.presentation.leave()
        qtbot.waitUntil(lambda dock=dock: not dock.visibleRegion().isEmpty())


def test_what_was_hidden_before_stays_so(window):
    window.settings_dock.close()
    for key in (Qt.Key.Key_F11, Qt.Key.Key_Escape):
        QTest.keyClick(window, key)
    assert not window.settings_dock.isVisible()


def test_the_keys_of_the_hidden_menus_are_awake(qtbot, window, presenting):
    QTest.keyClick(window, Qt.Key.Key_2, ALT)
    assert window.session.view.strip == "losses"
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert window.session.view.heat == "discriminator"
    with qtbot.waitSignal(window.run_toolbar.toggled, timeout=1000):
        QTest.keyClick(window, Qt.Key.Key_Space)


def test_keys_mean_one_thing_again_afterwards(window, presenting):
    QTest.keyClick(window, Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_2, ALT)
    assert window.session.view.strip == "losses"


def test_the_drawing_comes_beside_them_if_wanted(window, presenting):
    QTest.keyClick(window, Qt.Key.Key_F11, ALT)
    assert window.target_panel.isVisible() and not window.gallery.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.gallery.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.target_panel.isVisible()  # as it was left


def test_the_bar_comes_with_the_mouse_and_goes_when_it_rests(qtbot, window, presenting):
    assert not presenting.bar.isVisible()
    QTest.mouseMove(window.model_panels[0], QPoint(50, 60))
    assert presenting.bar.isVisible()
    assert window.rect().contains(presenting.bar.geometry())
    qtbot.waitUntil(lambda: not presenting.bar.isVisible(), timeout=10_000)
    QTest.mouseMove(window.model_panels[1], QPoint(50, 60))
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not presenting.bar.isVisible()
    QTest.mouseMove(window.model_panels[0], QPoint(80, 90))
    assert not presenting.bar.isVisible()


def test_from_the_beginning_rewinds_what_was_trained(qtbot, window, running):
    running.control.step("both")
    rewind = window.comparison.time_actions.rewind
    qtbot.waitUntil(rewind.isEnabled, timeout=60_000)
    QTest.keyClick(window, Qt.Key.Key_F11, SHIFT)
    assert window.presentation.is_on
    assert window.playhead.state.at == 0


def _open_lesson(window, name):
    window.lessons_dock.panel.show_lesson(name)
    window.lesson_opener.open_lesson(window.lessons_dock.panel.lesson)
    window.session.control.set_playing(False)


def test_the_steps_of_the_lesson_stand_beside_the_models_one_by_one(window):
    _open_lesson(window, "05-collapse")
    steps = window.lesson_steps
    assert not steps.isVisible() and not steps.forward.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert steps.isVisible() and window.model_panels[0].isVisible()
    wanted = window.lessons_dock.panel.lesson.steps("en")
    seen = [steps.text.text()]
    for _ in wanted:  # once more than there are pages to turn
        QTest.keyClick(window, Qt.Key.Key_PageDown)
        seen.append(steps.text.text())
    assert seen == [*wanted, wanted[-1]]
    assert steps.place.text() == f"{len(wanted)} / {len(wanted)}" and steps.back.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_PageUp)
    assert steps.text.text() == wanted[-2]
    assert "☐" in steps.tasks.text()
    QTest.keyClick(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ControlModifier | SHIFT)
    assert not steps.isVisible() and not steps.back.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not steps.isVisible()


def test_without_a_lesson_there_are_no_steps(window, presenting):
    assert not window.lesson_steps.isVisible()
    assert not presenting.with_steps.isEnabled()


def test_the_timeline_comes_if_wanted_and_stays_afterwards(window, presenting):
    timeline = window.comparison.timeline
    QTest.keyClick(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ControlModifier)
    assert timeline.isVisible()
    for key, shown in [(Qt.Key.Key_F11, True), (Qt.Key.Key_F11, True)]:
        QTest.keyClick(window, key)
        assert timeline.isVisible() == shown
    QTest.keyClick(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ControlModifier)
    assert not timeline.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert timeline.isVisible()
