"""The moving picture: points, real density, generated density (REFERENCE: the 2D demo)."""

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from numpy.typing import NDArray

from playground.density.target import Target
from playground.gan.snapshot import Snapshot
from playground.plots.captions import kinds_legend, layers_legend, legend_rows, status
from playground.plots.density_panel import DensityPanel
from playground.plots.layout import Grid, Layout
from playground.plots.points_panel import PointsPanel
from playground.plots.smooth import CELLS, blur, smooth
from playground.plots.theme import LIGHT, Theme


def export_figure() -> Figure:
    """An empty figure for the "row" layout: 900 × 340 pixels."""
    return Figure(figsize=(9, 3.4), dpi=100)


class Panels:
    """The three panels, built once; `update` sets data and draws nothing.

    All that moves is animated: an ordinary draw of the canvas leaves it out and gives the
    background for blitting, while `savefig` draws everything.
    """

    def __init__(
        self,
        figure: Figure | SubFigure,
        target: Target,
        *,
        title: str,
        theme: Theme = LIGHT,
        layout: Layout = "row",
        conditional: bool = False,
        codes: int = 0,
    ) -> None:
        """Builds the panels in `figure`, empty but for the target's own density.

        `title` names the model; with `conditional` the colours tell the target's layers apart, with
        `codes` so many codes of an InfoGAN.
        """
        self.figure = figure
        self.title = title
        self.labels = labels(target)
        self._names = [layer.name for layer in target.layers] if conditional else [target.name]
        if codes:
            self._names = [f"code {i + 1}" for i in range(codes)]
        figure.set_facecolor(theme.figure)
        grid = Grid(layout, legend_rows(len(self._names), layout))
        axes = [_square(figure, grid, i, theme) for i in range(3)]
        colors = target.colors if conditional else tuple(range(len(self._names)))
        self._label(axes, theme, layout, colors)
        self.points = PointsPanel(axes[0], colors, theme)
        self.real_density = DensityPanel(axes[1], theme)
        self.generated_density = DensityPanel(axes[2], theme)
        self.status = status(axes[0], theme, layout)
        self._real: NDArray[np.floating] | None = None
        self._target = target
        self.clear()

    def follow(self, target: Target) -> None:
        """Another target with the same `labels`: its points come with the next snapshot."""
        self._target = target

    @property
    def artists(self) -> list[Artist]:
        """What moves, in drawing order; a canvas restores its background and draws these."""
        densities = [self.real_density.image, self.generated_density.image]
        return [*densities, *self.points.artists, self.status]

    def update(self, snapshot: Snapshot) -> None:
        """Shows `snapshot` from the next draw on."""
        if self._real is None or not np.array_equal(self._real, snapshot.real):
            self._real = snapshot.real
            self._show_real_density(smooth(snapshot.real))
        self.points.show_real(snapshot.real, snapshot.real_layer)
        self.points.show_generated(snapshot.generated, snapshot.generated_layer)
        self.generated_density.show(smooth(snapshot.generated), self._top)
        self.status.set_text(_sentence(self.title, snapshot))

    def clear(self) -> None:
        """Back to the empty state: no points, and the exact density where the real one goes."""
        self._real = None
        self.points.clear()
        self._show_real_density(blur(self._target.masses(CELLS) * CELLS**2))
        self.generated_density.show(np.zeros((CELLS, CELLS), np.float32), self._top)
        self.status.set_text(self.title)

    def _show_real_density(self, density: NDArray[np.float32]) -> None:
        """Both densities share the colours of the real one, so that they compare."""
        self._top = float(density.max())
        self.real_density.show(density, self._top)

    def _label(self, axes: list[Axes], theme: Theme, layout: Layout, colors: Sequence[int]) -> None:
        several = len(self._names) > 1
        kinds_legend(axes[0], theme, several)
        for one, caption in zip(axes[1:], ("real density", "generated density"), strict=True):
            one.set_title(caption, fontsize=theme.caption_size, color=theme.muted, pad=5)
            one.tick_params(labelleft=False, labelbottom=layout == "row")
        if legend_rows(len(self._names), layout):
            layers_legend(self.figure, self._names, colors, theme, layout)


def labels(target: Target) -> tuple[str | int, ...]:
    """What the panels say of a target in words and colours."""
    return (target.name, *(layer.name for layer in target.layers), *target.colors)


def number(value: float) -> str:
    """A loss for people: three decimals, a power of ten where those say nothing, "–" for NaN."""
    if math.isnan(value):
        return "–"
    plain = value == 0 or 1e-3 <= abs(value) < 1e4 or math.isinf(value)
    return f"{value:.3f}" if plain else f"{value:.1e}"


def _sentence(title: str, snapshot: Snapshot) -> str:
    losses = f"losses D {number(snapshot.d_loss)}  G {number(snapshot.g_loss)}"
    return f"{title}   iteration {snapshot.iteration:,}   {losses}"


def _square(figure: Figure | SubFigure, grid: Grid, index: int, theme: Theme) -> Axes:
    axes = figure.add_axes((0, 0, 1, 1), label=f"panel {index}", facecolor=theme.face)
    axes.set_axes_locator(grid.locator(figure, index))
    axes.set(xlim=(0, 1), ylim=(0, 1), xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    axes.set_xticklabels(("0", "0.5", "1"))
    axes.set_yticklabels(("0", "0.5", "1"))
    axes.tick_params(
        labelsize=theme.tick_size, labelcolor=theme.muted, color=theme.frame, width=0.7, length=3
    )
    for spine in axes.spines.values():
        spine.set(linewidth=0.7, color=theme.frame)
    return axes
