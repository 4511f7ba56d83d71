# The oracle of all these: the canvas drawn in full, with the same artists on top.

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure

from playground.density.load import load_target
from playground.gan.config import GanConfig
from playground.gui.panels.frame import Backdrop
from playground.gui.panels.model_panel import ModelPanel
from playground.nn.history import Snapshot
from playground.plots.scene import model_panels
from playground.plots.theme import LIGHT
from playground.plots.view import View

pytestmark = pytest.mark.long


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
    for artist in (*panels.scales, *panels.still, *panels.moving):
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


def test_curves_that_outgrow_their_axes_are_renewed(canvas, panels, backdrop):
    panels.choose(View(strip="losses"))
    panels.update(FIRST)
    canvas.draw()
    backdrop.take(panels)
    panels.moved(), panels.rescaled()
    later = replace(FIRST, iteration=100)
    panels.update(later)
    assert panels.rescaled() and not panels.moved()
    backdrop.rescale(panels)
    backdrop.show_frame(panels)
    np.testing.assert_array_equal(_pixels(canvas), _in_full(canvas, panels))


def test_a_course_takes_no_full_draw(qtbot):
    both = [ModelPanel() for _ in range(2)]
    draws = []
    for panel in both:
        qtbot.addWidget(panel)
        panel.resize(320, 560)
        panel.show()
        panel.set_view(View(strip="losses"))
        panel.show_run(load_target("ring"), LIGHT)
        panel.show_snapshot(FIRST)
        qtbot.waitUntil(lambda panel=panel: panel.backdrop.is_there)
        panel.mpl_connect("draw_event", draws.append)
    for iteration in range(2, 200):  # the axes double twice, those of the other panel with them
        both[0].show_snapshot(replace(FIRST, iteration=iteration))
        both[0].share_axes(both[1:])
    qtbot.wait(50)
    assert not draws
    for panel in both:
        assert panel.panels.curves.axes.get_xlim() == (0, 256)
        blitted = _pixels(panel)
        panel.draw()
        np.testing.assert_array_equal(blitted, _pixels(panel))
