"""Pictures of many runs: a panel a run, the distance over one setting, and over two."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite, sqrt
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from numpy.typing import NDArray

from playground.plots.letters import write_name
from playground.plots.theme import LIGHT, Theme

FLOOR = "sliced Wasserstein, × the floor"
_LONGEST = 30


@dataclass(frozen=True, eq=False)
class RunPanel:
    """What tells a run from the others, its points [n, 2] where it has some, what became of it,
    and × the floor.
    """

    label: str
    seed: int
    points: NDArray[np.float64] | None
    state: str
    times_floor: float | None


@dataclass(frozen=True, eq=False)
class SettingCurve:
    """For each of `values` of a setting the figures of its runs, and how many have diverged."""

    label: str
    values: Sequence[Any]
    figures: Sequence[NDArray[np.float64]]
    diverged: Sequence[int]


@dataclass(frozen=True, eq=False)
class PhaseMap:
    """Medians [lines, columns] over two settings; NaN where no run came to its end."""

    title: str
    across: str
    columns: Sequence[Any]
    up: str
    lines: Sequence[Any]
    medians: NDArray[np.float64]


def small_multiples(
    panels: Sequence[RunPanel], runs: int, columns: int = 0, theme: Theme = LIGHT
) -> Figure:
    """A panel of points for each of `panels`, which may be fewer than the `runs` that there are.

    They stand in so many `columns`, or in a shape that is broader than high.
    """
    columns = columns or max(1, ceil(sqrt(len(panels) * 1.4)))
    lines = max(1, ceil(len(panels) / columns))
    figure = Figure(figsize=(1.35 * columns + 0.2, 1.62 * lines + 0.4), facecolor=theme.figure)
    some = "" if len(panels) == runs else f"{len(panels)} of {runs:,} runs; "
    figure.suptitle(
        f"{some}points of each generator, × the floor",
        fontsize=theme.caption_size,
        color=theme.text,
    )
    for axes, panel in zip(_tiles(figure, lines, columns), panels, strict=False):
        _fill_panel(axes, panel, theme)
    return figure


def _tiles(figure: Figure, lines: int, columns: int) -> list[Axes]:
    width, height = figure.get_size_inches()
    tiles = []
    for line in range(lines):
        for column in range(columns):
            left, top = 0.1 + 1.35 * column + 0.06, 0.4 + 1.62 * line + 0.3
            box = (left / width, 1 - (top + 1.23) / height, 1.23 / width, 1.23 / height)
            tiles.append(figure.add_axes(box))
            tiles[-1].set_visible(False)
    return tiles


def _fill_panel(axes: Axes, panel: RunPanel, theme: Theme) -> None:
    axes.set(visible=True, xlim=(0, 1), ylim=(0, 1), xticks=(), yticks=(), facecolor=theme.face)
    for spine in axes.spines.values():
        spine.set(linewidth=0.6, color=theme.frame)
    figure = "" if panel.times_floor is None else f": {panel.times_floor:.2f}×"
    label = panel.label if len(panel.label) <= _LONGEST else f"{panel.label[: _LONGEST - 1]}…"
    title = axes.set_title("", fontsize=6.5, color=theme.text, pad=2, linespacing=1.05)
    title.set_text(write_name(title, label) + f"\nseed {panel.seed}{figure}")
    if panel.points is not None:
        x, y = panel.points.T
        axes.plot(x, y, ",", color=theme.generated, alpha=0.8, rasterized=True)
    else:
        axes.text(0.5, 0.5, panel.state, ha="center", va="center", fontsize=7, color=theme.muted)


def setting_curves(name: str, curves: Sequence[SettingCurve], theme: Theme = LIGHT) -> Figure:
    """× the floor over the values of `name`: a dot for each seed, a line through the medians."""
    figure = Figure(figsize=(6.4, 4.2), facecolor=theme.figure)
    axes = figure.add_axes((0.12, 0.14, 0.85, 0.74), facecolor=theme.face)
    places, labels = _places(curves[0].values)
    for index, curve in enumerate(curves):
        _draw_curve(axes, curve, places, (index, len(curves)), theme)
    _say_diverged(axes, curves, places, theme)
    axes.axhline(1, color=theme.muted, linewidth=0.8, linestyle="--")
    axes.set_yscale("log")
    axes.set_xticks(places, labels)
    axes.set_xlim(-0.5, len(places) - 0.5)
    axes.minorticks_off()
    _set_figure_ticks(axes)
    axes.set_title(f"{FLOOR}, over {name}", fontsize=theme.title_size, color=theme.text)
    axes.set_xlabel(name, fontsize=theme.caption_size, color=theme.text)
    axes.tick_params(labelsize=theme.tick_size, labelcolor=theme.muted, color=theme.frame)
    axes.spines[["top", "right"]].set_visible(False)
    if any(curve.label for curve in curves):
        axes.legend(frameon=False, fontsize=theme.tick_size)
    return figure


def _draw_curve(
    axes: Axes, curve: SettingCurve, places: Sequence[float], which: tuple[int, int], theme: Theme
) -> None:
    index, count = which
    color = theme.layer_color(index)
    shift = 0.5 * ((index + 0.5) / count - 0.5) if count > 1 else 0.0
    medians = [float(np.median(found)) if len(found) else np.nan for found in curve.figures]
    at = [place + shift for place in places]
    axes.plot(at, medians, color=color, linewidth=1.4, label=curve.label or None)
    for x, found in zip(at, curve.figures, strict=True):
        width = min(0.12 * len(found), 0.6) / count
        aside = x + width * np.linspace(-0.5, 0.5, len(found) + 2)[1:-1]
        axes.plot(aside, found, "o", color=color, markersize=3.2, alpha=0.7, markeredgewidth=0)


def _say_diverged(
    axes: Axes, curves: Sequence[SettingCurve], places: Sequence[float], theme: Theme
) -> None:
    for index, x in enumerate(places):
        if lost := sum(curve.diverged[index] for curve in curves):
            text = f"{lost} diverged"
            axes.annotate(
                text, (x, 0.99), xycoords=("data", "axes fraction"), ha="center", va="top",
                fontsize=theme.tick_size, color=theme.muted,
            )  # fmt: skip


def _places(values: Sequence[Any]) -> tuple[list[float], list[str]]:
    """Where the values stand along the axis, at even steps, and what is written there."""
    return [float(index) for index in range(len(values))], [value_text(value) for value in values]


def value_text(value: Any) -> str:
    """A value of a setting as it is written on a picture."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _set_figure_ticks(axes: Axes) -> None:
    """Round numbers in the range that is shown, written as such."""
    low, high = axes.get_ylim()
    if high < 2 * low:
        finest: tuple[float, ...] = (1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8)
    elif high < 10 * low:
        finest = (1, 1.5, 2, 3, 5, 7)
    else:
        finest = (1, 2, 5) if high < 1e3 * low else (1,)
    ticks = [m * 10.0**e for e in range(-3, 7) for m in finest if low <= m * 10.0**e <= high]
    axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])


def phase_diagram(maps: Sequence[PhaseMap], theme: Theme = LIGHT) -> Figure:
    """The medians over two settings as colours and numbers, a map beside the other."""
    wide = max(len(one.columns) for one in maps)
    figure = Figure(figsize=((1.6 + 0.75 * wide) * len(maps), 4.2), facecolor=theme.figure)
    known = np.concatenate([one.medians[np.isfinite(one.medians)] for one in maps])
    low, high = (known.min(), known.max()) if len(known) else (1.0, 1.0)
    norm = LogNorm(min(low, 1.0), max(high, low * 1.01, 1.01))
    for index, one in enumerate(maps):
        left = (index + 0.28 / (1 + 0.2 * wide)) / len(maps)
        width = (1 - 0.36 / (1 + 0.2 * wide)) / len(maps)
        axes = figure.add_axes((left, 0.14, width, 0.72), facecolor=theme.figure)
        _draw_map(axes, one, norm, theme)
    return figure


def _draw_map(axes: Axes, one: PhaseMap, norm: LogNorm, theme: Theme) -> None:
    axes.imshow(one.medians, origin="lower", aspect="auto", norm=norm, cmap="viridis_r")
    axes.set_xticks(range(len(one.columns)), [value_text(value) for value in one.columns])
    axes.set_yticks(range(len(one.lines)), [value_text(value) for value in one.lines])
    for (line, column), median in np.ndenumerate(one.medians):
        known = isfinite(median)
        dark = known and norm(median) > 0.45
        axes.text(
            column,
            line,
            f"{median:.3g}" if known else "–",
            ha="center",
            va="center",
            fontsize=theme.tick_size,
            color="#ffffff" if dark else theme.text,
        )
    title = axes.set_title("", fontsize=theme.caption_size, color=theme.text)
    title.set_text(f"{FLOOR}\n{write_name(title, one.title)}")
    axes.set_xlabel(one.across, fontsize=theme.caption_size, color=theme.text)
    axes.set_ylabel(one.up, fontsize=theme.caption_size, color=theme.text)
    axes.tick_params(labelsize=theme.tick_size, labelcolor=theme.muted, color=theme.frame)
    axes.spines[:].set_visible(False)
