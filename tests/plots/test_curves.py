from itertools import pairwise

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.legend import Legend

from playground.metrics.step_metrics import CurveFigures, Scale, StepMetrics
from playground.plots.curves import ROOM, Curve, DistancePanel, LossPanel
from playground.plots.theme import LIGHT

SCALE = Scale(2000, (0.6, 1.5), (0.8, 1.2), 0.025)


def moment(iteration, wasserstein=3.0, least=1.1):
    figures = CurveFigures(wasserstein, 5.0, 0.1, 0, least)
    return StepMetrics(iteration, figures, np.zeros((1, 2)), np.zeros(1, bool), np.zeros((0, 0)))


@pytest.fixture
def axes():
    return Figure((4, 2)).add_subplot()


@pytest.mark.parametrize("count", [0, 1, ROOM, ROOM + 1, 5000, 40_000])
def test_a_curve_keeps_the_whole_past_in_bounded_memory(count):
    curve = Curve(2)
    for i in range(count):
        curve.add(i, 2 * i, -i)
    points = curve.points()
    assert len(points) <= ROOM + 1
    assert len(points) >= min(count, ROOM // 2)
    np.testing.assert_allclose(points[:, 1], 2 * points[:, 0])
    np.testing.assert_allclose(points[:, 2], -points[:, 0])
    assert (np.diff(points[:, 0]) > 0).all()
    if count:
        assert points[-1, 0] >= count - 1 - count / ROOM
        assert points[0, 0] <= count / ROOM * 2


def test_what_is_kept_are_means_of_what_came():
    curve, values = Curve(1), np.random.default_rng(0).random(4 * ROOM)
    for i, value in enumerate(values):
        curve.add(i, value)
    np.testing.assert_allclose(curve.points()[:, 1], values.reshape(-1, 4).mean(axis=1))


def test_nan_stays_out_of_the_means():
    curve = Curve(1)
    for i in range(2 * ROOM):
        curve.add(i, np.nan if i % 2 else 1.0)
    assert (curve.points()[:, 1] == 1).all()


def test_losses_are_drawn_and_the_least_beside_them(axes):
    panel = LossPanel(axes, LIGHT, has_least=True)
    for i in range(100):
        panel.add(i, 1.38, 0.7)
    panel.add_metrics(moment(40))
    (d, g), (least,) = panel.curves.lines
    assert (d.get_ydata() == 1.38).all()
    assert (g.get_ydata() == 0.7).all()
    assert least.get_xydata().tolist() == [[40, 1.1]]
    assert panel.note(SCALE) == "losses"
    assert "2,000 generated points in 25×25 cells, which makes it 0.025 too low" in panel.details(
        SCALE
    )
    (legend,) = axes.findobj(Legend)
    texts = [text.get_text() for text in legend.get_texts()]
    assert texts == ["D's loss", "G's loss", "least for D"]


def test_losses_without_a_least_do_not_speak_of_it(axes):
    panel = LossPanel(axes, LIGHT, has_least=False)
    panel.add_metrics(moment(40))
    assert len(panel.curves.artists) == 2
    assert panel.details(Scale(2000, (0.6, 1.5), (0.8, 1.2), None)) == ""


def test_ranges_double_and_most_frames_move_nothing(axes):
    panel = LossPanel(axes, LIGHT, has_least=True)
    moves = 0
    rng = np.random.default_rng(0)
    for i in range(3000):
        panel.curves.rescaled = False
        panel.add(i, 1.38 + 0.1 * rng.normal(), 0.7 + 0.1 * rng.normal())
        moves += panel.curves.rescaled
        left, right = axes.get_xlim()
        assert left == 0 and i <= right
    assert right == 4096
    assert moves <= 10


@pytest.mark.parametrize("values", [(5e6, -3e6), (-1.0, -2.0), (1e-9, 0), (np.nan, np.inf)])
def test_any_losses_fit(axes, values):
    panel = LossPanel(axes, LIGHT, has_least=False)
    panel.add(0, *values)
    low, high = axes.get_ylim()
    finite = [value for value in values if np.isfinite(value)]
    assert low < high
    assert all(low <= value <= high for value in finite)


def test_distances_stand_over_their_band(axes):
    panel = DistancePanel(axes, LIGHT)
    assert not panel.band.get_visible()
    panel.curves.rescaled = False
    panel.add_metrics(moment(10, wasserstein=300.0), SCALE)
    assert panel.curves.rescaled
    assert panel.band.get_visible()
    assert (panel.band.get_y(), panel.band.get_height()) == pytest.approx((0.6, 0.9))
    assert axes.get_ylim()[1] >= 300
    panel.curves.rescaled = False
    panel.add_metrics(moment(11, wasserstein=299.0), SCALE)
    assert not panel.curves.rescaled
    panel.curves.clear()
    assert all(len(line.get_xdata()) == 0 for line in panel.curves.artists)


def _panels(axes_kind, *all_losses):
    panels = []
    for losses in all_losses:
        panel = axes_kind(Figure((4, 2)).add_subplot(), LIGHT, has_least=True)
        for iteration, loss in enumerate(losses):
            panel.add(10 * iteration, loss, loss / 2)
        panels.append(panel.curves)
    return panels


def test_shared_axes_hold_what_every_panel_needs_and_no_more():
    small, large = _panels(LossPanel, [0.5] * 5, [7.0] * 50)
    alone = [(*one.axes.get_xlim(), *one.axes.get_ylim()) for one in (small, large)]
    for one, other in ((small, large), (large, small)):
        one.share([other.extent])
    assert small.axes.get_xlim() == large.axes.get_xlim() == (0, 512)
    assert small.axes.get_ylim() == large.axes.get_ylim() == alone[1][2:]
    assert small.rescaled
    small.share(())
    assert (*small.axes.get_xlim(), *small.axes.get_ylim()) == alone[0]


def test_a_panel_without_curves_has_nothing_to_share():
    (empty,) = _panels(LossPanel, [])
    assert empty.extent is None
    assert empty.read(3) is None


@pytest.mark.parametrize("x", [-5, 0, 14, 16, 41, 1e6])
def test_the_values_nearest_to_a_place_are_read(x):
    (panel,) = _panels(LossPanel, [5.0, 4.0, 3.0, 2.0, 1.0])
    reading = panel.read(x)
    at = min(range(0, 50, 10), key=lambda one: abs(one - x))
    assert reading.iteration == at
    loss = 5 - at / 10
    assert reading.values == (("D's loss", loss), ("G's loss", loss / 2))


def test_curves_added_at_other_times_are_read_where_the_first_is():
    panel = LossPanel(Figure((4, 2)).add_subplot(), LIGHT, has_least=True)
    for iteration in range(0, 100, 10):
        panel.add(iteration, iteration, 0)
    panel.add_metrics(moment(12, least=1.5))
    panel.add_metrics(moment(88, least=2.5))
    assert dict(panel.curves.read(72).values)["least for D"] == 2.5
    assert dict(panel.curves.read(8).values)["least for D"] == 1.5


@pytest.mark.parametrize("width", [3, 6])
def test_a_legend_stays_inside_narrow_axes(width):
    figure = Figure((width, 2))
    axes = figure.add_subplot()
    panel = DistancePanel(axes, LIGHT)
    canvas = FigureCanvasAgg(figure)
    _ink(canvas, panel)
    (legend,) = axes.findobj(Legend)
    inside = legend.get_window_extent(canvas.get_renderer())
    assert inside.x0 >= axes.bbox.x0 - 4
    size = legend.get_texts()[0].get_fontsize()
    assert (size == LIGHT.tick_size) == (width == 6)


def test_a_column_of_names_stands_where_a_line_has_no_room():
    figure = Figure((1.9, 2))
    axes = figure.add_axes((0.5, 0.1, 0.48, 0.8))
    panel = LossPanel(axes, LIGHT, has_least=True)
    (legend,) = axes.findobj(Legend)
    canvas = FigureCanvasAgg(figure)
    legend.set_visible(False)
    bare = _ink(canvas, panel)
    legend.set_visible(True)
    inked = _ink(canvas, panel)
    outside = axes.bbox.x0 - 4
    assert np.array_equal(inked[:, : round(outside)], bare[:, : round(outside)])
    assert not np.array_equal(inked, bare)


def test_a_legend_is_fitted_anew_to_axes_of_another_size():
    figure = Figure((6, 2))
    axes = figure.add_subplot()
    panel = DistancePanel(axes, LIGHT)
    (legend,) = axes.findobj(Legend)
    canvas = FigureCanvasAgg(figure)
    sizes = []
    for width in (6, 3, 6):
        figure.set_size_inches(width, 2)
        _ink(canvas, panel)
        sizes.append(legend.get_texts()[0].get_fontsize())
    assert sizes[1] < sizes[0] == sizes[2]


def _ink(canvas, panel):
    canvas.draw()
    for part in panel.curves.scales:
        part.draw(canvas.get_renderer())
    return np.array(canvas.buffer_rgba())


@pytest.mark.parametrize("width", [0.8, 1, 2, 4])
def test_iterations_below_the_curves_never_touch(width):
    figure = Figure((width + 2, 2))
    axes = figure.add_axes((1 / (width + 2), 0.2, width / (width + 2), 0.7))
    panel = LossPanel(axes, LIGHT, has_least=False)
    axes.tick_params(labelsize=LIGHT.tick_size)
    for iteration in (0, 123_000):
        panel.add(iteration, 0.7, 0.7)
        FigureCanvasAgg(figure).draw()
        boxes = [one.get_window_extent() for one in axes.get_xticklabels() if one.get_text()]
        places = sorted((box.x0, box.x1) for box in boxes)
        assert len(places) > 1
        assert all(left[1] < right[0] for left, right in pairwise(places))
