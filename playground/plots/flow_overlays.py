"""Overlays of a flow: its velocity and the exact one as arrows, and the paths of some points."""

from collections.abc import Callable
from typing import Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import Normal, Stroke
from numpy.typing import NDArray

from playground.plots.arrows import arrow_factors, arrow_path
from playground.plots.overlay import OverlayData
from playground.plots.theme import Theme
from playground.plots.view import View

_EVERY = 4
"""An arrow stands at every so many cells, in both directions."""


class _FieldOverlay:
    """Arrows of one of the two fields; the longest of both has one length, so they compare."""

    beneath = False
    which: Literal[0, 1]
    field: Literal["velocity", "exact"]

    def __init__(self, axes: Axes, theme: Theme, _layers: int = 1) -> None:
        """Builds the path in `axes`, hidden."""
        color = (theme.generated, theme.text)[self.which]
        self.patch = PathPatch(Path(np.zeros((0, 2))), facecolor=color, edgecolor="none")
        halo = [Stroke(linewidth=2.4, foreground=theme.face), Normal()]
        zorder = 3.2 - 0.1 * self.which
        self._dark = theme.name == "dark"
        self.patch.set(linewidth=0, zorder=zorder, path_effects=halo, animated=True, visible=False)
        axes.add_artist(self.patch)

    @property
    def artists(self) -> list[Artist]:
        """The path."""
        return [self.patch]

    def update(self, view: View, data: OverlayData, words: Callable[[str], str]) -> str:
        """Needs an inspection with velocities."""
        look = data.inspection
        if not getattr(view, self.field) or look is None or look.velocity_at < 0:
            self.patch.set_visible(False)
            return ""
        cells = look.velocity.shape[1]
        middles = (np.arange(_EVERY // 2, cells, _EVERY) + 0.5) / cells
        x, y = np.meshgrid(middles, 1 - middles)
        starts = np.stack([x.ravel(), y.ravel()], axis=1)
        part = look.velocity[:, _EVERY // 2 :: _EVERY, _EVERY // 2 :: _EVERY].reshape(2, -1, 2)
        moves = _scaled(part)[self.which]
        there = np.isfinite(moves).all(axis=1)
        self.patch.set_path(arrow_path(starts[there], moves[there], data.region.side))
        self.patch.set_visible(bool(there.any()))
        if not there.any():
            return words("no v*: it needs independent pairs and plain noise")
        return self._note(view, words).format(time=look.velocity_time)

    def _note(self, view: View, words: Callable[[str], str]) -> str:
        """A template; beside the other field's arrows it names the colour of these."""
        raise NotImplementedError


def _scaled(fields: NDArray[np.floating]) -> NDArray[np.float64]:
    """Both fields [2, n, 2] by one scale, taken from what is known of them."""
    flat = fields.reshape(-1, 2).astype(np.float64)
    known = np.isfinite(flat).all(axis=1)
    factors = np.zeros((len(flat), 1))
    factors[known] = arrow_factors(flat[known])
    return (flat * factors).reshape(fields.shape)


class VelocityOverlay(_FieldOverlay):
    """Arrows of the learned velocity."""

    which: Literal[0, 1] = 0
    field: Literal["velocity", "exact"] = "velocity"

    def _note(self, view: View, words: Callable[[str], str]) -> str:
        if view.exact:
            return words("violet → v at t = {time:.2f}")
        return words("→ v at t = {time:.2f}")


class ExactVelocityOverlay(_FieldOverlay):
    """Arrows of the exact velocity."""

    which: Literal[0, 1] = 1
    field: Literal["velocity", "exact"] = "exact"

    def _note(self, view: View, words: Callable[[str], str]) -> str:
        if view.velocity:
            return words("white → v*") if self._dark else words("black → v*")
        return words("→ v* at t = {time:.2f}")


class PathOverlay:
    """The ways of some points from noise up to a time, and where they are then."""

    beneath = False

    def __init__(self, axes: Axes, theme: Theme, _layers: int = 1) -> None:
        """Builds the lines and the heads in `axes`, hidden."""
        halo = [Stroke(linewidth=2.2, foreground=theme.face), Normal()]
        self.lines = Line2D([], [], color=theme.generated, linewidth=0.9, zorder=2.8)
        self.lines.set(path_effects=halo, animated=True, visible=False)
        self.heads = Line2D([], [], linestyle="", marker="o", markersize=4, color=theme.generated)
        self.heads.set(markeredgecolor=theme.face, zorder=2.9, animated=True, visible=False)
        for line in (self.lines, self.heads):
            axes.add_line(line)

    @property
    def artists(self) -> list[Artist]:
        """The lines and the heads."""
        return [self.lines, self.heads]

    def update(self, view: View, data: OverlayData, words: Callable[[str], str]) -> str:
        """Needs an inspection with paths."""
        look = data.inspection
        shown = view.paths and look is not None and look.paths_at >= 0
        self.lines.set_visible(shown)
        self.heads.set_visible(shown)
        if not shown or look is None:
            return ""
        ways = _until(look.paths, view.time)
        gaps = np.full((len(ways), 1, 2), np.nan)
        self.lines.set_data(*np.concatenate([ways, gaps], axis=1).reshape(-1, 2).T)
        self.heads.set_data(*ways[:, -1].T)
        if view.velocity or view.exact:  # which have said what t is
            return words("paths up to t")
        return words("paths up to t = {time:.2f}").format(time=view.time)


def _until(paths: NDArray[np.floating], time: float) -> NDArray[np.float64]:
    """The ways [paths, steps, 2], whose times are 1 − (1 − s)², up to a time."""
    steps = paths.shape[1] - 1
    place = (1 - np.sqrt(1 - min(max(time, 0.0), 1.0))) * steps
    whole = int(place)
    if whole >= steps:
        return paths.astype(np.float64)
    head = paths[:, whole] + (place - whole) * (paths[:, whole + 1] - paths[:, whole])
    return np.concatenate([paths[:, : whole + 1], head[:, None]], axis=1).astype(np.float64)
