# Real mouse moves over a panel that was drawn.

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from playground.density.load import load_target
from playground.flow.config import FlowConfig
from playground.flow.trainer import FlowTrainer
from playground.gan.config import GanConfig
from playground.gui.panels.model_panel import ModelPanel
from playground.gui.panels.readout import readout_text
from playground.nn.history import Snapshot
from playground.plots.heat_map import PointValues
from playground.plots.theme import LIGHT
from playground.plots.view import View
from playground.worker.protocol import PhaseFinished

_POINTS, _NONE = np.full((9, 2), 0.5), np.zeros(0, np.float32)
_LAYER = np.zeros(9, np.int64)
FIRST = Snapshot(0, 1.0, _POINTS, _LAYER, _POINTS, _LAYER, 1.0, 0.5, _NONE, _NONE)


@pytest.fixture
def panel(qtbot):
    panel = ModelPanel()
    qtbot.addWidget(panel)
    panel.set_model("GAN", GanConfig())
    panel.set_view(View(strip="losses"))
    panel.resize(420, 680)
    panel.show()
    panel.show_target(load_target("ring"), LIGHT)
    for iteration in range(0, 1000, 10):
        panel.show_snapshot(replace(FIRST, iteration=iteration, d_loss=1 + iteration / 1000))
    panel.draw()
    return panel


def _over(panel, axes, x, y):
    """Move the mouse to a place of `axes`, given in shares of them."""
    across, up = axes.transAxes.transform((x, y))
    place = QPoint(round(across), round(panel.height() - up))
    QTest.mouseMove(panel, place)
    return place


def test_over_a_curve_the_nearest_iteration_and_its_values_are_read(panel):
    axes = panel.panels.curves.axes
    _over(panel, axes, 0.5, 0.3)
    at = round(axes.get_xlim()[1] / 2, -1)
    lines = panel.readout.text().splitlines()
    iteration = int(lines[0].removeprefix("iteration "))
    assert abs(iteration - at) <= 10
    assert lines[1:] == [f"D's loss  {1 + iteration / 1000:.3g}", "G's loss  0.5"]
    line = panel.readout.line
    assert panel.readout.isVisible() and line.isVisible()
    left, right = axes.bbox.x0, axes.bbox.x1
    expected = left + iteration / axes.get_xlim()[1] * (right - left)
    assert abs(line.x() - expected) <= 1


def test_the_box_over_points_stands_at_the_rim_away_from_the_cursor(panel):
    axes = panel.panels.points.axes
    for x in (0.1, 0.3, 0.6, 0.9):
        place = _over(panel, axes, x, 0.9)
        box = panel.readout.geometry()
        assert panel.readout.isVisible() and not box.contains(place)
        assert axes.bbox.x0 - 1 <= box.left() and box.right() <= axes.bbox.x1 + 1
        assert not panel.readout.line.isVisible()
        assert f"x {x:.1f}" in panel.readout.text()


def test_elsewhere_nothing_is_shown(panel):
    _over(panel, panel.panels.curves.axes, 0.5, 0.3)
    QTest.mouseMove(panel, QPoint(2, 2))
    assert not panel.readout.isVisible() and not panel.readout.line.isVisible()


def test_values_in_words():
    nan = float("nan")
    assert readout_text(PointValues(0.25, 0.5, 3.14159, 0.5, nan)) == (
        "x 0.250   y 0.500\np 3.14   D 0.5   D* –"
    )
    assert readout_text(PointValues(0, 1, 0, nan, nan, has_best=False)) == "x 0.000   y 1.000\np 0"
    assert "−2.5" in readout_text(PointValues(0, 1, 0, -2.5, nan, "D−mean", has_best=False))


def test_the_box_stands_below_the_phase_of_slow_motion(panel):
    axes = panel.panels.points.axes
    phase = PhaseFinished(0, 0, "draw real", _POINTS.astype(np.float32), _LAYER)
    panel.show_phase(phase)
    for x in (0.3, 0.7):
        _over(panel, axes, x, 0.2)
        assert not panel.readout.geometry().intersects(panel.phase.geometry())
    panel.end_phases()
    _over(panel, axes, 0.4, 0.2)
    assert abs(panel.readout.y() - (panel.height() - axes.bbox.y1)) <= 1


def test_a_flow_has_both_densities_and_no_d():
    nan = float("nan")
    values = PointValues(0.25, 0.5, 1.0, nan, nan, has_best=False, log_q=-0.125)
    assert readout_text(values).splitlines()[1] == "p 1   log p 0   log q −0.125"
    empty = replace(values, p=0.0, log_q=nan)
    assert readout_text(empty).splitlines()[1] == "p 0   log p −∞   log q –"
    uniform = replace(empty, remark="no log q: it needs normal noise")
    assert readout_text(uniform).splitlines()[1] == "p 0   no log q: it needs normal noise"


def test_the_density_of_a_flow_is_asked_for_where_the_cursor_rests(panel, qtbot):
    panel.set_model("Flow", FlowConfig())
    panel.show_run(panel.panels.target, LIGHT)
    panel.show_snapshot(FIRST)
    panel.draw()
    asked = []
    panel.inspection_wanted.connect(asked.append)
    axes = panel.panels.points.axes
    for x in (0.2, 0.4, 0.6, 0.8):
        _over(panel, axes, x, 0.5)
    qtbot.waitUntil(lambda: len(asked) == 2)  # as it comes over the points, and where it rests
    assert asked[-1].point == panel.readout.place
    x, y = asked[-1].point
    assert x == pytest.approx(0.8, abs=0.01) and y == pytest.approx(0.5, abs=0.01)
    assert "log q –" in panel.readout.text()
    config = FlowConfig(hidden=8, features=4, sampler_steps=2, batch_size=32)
    trainer = FlowTrainer(config, panel.panels.target)
    look = trainer.inspect_snapshot(trainer.snapshot(), asked[-1])
    panel.show_snapshot(replace(FIRST, iteration=10), look)
    (found,) = trainer.log_density(np.array([[x, y]]))
    assert f"log q {found:.3g}".replace("-", "−") in panel.readout.text()
    _over(panel, axes, 0.3, 0.5)
    assert "log q –" in panel.readout.text()
