"""Ranges, ticks and legend of axes that hold curves along the iterations."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backend_bases import RendererBase
from matplotlib.legend import Legend
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from playground.plots.theme import Theme

FIRST_X = 64
"""The iterations for which there is room at first."""

_MOST_TICKS = 4
_LEGEND_ROOM = 1.25
"""The curves leave the part above them to the legend."""


Range = Callable[[NDArray[np.float64], bool], tuple[float, float]]
"""From finite values to the lowest and the highest that are shown; where true, no more than that.
"""


def linear_range(values: NDArray[np.float64], close: bool) -> tuple[float, float]:
    """Most of the values, from 0 or a power of two below it to one above; `close`, just those."""
    if not len(values):
        return 0.0, 2.0
    low, high = np.quantile(values, [0.02, 0.98])
    if close:
        return _with_margins(low, high, 0.01)
    down = -_power(-low) if low < 0 else 0.0
    return down, down + (_power(high) - down) * _LEGEND_ROOM


def logarithmic_range(values: NDArray[np.float64], close: bool) -> tuple[float, float]:
    """From a half, or less by factors of two, to all the values and room for the legend; `close`,
    just the values.
    """
    if not len(values):
        return 0.5, 16.0
    if close:
        low, high = np.log2(np.maximum([values.min(), values.max()], 1e-3))
        low, high = _with_margins(low, high, 0.5)
        return 2.0**low, 2.0**high
    low = min(0.5, 2.0 ** math.floor(math.log2(max(values.min(), 1e-3))))
    return low, max(16.0, 2.0 ** math.ceil(math.log2(max(values.max(), 1e-3)) + 1))


def _with_margins(low: float, high: float, least: float) -> tuple[float, float]:
    """Room below and, for the legend, above a range that is taken to be at least so large."""
    room = max(high - low, least)
    return low - 0.1 * room, low + 1.4 * room


def _power(value: float) -> float:
    """The next power of two that is not below `value`, at least an eighth."""
    return 2.0 ** max(math.ceil(math.log2(value)) if value > 0 else -3, -3)


def doubled(iteration: float) -> float:
    """`FIRST_X`, doubled until there is room for an iteration."""
    return FIRST_X * 2.0 ** max(math.ceil(math.log2(max(iteration, 1) / FIRST_X)), 0)


def line_legend(axes: Axes, handles: Sequence[Artist], theme: Theme) -> Legend:
    """Add a legend of these lines to `axes`, at the top, in one line while there is room."""
    legend = _LineLegend(
        axes,
        handles,
        theme.tick_size,
        loc="upper right",
        frameon=False,
        labelcolor=theme.muted,
        borderaxespad=0.2,
        borderpad=0.15,
        handlelength=1.3,
        handletextpad=0.4,
        columnspacing=0.9,
    )
    axes.add_artist(legend)
    return legend


class _LineLegend(Legend):
    """A legend in one line, whose letters become smaller where the axes are narrower than it is; in
    a column where they are much narrower.
    """

    def __init__(self, axes: Axes, handles: Sequence[Artist], size: float, **style: Any) -> None:
        """`size` is that of the letters, in points, where there is room."""
        labels = [str(handle.get_label()) for handle in handles]
        super().__init__(axes, handles, labels, fontsize=size, ncols=len(handles), **style)
        self._column = Legend(axes, handles, labels, fontsize=size, **style)
        self._size = size
        self._fitted: tuple[float, ...] = ()
        self._chosen: Legend = self

    def draw(self, renderer: RendererBase) -> None:
        """Draw it as large as there is room."""
        figure, room = self.get_figure(root=True), self.axes.bbox
        assert figure is not None, "a legend is drawn in a figure"
        if self._fitted != (room.width, room.height, figure.dpi):  # to fit takes as long as to draw
            self._fitted = room.width, room.height, figure.dpi
            in_line = self._fit(self, renderer) or not self._fit(self._column, renderer)
            self._chosen = self if in_line else self._column
        if self._chosen is self:
            super().draw(renderer)
        else:
            self._column.set_visible(self.get_visible())
            self._column.draw(renderer)

    def _fit(self, legend: Legend, renderer: RendererBase) -> bool:
        """Whether there is room for `legend` with letters half as large at least; it then has such
        letters. The lines before them keep their length.
        """
        room = self.axes.bbox
        half, whole = (_extent(legend, renderer, self._size * share) for share in (0.5, 1.0))
        if half.width > room.width or half.height > room.height:
            return False
        if whole.width > room.width:
            share = 1 - 0.5 * (whole.width - room.width) / (whole.width - half.width)
            whole = _extent(legend, renderer, self._size * share)
        if whole.height > room.height:
            _extent(legend, renderer, self._size * 0.5)
        return True


def _extent(legend: Legend, renderer: RendererBase, size: float) -> Bbox:
    """Where `legend` is with letters of this size, which it then has."""
    for text in legend.get_texts():
        text.set_fontsize(size)
    return legend.get_window_extent(renderer)


class IterationLocator(MaxNLocator):
    """Places for whole numbers of up to six digits, as many as there is room for, at most four."""

    def __init__(self) -> None:
        super().__init__(_MOST_TICKS, integer=True)

    def tick_values(self, vmin: float, vmax: float) -> Sequence[float]:
        """The places."""
        assert isinstance(self.axis, Axis)
        room = self.axis.get_tick_space() // 2  # Matplotlib reckons with half as many digits
        self.set_params(nbins=max(1, min(room, _MOST_TICKS)))
        places: Sequence[float] = super().tick_values(vmin, vmax)
        return places
