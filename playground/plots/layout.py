"""Where the panels stand in a figure of any size.

Margins hold text, so they are in inches and do not grow with the figure; the panels are squares
and take what is left. Places are computed whenever the axes are drawn, so a resize needs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes._base import _AxesBase
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure, SubFigure
from matplotlib.transforms import Bbox

Layout = Literal["row", "stacked"]

TITLE = 0.36
CAPTION = 0.25
TICKS = 0.24
LEFT = 0.38
RIGHT = 0.14
GAP = 0.22
LEGEND_ROW = 0.19
BOTTOM = 0.05
MARGIN = 0.12
SMALLEST = 0.3

Box = tuple[float, float, float]
"""A square: left, bottom and side."""


@dataclass(frozen=True)
class Grid:
    """A layout of the three squares with `legend_rows` lines of text kept free below them."""

    layout: Layout
    legend_rows: int = 0

    @property
    def below(self) -> float:
        """The height of the strip under the panels' ticks, in inches."""
        return BOTTOM + LEGEND_ROW * self.legend_rows

    def boxes(self, width: float, height: float) -> tuple[Box, Box, Box]:
        """The points' panel and the two densities' in a figure of that size, all in inches."""
        place = _row if self.layout == "row" else _stacked
        return place(width, height, self.below)

    def locator(
        self, figure: Figure | SubFigure, index: int
    ) -> Callable[[_AxesBase, RendererBase], Bbox]:
        """What `Axes.set_axes_locator` takes, for panel `index` (0 … 2) of `figure`."""

        def locate(_axes: _AxesBase, _renderer: RendererBase) -> Bbox:
            width, height = figure.bbox.width / figure.dpi, figure.bbox.height / figure.dpi
            left, bottom, side = self.boxes(width, height)[index]
            return Bbox.from_bounds(left / width, bottom / height, side / width, side / height)

        return locate


def _row(width: float, height: float, below: float) -> tuple[Box, Box, Box]:
    """Three squares side by side, centred in the room there is."""
    across = (width - LEFT - RIGHT - 2 * GAP) / 3
    side = max(SMALLEST, min(across, height - TITLE - CAPTION - TICKS - below))
    left = LEFT + (width - LEFT - RIGHT - 3 * side - 2 * GAP) / 2
    bottom = below + TICKS + (height - TITLE - CAPTION - TICKS - below - side) / 2
    first, second, third = (left + i * (side + GAP) for i in range(3))
    return (first, bottom, side), (second, bottom, side), (third, bottom, side)


def _stacked(width: float, height: float, below: float) -> tuple[Box, Box, Box]:
    """The points on top, both densities under them, half as wide."""
    text = TITLE + 2 * CAPTION + TICKS + below + BOTTOM
    side = max(2 * SMALLEST, min(width - LEFT - RIGHT, (height - text + GAP / 2) / 1.5))
    half = (side - GAP) / 2
    left = LEFT + (width - LEFT - RIGHT - side) / 2
    bottom = below + BOTTOM + (height - text - side - half) / 2
    top = bottom + half + CAPTION + TICKS
    return (left, top, side), (left, bottom, half), (left + half + GAP, bottom, half)
