"""Marks on the modes of the target that the generator misses."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patheffects import Normal, Stroke
from numpy.typing import NDArray

from playground.plots.theme import Theme


class ModeOverlay:
    """A ring around a place in each missed mode."""

    def __init__(self, axes: Axes, theme: Theme) -> None:
        """Builds the rings in `axes`, hidden."""
        self.rings = Line2D([], [], linestyle="", marker="o", markersize=17, zorder=4)
        self.rings.set(markerfacecolor="none", markeredgecolor=theme.text, markeredgewidth=1.8)
        halo = [Stroke(linewidth=4.2, foreground=theme.face), Normal()]
        self.rings.set(path_effects=halo, animated=True, visible=False)
        axes.add_line(self.rings)

    def show(self, places: NDArray[np.floating], missed: NDArray[np.bool_]) -> None:
        """Shows those of `places` [modes, 2] that are `missed` [modes]."""
        self.rings.set_data(places[missed, 0], places[missed, 1])
        self.rings.set_visible(True)

    def hide(self) -> None:
        """Shows nothing."""
        self.rings.set_visible(False)
