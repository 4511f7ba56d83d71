"""The leak matrix of a CGAN: where the points requested of each layer are found."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import NDArray

from playground.plots.letters import drawable, write_name
from playground.plots.theme import Theme, generated_marker

_FEW = 3
"""Of so many layers the columns are wide enough for a word."""

MOST_NUMBERS = 8
"""With more layers than this there is no space for numbers."""


_SIZE, _SMALLEST = 8.5, 5.0
"""Of the numbers, in points; where smaller ones would be needed only the colours tell."""
_WIDE, _NARROW = 3.0, 2.1
"""The width of "100%" and of "100", in the size of their letters."""


class _Number(Text):
    """A share in the middle of its cell, in percent; without the sign where that has no room."""

    def __init__(self, axes: Axes, row: int, column: int) -> None:
        super().__init__(
            column + 0.5,
            row + 0.5,
            "",
            transform=axes.transData,
            horizontalalignment="center",
            verticalalignment="center",
            animated=True,
        )
        self._forms = "", ""

    def show(self, share: float | None) -> None:
        """Say this share of 1, or nothing."""
        if share is None:
            self._forms = "", ""
        else:
            digits = 0 if share == 0 or share >= 0.0995 else 1
            self._forms = f"{share:.{digits}%}", f"{100 * share:.0f}"
        self.set_text(self._forms[0])

    def draw(self, renderer: RendererBase) -> None:
        """Draw what fits into the cell."""
        cell = self.get_transform().transform([(0, 1), (1, 0)])
        width, height = (cell[1] - cell[0]) / renderer.points_to_pixels(1)
        wide = min(_SIZE, width / _WIDE, height) >= _SIZE
        size = min(_SIZE, height, width / (_WIDE if wide else _NARROW))
        self.set_text("" if size < _SMALLEST else self._forms[0 if wide else 1])
        self.set_fontsize(size)
        super().draw(renderer)


class LeakPanel:
    """A heat map of rows (requested) and columns (found), with the numbers in percent.

    The last column is for what is found in no layer, so that a row sums to 100.
    """

    def __init__(
        self, axes: Axes, names: Sequence[str], colors: Sequence[int], theme: Theme
    ) -> None:
        """Create the cells in `axes`, empty; `names` and `colors` are those of the layers."""
        self.axes, self._theme = axes, theme
        count = len(names)
        ramp = [theme.tint(theme.real, share) for share in np.linspace(0, 0.85, 256)]
        self._shades = np.rint(np.array(ramp) * 255).astype(np.uint8)
        self.matrix: NDArray[np.floating] = np.zeros((count, count))
        self.image = axes.imshow(
            self._shades[np.zeros((count, count + 1), int)],
            interpolation="nearest",
            aspect="auto",
            extent=(0, count + 1, count, 0),
            animated=True,
        )
        places = np.ndindex(count, count + 1) if count <= MOST_NUMBERS else ()
        self.numbers = [_Number(axes, row, column) for row, column in places]
        for text in self.numbers:
            axes.add_artist(text)
        self.marks: list[Line2D] = []
        if count <= MOST_NUMBERS:
            self._label(names, colors)
        else:
            axes.set(xticks=[], yticks=[])

    @property
    def artists(self) -> Sequence[Text]:
        """The numbers, if there is room for them, above the image."""
        return self.numbers

    def show(self, matrix: NDArray[np.floating]) -> None:
        """Show `matrix` [requested, found], fractions of 1."""
        self.matrix = matrix
        whole = _with_nowhere(matrix)
        self.image.set_data(self._shades[(np.clip(whole, 0, 1) * 255).astype(np.intp)])
        for text, share in zip(self.numbers, whole.ravel(), strict=False):
            text.show(float(share))
            text.set_color(self._ink(float(share)))

    def clear(self) -> None:
        """Show an empty matrix."""
        self.matrix = np.zeros_like(self.matrix)
        rows, columns = self.matrix.shape
        self.image.set_data(self._shades[np.zeros((rows, columns + 1), int)])
        for text in self.numbers:
            text.show(None)

    def _ink(self, share: float) -> str:
        """A light text colour on dark cells and a dark one on light cells."""
        dark_theme = self._theme.name == "dark"
        return "#ffffff" if (share > 0.6) != dark_theme else self._theme.text

    def _label(self, names: Sequence[str], colors: Sequence[int]) -> None:
        """Label the rows with names; columns lack the space and get the markers of the legend.

        What lies nowhere has its name where there is room, else the sign of an empty set.
        """
        ticks = np.arange(len(names)) + 0.5
        nowhere = self._theme.words("nowhere") if len(names) <= _FEW else "∅"
        known = [drawable(name) for name in names]
        short = [name if len(name) <= 9 else f"{name[:8]}…" for name in known]
        self.axes.set_yticks(ticks, short)
        for label, name in zip(self.axes.get_yticklabels(), short, strict=True):
            write_name(label, name)
        self.axes.set_xticks([*ticks, len(names) + 0.5], [*" " * len(names), nowhere])
        self.axes.axvline(len(names), color=self._theme.frame, linewidth=0.7)
        self.axes.tick_params(length=0)
        below = self.axes.get_xaxis_transform()
        for layer, color in enumerate(colors):
            self.marks += self.axes.plot(
                ticks[layer],
                -0.07,
                transform=below,
                marker=generated_marker(layer),
                color=self._theme.layer_color(color),
                markersize=5,
                clip_on=False,
            )


def _with_nowhere(matrix: NDArray[np.floating]) -> NDArray[np.floating]:
    """`matrix` with a column of what each row lacks to 1."""
    nowhere = np.clip(1 - matrix.sum(axis=1, keepdims=True), 0, 1)
    return np.concatenate([matrix, nowhere], axis=1)
