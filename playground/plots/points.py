"""Panel (a): real and generated points in the unit square, and the current batch in slow motion."""

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from playground.plots.region import WHOLE, Region
from playground.plots.theme import Theme, generated_marker, real_marker

MOST_SHOWN = 500
"""The maximum number of real points drawn, and of generated points."""

_WHOLE_TICKS = ("0", "0.5", "1")
_ZOOMED_TICKS = 3


PointsOfLayers = tuple[NDArray[np.floating], NDArray[np.integer]]
"""Points [n, 2], and their layers [n]."""

_NONE: PointsOfLayers = np.zeros((0, 2)), np.zeros(0, np.intp)


class PointsPanel:
    """Real points as crosses, generated ones as filled markers; one pair of artists per layer.

    With one layer the colours distinguish real from generated points, otherwise the layers. The
    axes show a `region` of the square; what they say of it is animated, so that zooming takes no
    full draw.
    """

    def __init__(self, axes: Axes, colors: Sequence[int], theme: Theme) -> None:
        """Create empty artists in `axes`; `colors` has each layer's index into the palette."""
        self.axes = axes
        self.axis: list[Artist] = [axes.xaxis, axes.yaxis]
        """The ticks and their labels."""
        for axis in self.axis:
            axis.set_animated(True)
        self.region = WHOLE
        self._shown_real = self._shown_generated = _NONE
        alone = len(colors) == 1
        self.real = [
            _crosses(axes, i, theme.real if alone else theme.layer_color(color))
            for i, color in enumerate(colors)
        ]
        self.generated = [
            _shapes(axes, i, theme.generated if alone else theme.layer_color(color), theme)
            for i, color in enumerate(colors)
        ]

    @property
    def artists(self) -> list[Line2D]:
        """The artists in drawing order: generated points are on top."""
        return [*self.real, *self.generated]

    def show_real(self, points: NDArray[np.floating], layer: NDArray[np.integer]) -> None:
        """Show real points [n, 2] with their layers [n]."""
        self._shown_real = points, layer
        _set_points(self.real, points, layer, self.region)

    def show_generated(self, points: NDArray[np.floating], layer: NDArray[np.integer]) -> None:
        """Show generated points [n, 2] with their layers [n]."""
        self._shown_generated = points, layer
        _set_points(self.generated, points, layer, self.region)

    def zoom(self, region: Region) -> None:
        """Show this part of the square."""
        before, self.region = self.region, region
        self.axes.set(
            xlim=(region.left, region.left + region.side),
            ylim=(region.bottom, region.bottom + region.side),
        )
        # New ticks take longer than all the rest, so they are made only where they must be.
        changed = before.is_whole != region.is_whole
        for axis in (self.axes.xaxis, self.axes.yaxis) if changed else ():
            if region.is_whole:
                axis.set_major_locator(FixedLocator([float(tick) for tick in _WHOLE_TICKS]))
                axis.set_major_formatter(FixedFormatter(_WHOLE_TICKS))
            else:
                axis.set_major_locator(MaxNLocator(_ZOOMED_TICKS))
                axis.set_major_formatter(FuncFormatter(lambda at, _: f"{at:.3g}"))
        _set_points(self.real, *self._shown_real, region)
        _set_points(self.generated, *self._shown_generated, region)

    def clear(self) -> None:
        """Remove all points."""
        self.show_real(*_NONE)
        self.show_generated(*_NONE)


def thin(count: int) -> NDArray[np.intp]:
    """Indices of the points shown out of `count`, evenly spaced so that layers keep their
    shares.
    """
    shown = min(count, MOST_SHOWN)
    return np.arange(shown) * count // max(shown, 1)


def _set_points(
    lines: list[Line2D],
    points: NDArray[np.floating],
    layer: NDArray[np.integer],
    region: Region,
) -> None:
    """Show those inside `region`, thinned out: the closer one looks, the more there are of them."""
    if not region.is_whole:
        place = (points - (region.left, region.bottom)) / region.side
        inside = ((place >= 0) & (place <= 1)).all(axis=1)
        points, layer = points[inside], layer[inside]
    chosen = thin(len(points))
    points, layer = points[chosen], layer[chosen]
    for i, line in enumerate(lines):
        own = points if len(lines) == 1 else points[layer == i]
        line.set_data(own[:, 0], own[:, 1])


def _crosses(axes: Axes, layer: int, color: str) -> Line2D:
    line = Line2D([], [], linestyle="", marker=real_marker(layer), color=color, animated=True)
    line.set(markersize=4, markeredgewidth=0.8, alpha=0.55)
    axes.add_line(line)
    return line


def _shapes(axes: Axes, layer: int, color: str, theme: Theme) -> Line2D:
    line = Line2D([], [], linestyle="", marker=generated_marker(layer), color=color, animated=True)
    # An edge in the background colour keeps points distinguishable where they are dense.
    line.set(markersize=3.8, markeredgewidth=0.35, markeredgecolor=theme.face)
    axes.add_line(line)
    return line


_FRESH, _USED = 0.9, 0.25
"""The opacity of the markers before and after their step."""


class BatchMarkers:
    """The current batch in hollow markers: real points as squares, generated ones as circles.

    They appear with the phase that draws them and fade with the step that uses them; the next draw
    after that starts a new batch.
    """

    def __init__(self, points: PointsPanel, theme: Theme, *, codes: bool) -> None:
        """Create the markers over `points` and in its colours, hidden.

        With `codes` the colours stand for codes, which real points do not have.
        """
        real = [theme.muted if codes else _color(line) for line in points.real]
        self.real = [_hollow(points.axes, "s", color) for color in real]
        self.generated = [_hollow(points.axes, "o", _color(line)) for line in points.generated]
        self._codes = codes
        self._used = False

    @property
    def artists(self) -> list[Line2D]:
        """The artists in drawing order."""
        return [*self.real, *self.generated]

    def show(self, phase: str, points: NDArray[np.floating], layer: NDArray[np.integer]) -> None:
        """Show a finished phase of an iteration and the `points` [n, 2] that it drew."""
        if phase.startswith("draw"):
            if self._used:
                self.clear()
            if phase == "draw real":
                _show_points(self.real, points, np.zeros_like(layer) if self._codes else layer)
            else:
                _show_points(self.generated, points, layer)
        elif phase.endswith("step"):
            self._used = True
            self._cover(_USED)

    def clear(self) -> None:
        """Remove the batch."""
        self._used = False
        self._cover(_FRESH)
        for line in self.artists:
            line.set(xdata=[], ydata=[], visible=False)

    def _cover(self, alpha: float) -> None:
        for line in self.artists:
            line.set_alpha(alpha)


def _show_points(
    lines: Sequence[Line2D], points: NDArray[np.floating], layer: NDArray[np.integer]
) -> None:
    for i, line in enumerate(lines):
        own = points if len(lines) == 1 else points[layer == i]
        line.set(xdata=own[:, 0], ydata=own[:, 1], visible=True)


def _color(line: Line2D) -> str:
    return str(line.get_color())


def _hollow(axes: Axes, marker: str, color: str) -> Line2D:
    line = Line2D([], [], linestyle="", marker=marker, color=color, animated=True, visible=False)
    line.set(markersize=4.8, markeredgewidth=0.8, fillstyle="none", alpha=_FRESH)
    axes.add_line(line)
    return line
