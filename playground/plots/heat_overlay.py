"""A map of the square in pale colours, beneath the points."""

from functools import cache

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from playground.plots.square_image import SquareImage
from playground.plots.theme import Theme

SHADES = 256
PIECES = 3
"""Each cell is drawn as so many by so many."""

_COVER = 0.56
_NOTHING = 0.16


class HeatOverlay:
    """One image; values go from one colour over that of the ground to another one.

    Where there is nothing to say (NaN) it is gray. It is smoothed and coloured here, in pieces of
    cells: drawing it is then many times as fast as with matplotlib's interpolation.
    """

    def __init__(self, axes: Axes, theme: Theme) -> None:
        """Builds the image in `axes`, hidden."""
        self._likeness = _shades(theme, theme.generated, theme.real)
        self._difference = _shades(theme, theme.below, theme.above)
        self.values: NDArray[np.floating] = np.full((2, 2), np.nan)
        self.image = SquareImage(axes, self._likeness[np.full((2, 2), SHADES)])

    def show(
        self, values: NDArray[np.floating], low: float, high: float, *, difference: bool = False
    ) -> None:
        """Shows `values` [cells, cells], row 0 at the top; beyond `low` and `high` they are cut."""
        self.values = values
        share = np.clip((values - low) / (high - low), 0, 1)
        nothing = np.isnan(share)
        index = (_finer(np.where(nothing, 0.5, share)) * (SHADES - 1) + 0.5).astype(np.intp)
        index[nothing.repeat(PIECES, 0).repeat(PIECES, 1)] = SHADES
        self.image.set_data(self.shades(difference)[index])
        self.image.set_visible(True)

    def hide(self) -> None:
        """Shows nothing."""
        self.image.set_visible(False)

    def shades(self, difference: bool) -> NDArray[np.uint8]:
        """The colours from low to high, and last the one of nothing: RGBA [SHADES + 1, 4]."""
        return self._difference if difference else self._likeness


def _finer(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """Square `values` [n, n], linear between the middles of the cells [PIECES n, PIECES n]."""
    between = _between(len(values))
    return between @ values @ between.T


@cache
def _between(cells: int) -> NDArray[np.float64]:
    middles = np.arange(cells) + 0.5
    pieces = (np.arange(PIECES * cells) + 0.5) / PIECES
    return np.column_stack([np.interp(pieces, middles, row) for row in np.eye(cells)])


def _shades(theme: Theme, low: str, high: str) -> NDArray[np.uint8]:
    """Pale enough that points in either colour stand out from it."""
    cover = np.linspace(-_COVER, _COVER, SHADES)
    colors = [theme.tint(high if share > 0 else low, abs(share)) for share in cover]
    colors.append(theme.tint(theme.muted, _NOTHING))
    table = np.column_stack([np.array(colors), np.ones(len(colors))])
    shades: NDArray[np.uint8] = np.rint(table * 255).astype(np.uint8)
    return shades
