import numpy as np
import pytest
from matplotlib.figure import Figure

from playground.app.history_player import DisplayedFrame
from playground.density.load import load_target
from playground.gan.config import GanConfig
from playground.gui.panels.frame import FrameState
from playground.metrics.step_metrics import CurveFigures, Scale, StepMetrics
from playground.nn.history import History, Snapshot
from playground.nn.inspection import CELLS, LINES, STEPS, Inspection
from playground.plots.scene import model_panels
from playground.plots.theme import LIGHT

pytestmark = pytest.mark.long

SCALE = Scale(2000, (0.6, 1.5), (0.8, 1.2), 0.025)


def _snapshot(iteration, real=0.5):
    points = np.full((20, 2), iteration / 100, np.float32)
    layer, none = np.zeros(20, np.int64), np.zeros(0, np.float32)
    real_points = np.full_like(points, real)
    loss = 1 + iteration / 100
    return Snapshot(
        iteration, 1.0, real_points, layer, points, layer, loss, loss / 2, none, none
    )  # fmt: skip


def _look():
    return Inspection(
        d_output_at=0, d_output=np.zeros((1, CELLS, CELLS), np.float32),
        arrows_at=0, arrow_index=np.arange(2), arrows=np.zeros((2, 2), np.float32),
        grid_at=0, grid=np.zeros((1, 2 * LINES, STEPS, 2), np.float32),
        grid_density=np.ones((1, LINES - 1, LINES - 1), np.float32),
    )  # fmt: skip


def _figures(iteration):
    figures = CurveFigures(3.0, 5.0, 0.1, 0, 1.0)
    return StepMetrics(iteration, figures, np.zeros((1, 2)), np.zeros(1, bool), np.zeros((0, 0)))


@pytest.fixture
def panels():
    return model_panels(Figure((3.6, 6.9)), load_target("ring"), "GAN", GanConfig(), LIGHT)


def _seen(panels):
    """The iteration that the points are of."""
    return round(float(panels.points.generated[0].get_xdata()[0]) * 100)


def _curves(panels):
    strip = panels.inside.strip
    return [
        curve.points()
        for one in (strip.losses.curves, strip.distances.curves)
        for curve in one.curves
    ]


def _iterations(panels):
    return [curve[:, 0].tolist() for curve in _curves(panels)]


def test_the_present_is_shown_as_it_comes(panels):
    moments = FrameState()
    for iteration in (0, 10, 20):
        moments.show_next(panels, _snapshot(iteration), None)
        assert moments.shown is moments.now
        assert _seen(panels) == iteration
    assert _iterations(panels)[0] == [0, 10, 20]


def test_a_look_stays_known_until_another_one_comes(panels):
    moments, first, second = FrameState(), _look(), _look()
    for look, known in ((None, None), (first, first), (None, first), (second, second)):
        moments.show_next(panels, _snapshot(5), look)
        assert moments.now.inspection is known


def test_while_the_past_is_shown_only_the_curves_grow(panels):
    moments, then = FrameState(), _snapshot(10)
    for snapshot in (_snapshot(0), then, _snapshot(20)):
        moments.show_next(panels, snapshot, None)
    moments.past = DisplayedFrame(then)
    moments.show(panels)
    moments.show_next(panels, _snapshot(30), _look())
    moments.set_metrics(panels, _figures(30), SCALE)
    assert _seen(panels) == 10
    assert "past iteration 10" in panels.headline.text.get_text()
    assert _iterations(panels)[0] == [0, 10, 20, 30]
    assert _iterations(panels)[-1] == [30]
    assert panels.inside.state.inspection is panels.inside.state.metrics is None


def test_back_in_the_present_all_is_shown_that_came_meanwhile(panels):
    moments, look, figures = FrameState(), _look(), _figures(20)
    moments.show_next(panels, _snapshot(0), None)
    moments.past = DisplayedFrame(_snapshot(0))
    moments.show(panels)
    moments.show_next(panels, _snapshot(20), look)
    moments.set_metrics(panels, figures, SCALE)
    moments.past = None
    moments.show(panels)
    assert _seen(panels) == 20
    assert "past" not in panels.headline.text.get_text()
    assert panels.inside.state.inspection is look
    assert panels.inside.state.metrics is figures


@pytest.mark.parametrize("real", [0.5, 0.7])
def test_figures_of_another_drawing_are_not_shown_of_the_past(panels, real):
    moments, figures = FrameState(), _figures(0)
    moments.show_next(panels, _snapshot(10), None)
    moments.past = DisplayedFrame(_snapshot(0, real), None, figures)
    moments.show(panels)
    assert (panels.inside.state.metrics is figures) == (real == 0.5)


def test_a_run_that_is_gone_through_leaves_the_curves_of_one_that_was_watched(panels):
    history, watched, through = History(), FrameState(), FrameState()
    for iteration in range(0, 100, 10):
        snapshot, figures = _snapshot(iteration), _figures(iteration)
        history.add_snapshot(snapshot)
        history.add_metrics(figures, SCALE)
        watched.show_next(panels, snapshot, None)
        watched.set_metrics(panels, figures, SCALE)
    seen = _curves(panels)
    panels.clear()
    through.replay(panels, history)
    for one, other in zip(seen, _curves(panels), strict=True):
        np.testing.assert_array_equal(one, other)
    through.show(panels)
    assert _seen(panels) == 90
    assert through.now.snapshot.iteration == watched.now.snapshot.iteration == 90
    assert through.now.metrics is watched.now.metrics


def test_figures_are_kept_where_there_are_no_panels_yet():
    moments, figures = FrameState(), _figures(0)
    moments.set_metrics(None, figures, SCALE)
    assert moments.now.metrics is figures
