import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from playground.density.target import Target
from playground.metrics.smoothing import CELLS
from playground.plots.densities import DensityPanels
from playground.plots.theme import LIGHT


@pytest.fixture
def densities():
    return DensityPanels(Figure((4, 2)).subplots(1, 2), LIGHT, "stacked")


@pytest.fixture
def points():
    return np.random.default_rng(0).beta(2, 5, (3000, 2)).astype(np.float32)


def _pixels(panel):
    return np.asarray(panel.image.get_array())


def _brightness(panel):
    return int(_pixels(panel)[..., :3].sum())


def test_the_same_points_look_the_same_in_both(densities, points):
    densities.show_real(points)
    densities.show_generated(points)
    assert (_pixels(densities.real) == _pixels(densities.generated)).all()


def test_both_have_all_the_mass_that_is_in_the_square(densities, points):
    outside = np.full_like(points, 2.0)
    densities.show_real(points)
    densities.show_generated(np.concatenate([points, outside]))
    assert densities.real.density.mean() == pytest.approx(1, abs=1e-4)
    assert densities.generated.density.mean() == pytest.approx(0.5, abs=1e-4)


def test_what_is_generated_is_measured_by_the_real_one(densities, points):
    densities.show_real(points)
    densities.show_generated(points[:10])  # a few narrow peaks, higher than any of the real ones
    white = _pixels(densities.generated).min(axis=2) == 255
    assert (
        white == (densities.generated.density >= densities.real.density.max() * 255 / 256)
    ).all()
    assert _pixels(densities.real).max() == 255
    darker = _brightness(densities.generated)
    densities.show_real(points[:10])
    densities.show_generated(points[:10])
    assert _brightness(densities.generated) < darker


def test_empty_panels_have_the_density_itself_and_nothing_generated(densities, strips):
    target: Target = strips(2)
    densities.show_generated(np.full((9, 2), 0.5))
    densities.clear(target)
    assert densities.real.density.mean() == pytest.approx(1, abs=1e-4)
    # Two upright strips, each a quarter of the width: no row differs from another.
    assert np.ptp(densities.real.density, axis=0).max() < 1e-3
    columns = densities.real.density.mean(axis=0)
    assert columns[CELLS // 8] > 1.5 > 0.5 > columns[3 * CELLS // 8]
    assert (_pixels(densities.generated) == _pixels(densities.generated)[0, 0]).all()


def test_what_is_hidden_is_not_drawn(densities):
    assert densities.still == [densities.real.image]
    assert densities.moving == [densities.generated.image]
    densities.set_visible(False)
    assert densities.still == densities.moving == []
    assert not densities.real.image.axes.get_visible()
    assert not densities.generated.image.axes.get_visible()


@pytest.mark.parametrize(("wide", "caption"), [(2, "generated"), (6, "generated density")])
def test_a_caption_is_no_wider_than_what_it_stands_above(wide, caption):
    figure = Figure((wide, 2))
    axes = figure.subplots(1, 2)
    DensityPanels(axes, LIGHT, "stacked")
    figure.draw_without_rendering()
    texts = [one for one in axes[1].findobj(Text) if "generated" in one.get_text()]
    assert [one.get_text() for one in texts] == [caption]
    assert texts[0].get_window_extent().width <= axes[1].bbox.width
