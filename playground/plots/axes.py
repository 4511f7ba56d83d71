"""The frames around the panels."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from playground.plots.layout import Grid, Part
from playground.plots.theme import Theme


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
