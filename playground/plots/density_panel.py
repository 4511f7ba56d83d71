"""Panels (b) and (c): a smoothed density in 'hot' colours."""

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from numpy.typing import NDArray

from playground.metrics.smooth import CELLS
from playground.plots.theme import Theme

SHADES = 256


class DensityPanel:
    """One image over the unit square.

    It is coloured here, cell by cell, and not by matplotlib, pixel by pixel on the screen: that
    halves the time of drawing it.
    """

    def __init__(self, axes: Axes, theme: Theme) -> None:
        """Builds the image in `axes`, in the colour of no density."""
        shades = colormaps[theme.density_map](np.linspace(0, 1, SHADES), bytes=True)
        self._shades: NDArray[np.uint8] = np.asarray(shades)
        self.density = np.zeros((CELLS, CELLS), np.float32)
        self.image = axes.imshow(
            self._colors(1.0),
            extent=(0, 1, 0, 1),
            origin="upper",
            interpolation="bilinear",
            aspect="auto",
            animated=True,
        )

    def show(self, density: NDArray[np.float32], top: float) -> None:
        """Shows `density` [CELLS, CELLS], row 0 at the top; `top` and all above it is white."""
        self.density = density
        self.image.set_data(self._colors(top))

    def _colors(self, top: float) -> NDArray[np.uint8]:
        """RGBA [CELLS, CELLS, 4]."""
        share = self.density / top if top > 0 else self.density
        return self._shades[np.minimum(share * SHADES, SHADES - 1).astype(np.uint8)]
