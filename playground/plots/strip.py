"""What can stand below the points instead of the densities: curves, or a leak matrix."""

from collections.abc import Mapping

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from playground.metrics.moment import Moment, Scale
from playground.plots.curve_panel import DistancePanel, LossPanel
from playground.plots.leak_panel import LeakPanel
from playground.plots.theme import Theme
from playground.plots.view import StripKind


class Strip:
    """Two panels of curves and, for a CGAN, its leak matrix, which all remember while hidden."""

    def __init__(
        self, axes: Mapping[StripKind, Axes], theme: Theme, *, has_least: bool, names: list[str]
    ) -> None:
        """Builds each in its `axes`, hidden; `names` are those of a CGAN's layers, else none."""
        self._axes = axes
        self._theme = theme
        self.losses = LossPanel(axes["losses"], theme, has_least=has_least)
        self.distances = DistancePanel(axes["distances"], theme)
        self.leak = LeakPanel(axes["leak"], names, theme) if names else None
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
                return [*self.losses.curves.artists]
            case "distances":
                return [*self.distances.curves.artists]
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
        if self.leak and moment.leak.size:
            self.leak.show(moment.leak)

    def clear(self) -> None:
        """Forgets the curves and the matrix."""
        self.losses.curves.clear()
        self.distances.curves.clear()
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
        theme = self._theme
        self._axes[kind].set_title(text, fontsize=theme.caption_size, color=theme.muted, pad=5)
