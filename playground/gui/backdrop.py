"""What stands still on a canvas, so that a frame draws only what moves."""

# matplotlib's Qt canvas has no types.
# mypy: allow-untyped-calls

from typing import Any

from matplotlib.artist import Artist
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg

from playground.plots.panels import Panels


class Backdrop:
    """Two pictures: of the panels without anything that changes, and with their `still` artists.

    They are there from a full draw of the canvas on, until what they show is out of date.
    """

    def __init__(self, canvas: FigureCanvasQTAgg) -> None:
        self._canvas = canvas
        self._ground: Any = None
        self._whole: Any = None

    @property
    def is_there(self) -> bool:
        """Whether frames can be drawn on it."""
        return self._ground is not None

    def drop(self) -> None:
        """It is out of date; a full draw is due."""
        self._ground = self._whole = None

    def take(self, panels: Panels) -> None:
        """Take it from the canvas, which was drawn in full, and draw there what that left out."""
        self._ground = self._canvas.copy_from_bbox(self._canvas.figure.bbox)
        self.renew(panels)
        self._draw(panels.moving)

    def renew(self, panels: Panels) -> None:
        """Only the still artists have changed."""
        self._canvas.restore_region(self._ground)
        self._draw(panels.still)
        self._whole = self._canvas.copy_from_bbox(self._canvas.figure.bbox)

    def show_frame(self, panels: Panels) -> None:
        """Draw what moves over it, and bring that to the screen."""
        self._canvas.restore_region(self._whole)
        self._draw(panels.moving)
        self._canvas.blit(self._canvas.figure.bbox)

    def _draw(self, artists: list[Artist]) -> None:
        for artist in artists:
            self._canvas.figure.draw_artist(artist)
