"""Where the panels stand in a figure of any size, and the frames around them.

Margins hold text, so they are in inches and do not grow with the figure; the panels are squares
and take what is left. Places are computed whenever the axes are drawn, so a resize needs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.axes._base import _AxesBase
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure, SubFigure
from matplotlib.transforms import Bbox

from playground.plots.theme import Theme

Layout = Literal["row", "stacked"]
Part = Literal["points", "real", "generated", "strip", "leak", "key"]

TITLE = 0.36
CAPTION = 0.25
TICKS = 0.24
LEFT = 0.38
RIGHT = 0.14
GAP = 0.22
LEGEND_ROW = 0.19
NOTE_ROW = 0.17
BOTTOM = 0.05
MARGIN = 0.12
SMALLEST = 0.3
KEY_WIDTH = 0.55
KEY_HEIGHT = 0.13
NOTE_INDENT = KEY_WIDTH + 0.06
NAMES = 0.75
STRIP_LEFT = 0.47
"""Curves need more room on the left than the points do, for numbers such as 100×."""

_STRIP = 0.46
"""The strip below the points is at least so high, as a part of their side."""


@dataclass(frozen=True)
class InchBox:
    """A rectangle, in inches from the figure's lower left corner."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True)
class PanelPlaces:
    """The points' panel, the two densities', and what there is beside them.

    `strip` is where curves stand instead of the densities, `leak` a leak matrix with its names;
    `key` is the colour key of a heat map in front of the first of two lines of `notes`.
    """

    points: InchBox
    real: InchBox
    generated: InchBox
    strip: InchBox
    leak: InchBox
    key: InchBox
    notes: InchBox


@dataclass(frozen=True)
class Grid:
    """A layout of the three squares with `legend_rows` lines of text kept free below them.

    With `notes` two lines under the points are kept free for what the overlays say.
    """

    layout: Layout
    legend_rows: int = 0
    notes: bool = False

    @property
    def below(self) -> float:
        """The height of the strip under the panels' ticks, in inches."""
        return BOTTOM + LEGEND_ROW * self.legend_rows

    @property
    def noted(self) -> float:
        """The height of the notes, in inches."""
        return 2 * NOTE_ROW if self.notes else 0.0

    def places(self, width: float, height: float) -> PanelPlaces:
        """Where all stand in a figure of that size in inches."""
        place = _row if self.layout == "row" else _stacked
        return place(width, height, self.below, self.noted)

    def locator(
        self, figure: Figure | SubFigure, part: Part
    ) -> Callable[[_AxesBase, RendererBase], Bbox]:
        """What `Axes.set_axes_locator` takes, for the `part` of `PanelPlaces` in `figure`."""

        def locate(_axes: _AxesBase, _renderer: RendererBase) -> Bbox:
            width, height = figure.bbox.width / figure.dpi, figure.bbox.height / figure.dpi
            box: InchBox = getattr(self.places(width, height), part)
            return Bbox.from_bounds(
                box.left / width, box.bottom / height, box.width / width, box.height / height
            )

        return locate


def _row(width: float, height: float, below: float, noted: float) -> PanelPlaces:
    """Three squares side by side, centred in the room there is; the strip is where the last are."""
    across = (width - LEFT - RIGHT - 2 * GAP) / 3
    text = TITLE + CAPTION + TICKS + below + noted
    side = max(SMALLEST, min(across, height - text))
    left = LEFT + (width - LEFT - RIGHT - 3 * side - 2 * GAP) / 2
    bottom = below + noted + TICKS + (height - text - side) / 2
    first, second, third = (InchBox(left + i * (side + GAP), bottom, side, side) for i in range(3))
    left = second.left + STRIP_LEFT
    strip = InchBox(left, bottom, third.left + side - left, side)
    return _with_rest(first, second, third, strip, noted)


def _stacked(width: float, height: float, below: float, noted: float) -> PanelPlaces:
    """The points on top, both densities or the strip under them."""
    text = TITLE + 2 * CAPTION + 2 * TICKS + below + noted
    side = max(2 * SMALLEST, min(width - LEFT - RIGHT, (height - text) / (1 + _STRIP)))
    room = max(SMALLEST, height - text - side)
    half = min(room, (side - GAP) / 2)
    left = LEFT + (width - LEFT - RIGHT - side) / 2
    bottom = below + TICKS
    points = InchBox(left, bottom + room + CAPTION + noted + TICKS, side, side)
    # Without ticks of their own, the densities may stand as low as the strip's numbers.
    low = bottom + (room - half) / 2 - TICKS / 2
    middle = left + side / 2
    real = InchBox(middle - GAP / 2 - half, low, half, half)
    generated = InchBox(middle + GAP / 2, low, half, half)
    strip = InchBox(STRIP_LEFT, bottom, width - STRIP_LEFT - RIGHT, min(room, side))
    return _with_rest(points, real, generated, strip, noted)


def _with_rest(
    points: InchBox, real: InchBox, generated: InchBox, strip: InchBox, noted: float
) -> PanelPlaces:
    wide = min(strip.width - NAMES, 2.2 * strip.height)
    leak = InchBox(strip.left + (strip.width + NAMES - wide) / 2, strip.bottom, wide, strip.height)
    notes = InchBox(points.left, points.bottom - TICKS - noted, points.width, noted)
    first = notes.bottom + noted - NOTE_ROW
    key = InchBox(points.left, first + (NOTE_ROW - KEY_HEIGHT) / 2, KEY_WIDTH, KEY_HEIGHT)
    return PanelPlaces(points, real, generated, strip, leak, key, notes)


def place(figure: Figure | SubFigure, grid: Grid, part: Part, theme: Theme, name: str) -> Axes:
    """Empty axes where `grid` has the `part`, called `name`."""
    axes = figure.add_axes((0, 0, 1, 1), label=name, facecolor=theme.face)
    axes.set_axes_locator(grid.locator(figure, part))
    axes.tick_params(
        labelsize=theme.tick_size, labelcolor=theme.muted, color=theme.frame, width=0.7, length=3
    )
    for spine in axes.spines.values():
        spine.set(linewidth=0.7, color=theme.frame)
    return axes


def place_square(figure: Figure | SubFigure, grid: Grid, part: Part, theme: Theme) -> Axes:
    """Axes over the unit square."""
    axes = place(figure, grid, part, theme, part)
    axes.set(xlim=(0, 1), ylim=(0, 1), xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    axes.set_xticklabels(("0", "0.5", "1"))
    axes.set_yticklabels(("0", "0.5", "1"))
    return axes
