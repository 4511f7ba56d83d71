from dataclasses import replace

import numpy as np
import pytest

from playground.app.history_player import DisplayedFrame
from playground.density.load import load_target
from playground.gan.config import GanConfig
from playground.gui.panels.model_panel import ModelPanel
from playground.metrics.step_metrics import CurveFigures, Scale, StepMetrics
from playground.nn.history import Snapshot
from playground.plots.theme import LIGHT
from playground.plots.view import View

SCALE = Scale(2000, (0.6, 1.5), (0.8, 1.2), 0.025)
WIDTHS = (300, 320, 360, 420, 500, 900)


def _snapshot():
    points, layer, none = np.full((9, 2), 0.5), np.zeros(9, np.int64), np.zeros(0, np.float32)
    return Snapshot(12_600, 1.0, points, layer, points, layer, 1.356, 0.701, none, none)


@pytest.fixture
def panel(qtbot):
    panel = ModelPanel()
    qtbot.addWidget(panel)
    panel.set_model("GAN · D steps 10", GanConfig())
    panel.set_view(View(heat="best"))
    panel.resize(500, 680)
    panel.show()
    panel.show_target(load_target("ring"), LIGHT)
    panel.show_snapshot(_snapshot())
    return panel


def _room(label):
    return label.contentsRect().width() - label.fontMetrics().horizontalAdvance(label.text())


@pytest.mark.parametrize("past", [False, True])
def test_a_title_keeps_its_figures_at_any_width(panel, past):
    if past:
        panel.show_past(DisplayedFrame(_snapshot()))
    title, said = panel.labels.title, []
    for width in WIDTHS:
        panel.resize(width, 680)
        assert title.text().startswith("GAN · D")
        assert "12,600" in title.text()
        assert ("past" in title.text()) == past
        assert _room(title) >= 0
        said.append(len(title.text()))
    assert said == sorted(said)
    assert title.text().endswith("losses D 1.356  G 0.701")


def test_a_new_title_is_fitted_with_the_next_picture(panel):
    panel.resize(300, 680)
    panel.set_title("InfoGAN · Info slope 0.1")
    panel.show_snapshot(_snapshot())
    assert panel.labels.title.text() == "InfoGAN · Info slope 0.1   iteration 12,600"
    assert _room(panel.labels.title) >= 0


def _metrics(*distances):
    for number, distance in enumerate(distances):
        figures = CurveFigures(distance, 2.0, 0.0, 0, 1.0)
        places = np.zeros((1, 2)), np.zeros(1, bool), np.zeros((0, 0))
        yield StepMetrics(12_600 + number, figures, *places)


def _score(panel, *distances):
    for metrics in _metrics(*distances):
        panel.show_metrics(metrics, SCALE)
    panel.show_snapshot(_snapshot())
    return panel.labels.score


def test_the_score_is_the_mean_of_the_last_distances(panel):
    score = _score(panel, 90, 1.0, 1.1, float("nan"), 1.3, 1.4)
    assert score.text() == "1.2× the floor"
    assert score.font().pointSizeF() > 1.4 * panel.labels.title.font().pointSizeF()


def test_the_score_forgets_the_model_of_long_ago(panel):
    early, late = _metrics(9.0, 2.0)
    panel.show_metrics(replace(early, iteration=100), SCALE)
    assert _score_of(panel, replace(late, iteration=112)) == "2.0× the floor"


def _score_of(panel, metrics):
    panel.show_metrics(metrics, SCALE)
    panel.show_snapshot(_snapshot())
    return panel.labels.score.text()


def test_the_score_of_the_past_is_the_one_of_that_moment(panel):
    score = _score(panel, 1.0, 1.2)
    (metrics,) = _metrics(7.0)
    panel.show_past(DisplayedFrame(_snapshot(), None, metrics))
    assert score.text() == "7.0× the floor"
    panel.show_past(None)
    assert score.text() == "1.1× the floor"


def test_a_moment_that_is_not_measured_has_the_score_that_was_known_then(panel):
    score = _score(panel, 1.0, 1.2, 9.0)
    panel.show_past(DisplayedFrame(replace(_snapshot(), iteration=12_601)))
    assert score.text() == "1.1× the floor"
    panel.show_past(DisplayedFrame(replace(_snapshot(), iteration=12_599)))
    assert score.text() == ""


def test_another_drawing_has_no_score_until_it_is_measured(panel):
    score = _score(panel, 1.0)
    panel.edit_target(load_target("ring"), LIGHT)
    panel.show_snapshot(_snapshot())
    assert score.text() == ""


@pytest.mark.parametrize("width", WIDTHS)
def test_title_and_score_never_touch(panel, width):
    score = _score(panel, 123.4)
    panel.resize(width, 680)
    title = panel.labels.title
    assert title.text().startswith("GAN")
    assert _room(title) - score.fontMetrics().horizontalAdvance(score.text()) > 0


def test_notes_lose_their_end_only(panel):
    panel.panels.inside.say("word " * 100)
    for width in WIDTHS:
        panel.resize(width, 680)
        panel.show_snapshot(_snapshot())
        note = panel.labels.notes[1]
        assert note.text().startswith("word word")
        assert note.text().endswith("…")
        assert _room(note) >= 0


def test_a_note_comes_with_what_it_is_about(panel):
    panel.resize(500, 680)
    panel.show_snapshot(_snapshot())
    panel.draw()
    panel.panels.inside.say("the grid")
    panel.set_view(View(grid=True))  # asks for a full draw, which comes later
    assert panel.labels.notes[1].text() == ""
    panel.draw()
    assert panel.labels.notes[1].text() == "the grid"
