"""What an InfoGAN's continuous code does: a line along the shape for every code."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patheffects import Normal, Stroke
from numpy.typing import NDArray

from playground.plots.theme import LIGHT, Theme


class CodeCurves:
    """One line for each of `codes` codes in `axes`, built once, in the code's colour."""

    def __init__(self, axes: Axes, codes: int, theme: Theme = LIGHT) -> None:
        """Builds the lines, empty."""
        self.lines = [_line(axes, theme.layer_color(code), theme.face) for code in range(codes)]

    def update(self, curves: NDArray[np.floating]) -> None:
        """Shows `curves` [codes, steps, 2] from the next draw on."""
        for line, curve in zip(self.lines, curves, strict=True):
            line.set_data(curve[:, 0], curve[:, 1])


def _line(axes: Axes, color: str, around: str) -> Line2D:
    """Above the points, with an edge in the colour of the ground to stand out from them."""
    edge = [Stroke(linewidth=3.4, foreground=around), Normal()]
    line = Line2D([], [], color=color, linewidth=1.8, zorder=3, animated=True, path_effects=edge)
    axes.add_line(line)
    return line
