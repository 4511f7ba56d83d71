"""The legends of the panels: which shape is generated, and which layer has which colour."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure, SubFigure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D

from playground.plots.layout import Layout
from playground.plots.letters import write_name
from playground.plots.theme import Theme, generated_marker, real_marker

NAMED_LAYERS = 8
"""With more layers than there are colours a legend would not help."""

_SMALLER = (1.0, 0.85, 0.7)
"""Where a legend is too wide, its letters are so small before names are cut off."""


@dataclass(frozen=True)
class LegendForm:
    """What the entries of a legend say, in letters of this size, in points."""

    texts: tuple[str, ...]
    size: float


class ShortenedLegend(Legend):
    """A legend that has, whenever it is drawn, the first of its forms that is not wider than the
    figure; the last where none is.
    """

    def __init__(
        self,
        parent: Axes | Figure | SubFigure,
        handles: Sequence[Line2D],
        theme: Theme,
        **style: Any,
    ) -> None:
        """`handles` are the marks; what they say comes with the `forms`."""
        super().__init__(
            parent,  # type: ignore[arg-type]  # a subfigure is as good, only the stub leaves it out
            handles,
            [""] * len(handles),
            loc="lower center",
            frameon=False,
            labelcolor=theme.muted,
            handlelength=0.8,
            handletextpad=0.4,
            **style,
        )
        self._forms: tuple[LegendForm, ...] = ()

    @property
    def forms(self) -> tuple[LegendForm, ...]:
        """What it may say, the longest first."""
        return self._forms

    @forms.setter
    def forms(self, forms: Sequence[LegendForm]) -> None:
        self._forms = tuple(forms)
        self._say(self._forms[0])

    def draw(self, renderer: RendererBase) -> None:
        """Draw what fits."""
        figure = self.get_figure(root=False)
        assert figure is not None, "a legend is drawn in a figure"
        for form in self._forms:
            self._say(form)
            box = self.get_window_extent(renderer)
            if figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1:
                break
        super().draw(renderer)

    def _say(self, form: LegendForm) -> None:
        for artist, text in zip(self.get_texts(), form.texts, strict=True):
            artist.set_text(text)
            artist.set_fontsize(form.size)


def legend_rows(layers: int, layout: Layout) -> int:
    """How many lines the legend of `layers` takes; 0 without a legend."""
    if not 1 < layers <= NAMED_LAYERS:
        return 0
    return 1 if layout == "row" else math.ceil(layers / 4)


def kinds_legend(axes: Axes, theme: Theme, several: bool) -> ShortenedLegend:
    """Which shape is real and which generated, where the other panels have their caption."""
    real, generated = (theme.text,) * 2 if several else (theme.real, theme.generated)
    legend = ShortenedLegend(
        axes,
        [_mark(real_marker(0), real), _mark(generated_marker(0), generated)],
        theme,
        bbox_to_anchor=(0.5, 1.0),
        ncols=2,
        fontsize=theme.caption_size,
        borderaxespad=0.1,
        borderpad=0.2,
        columnspacing=1.4,
    )
    legend.forms = kinds_forms(0, theme)
    axes.add_artist(legend)
    return legend


def kinds_forms(evaluations: int, theme: Theme) -> tuple[LegendForm, ...]:
    """What names real and generated points, with the evaluations of the network that each
    generated one took; 0 of them are left out.
    """
    words, size = theme.words, theme.caption_size
    real, named = words("real"), [words("generated")]
    if evaluations == 1:
        named = [words("generated, 1 evaluation each"), words("generated, 1 eval."), *named]
    elif evaluations:
        long, short = (
            words("generated, {count:,} evaluations each"),
            words("generated, {count:,} evals"),
        )
        named = [*(text.format(count=evaluations) for text in (long, short)), *named]
    forms = [LegendForm((real, text), size) for text in named]
    return (*forms, *(LegendForm((real, named[-1]), size * share) for share in _SMALLER[1:]))


def layers_legend(
    figure: Figure | SubFigure,
    names: list[str],
    colors: Sequence[int],
    theme: Theme,
    layout: Layout,
) -> ShortenedLegend:
    """The layers' names with their colours and shapes, below the panels."""
    columns = math.ceil(len(names) / legend_rows(len(names), layout))
    legend = ShortenedLegend(
        figure,
        [_mark(generated_marker(i), theme.layer_color(color)) for i, color in enumerate(colors)],
        theme,
        ncols=columns,
        fontsize=theme.tick_size,
        borderaxespad=0,
        borderpad=0.3,
        labelspacing=0.25,
        columnspacing=1.2,
    )
    # Names come from files: "_x" as a label hides it, "$x$" is read as a formula.
    known = [write_name(text, name) for text, name in zip(legend.get_texts(), names, strict=True)]
    limit = (110 if layout == "row" else 52) // columns - 3
    sizes = [theme.tick_size * share for share in _SMALLER]
    lengths = [limit] * len(sizes) + list(range(limit - 1, 0, -1))
    sizes += [sizes[-1]] * (limit - 1)
    legend.forms = [
        LegendForm(tuple(_short(name, length) for name in known), size)
        for length, size in zip(lengths, sizes, strict=True)
    ]
    figure.legends.append(legend)
    return legend


def _mark(marker: str, color: str) -> Line2D:
    return Line2D([], [], linestyle="", marker=marker, color=color, markersize=5)


def _short(name: str, limit: int) -> str:
    return name if len(name) <= limit else name[: limit - 1] + "…"
