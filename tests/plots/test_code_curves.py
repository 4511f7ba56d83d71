"""The lines of an InfoGAN's continuous code."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from playground.plots.code_curves import CodeCurves
from playground.plots.panels import Panels, export_figure
from playground.plots.theme import LIGHT


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
