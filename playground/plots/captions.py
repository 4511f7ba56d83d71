"""The names and colours around the panels: their legends."""

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D

from playground.density.target import Target
from playground.plots.layout import Layout
from playground.plots.theme import Theme, generated_marker, real_marker

NAMED_LAYERS = 8
"""With more layers than there are colours a legend would not help."""


def labels(target: Target) -> tuple[str | int, ...]:
    """What the panels say of a target in words and colours."""
    return (target.name, *(layer.name for layer in target.layers), *target.colors)


def legend_rows(layers: int, layout: Layout) -> int:
    """How many lines the legend of `layers` takes; 0 without a legend."""
    if not 1 < layers <= NAMED_LAYERS:
        return 0
    return 1 if layout == "row" else math.ceil(layers / 4)


def _mark(marker: str, color: str, label: str) -> Line2D:
    return Line2D([], [], linestyle="", marker=marker, color=color, markersize=5, label=label)


def kinds_legend(axes: Axes, theme: Theme, several: bool) -> Legend:
    """Which shape is real and which generated, where the other panels have their caption."""
    real, generated = (theme.muted,) * 2 if several else (theme.real, theme.generated)
    marks = [
        _mark(real_marker(0), real, theme.words("real")),
        _mark(generated_marker(0), generated, theme.words("generated")),
    ]
    return axes.legend(
        handles=marks,
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=2,
        frameon=False,
        fontsize=theme.caption_size,
        labelcolor=theme.muted,
        borderaxespad=0.1,
        borderpad=0.2,
        handlelength=0.8,
        handletextpad=0.4,
        columnspacing=1.4,
    )


def layers_legend(
    figure: Figure | SubFigure,
    names: list[str],
    colors: Sequence[int],
    theme: Theme,
    layout: Layout,
) -> Legend:
    """The layers' names with their colours and shapes, below the panels."""
    columns = math.ceil(len(names) / legend_rows(len(names), layout))
    limit = (110 if layout == "row" else 52) // columns - 3
    marks = [
        _mark(generated_marker(i), theme.layer_color(color), "layer")
        for i, color in enumerate(colors)
    ]
    legend = figure.legend(
        handles=marks,
        loc="lower center",
        ncols=columns,
        frameon=False,
        fontsize=theme.tick_size,
        labelcolor=theme.muted,
        borderaxespad=0,
        borderpad=0.3,
        labelspacing=0.25,
        handlelength=0.8,
        handletextpad=0.4,
        columnspacing=1.2,
    )
    # Afterwards, since names come from files: "_x" as a label hides it, "$x$" is read as a formula.
    for text, name in zip(legend.get_texts(), names, strict=True):
        text.set(text=_short(name, limit), parse_math=False)
    return legend


def _short(name: str, limit: int) -> str:
    return name if len(name) <= limit else name[: limit - 1] + "…"
