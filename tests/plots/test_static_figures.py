# DOC The lines of an InfoGAN's continuous code.

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from playground.plots.panels import Panels, export_figure
from playground.plots.static_figures import CodeCurves, draw_steps, sample_picture
from playground.plots.theme import LIGHT


def test_density_and_points_stand_side_by_side(tmp_path, strips):
    target, rng = strips(3), np.random.default_rng(0)
    points, layer = rng.random((1000, 2)), rng.integers(0, 3, 1000)
    figure = sample_picture(points, target, layer)
    left, right = figure.axes
    np.testing.assert_array_equal(left.images[0].get_array(), target.masses())
    assert left.images[0].get_extent() == [0, 1, 0, 1]
    assert right.get_title() == "1,000 points"
    for i, line in enumerate(right.lines):
        np.testing.assert_array_equal(line.get_xydata(), points[layer == i])
    assert len({line.get_color() for line in right.lines}) == 3
    figure.savefig(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").stat().st_size > 5000


def test_a_name_with_dollars_and_no_points_draw(tmp_path, strips):
    target = strips(1)
    target = type(target)("$a_{b$ cost", target.layers)
    figure = sample_picture(np.zeros((0, 2)), target)
    figure.savefig(tmp_path / "picture.png")
    assert any("$a_{b$ cost" in text.get_text().replace("\\", "") for text in figure.findobj(Text))
    assert sum(len(line.get_xydata()) for line in figure.axes[1].lines) == 0


def test_without_layers_all_points_look_alike(strips):
    points = np.random.default_rng(0).random((50, 2))
    (line,) = sample_picture(points, strips(3), caption="generated points").axes[1].lines
    np.testing.assert_array_equal(line.get_xydata(), points)


def test_every_code_has_a_line_in_its_colour():
    axes = Figure().add_axes((0, 0, 1, 1))
    curves = CodeCurves(axes, 3)
    data = np.random.default_rng(0).random((3, 11, 2))
    curves.update(data)
    assert [line.get_color() for line in curves.lines] == list(LIGHT.layers[:3])
    for line, curve in zip(curves.lines, data, strict=True):
        assert np.array_equal(line.get_xydata(), curve)
        assert line in axes.lines and line.get_animated()


def test_another_number_of_curves_is_a_mistake():
    curves = CodeCurves(Figure().add_axes((0, 0, 1, 1)), 3)
    with pytest.raises(ValueError, match="zip"):
        curves.update(np.zeros((2, 5, 2)))


def test_panels_name_the_codes_and_follow_what_real_points_are_read_as(strips, moment):
    panels = Panels(export_figure(), strips(1), title="INFOGAN", codes=3)
    assert len(panels.points.real) == len(panels.points.generated) == 3
    (legend,) = panels.figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["code 1", "code 2", "code 3"]
    first = moment(layers=3)
    panels.update(first)
    shown = len(panels.points.real[0].get_xdata())
    object.__setattr__(first, "real_layer", np.zeros_like(first.real_layer))
    panels.update(first)
    assert len(panels.points.real[0].get_xdata()) > shown
    assert len(panels.points.real[1].get_xdata()) == 0


def test_steps_have_a_curve_for_each_model_on_logarithmic_axes():
    curves = {"GAN": [(1, 1.2)], "$flow_{": [(2, 9.0), (4, 3.0)]}
    figure = Figure()
    for shown in (curves, {"$flow_{": curves["$flow_{"]}):
        draw_steps(figure, shown, LIGHT)
        (axes,) = figure.axes
        assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
        drawn = [line for line in axes.lines if line.get_marker() in "os"]
        assert [line.get_xydata().tolist() for line in drawn] == [
            [list(row) for row in rows] for rows in shown.values()
        ]
    assert axes.get_title() == "$flow_{" and axes.get_legend() is None
    draw_steps(figure, {}, LIGHT)
    assert not figure.axes


def test_the_labels_of_steps_have_room_in_large_type():
    figure = Figure((4.7, 3.2), dpi=200)  # as in the window at 200 %
    draw_steps(figure, {"GAN": [(1, 1.2)], "flow": [(2, 90.0), (64, 1.0)]}, LIGHT)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    (axes,) = figure.axes
    for label in (axes.xaxis.label, axes.yaxis.label):
        box = label.get_window_extent(canvas.get_renderer())
        assert 0 <= box.x0 < box.x1 <= 940 and 0 <= box.y0 < box.y1 <= 640
