import numpy as np
import pytest

from playground.app.history_player import DisplayedFrame
from playground.density.load import load_target
from playground.flow.config import FlowConfig
from playground.gan.config import GanConfig
from playground.gui.panels.model_panel import ModelPanel
from playground.nn.history import Snapshot
from playground.plots.theme import LIGHT
from playground.worker.protocol import PhaseFinished

_POINTS, _LAYER, _NONE = np.full((9, 2), 0.5), np.zeros(9, np.int64), np.zeros(0, np.float32)
NOW = Snapshot(0, 1.0, _POINTS, _LAYER, _POINTS, _LAYER, 1.0, 0.5, _NONE, _NONE)


@pytest.fixture
def panel(qtbot):
    panel = ModelPanel()
    qtbot.addWidget(panel)
    panel.set_model("GAN", GanConfig())
    panel.resize(420, 680)
    panel.show()
    panel.show_target(load_target("ring"), LIGHT)
    panel.show_snapshot(NOW)
    panel.draw()
    return panel


def _slow(panel, name, points=9):
    panel.show_phase(PhaseFinished(0, 0, name, _POINTS[:points], _LAYER[:points]))


def test_slow_motion_says_its_phase_large_over_the_points(panel):
    _slow(panel, "draw real")
    phase = panel.phase
    assert phase.isVisible() and phase.text() == "draw real: 9 points"
    assert phase.font().pointSizeF() >= 1.5 * panel.labels.title.font().pointSizeF()
    box = panel.panels.points.axes.bbox
    assert box.x0 < phase.geometry().left() and phase.geometry().right() < box.x1
    assert panel.height() - box.y1 < phase.geometry().top() < panel.height() - box.y0
    assert "□ real, ○ generated" in panel.labels.notes[1].text()
    _slow(panel, "D's gradient", 0)
    assert phase.text() == "D's gradient"


def test_the_marks_of_a_flows_batch_lie_on_its_paths(panel):
    panel.set_model("Flow", FlowConfig())
    panel.show_run(panel.panels.target, LIGHT)
    panel.show_snapshot(NOW)
    panel.draw()
    _slow(panel, "draw paths")
    assert panel.phase.text() == "draw paths: 9 points"
    assert "□ real, ○ on the paths to them" in panel.labels.notes[1].text()


def test_it_goes_with_slow_motion_and_is_not_said_of_the_past(panel):
    _slow(panel, "draw fake")
    panel.show_past(DisplayedFrame(NOW))
    assert not panel.phase.isVisible()
    _slow(panel, "D's step", 0)
    assert not panel.phase.isVisible()
    panel.show_past(None)
    _slow(panel, "D's step", 0)
    assert panel.phase.isVisible()
    panel.end_phases()
    assert not panel.phase.isVisible()


def test_phase_and_hint_stand_at_opposite_edges(panel):
    _slow(panel, "G's step", 0)
    panel.hint.show_text("Starting…")
    assert panel.phase.geometry().bottom() < panel.hint.geometry().top()
    panel.set_text_scale(2.0)
    assert panel.phase.geometry().bottom() < panel.hint.geometry().top()
    assert panel.phase.font().pointSizeF() >= 1.5 * panel.hint.font().pointSizeF()
