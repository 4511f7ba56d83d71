import dataclasses
import subprocess
import sys
from io import BytesIO

import numpy as np
import pytest
from matplotlib import colormaps
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from scipy.ndimage import gaussian_filter

from playground.density.target import FULL, Layer, Target
from playground.metrics.smoothing import CELLS, SIGMA, smooth
from playground.plots.panels import Panels, export_figure
from playground.plots.points import MOST_SHOWN, thin
from playground.plots.theme import DARK, LIGHT


@pytest.fixture
def make(strips):
    def panels(layers=1, conditional=False, layout="row", theme=LIGHT):
        figure = export_figure() if layout == "row" else Figure((4.2, 5.6), dpi=100)
        FigureCanvasAgg(figure)
        kind = {"theme": theme, "layout": layout, "conditional": conditional}
        return Panels(figure, strips(layers), title="CGAN" if conditional else "GAN", **kind)

    return panels


def shown(lines):
    return np.concatenate([line.get_xydata() for line in lines])


def test_offsets_are_the_points_of_the_snapshot(moment, make):
    panels, snapshot = make(), moment(n=500)
    panels.update(snapshot)
    np.testing.assert_array_equal(shown(panels.points.real), snapshot.real)
    np.testing.assert_array_equal(shown(panels.points.generated), snapshot.generated)


def test_each_layer_has_its_points_colour_and_shape(moment, make):
    panels, snapshot = make(3, conditional=True), moment(n=300, layers=3)
    panels.update(snapshot)
    for i, line in enumerate(panels.points.generated):
        mine = snapshot.generated[snapshot.generated_layer == i]
        np.testing.assert_array_equal(line.get_xydata(), mine)
        assert line.get_color() == panels.points.real[i].get_color() == LIGHT.layer_color(i)
        assert panels.points.real[i].get_marker() == "x"
    assert len({line.get_marker() for line in panels.points.generated}) == 3


def test_gan_shows_all_layers_alike(moment, make):
    panels = make(3)
    panels.update(moment(layers=3))
    assert len(panels.points.real) == len(panels.points.generated) == 1
    assert len(shown(panels.points.generated)) == MOST_SHOWN


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 2000, 2001])
def test_thinning_keeps_at_most_500_in_order_and_spread(count):
    chosen = thin(count)
    assert len(chosen) == min(count, MOST_SHOWN)
    assert len(set(chosen)) == len(chosen)
    assert (chosen < count).all()
    if count:
        assert np.ptp(np.diff(chosen, append=count)) <= 1


def test_densities_are_smoothed_histograms_on_one_scale(moment, make):
    panels, snapshot = make(), moment()
    panels.update(snapshot)
    expected = []
    for points in (snapshot.real, snapshot.generated):
        counts, _, _ = np.histogram2d(*points.T.astype(float), CELLS, ((0, 1), (0, 1)))
        expected.append(gaussian_filter(counts.T[::-1], SIGMA) * CELLS**2 / len(points))
    for panel, density in zip(
        (panels.densities.real, panels.densities.generated), expected, strict=True
    ):
        np.testing.assert_allclose(panel.density, density, rtol=1e-4, atol=1e-4)
        colors = colormaps["hot"](panel.density / panels.densities.real.density.max(), bytes=True)
        np.testing.assert_array_equal(panel.image.get_array(), colors)


def test_real_points_are_computed_once(monkeypatch, moment, make):
    from playground.plots import densities as module

    calls = []
    monkeypatch.setattr(module, "smooth", lambda points: calls.append(1) or smooth(points))
    panels = make()
    for seed in range(4):
        panels.update(moment(seed=seed))
    assert len(calls) == 1 + 4


def test_title_tells_model_iteration_and_losses(moment, make):
    panels = make()
    panels.update(moment(12340))
    text = panels.headline.text.get_text()
    assert all(part in text for part in ("GAN", "12,340", "1.250", "0.700"))
    panels.update(dataclasses.replace(moment(0), d_loss=float("nan"), g_loss=float("nan")))
    assert panels.headline.text.get_text().count("–") == 2


def test_the_same_artists_serve_all_snapshots_and_nothing_is_added(moment, make):
    panels = make(2, conditional=True)
    before, children = panels.artists, len(panels.figure.findobj())
    for seed in range(3):
        panels.update(moment(seed=seed, layers=2))
    assert all(a is b for a, b in zip(before, panels.artists, strict=True))
    assert all(artist.get_animated() for artist in panels.artists)
    assert len(panels.figure.findobj()) == children


def test_clear_goes_back_to_the_empty_state(moment, make):
    panels = make()
    empty = panels.densities.real.image.get_array().copy()
    panels.update(moment())
    panels.clear()
    assert panels.headline.text.get_text() == "GAN"
    assert len(shown(panels.points.artists)) == 0
    assert not panels.densities.generated.density.any()
    np.testing.assert_array_equal(panels.densities.real.image.get_array(), empty)
    panels.update(moment())
    assert len(shown(panels.points.real)) == MOST_SHOWN


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("layout", ["row", "stacked"])
@pytest.mark.parametrize("layers", [1, 2, 8, 25])
def test_nothing_is_cut_off_and_no_letter_is_tiny(layers, layout, theme, moment, make):
    panels = make(layers, layers > 1, layout, theme)
    huge = dataclasses.replace(moment(123456789, layers=layers), d_loss=1.2e9, g_loss=3e-12)
    panels.update(huge)
    figure = panels.figure
    figure.canvas.draw()
    for text in figure.findobj(lambda artist: hasattr(artist, "get_fontsize")):
        if text.get_visible() and text.get_text() and text.axes is not None:
            assert text.get_fontsize() >= 8
    for legend in figure.legends:
        inside(figure, legend)
    for axes in figure.axes:
        inside(figure, axes)
        width, height = axes.get_window_extent().size
        assert width == pytest.approx(height)
    inside(figure, panels.headline.text)


def inside(figure, artist):
    box = artist.get_tightbbox(figure.canvas.get_renderer())
    assert box.x0 >= 0
    assert box.y0 >= 0
    assert box.x1 <= figure.bbox.width
    assert box.y1 <= figure.bbox.height


def test_savefig_draws_what_moves_too(tmp_path, make, moment):
    panels = make()
    panels.figure.savefig(tmp_path / "empty.png")
    panels.update(moment())
    panels.figure.savefig(tmp_path / "full.png")
    sizes = [(tmp_path / name).stat().st_size for name in ("empty.png", "full.png")]
    assert sizes[1] > 1.5 * sizes[0]


def test_names_of_layers_are_shown_as_they_are():
    names = (
        "_left",
        "$a_{b$",
        "100%",
        "a name that is far too long for the strip it stands in" * 3,
    )
    pixels = np.full((2, 2), FULL, np.uint16)
    target = Target("$x$ $", tuple(Layer(name, pixels) for name in names))
    panels = Panels(export_figure(), target, title="CGAN on $x$ $", conditional=True)
    panels.figure.savefig(BytesIO())
    shown = [text.get_text() for text in panels.figure.legends[0].get_texts()]
    assert shown[:3] == list(names[:3])
    assert shown[3].endswith("…")


def test_two_panels_share_a_figure_as_subfigures(strips, moment):
    figure = Figure((10, 6), dpi=100)
    FigureCanvasAgg(figure)
    left, right = figure.subfigures(1, 2)
    for part, title in ((left, "GAN"), (right, "CGAN")):
        panels = Panels(part, strips(2), title=title, layout="stacked", conditional=title == "CGAN")
        panels.update(moment(layers=2))
        figure.canvas.draw()
        for axes in part.axes:
            box = axes.get_window_extent()
            assert part.bbox.x0 <= box.x0 < box.x1 <= part.bbox.x1


def test_no_qt_no_pyplot_no_torch_come_along():
    code = (
        "import sys, playground.plots.panels, playground.plots.static_figures, "
        "playground.runs.video; "
        "print([n for n in ('PySide6', 'matplotlib.pyplot', 'torch', 'scipy') if n in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
