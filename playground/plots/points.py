"""Panel (a): real and generated points in the unit square, and the batch of slow motion."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from playground.plots.theme import Theme, generated_marker, real_marker

SHOWN = 500
"""At most so many real and so many generated points are drawn."""


class PointsPanel:
    """Real points as crosses, generated ones filled; one pair of artists for each layer.

    Of one layer the two kinds differ in colour, otherwise the colours tell the layers apart.
    """

    def __init__(self, axes: Axes, colors: Sequence[int], theme: Theme) -> None:
        """Builds the artists, empty, in `axes`; `colors` has each layer's place in the palette."""
        self.axes = axes
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
        """In drawing order: what is generated lies on top."""
        return [*self.real, *self.generated]

    def show_real(self, points: NDArray[np.floating], layer: NDArray[np.integer]) -> None:
        """Points [n, 2] with their layers [n]."""
        _spread(self.real, points, layer)

    def show_generated(self, points: NDArray[np.floating], layer: NDArray[np.integer]) -> None:
        """Points [n, 2] with their layers [n]."""
        _spread(self.generated, points, layer)

    def clear(self) -> None:
        """No points."""
        for line in self.artists:
            line.set_data([], [])


def thin(count: int) -> NDArray[np.intp]:
    """Which of `count` points are shown: spread evenly, so that sorted layers keep their shares."""
    shown = min(count, SHOWN)
    return np.arange(shown) * count // max(shown, 1)


def _spread(lines: list[Line2D], points: NDArray[np.floating], layer: NDArray[np.integer]) -> None:
    chosen = thin(len(points))
    points, layer = points[chosen], layer[chosen]
    for i, line in enumerate(lines):
        mine = points if len(lines) == 1 else points[layer == i]
        line.set_data(mine[:, 0], mine[:, 1])


def _crosses(axes: Axes, layer: int, color: str) -> Line2D:
    line = Line2D([], [], linestyle="", marker=real_marker(layer), color=color, animated=True)
    line.set(markersize=4, markeredgewidth=0.8, alpha=0.55)
    axes.add_line(line)
    return line


def _shapes(axes: Axes, layer: int, color: str, theme: Theme) -> Line2D:
    line = Line2D([], [], linestyle="", marker=generated_marker(layer), color=color, animated=True)
    # The edge in the colour of the ground keeps single points apart where they crowd.
    line.set(markersize=3.8, markeredgewidth=0.35, markeredgecolor=theme.face)
    axes.add_line(line)
    return line


_FRESH, _USED = 0.9, 0.25
"""How much a point covers what is beneath it."""


class Batch:
    """What was drawn, in hollow shapes: real points as squares, generated ones as circles.

    They come with the phase that draws them and pale with the step that they were drawn for; the
    next draw after that begins another batch.
    """

    def __init__(self, points: PointsPanel, theme: Theme, *, codes: bool) -> None:
        """Builds the artists over `points` and in its colours, hidden.

        With `codes` the colours are those of codes, which real points have not.
        """
        real = [theme.muted if codes else _color(line) for line in points.real]
        self.real = [_hollow(points.axes, "s", color) for color in real]
        self.generated = [_hollow(points.axes, "o", _color(line)) for line in points.generated]
        self._codes = codes
        self._used = False

    @property
    def artists(self) -> list[Line2D]:
        """In drawing order."""
        return [*self.real, *self.generated]

    def show(self, phase: str, points: NDArray[np.floating], layer: NDArray[np.integer]) -> None:
        """A phase has passed, one of `playground.gan.steps`; it drew `points` [n, 2]."""
        if phase.startswith("draw"):
            if self._used:
                self.clear()
            if phase == "draw real":
                _place(self.real, points, np.zeros_like(layer) if self._codes else layer)
            else:
                _place(self.generated, points, layer)
        elif phase.endswith("step"):
            self._used = True
            self._cover(_USED)

    def clear(self) -> None:
        """No batch is at hand."""
        self._used = False
        self._cover(_FRESH)
        for line in self.artists:
            line.set(xdata=[], ydata=[], visible=False)

    def _cover(self, alpha: float) -> None:
        for line in self.artists:
            line.set_alpha(alpha)


def _place(
    lines: Sequence[Line2D], points: NDArray[np.floating], layer: NDArray[np.integer]
) -> None:
    for i, line in enumerate(lines):
        mine = points if len(lines) == 1 else points[layer == i]
        line.set(xdata=mine[:, 0], ydata=mine[:, 1], visible=True)


def _color(line: Line2D) -> str:
    return str(line.get_color())


def _hollow(axes: Axes, marker: str, color: str) -> Line2D:
    line = Line2D([], [], linestyle="", marker=marker, color=color, animated=True, visible=False)
    line.set(markersize=4.8, markeredgewidth=0.8, fillstyle="none", alpha=_FRESH)
    axes.add_line(line)
    return line
