import numpy as np
import pytest

from playground.app.history_player import DisplayedFrame
from playground.density.load import load_target
from playground.gan.config import GanConfig
from playground.gan.history import Snapshot
from playground.gui.panels.model_panel import ModelPanel
from playground.plots.theme import LIGHT
from playground.plots.view import View

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
        assert title.text().endswith("D 1.356  G 0.701")
        assert ("past" in title.text()) == past
        assert _room(title) >= 0
        said.append(len(title.text()))
    assert said == sorted(said)
    assert "losses" in title.text()


def test_a_new_title_is_fitted_with_the_next_picture(panel):
    panel.resize(300, 680)
    panel.set_title("InfoGAN · Info slope 0.1")
    panel.show_snapshot(_snapshot())
    assert panel.labels.title.text().endswith("…   12,600   D 1.356  G 0.701")
    assert _room(panel.labels.title) >= 0


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
