import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from playground.plots.square_image import SquareImage


def drawn(box, side, add):
    """The figure with what `add` puts into axes that fill `box` of it."""
    figure = Figure((side / 100, side / 100), dpi=100)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes(box)
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(0, 1))
    add(axes)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).copy()


def ours(axes, pixels):
    SquareImage(axes, pixels).set(visible=True, animated=False)


def theirs(axes, pixels):
    axes.imshow(pixels, extent=(0, 1, 0, 1), interpolation="nearest", aspect="auto")


@pytest.mark.parametrize("box", [(0, 0, 1, 1), (0.1, 0.2, 0.7, 0.5), (0.123, 0.077, 0.731, 0.802)])
@pytest.mark.parametrize("shape", [(1, 1), (7, 5), (75, 75), (600, 400)])
def test_it_is_the_picture_that_matplotlib_draws(box, shape):
    pixels = np.random.default_rng(0).integers(0, 256, (*shape, 4), np.uint8)
    pixels[..., 3] = 255
    mine, wanted = (
        drawn(box, 300, lambda axes, how=how: how(axes, pixels)) for how in (ours, theirs)
    )
    # Where the edge of a cell falls into a pixel either neighbour is the nearest.
    same = (mine == wanted).all(axis=2)
    assert same.mean() > (0.97 if max(shape) < 100 else 0.25)
    for channel in range(3):
        assert abs(mine[..., channel].mean() - wanted[..., channel].mean()) < 2


def test_row_0_is_at_the_top_and_a_file_shows_it_too():
    pixels = np.zeros((2, 2, 4), np.uint8)
    pixels[..., 3] = 255
    pixels[0, 1, 0] = 255
    picture = drawn((0, 0, 1, 1), 100, lambda axes: ours(axes, pixels))
    assert (picture[10, 90] == (255, 0, 0, 255)).all()
    assert (picture[90, 90] == (0, 0, 0, 255)).all()
    assert (picture[10, 10] == (0, 0, 0, 255)).all()
