"""Pictures of many runs, read back from their artists."""

import numpy as np
import pytest

from playground.plots.sweep_figures import (
    PhaseMap,
    RunPanel,
    SettingCurve,
    phase_diagram,
    setting_curves,
    small_multiples,
)

POINTS = np.array([[0.25, 0.5], [0.75, 0.125]])


def _texts(axes):
    return [text.get_text() for text in axes.texts]


def _boxes(figure):
    figure.draw_without_rendering()
    return [axes.get_tightbbox().extents for axes in figure.axes if axes.get_visible()]


@pytest.mark.parametrize(("count", "columns"), [(1, 0), (7, 0), (12, 4), (100, 0)])
def test_small_multiples_have_a_panel_a_run_that_touches_no_other(count, columns):
    panels = [RunPanel("r1 0.06", seed, POINTS, "done", 1.5) for seed in range(count)]
    figure = small_multiples(panels, count, columns)
    shown = [axes for axes in figure.axes if axes.get_visible()]
    assert len(shown) == count
    for seed, axes in enumerate(shown):
        assert np.array_equal(axes.lines[0].get_xydata(), POINTS)
        assert axes.get_title() == f"r1 0.06\nseed {seed}: 1.50×"
    if columns:
        tops = [round(axes.get_position().y1, 6) for axes in shown]
        assert [tops.count(top) for top in dict.fromkeys(tops)] == [columns] * (count // columns)
    boxes = _boxes(figure)
    for index, (left, bottom, right, top) in enumerate(boxes):
        for other in boxes[index + 1 :]:
            beside = right <= other[0] + 1 or other[2] <= left + 1
            assert beside or top <= other[1] + 1 or other[3] <= bottom + 1


def test_a_run_without_points_says_what_became_of_it():
    panels = [RunPanel("a" * 80, 0, None, "diverged", None)]
    axes = small_multiples(panels, 30).axes[0]
    assert _texts(axes) == ["diverged"]
    assert axes.get_title() == f"{'a' * 29}…\nseed 0"
    assert small_multiples(panels, 30).get_suptitle().startswith("1 of 30 runs; ")


def test_curves_have_every_seed_and_go_through_the_medians():
    figures = [np.array([1.0, 2.0, 4.0]), np.array([3.0]), np.zeros(0)]
    curve = SettingCurve("gan", [0.01, 0.06, "x"], figures, [0, 1, 3])
    (axes,) = setting_curves("r1", [curve, curve]).axes
    line, *dots = axes.lines[:4]
    assert line.get_ydata()[:2].tolist() == [2.0, 3.0] and np.isnan(line.get_ydata()[2])
    for found, dot in zip(figures, dots, strict=True):
        assert dot.get_ydata().tolist() == found.tolist()
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0.01", "0.06", "x"]
    assert _texts(axes) == ["2 diverged", "6 diverged"]  # of both curves together
    assert axes.get_yscale() == "log" and axes.get_legend() is not None
    places = np.concatenate([dot.get_xdata() for dot in axes.lines if dot.get_marker() == "o"])
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("highest", [1.2, 9.0, 80.0, 5000.0])
def test_the_axis_has_some_round_numbers(highest):
    curve = SettingCurve("", [True, False], [np.array([1.0]), np.array([highest])], [0, 0])
    (axes,) = setting_curves("spectral_norm", [curve]).axes
    ticks = [label.get_text() for label in axes.get_yticklabels()]
    assert 1 <= len(ticks) <= 10 and "1" in ticks
    assert [label.get_text() for label in axes.get_xticklabels()] == ["on", "off"]
    assert axes.get_legend() is None


@pytest.mark.parametrize("count", [1, 2])
def test_a_phase_diagram_says_each_median(count):
    medians = np.array([[1.0, np.nan], [2.25, 40.0], [3.0, 5.0]])
    one = PhaseMap("gan on grid25", "r1", [0.1, 0.2], "d_lr", [1, 2, 3], medians)
    figure = phase_diagram([one] * count)
    for axes in figure.axes:
        assert _texts(axes) == ["1", "–", "2.25", "40", "3", "5"]
        assert np.array_equal(axes.images[0].get_array().filled(np.nan), medians, equal_nan=True)
        assert (axes.get_xlabel(), axes.get_ylabel()) == ("r1", "d_lr")
    width, height = figure.get_size_inches() * figure.dpi
    for left, bottom, right, top in _boxes(figure):
        assert left >= 0 and bottom >= 0 and right <= width and top <= height


def test_a_phase_diagram_of_nothing_is_empty():
    one = PhaseMap("gan", "a", [1], "b", [1], np.array([[np.nan]]))
    assert _texts(phase_diagram([one]).axes[0]) == ["–"]
