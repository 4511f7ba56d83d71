"""The positions of the panels in a figure of any size, and the frames around them.

Margins hold text, so they are in inches and do not scale with the figure; the panels are squares
and take the remaining space. Positions are computed whenever the axes are drawn, so a resize needs
no further action.
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
"""Curves need a wider left margin than the points, for numbers such as 100×."""

_STRIP = 0.46
"""The minimum height of the strip below the points, or its width beside them, relative to their
side.
"""
_SHORTEST = 0.8
"""The minimum width of curves beside the points, in inches."""
_GAIN = 1.15
"""The points must become so many times as large for the rest to stand beside them."""


@dataclass(frozen=True)
class InchBox:
    """A rectangle, in inches from the figure's lower left corner."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True)
class PanelBoxes:
    """The boxes of the points, of both densities, and of the parts around them.

    `strip` holds curves in place of the densities, `leak` a leak matrix with its names; `key` is
    the colour key of a heat map in front of the first of two lines of `notes`.
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
    """A layout of the three squares, with `legend_rows` lines of text reserved below them.

    With `notes` two lines under the points are reserved for the overlays' captions.
    """

    layout: Layout
    legend_rows: int = 0
    notes: bool = False

    @property
    def below(self) -> float:
        """The height of the legend under the panels' tick labels, in inches."""
        return BOTTOM + LEGEND_ROW * self.legend_rows

    @property
    def notes_height(self) -> float:
        """The height of the notes, in inches."""
        return 2 * NOTE_ROW if self.notes else 0.0

    def boxes(self, width: float, height: float) -> PanelBoxes:
        """The boxes in a figure of this size in inches."""
        arrange = _row if self.layout == "row" else _stacked
        return arrange(width, height, self.below, self.notes_height)

    def locator(
        self, figure: Figure | SubFigure, part: Part
    ) -> Callable[[_AxesBase, RendererBase], Bbox]:
        """The argument of `Axes.set_axes_locator` for the `part` of `PanelBoxes` in `figure`."""

        def locate(_axes: _AxesBase, _renderer: RendererBase) -> Bbox:
            width, height = figure.bbox.width / figure.dpi, figure.bbox.height / figure.dpi
            box: InchBox = getattr(self.boxes(width, height), part)
            return Bbox.from_bounds(
                box.left / width, box.bottom / height, box.width / width, box.height / height
            )

        return locate


def _row(width: float, height: float, below: float, notes_height: float) -> PanelBoxes:
    """Three squares side by side, centred in the figure; the strip replaces the last two."""
    across = (width - LEFT - RIGHT - 2 * GAP) / 3
    text = TITLE + CAPTION + TICKS + below + notes_height
    side = max(SMALLEST, min(across, height - text))
    left = LEFT + (width - LEFT - RIGHT - 3 * side - 2 * GAP) / 2
    bottom = below + notes_height + TICKS + (height - text - side) / 2
    first, second, third = (InchBox(left + i * (side + GAP), bottom, side, side) for i in range(3))
    left = second.left + STRIP_LEFT
    strip = InchBox(left, bottom, third.left + side - left, side)
    return _with_rest(first, second, third, strip, notes_height)


def _stacked(width: float, height: float, below: float, notes_height: float) -> PanelBoxes:
    """The points at the top, both densities or the strip below; or beside them, where the points
    gain much by it.
    """
    under = _under(width, height, below, notes_height)
    beside = _beside(width, height, below, notes_height)
    return beside if beside.points.width > _GAIN * under.points.width else under


def _beside(width: float, height: float, below: float, notes_height: float) -> PanelBoxes:
    """The points at the left, both densities one above the other or the strip at the right."""
    text = TITLE + CAPTION + TICKS + below + notes_height
    across = width - LEFT - RIGHT - GAP
    side = min(height - text, across / (1 + _STRIP), across - STRIP_LEFT - _SHORTEST)
    side = max(SMALLEST, side)
    column = min(across - side, side)
    left = LEFT + (across - side - column) / 2
    bottom = below + notes_height + TICKS + (height - text - side) / 2
    points = InchBox(left, bottom, side, side)
    half = max(SMALLEST, min((side - CAPTION) / 2, column))
    right = left + side + GAP
    middle = right + (column - half) / 2
    real = InchBox(middle, bottom + side - half, half, half)
    generated = InchBox(middle, bottom, half, half)
    strip = InchBox(right + STRIP_LEFT, bottom, column - STRIP_LEFT, side)
    return _with_rest(points, real, generated, strip, notes_height)


def _under(width: float, height: float, below: float, notes_height: float) -> PanelBoxes:
    """The points at the top, both densities or the strip below."""
    text = TITLE + 2 * CAPTION + 2 * TICKS + below + notes_height
    side = max(2 * SMALLEST, min(width - LEFT - RIGHT, (height - text) / (1 + _STRIP)))
    room = max(SMALLEST, height - text - side)
    half = min(room, (side - GAP) / 2)
    left = LEFT + (width - LEFT - RIGHT - side) / 2
    bottom = below + TICKS
    points = InchBox(left, bottom + room + CAPTION + notes_height + TICKS, side, side)
    # Without tick labels, the densities may extend as low as the strip's numbers.
    low = bottom + (room - half) / 2 - TICKS / 2
    middle = left + side / 2
    real = InchBox(middle - GAP / 2 - half, low, half, half)
    generated = InchBox(middle + GAP / 2, low, half, half)
    strip = InchBox(STRIP_LEFT, bottom, width - STRIP_LEFT - RIGHT, min(room, side))
    return _with_rest(points, real, generated, strip, notes_height)


def _with_rest(
    points: InchBox, real: InchBox, generated: InchBox, strip: InchBox, notes_height: float
) -> PanelBoxes:
    wide = min(strip.width - NAMES, 2.2 * strip.height)
    leak = InchBox(strip.left + (strip.width + NAMES - wide) / 2, strip.bottom, wide, strip.height)
    notes = InchBox(points.left, points.bottom - TICKS - notes_height, points.width, notes_height)
    first = notes.bottom + notes_height - NOTE_ROW
    key = InchBox(points.left, first + (NOTE_ROW - KEY_HEIGHT) / 2, KEY_WIDTH, KEY_HEIGHT)
    return PanelBoxes(points, real, generated, strip, leak, key, notes)


def add_axes(figure: Figure | SubFigure, grid: Grid, part: Part, theme: Theme, name: str) -> Axes:
    """Add empty axes in the box of `part`, labelled `name`."""
    axes = figure.add_axes((0, 0, 1, 1), label=name, facecolor=theme.face)
    axes.set_axes_locator(grid.locator(figure, part))
    axes.tick_params(
        labelsize=theme.tick_size, labelcolor=theme.muted, color=theme.frame, width=0.7, length=3
    )
    for spine in axes.spines.values():
        spine.set(linewidth=0.7, color=theme.frame)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_label_coords(0, 0)  # there is none, and each draw would seek a place for it
    return axes


def add_square_axes(figure: Figure | SubFigure, grid: Grid, part: Part, theme: Theme) -> Axes:
    """Add axes over the unit square in the box of `part`."""
    axes = add_axes(figure, grid, part, theme, part)
    axes.set(xlim=(0, 1), ylim=(0, 1), xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    axes.set_xticklabels(("0", "0.5", "1"))
    axes.set_yticklabels(("0", "0.5", "1"))
    return axes
