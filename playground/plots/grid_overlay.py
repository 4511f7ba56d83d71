"""The generator's grid: a square grid on a plane of the latent space, as the generator bends it."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from playground.plots.theme import Theme

TEAR = 0.15
"""A longer step between neighbours of a line is a tear of the plane, and is not drawn."""


class GridOverlay:
    """The lines of each of `layers` grids as one broken line in the layer's colour."""

    def __init__(self, axes: Axes, layers: int, theme: Theme) -> None:
        """Builds the lines in `axes`, hidden."""
        colors = [theme.layer_color(i) if layers > 1 else theme.muted for i in range(layers)]
        self.lines = [_line(axes, color) for color in colors]

    def show(self, grid: NDArray[np.floating], only: int | None = None) -> None:
        """Shows `grid` [layers, lines, steps, 2], or that of one layer."""
        for layer, (line, points) in enumerate(zip(self.lines, grid, strict=True)):
            line.set_visible(only in (None, layer))
            line.set_data(*_broken(points).T)

    def hide(self) -> None:
        """Shows nothing."""
        for line in self.lines:
            line.set_visible(False)


def _broken(lines: NDArray[np.floating]) -> NDArray[np.float64]:
    """The points of `lines` [lines, steps, 2] one after the other, NaN wherever the pen lifts."""
    steps = np.diff(lines, axis=1, append=np.inf)
    torn = np.hypot(steps[..., 0], steps[..., 1]).ravel() > TEAR
    points = lines.reshape(-1, 2).astype(np.float64)
    return np.insert(points, np.flatnonzero(torn) + 1, np.nan, axis=0)


def _line(axes: Axes, color: str) -> Line2D:
    line = Line2D([], [], color=color, linewidth=0.8, alpha=0.75, zorder=1.5, animated=True)
    line.set_visible(False)
    axes.add_line(line)
    return line
