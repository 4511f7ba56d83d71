# Real help events, as they come when the cursor rests.

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from playground.density.load import load_target
from playground.gan.config import GanConfig
from playground.gui.panels.model_panel import ModelPanel
from playground.metrics.step_metrics import CurveFigures, Scale, StepMetrics
from playground.nn.history import Snapshot
from playground.plots.theme import LIGHT
from playground.plots.view import View

SCALE = Scale(2000, (0.6, 1.5), (0.8, 1.2), 0.025)


def _snapshot():
    points, layer, none = np.full((9, 2), 0.5), np.zeros(9, np.int64), np.zeros(0, np.float32)
    return Snapshot(10, 1.0, points, layer, points, layer, 1.356, 0.701, none, none)


@pytest.fixture
def panel(qtbot):
    panel = ModelPanel()
    qtbot.addWidget(panel)
    panel.set_model("GAN", GanConfig())
    panel.set_view(View(heat="best", modes=True, strip="distances"))
    panel.resize(420, 680)
    panel.show()
    panel.show_target(load_target("ring"), LIGHT)
    places = np.zeros((1, 2)), np.zeros(1, bool), np.zeros((0, 0))
    panel.show_metrics(StepMetrics(10, CurveFigures(3.0, 2.0, 0, 0, 1), *places), SCALE)
    panel.show_snapshot(_snapshot())
    panel.draw()
    return panel


def _tip(panel, place):
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, place, panel.mapToGlobal(place))
    QApplication.sendEvent(panel, event)
    return QToolTip.text()


def test_the_score_says_what_it_is_a_multiple_of(panel, qtbot):
    area = panel.labels.score.geometry()
    tip = _tip(panel, area.center() + QPoint(area.width() // 2 - 10, 0))
    assert "2,000 generated points" in tip and "0.6× to 1.5×" in tip
    _tip(panel, QPoint(20, area.center().y()))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_caption_says_how_it_was_read(panel):
    heat, overlays = (note.geometry().center() for note in panel.labels.notes)
    assert "the best D there could be" in _tip(panel, heat)
    assert "p / (p + q)" in _tip(panel, heat)
    assert "modes missed" in _tip(panel, overlays)
    assert "a tenth of its share" in _tip(panel, overlays)


def test_the_caption_of_the_lower_row_explains_it(panel, qtbot):
    box = panel.panels.strip_box(panel.width() / 100, panel.height() / 100)
    over = QPoint(200, round(panel.height() - 100 * (box.bottom + box.height)) - 8)
    assert "Jensen–Shannon how little" in _tip(panel, over)
    _tip(panel, over + QPoint(0, 60))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_layer_of_any_name_stays_plain(panel):
    panel.panels.inside.say("<img src='x'>" + "word " * 40)
    panel.show_snapshot(_snapshot())
    tip = _tip(panel, panel.labels.notes[1].geometry().center())
    assert "&lt;img" in tip and "<img" not in tip
