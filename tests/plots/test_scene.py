import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg

from playground.plots.panels import Panels, export_figure
from playground.plots.scene import BlitRenderer


def test_a_picture_is_what_drawing_everything_would_give(strips, moment):
    figure = export_figure()
    panels = Panels(figure, strips(2), title="CGAN", conditional=True)
    renderer = BlitRenderer(figure)
    for seed in range(3):
        panels.update(moment(seed, seed=seed, layers=2))
        picture = renderer.render()
    for artist in panels.artists:
        artist.set_animated(False)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    whole = np.asarray(canvas.buffer_rgba())[..., :3]
    assert picture.shape == whole.shape == (340, 900, 3)
    # Only frames and ticks, which a whole draw puts over the images, may differ.
    assert (np.abs(picture.astype(int) - whole).max(axis=2) > 8).mean() < 0.01


def test_pictures_are_independent_of_each_other(strips, moment):
    figure = export_figure()
    panels = Panels(figure, strips(1), title="GAN")
    renderer = BlitRenderer(figure)
    empty = renderer.render()
    panels.update(moment())
    full = renderer.render()
    panels.clear()
    assert (empty != full).any()
    np.testing.assert_array_equal(renderer.render(), empty)


def test_saving_the_figure_between_pictures_changes_nothing(tmp_path, strips, moment):
    figure = export_figure()
    panels = Panels(figure, strips(1), title="GAN")
    renderer = BlitRenderer(figure)
    panels.update(moment())
    before = renderer.render()
    figure.savefig(tmp_path / "final.png", dpi=200)
    np.testing.assert_array_equal(renderer.render(), before)
