"""Overlays over the points: arrows of G's loss, its latent grid, and the modes that it misses.

`OVERLAYS` lists them; each knows when it is shown, and what note stands below the panel then.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import Normal, Stroke
from numpy.typing import NDArray

from playground.density.target import Target
from playground.metrics.step_metrics import StepMetrics
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection
from playground.nn.model_config import ModelConfig
from playground.plots.arrows import arrow_factors, arrow_path
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
        self.patch = PathPatch(Path(np.zeros((0, 2))), facecolor=theme.text, edgecolor="none")
        halo = [Stroke(linewidth=2.4, foreground=theme.face), Normal()]
        self.patch.set(linewidth=0, zorder=3, path_effects=halo, animated=True, visible=False)
        axes.add_artist(self.patch)

    def show(self, starts: NDArray[np.floating], pushes: NDArray[np.floating]) -> None:
        """Shows an arrow from each of `starts` [n, 2] along its push [n, 2]."""
        self.patch.set_path(arrow_path(starts, pushes * arrow_factors(pushes)))
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
        self.show(snapshot.generated[inspection.arrow_index], inspection.arrows)
        return words("→ where G pushes")

    @property
    def tips(self) -> NDArray[np.float64]:
        """Where each arrow ends [n, 2]."""
        vertices: NDArray[np.float64] = np.asarray(self.patch.get_path().vertices)
        return vertices[3::8]


TEAR = 0.15
"""A longer step between neighbours of a line is a tear of the plane, and is not drawn."""


class GridOverlay:
    """The lines of each of `layers` grids as one broken line in the layer's colour."""

    beneath = True

    def __init__(self, axes: Axes, theme: Theme, layers: int) -> None:
        """Builds the lines in `axes`, hidden."""
        colors = [theme.layer_color(i) if layers > 1 else theme.generated for i in range(layers)]
        self.lines = [_line(axes, color) for color in colors]

    def show(self, grid: NDArray[np.floating], only: int | None = None) -> None:
        """Shows `grid` [layers, lines, steps, 2], or that of one layer."""
        for layer, (line, points) in enumerate(zip(self.lines, grid, strict=True)):
            line.set_visible(only in (None, layer))
            line.set_data(*_broken(points).T)

    def hide(self) -> None:
        """Shows nothing."""
        for line in self.lines:
            line.set_visible(False)

    @property
    def artists(self) -> list[Artist]:
        """The lines, one for each layer or code."""
        return [*self.lines]

    def update(self, view: View, data: OverlayData, words: Callable[[str], str]) -> str:
        """Needs an inspection with a grid."""
        if not view.grid or data.inspection is None or data.inspection.grid_at < 0:
            self.hide()
            return ""
        self.show(data.inspection.grid, view.layer if len(self.lines) > 1 else None)
        return words("latent grid")


def _broken(lines: NDArray[np.floating]) -> NDArray[np.float64]:
    """The points of `lines` [lines, steps, 2] one after the other, NaN wherever the pen lifts."""
    steps = np.diff(lines, axis=1, append=np.inf)
    torn = np.hypot(steps[..., 0], steps[..., 1]).ravel() > TEAR
    points = lines.reshape(-1, 2).astype(np.float64)
    return np.insert(points, np.flatnonzero(torn) + 1, np.nan, axis=0)


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
        "exact": ExactVelocityOverlay,
        "velocity": VelocityOverlay,
        "paths": PathOverlay,
        "grid": GridOverlay,
    }
)
"""By the field of `View` that switches it on; the order is that of the notes, whose end a narrow
panel cuts off."""


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

    def update(
        self,
        view: View,
        snapshot: Snapshot | None,
        look: Inspection | None,
        moment: StepMetrics | None,
    ) -> None:
        """Shows what `view` asks for and what is known."""
        self.heat.update(view, snapshot, look)
        data = OverlayData(snapshot, look, moment)
        notes = [one.update(view, data, self._words) for one in self.by_name.values()]
        self.note = " · ".join(filter(None, notes))

    def _artists(self, *, beneath: bool) -> list[Artist]:
        overlays = [one for one in self.by_name.values() if one.beneath == beneath]
        return [artist for one in reversed(overlays) for artist in one.artists]
