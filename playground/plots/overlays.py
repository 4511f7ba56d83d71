"""Overlays over the points: arrows of G's loss, its latent grid, and the modes that it misses.

`OVERLAYS` lists them; each knows when it is shown, and what note stands below the panel then.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import Normal, Stroke
from numpy.typing import NDArray

from playground.density.target import Target
from playground.nn.model_config import ModelConfig
from playground.plots.arrows import LONGEST, arrow_factors, arrow_path
from playground.plots.flow_overlays import ExactVelocityOverlay, PathOverlay, VelocityOverlay
from playground.plots.heat_map import HeatMap
from playground.plots.overlay import Overlay, OverlayData
from playground.plots.theme import Theme
from playground.plots.view import View


class ArrowOverlay:
    """All arrows as one path, which is drawn in one go; their lengths compare with each other.

    The scale is a power of two, so that it seldom jumps: the 90th percentile is drawn between a
    half and the whole of `LONGEST`, and longer ones are cut there.
    """

    beneath = False

    def __init__(self, axes: Axes, theme: Theme, _layers: int = 1) -> None:
        """Builds the path in `axes`, hidden."""
        color = self._color(theme)
        self._dark = theme.name == "dark"
        self.patch = PathPatch(Path(np.zeros((0, 2))), facecolor=color, edgecolor="none")
        halo = [Stroke(linewidth=2.4, foreground=theme.face), Normal()]
        self.patch.set(linewidth=0, zorder=3, path_effects=halo, animated=True, visible=False)
        axes.add_artist(self.patch)

    def _color(self, theme: Theme) -> str:
        return theme.text

    def show(
        self, starts: NDArray[np.floating], pushes: NDArray[np.floating], side: float = 1.0
    ) -> None:
        """Shows an arrow from each of `starts` [n, 2] along its push [n, 2].

        Where the region shown has another `side`, they are as large on the screen.
        """
        self.patch.set_path(arrow_path(starts, pushes * arrow_factors(pushes), side))
        self.patch.set_visible(True)

    def hide(self) -> None:
        """Shows nothing."""
        self.patch.set_visible(False)

    @property
    def artists(self) -> list[Artist]:
        """The path."""
        return [self.patch]

    def update(self, view: View, data: OverlayData, words: Callable[[str], str]) -> str:
        """Needs a snapshot and an inspection with arrows."""
        snapshot, inspection = data.snapshot, data.inspection
        if not view.arrows or snapshot is None or inspection is None or inspection.arrows_at < 0:
            self.hide()
            return ""
        starts = snapshot.generated[inspection.arrow_index]
        self.show(starts, inspection.arrows, data.region.side)
        if view.moved:  # whose arrows have another colour
            if self._dark:
                return words("white → where G pushes")
            return words("black → where G pushes")
        return words("→ where G pushes")

    @property
    def tips(self) -> NDArray[np.float64]:
        """Where each arrow ends [n, 2]."""
        vertices: NDArray[np.float64] = np.asarray(self.patch.get_path().vertices)
        return vertices[3::8]


MOST_MOVES = 125
"""So many points show where they were moved."""


class MoveOverlay(ArrowOverlay):
    """Arrows along the moves of generated points, from where they were, enlarged together."""

    def _color(self, theme: Theme) -> str:
        return theme.generator

    def update(self, view: View, data: OverlayData, words: Callable[[str], str]) -> str:
        """Needs moves."""
        if not view.moved or data.moves is None:
            self.hide()
            return ""
        shown = np.arange(min(MOST_MOVES, len(data.moves[0])))
        shown = shown * len(data.moves[0]) // max(len(shown), 1)
        starts, moves = data.moves[0][shown], (data.moves[1] - data.moves[0])[shown]
        self.show(starts, moves, data.region.side)
        high = float(np.quantile(np.hypot(*moves.T), 0.9)) if len(moves) else 0.0
        times = data.region.side * LONGEST / 2 ** np.ceil(np.log2(high)) if high > 0 else 1.0
        text = words("brown → G's step, {times}×") if view.arrows else words("→ G's step, {times}×")
        return text.format(times=f"{times:.2g}")


TEAR = 0.15
"""A longer step between neighbours of a line is a tear of the plane, and is not drawn."""

_SHADE = 0.2  # the opacity of a cell of even density
_NO_CELLS = np.zeros((0, 4, 2)), np.zeros(0, bool)


class GridOverlay:
    """The lines of each of `layers` grids as one broken line in the layer's colour.

    Its cells are shaded by the latents' density, where that is not even.
    """

    beneath = True

    def __init__(self, axes: Axes, theme: Theme, layers: int) -> None:
        """Builds the lines in `axes`, hidden."""
        colors = [theme.layer_color(i) if layers > 1 else theme.generated for i in range(layers)]
        self.lines = [_line(axes, color) for color in colors]
        self.cells = [_cells(axes, color) for color in colors]

    def show(
        self,
        grid: NDArray[np.floating],
        density: NDArray[np.floating],
        only: int | None = None,
    ) -> None:
        """Shows `grid` [layers, lines, steps, 2], or that of one layer, and the `density` of its
        cells [layers, lines / 2 - 1, lines / 2 - 1].
        """
        for layer, (line, cells) in enumerate(zip(self.lines, self.cells, strict=True)):
            line.set_visible(only in (None, layer))
            line.set_data(*_broken(grid[layer]).T)
            uneven = line.get_visible() and bool((density != 1).any())
            corners, kept = _whole_cells(grid[layer]) if uneven else _NO_CELLS
            cells.set_visible(bool(kept.any()))
            if cells.get_visible():
                cells.set_verts(list(corners[kept]))
                cells.set_alpha(np.minimum(_SHADE * density[layer].ravel()[kept], 1.0))

    def hide(self) -> None:
        """Shows nothing."""
        for artist in self.artists:
            artist.set_visible(False)

    @property
    def artists(self) -> list[Artist]:
        """The cells below the lines, one of each for every layer or code."""
        return [*self.cells, *self.lines]

    def update(self, view: View, data: OverlayData, words: Callable[[str], str]) -> str:
        """Needs an inspection with a grid."""
        if not view.grid or data.inspection is None or data.inspection.grid_at < 0:
            self.hide()
            return ""
        found = data.inspection
        self.show(found.grid, found.grid_density, view.layer if len(self.lines) > 1 else None)
        even = bool((found.grid_density == 1).all())
        return words("latent grid") if even else words("latent grid, dark where latents are dense")


def _broken(lines: NDArray[np.floating]) -> NDArray[np.float64]:
    """The points of `lines` [lines, steps, 2] one after the other, NaN wherever the pen lifts."""
    torn = np.pad(_torn(lines), ((0, 0), (0, 1)), constant_values=True)
    points = lines.reshape(-1, 2).astype(np.float64)
    return np.insert(points, np.flatnonzero(torn) + 1, np.nan, axis=0)


def _torn(lines: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Which of the steps of `lines` [lines, steps + 1, 2] are too long for a smooth map."""
    steps = np.diff(lines, axis=1)
    return np.hypot(steps[..., 0], steps[..., 1]) > TEAR


def _whole_cells(
    lines: NDArray[np.floating],
) -> tuple[NDArray[np.floating], NDArray[np.bool_]]:
    """The corners [cells, 4, 2] of the cells between `lines` [lines, steps, 2], and which are not
    torn; by the axis that the first half of the lines stands on, then by the other.
    """
    count, steps = len(lines) // 2, lines.shape[1] - 1
    crossing = np.linspace(0, steps, count)
    before = crossing.astype(int).clip(max=steps - 1)
    part = (crossing - before)[:, None]
    place = lines[:count, before] * (1 - part) + lines[:count, before + 1] * part
    corners = np.stack([place[:-1, :-1], place[1:, :-1], place[1:, 1:], place[:-1, 1:]], axis=2)
    tears = np.cumsum(_torn(lines), axis=1)
    until = np.insert(tears, 0, 0, axis=1)
    sides = until[:, before[1:] + 1] > until[:, before[:-1]]  # [line, side between crossings]
    one, other = sides[:count], sides[count:].T
    torn = one[:-1] | one[1:] | other[:, :-1] | other[:, 1:]
    return corners.reshape(-1, 4, 2), ~torn.ravel()


def _cells(axes: Axes, color: str) -> PolyCollection:
    cells = PolyCollection([], facecolor=color, edgecolor="none", zorder=1.4, animated=True)
    cells.set_visible(False)
    axes.add_collection(cells, autolim=False)
    return cells


def _line(axes: Axes, color: str) -> Line2D:
    line = Line2D([], [], color=color, linewidth=0.8, alpha=0.75, zorder=1.5, animated=True)
    line.set_visible(False)
    axes.add_line(line)
    return line


class ModeOverlay:
    """A ring around a place in each missed mode."""

    beneath = False

    def __init__(self, axes: Axes, theme: Theme, _layers: int = 1) -> None:
        """Builds the rings in `axes`, hidden."""
        self.rings = Line2D([], [], linestyle="", marker="o", markersize=17, zorder=4)
        self.rings.set(markerfacecolor="none", markeredgecolor=theme.text, markeredgewidth=1.8)
        halo = [Stroke(linewidth=4.2, foreground=theme.face), Normal()]
        self.rings.set(path_effects=halo, animated=True, visible=False)
        axes.add_line(self.rings)

    def show(self, places: NDArray[np.floating], missed: NDArray[np.bool_]) -> None:
        """Shows those of `places` [modes, 2] that are `missed` [modes]."""
        self.rings.set_data(places[missed, 0], places[missed, 1])
        self.rings.set_visible(True)

    def hide(self) -> None:
        """Shows nothing."""
        self.rings.set_visible(False)

    @property
    def artists(self) -> list[Artist]:
        """The rings."""
        return [self.rings]

    def update(self, view: View, data: OverlayData, words: Callable[[str], str]) -> str:
        """Needs metrics."""
        if not view.modes or data.metrics is None:
            self.hide()
            return ""
        modes, missed = data.metrics.modes, data.metrics.missed
        self.show(modes, missed)
        text = words("○ {missed} of {count} modes missed")
        return text.format(missed=missed.sum(), count=len(missed))


OVERLAYS: Mapping[str, Callable[[Axes, Theme, int], Overlay]] = MappingProxyType(
    {
        "modes": ModeOverlay,
        "arrows": ArrowOverlay,
        "moved": MoveOverlay,
        "velocity": VelocityOverlay,
        "exact": ExactVelocityOverlay,
        "paths": PathOverlay,
        "grid": GridOverlay,
    }
)
"""By the field of `View` that switches it on; the order is that of the notes, whose end a narrow
panel cuts off. The first is drawn last, over the others."""


class Overlays:
    """All overlays of one model's points, built once; `update` sets data and draws nothing."""

    def __init__(
        self,
        axes: Axes,
        key: Axes,
        theme: Theme,
        target: Target,
        *,
        config: ModelConfig,
        layers: int,
    ) -> None:
        """Builds them in `axes`, hidden; the generator can be asked for `layers` or codes."""
        self.heat = HeatMap(axes, key, theme, target, config=config)
        self.by_name = {name: build(axes, theme, layers) for name, build in OVERLAYS.items()}
        """Those over the heat map, by their field of `View`."""
        self.frame = list(axes.spines.values())
        """The square's, to be drawn again over the heat map, which covers it."""
        for spine in self.frame:
            spine.set_animated(True)
        self.note = ""
        self._words = theme.words

    @property
    def under(self) -> list[Artist]:
        """What lies beneath the points, in drawing order."""
        return [self.heat.overlay.image, *self._artists(beneath=True)]

    @property
    def over(self) -> list[Artist]:
        """What lies above the points."""
        return self._artists(beneath=False)

    def update(self, view: View, data: OverlayData) -> None:
        """Shows what `view` asks for and what is known."""
        self.heat.update(view, data.snapshot, data.inspection)
        notes = [one.update(view, data, self._words) for one in self.by_name.values()]
        self.note = " · ".join(filter(None, notes))

    def _artists(self, *, beneath: bool) -> list[Artist]:
        overlays = [one for one in self.by_name.values() if one.beneath == beneath]
        return [artist for one in reversed(overlays) for artist in one.artists]
