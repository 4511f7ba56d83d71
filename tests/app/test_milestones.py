"""Where a model was found good and where it was best: marked on the timeline, gone to by a key."""

from math import nan

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from playground.app.milestones import Milestones
from playground.metrics.step_metrics import CurveFigures, Scale, StepMetrics

SLOW = 60_000


def _look(session, slot, iteration, distance):
    none = np.zeros((0, 2))
    figures = CurveFigures(distance, 1.0, 0.0, 0, nan)
    metrics = StepMetrics(iteration, figures, none, np.zeros(0, bool), np.zeros((0, 0)))
    session.run.metrics_ready.emit(slot, metrics, Scale(2000, (0.8, 1.2), (0.8, 1.2), None))


@pytest.fixture
def looked(window, session):
    """The first model was found good at the sixth look of ten, and best at the eighth."""
    for number, distance in enumerate([5, 1.2, 1.2, 1.2, 1.2, 1.2, 1.1, 1.0, 1.7, 1.8]):
        _look(session, 0, 10 * number, distance)
    return window.milestones


def test_a_model_has_its_own(looked, window):
    assert looked[0] == Milestones(good=50, best=70)
    assert looked[1] == Milestones()
    assert [one.isEnabled() for one in window.comparison.time_actions.best] == [True, False]


def test_another_run_and_another_target_begin_anew(looked, window, session):
    session.live_target.edited.emit(session.target)
    assert looked[0] == Milestones()
    for number in range(5):
        _look(session, 0, number, 1.0)
    assert looked[0].good == 4
    session.reset()
    assert looked[0] == Milestones()


def test_the_timeline_marks_it_and_says_so(qtbot, looked, window):
    slider = window.comparison.timeline.slider
    slider.show_range(100, 100)
    assert "GAN was within 1.25 times the floor at iteration 50" in slider.toolTip()
    ink = slider.palette().windowText().color()
    picture = slider.grab().toImage()
    ratio = picture.devicePixelRatio()
    above = QColor(picture.pixel(round(slider.x_of(50) * ratio), 1))
    below = QColor(picture.pixel(round(slider.x_of(50) * ratio), picture.height() - 2))
    assert _near(above, ink) and not _near(below, ink)


def _near(one, other):
    return all(abs(a - b) < 60 for a, b in zip(one.getRgb(), other.getRgb(), strict=True))


def test_a_key_goes_to_the_best(qtbot, window, running):
    running.control.set_playing(True)
    qtbot.waitUntil(lambda: running.run.iterations[0] >= 30, timeout=SLOW)
    running.control.set_playing(False)
    action = window.comparison.time_actions.best[0]
    wanted = running.run.histories[0].snapshots.iterations[-2]
    for _ in range(5):
        _look(running, 0, wanted, 0.01)
    assert action.isEnabled() and "GAN" in action.text()
    qtbot.keyClick(window, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert window.playhead.state.at == wanted
