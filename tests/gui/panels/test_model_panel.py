# The oracle of all these: the canvas drawn in full, with the same artists on top.

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure

from playground.density.load import load_target
from playground.gan.config import GanConfig
from playground.gui.panels.model_panel import Backdrop
from playground.nn.history import Snapshot
from playground.plots.scene import model_panels
from playground.plots.theme import LIGHT


def _snapshot(seed):
    rng = np.random.default_rng(seed)
    real, generated = rng.random((2, 300, 2), np.float32)
    layer, none = np.zeros(300, np.int64), np.zeros(0, np.float32)
    return Snapshot(seed, 1.0, real, layer, generated, layer, 1.0, 1.0, none, none)


FIRST, SECOND = _snapshot(1), _snapshot(2)


@pytest.fixture
def canvas(qtbot):
    shown = FigureCanvasQTAgg(Figure(dpi=100))
    qtbot.addWidget(shown)
    shown.resize(320, 560)
    return shown


@pytest.fixture
def panels(canvas):
    return model_panels(canvas.figure, load_target("ring"), "GAN", GanConfig(), LIGHT)


@pytest.fixture
def backdrop(canvas):
    return Backdrop(canvas)


def _pixels(canvas):
    return np.asarray(canvas.buffer_rgba()).copy()


def _in_full(canvas, panels):
    """What is to be seen, drawn from the ground up."""
    canvas.draw()
    for artist in (*panels.still, *panels.moving):
        canvas.figure.draw_artist(artist)
    return _pixels(canvas)


def test_it_is_there_from_a_full_draw_until_it_is_dropped(canvas, panels, backdrop):
    assert not backdrop.is_there
    panels.update(FIRST)
    canvas.draw()
    backdrop.take(panels)
    assert backdrop.is_there
    backdrop.drop()
    assert not backdrop.is_there


def test_taking_it_draws_what_a_full_draw_leaves_out(canvas, panels, backdrop):
    panels.update(FIRST)
    whole = _in_full(canvas, panels)
    canvas.draw()
    assert (_pixels(canvas) != whole).any()
    backdrop.take(panels)
    np.testing.assert_array_equal(_pixels(canvas), whole)


def test_a_frame_is_what_a_full_draw_would_be(canvas, panels, backdrop):
    then = replace(SECOND, real=FIRST.real)
    panels.update(then)
    whole = _in_full(canvas, panels)
    panels.update(FIRST)
    canvas.draw()
    backdrop.take(panels)
    panels.update(then)
    for _ in range(2):  # nothing of one frame is left in the next
        backdrop.show_frame(panels)
        np.testing.assert_array_equal(_pixels(canvas), whole)


def test_what_stands_still_is_renewed_when_that_is_asked_for(canvas, panels, backdrop):
    panels.update(SECOND)
    whole = _in_full(canvas, panels)
    panels.update(FIRST)
    canvas.draw()
    backdrop.take(panels)
    panels.update(SECOND)
    backdrop.show_frame(panels)
    assert (_pixels(canvas) != whole).any()
    backdrop.renew(panels)
    backdrop.show_frame(panels)
    np.testing.assert_array_equal(_pixels(canvas), whole)
