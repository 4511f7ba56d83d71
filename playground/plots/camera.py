"""Pictures of a figure whose artists move."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray


class Camera:
    """Draws what stands still once and, for every picture, only the animated artists over it.

    Two to three times as fast as drawing the figure anew. What is not animated, and the size of the
    figure, must not change after the first picture.
    """

    def __init__(self, figure: Figure) -> None:
        # Any: matplotlib leaves the methods of this canvas without types.
        self._canvas: Any = figure.canvas
        if not isinstance(figure.canvas, FigureCanvasAgg):
            self._canvas = FigureCanvasAgg(figure)
        moving = figure.findobj(_moves)
        self._moving = sorted(moving, key=Artist.get_zorder)
        self._canvas.draw()
        self._still = self._canvas.copy_from_bbox(figure.bbox)

    def shoot(self) -> NDArray[np.uint8]:
        """The figure as it is now: RGB [height, width, 3] in pixels, row 0 at the top."""
        self._canvas.restore_region(self._still)
        for artist in self._moving:
            self._canvas.figure.draw_artist(artist)
        return np.asarray(self._canvas.buffer_rgba())[..., :3].copy()


def _moves(artist: Artist) -> bool:
    """Whether it is animated, and its axes are seen."""
    axes = artist.axes
    return artist.get_animated() and (axes is None or axes.get_visible())
