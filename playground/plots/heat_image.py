"""An image of values between two colours, and the key to its colours."""

from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from playground.plots.region import WHOLE, Region
from playground.plots.square_image import SquareImage
from playground.plots.theme import Theme

SHADES = 256
PIECES = 3
"""The whole square is drawn as PIECES × PIECES pieces for each cell, a part of it as as many."""

_OPACITY = 0.56
_UNDEFINED_OPACITY = 0.16


class HeatImage:
    """One image, whose values run from one colour through the background colour to another, or from
    the background colour on.

    Undefined values (NaN) are gray. Values are interpolated and coloured here, in pieces of cells,
    which is many times as fast as matplotlib's interpolation.
    """

    def __init__(self, axes: Axes, theme: Theme) -> None:
        """Create the image in `axes`, hidden."""
        self.shades = _shades(theme)
        """From low to high, and last that of undefined values: RGBA [SHADES + 1, 4]."""
        self.values: NDArray[np.floating] = np.full((2, 2), np.nan)
        self._region = WHOLE
        self.image = SquareImage(axes, self.shades[np.full((2, 2), SHADES)])

    def show(
        self, values: NDArray[np.floating], low: float, high: float, *, amounts: bool = False
    ) -> None:
        """Show `values` [cells, cells], row 0 at the top, clipped to `low` … `high`; of `amounts`
        the lowest has the background's colour.
        """
        self.values = values
        low = 2 * low - high if amounts else low
        share = np.clip((values - low) / (high - low), 0, 1)
        undefined = np.isnan(share)
        finer = _finer(np.where(undefined, 0.5, share), self._region)
        index = (finer * (SHADES - 1) + 0.5).astype(np.intp)
        rows, columns = _cells(len(values), self._region)
        index[undefined[rows][:, columns]] = SHADES
        self.image.set_data(self.shades[index])
        self.image.set_visible(True)

    def zoom(self, region: Region) -> None:
        """Show this part of the square from the next `show` on."""
        self._region = region
        right, top = region.left + region.side, region.bottom + region.side
        self.image.set_extent((region.left, right, region.bottom, top))

    def hide(self) -> None:
        """Hide the image."""
        self.image.set_visible(False)


class ColorKey:
    """The colour key: the colours from the lowest value to the highest, with both as numbers. That
    of amounts begins at the background's colour.
    """

    def __init__(self, axes: Axes, overlay: HeatImage, theme: Theme) -> None:
        self.shown: tuple[float, float] | None = None
        self.amounts = False
        self._axes, self._shades = axes, overlay.shades[None, :-1]
        self._image = axes.imshow(self._shades, aspect="auto")
        self._ends = [
            axes.text(
                x,
                0.46,
                "",
                transform=axes.transAxes,
                fontsize=theme.tick_size,
                color=theme.text,
                horizontalalignment=side,
                verticalalignment="center_baseline",
            )
            for x, side in ((0.05, "left"), (0.95, "right"))
        ]
        axes.set(xticks=(), yticks=(), visible=False)

    def show(self, shown: tuple[float, float] | None, *, amounts: bool) -> None:
        """Show the colours from the lowest to the highest of these values; None hides the key."""
        self.shown, self.amounts = shown, amounts
        self._image.set_data(self._shades[:, SHADES // 2 if amounts else 0 :])
        self._axes.set_visible(shown is not None)
        if shown is None:
            return
        for text, value in zip(self._ends, shown, strict=True):
            text.set_text(_in_key(value, signed=shown[0] < 0))


def _finer(values: NDArray[np.floating], region: Region) -> NDArray[np.floating]:
    """Square `values` [n, n] within `region`, interpolated linearly between cell centres:
    [PIECES n, PIECES n].
    """
    rows, columns = (_between(len(values), low, region.side) for low in _lows(region))
    return rows @ values @ columns.T


def _cells(cells: int, region: Region) -> list[NDArray[np.intp]]:
    """The row, and the column, of the cell that each piece of `region` lies in."""
    return [_pieces(cells, low, region.side).astype(np.intp) for low in _lows(region)]


def _lows(region: Region) -> tuple[float, float]:
    """Where the rows of `region` begin, from the top, and its columns."""
    return 1 - region.bottom - region.side, region.left


def _pieces(cells: int, low: float, side: float) -> NDArray[np.float64]:
    """The middles of the pieces in `side` from `low` on, in cells."""
    return low * cells + side * (np.arange(PIECES * cells) + 0.5) / PIECES


@lru_cache(maxsize=8)
def _between(cells: int, low: float, side: float) -> NDArray[np.float64]:
    middles, pieces = np.arange(cells) + 0.5, _pieces(cells, low, side)
    return np.column_stack([np.interp(pieces, middles, row) for row in np.eye(cells)])


def _shades(theme: Theme) -> NDArray[np.uint8]:
    """A pale colour scale, so that points in any colour stand out from it."""
    low, high = theme.generator, theme.discriminator
    cover = np.linspace(-_OPACITY, _OPACITY, SHADES)
    colors = [theme.tint(high if share > 0 else low, abs(share)) for share in cover]
    colors.append(theme.tint(theme.muted, _UNDEFINED_OPACITY))
    table = np.column_stack([np.array(colors), np.ones(len(colors))])
    shades: NDArray[np.uint8] = np.rint(table * 255).astype(np.uint8)
    return shades


def _in_key(value: float, *, signed: bool) -> str:
    """A number that fits into a half of the key, beside one with a sign if `signed`."""
    small = 0 < abs(value) < 0.1
    digits = 1 if small else 2 if abs(value) < 1 else 6
    text = f"{abs(value):.{digits}g}"
    if signed or small:
        text = text.removeprefix("0") or text
    return f"−{text}" if value < 0 else text
