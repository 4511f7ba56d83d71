"""Pictures that do not move: points beside their density, a run's and an InfoGAN's curves."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import Normal, Stroke
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter
from numpy.typing import NDArray

from playground.density.target import Target
from playground.plots.letters import write_name
from playground.plots.theme import LIGHT, Theme, generated_marker

LARGEST_GRID = 512
"""The density is shown at its own resolution up to this, which is finer than the picture."""


def sample_picture(
    points: NDArray[np.floating],
    target: Target,
    layer: NDArray[np.integer] | None = None,
    *,
    caption: str = "points",
    theme: Theme = LIGHT,
) -> Figure:
    """The density of `target` on the left, `points` [n, 2] on the right.

    900 × 480 pixels, to be saved with `savefig`. The density is gray as the picture it was read
    from; points have the colours of their `layer` [n] where that is given. `caption` says what the
    points are; their number is put in front.
    """
    figure = Figure(figsize=(9, 4.8), dpi=100, facecolor=theme.figure)
    density = _square(figure, 0.055, target.name, theme)
    size = min(target.size, LARGEST_GRID)
    density.imshow(
        target.masses(size), cmap="gray", vmin=0, extent=(0, 1, 0, 1), interpolation="nearest"
    )
    right = _square(figure, 0.545, f"{len(points):,} {caption}", theme)
    right.set_yticklabels([])
    side = float(np.clip(200 / np.sqrt(max(len(points), 1)), 1.4, 5))
    if layer is None:
        _scatter(right, points, 0, theme.generated, side)
    else:
        for i in map(int, np.unique(layer)):
            _scatter(right, points[layer == i], i, theme.layer_color(i), side)
    return figure


def run_curves(
    losses: NDArray[np.float64], distances: NDArray[np.float64], theme: Theme = LIGHT
) -> Figure:
    """The losses of a run on the left, its distance from the target on the right.

    `losses` [m, 3] are iteration, D's and G's; `distances` [m, 2] iteration and multiple of the
    floor, on a logarithmic axis with a line at 1.
    """
    figure = Figure(figsize=(9, 2.6), dpi=100, facecolor=theme.figure)
    left, right = figure.add_axes((0.06, 0.16, 0.41, 0.7)), figure.add_axes((0.56, 0.16, 0.41, 0.7))
    for column, name, color in ((1, "D", theme.discriminator), (2, "G", theme.generator)):
        if np.isnan(losses[:, column]).all():
            continue  # a flow has no D
        left.plot(losses[:, 0], losses[:, column], color=color, linewidth=1.1, label=name)
    left.legend(frameon=False, fontsize=theme.caption_size, loc="upper right")
    right.plot(distances[:, 0], distances[:, 1], color=theme.text, linewidth=1.1)
    right.axhline(1, color=theme.muted, linewidth=0.8, linestyle="--")
    right.set_yscale("log")
    for axes, title in ((left, "losses"), (right, "sliced Wasserstein, × the floor")):
        axes.set_title(title, fontsize=theme.title_size, color=theme.text)
        axes.tick_params(labelsize=theme.tick_size, labelcolor=theme.muted, color=theme.frame)
        axes.spines[["top", "right"]].set_visible(False)
    return figure


def steps_curve(rows: Sequence[tuple[int, float]], title: str, theme: Theme = LIGHT) -> Figure:
    """Multiples of the floor by the evaluations of the network that each point took."""
    figure = Figure(figsize=(6, 4), dpi=120)
    draw_steps(figure, {title: rows}, theme)
    return figure


def draw_steps(
    figure: Figure, curves: Mapping[str, Sequence[tuple[int, float]]], theme: Theme
) -> None:
    """Draw a curve for each model, by its title, in place of what `figure` had.

    Both axes are logarithmic; the line at 1 is a perfect sampler, the dashed one a GAN's single
    evaluation. Without curves it stays empty.
    """
    figure.clear()
    figure.set_facecolor(theme.figure)
    if not curves:
        return
    figure.set_layout_engine("constrained")  # so that large type has room
    axes = figure.add_subplot(facecolor=theme.face)
    looks = zip((theme.generator, theme.discriminator), "os", strict=True)
    for (title, rows), (color, marker) in zip(curves.items(), looks, strict=False):
        x, y = [row[0] for row in rows], [row[1] for row in rows]
        axes.plot(x, y, marker=marker, color=color, linewidth=1.3, label=title)
    axes.axhline(1, color=theme.muted, linewidth=0.8)
    axes.axvline(1, color=theme.muted, linewidth=0.8, linestyle="--")
    axes.set_xscale("log", base=2)
    axes.set_yscale("log")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:g}×"))
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_minor_formatter(NullFormatter())
    words = theme.words
    axes.set_xlabel(words("evaluations of the network a point (a GAN takes 1)"), color=theme.text)
    axes.set_ylabel(words("sliced Wasserstein, × the floor"), color=theme.text)
    axes.tick_params(labelsize=theme.tick_size, labelcolor=theme.muted, color=theme.frame)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["bottom", "left"]].set_color(theme.frame)
    _name_curves(axes, list(curves), theme)


def _name_curves(axes: Axes, titles: list[str], theme: Theme) -> None:
    """The only curve's title above, or a legend."""
    if len(titles) == 1:
        line = axes.set_title("", fontsize=theme.title_size, color=theme.text)
        line.set_text(write_name(line, titles[0]))
        return
    legend = axes.legend(frameon=False, labelcolor=theme.text, fontsize=theme.caption_size)
    for text, title in zip(legend.get_texts(), titles, strict=True):
        text.set_text(write_name(text, title))


def _square(figure: Figure, left: float, title: str, theme: Theme) -> Axes:
    axes = figure.add_axes((left, 0.075, 0.4375, 0.82), facecolor=theme.face)
    axes.set(xlim=(0, 1), ylim=(0, 1), xticks=(0, 0.5, 1), yticks=(0, 0.5, 1), aspect="equal")
    axes.set_xticklabels(["0", "0.5", "1"])
    axes.set_yticklabels(["0", "0.5", "1"])
    line = axes.set_title("", fontsize=theme.title_size, color=theme.text, pad=8)
    line.set_text(write_name(line, title))
    axes.tick_params(
        labelsize=theme.tick_size, labelcolor=theme.muted, color=theme.frame, width=0.7, length=3
    )
    for spine in axes.spines.values():
        spine.set(linewidth=0.7, color=theme.frame)
    return axes


def _scatter(axes: Axes, points: NDArray[np.floating], layer: int, color: str, side: float) -> None:
    """Many points are small and sheer, so that the crowd shows the density."""
    axes.plot(
        points[:, 0],
        points[:, 1],
        linestyle="",
        marker=generated_marker(layer),
        markersize=side,
        markeredgewidth=0,
        color=color,
        alpha=0.55,
    )


class CodeCurves:
    """One line for each of `codes` codes in `axes`, built once, in the code's colour."""

    def __init__(self, axes: Axes, codes: int, theme: Theme = LIGHT) -> None:
        """Builds the lines, empty."""
        self.lines = [_line(axes, theme.layer_color(code), theme.face) for code in range(codes)]

    def update(self, curves: NDArray[np.floating]) -> None:
        """Shows `curves` [codes, steps, 2] from the next draw on."""
        for line, curve in zip(self.lines, curves, strict=True):
            line.set_data(curve[:, 0], curve[:, 1])


def _line(axes: Axes, color: str, around: str) -> Line2D:
    """Above the points, with an edge in the colour of the ground to stand out from them."""
    edge = [Stroke(linewidth=3.4, foreground=around), Normal()]
    line = Line2D([], [], color=color, linewidth=1.8, zorder=3, animated=True, path_effects=edge)
    axes.add_line(line)
    return line
