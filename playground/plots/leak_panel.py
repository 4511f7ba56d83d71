"""The leak matrix of a CGAN: what part of the points asked of a layer falls where each layer is."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text
from numpy.typing import NDArray

from playground.plots.theme import Theme

MOST_NUMBERS = 8
"""With more layers than this there is no room for numbers."""


class LeakPanel:
    """A heat map of rows (asked) and columns (found), with the numbers in percent."""

    def __init__(self, axes: Axes, names: list[str], theme: Theme) -> None:
        """Builds the cells in `axes`, empty; `names` are those of the layers."""
        self.axes, self._theme = axes, theme
        count = len(names)
        ramp = [theme.tint(theme.real, share) for share in np.linspace(0, 0.85, 256)]
        self._shades = np.rint(np.array(ramp) * 255).astype(np.uint8)
        self.matrix: NDArray[np.floating] = np.zeros((count, count))
        self.image = axes.imshow(
            self._shades[np.zeros((count, count), int)],
            interpolation="nearest",
            aspect="auto",
            extent=(0, count, count, 0),
            animated=True,
        )
        self.numbers = [_number(axes, row, column) for row, column in np.ndindex(count, count)]
        self._label(names)

    @property
    def artists(self) -> list[Text]:
        """The numbers, if there is room for them, above the image."""
        return self.numbers if len(self.matrix) <= MOST_NUMBERS else []

    def show(self, matrix: NDArray[np.floating]) -> None:
        """Shows `matrix` [asked, found], parts of 1."""
        self.matrix = matrix
        self.image.set_data(self._shades[(np.clip(matrix, 0, 1) * 255).astype(np.intp)])
        for text, share in zip(self.numbers, matrix.ravel(), strict=True):
            text.set_text(f"{share:.0%}" if share == 0 or share >= 0.0995 else f"{share:.1%}")
            text.set_color(self._ink(float(share)))

    def clear(self) -> None:
        """Shows nothing."""
        self.show(np.zeros_like(self.matrix))
        for text in self.numbers:
            text.set_text("")

    def _ink(self, share: float) -> str:
        """Light letters on dark cells and the other way round."""
        dark_theme = self._theme.name == "dark"
        return "#ffffff" if (share > 0.6) != dark_theme else self._theme.text

    def _label(self, names: list[str]) -> None:
        count = len(names)
        ticks = np.arange(count) + 0.5
        short = [name if len(name) <= 9 else f"{name[:8]}…" for name in names]
        shown = short if count <= MOST_NUMBERS else [""] * count
        for axis in (self.axes.xaxis, self.axes.yaxis):
            axis.set_ticks(ticks, shown)
            for label in axis.get_ticklabels():
                label.set_parse_math(False)
        self.axes.tick_params(length=0)


def _number(axes: Axes, row: int, column: int) -> Text:
    return axes.text(
        column + 0.5,
        row + 0.5,
        "",
        fontsize=8.5,
        horizontalalignment="center",
        verticalalignment="center",
        animated=True,
    )
