"""What can stand below the points instead of the densities: curves, or a leak matrix."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from playground.metrics.moment import Moment, Scale
from playground.plots.curve import Curve
from playground.plots.curve_panel import DistancePanel, LossPanel
from playground.plots.leak_panel import LeakPanel
from playground.plots.theme import Theme
from playground.plots.view import StripKind


@dataclass(frozen=True, eq=False)
class StripPast:
    """What a strip remembers of a run: its curves, and by what distances were measured."""

    losses: tuple[Curve, ...]
    distances: tuple[Curve, ...]
    scale: Scale | None


class Strip:
    """Two panels of curves and, for a CGAN, its leak matrix, which all remember while hidden."""

    def __init__(
        self,
        axes: Mapping[StripKind, Axes],
        theme: Theme,
        *,
        has_least: bool,
        names: Sequence[str],
        colors: Sequence[int],
    ) -> None:
        """Builds each in its `axes`, hidden; a CGAN's layers have `names` and `colors`."""
        self._axes = axes
        self._theme = theme
        self.losses = LossPanel(axes["losses"], theme, has_least=has_least)
        self.distances = DistancePanel(axes["distances"], theme)
        self.leak = LeakPanel(axes["leak"], names, colors, theme) if names else None
        self.shown: StripKind = "densities"
        self._scale: Scale | None = None
        self._say(None)
        self.choose("densities")

    def choose(self, kind: StripKind) -> None:
        """Shows one; none of them for the densities, which also stand for a missing leak matrix."""
        self.shown = "densities" if kind == "leak" and self.leak is None else kind
        for name, axes in self._axes.items():
            axes.set_visible(name == self.shown)

    @property
    def artists(self) -> list[Artist]:
        """What moves in the one that is shown."""
        match self.shown:
            case "losses":
                return [*self.losses.curves.moving]
            case "distances":
                return [*self.distances.curves.moving]
            case "leak" if self.leak:
                return [self.leak.image, *self.leak.artists]
        return []

    def add(self, iteration: int, d_loss: float, g_loss: float) -> None:
        """The losses of a moment."""
        self.losses.add(iteration, d_loss, g_loss)

    def judge(self, moment: Moment, scale: Scale) -> None:
        """The figures of a moment."""
        if scale != self._scale:
            self._say(scale)
        self.losses.judge(moment)
        self.distances.judge(moment, scale)

    def show_leak(self, moment: Moment | None) -> None:
        """The leak matrix of a moment, if it is known."""
        if self.leak is None:
            return
        if moment is not None and moment.leak.size:
            self.leak.show(moment.leak)
        else:
            self.leak.clear()

    def point_at(self, iteration: int | None) -> None:
        """Shows where on the curves a moment is; None points at nothing."""
        for panel in (self.losses.curves, self.distances.curves):
            panel.point_at(iteration)

    @property
    def past(self) -> StripPast:
        """A copy of what it remembers."""
        losses, distances = self.losses.curves.curves, self.distances.curves.curves
        return StripPast(*deepcopy((tuple(losses), tuple(distances))), self._scale)

    def recall(self, past: StripPast) -> None:
        """Take over what the strip of another panel like this one remembers."""
        self.losses.curves.recall(past.losses)
        self.distances.curves.recall(past.distances)
        if past.scale is not None:
            self._say(past.scale)
            self.distances.measure(past.scale)

    def clear(self) -> None:
        """Forgets the curves and the matrix."""
        self.losses.curves.clear()
        self.distances.curves.clear()
        self.point_at(None)
        if self.leak:
            self.leak.clear()

    def moved(self) -> bool:
        """Whether what stands still has changed since the last call."""
        panels = {"losses": self.losses.curves, "distances": self.distances.curves}
        moved = any(panel.moved for name, panel in panels.items() if name == self.shown)
        for panel in panels.values():
            panel.moved = False
        return moved

    def _say(self, scale: Scale | None) -> None:
        self._scale = scale
        self._entitle("losses", self.losses.note(scale))
        self._entitle("distances", self.distances.note(scale))
        self.losses.curves.moved = self.distances.curves.moved = True
        if self.leak:
            self._entitle("leak", self._theme.words("asked (row) → found in (column)"))

    def _entitle(self, kind: StripKind, text: str) -> None:
        """Above a leak matrix it may reach to the left, over the names of the rows."""
        style = {"fontsize": self._theme.caption_size, "color": self._theme.muted}
        side: Literal["right", "center"] = "right" if kind == "leak" else "center"
        self._axes[kind].set_title(text, style, loc=side, pad=5)
