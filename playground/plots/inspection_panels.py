"""What shows the inside of a model: overlays on its points, and what may stand below them."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.history import Snapshot
from playground.gan.inspection import Inspection
from playground.metrics.distances import LEAST_LOSS
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.plots.curves import Curve, DistancePanel, LossPanel
from playground.plots.heat_map import Values
from playground.plots.layout import NOTE_INDENT, NOTE_ROW, TICKS, Grid, place
from playground.plots.leak_panel import LeakPanel
from playground.plots.letters import write_name
from playground.plots.overlays import Overlays
from playground.plots.points import Batch, PointsPanel
from playground.plots.theme import Theme
from playground.plots.view import StripKind, View


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

    def judge(self, moment: StepMetrics, scale: Scale) -> None:
        """The figures of a moment."""
        if scale != self._scale:
            self._say(scale)
        self.losses.judge(moment)
        self.distances.judge(moment, scale)

    def show_leak(self, moment: StepMetrics | None) -> None:
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


@dataclass(frozen=True, eq=False)
class InspectionPast:
    """What is known of the inside of a model beside its snapshot."""

    look: Inspection | None
    moment: StepMetrics | None
    strip: StripPast


class InspectionPanels:
    """Keeps the newest look and figures of a model and shows what is chosen of them."""

    def __init__(
        self,
        figure: Figure | SubFigure,
        grid: Grid,
        points: PointsPanel,
        theme: Theme,
        target: Target,
        *,
        config: GanConfig,
        names: list[str],
    ) -> None:
        """Builds the overlays in `points` and the rest where `grid` has it, all hidden.

        `names` are those of the layers or codes that the colours tell apart.
        """
        key = place(figure, grid, "key", theme, "key")
        axes = points.axes
        self.overlays = Overlays(axes, key, theme, target, config=config, layers=len(names))
        self.batch = Batch(points, theme, codes=config.model == "infogan")
        self.strip = Strip(
            {
                "losses": place(figure, grid, "strip", theme, "losses"),
                "distances": place(figure, grid, "strip", theme, "distances"),
                "leak": place(figure, grid, "leak", theme, "leak"),
            },
            theme,
            has_least=config.loss in LEAST_LOSS,
            names=names if config.model == "cgan" else [],
            colors=target.colors,
        )
        self.notes = [_note(axes, theme, row) for row in range(2)]
        self._view = View()
        self._snapshot: Snapshot | None = None
        self._look: Inspection | None = None
        self._moment: StepMetrics | None = None
        self._caption = ""

    def choose(self, view: View) -> None:
        """Shows what `view` asks for."""
        self._view = view
        self.strip.choose(view.strip)
        self._refresh()

    def add(self, snapshot: Snapshot) -> None:
        """Puts `snapshot` on the curves."""
        self.strip.add(snapshot.iteration, snapshot.d_loss, snapshot.g_loss)

    def update(self, snapshot: Snapshot) -> None:
        """Puts `snapshot` on the curves, and shows it."""
        self._snapshot = snapshot
        self.add(snapshot)
        self._refresh()

    def show(
        self,
        snapshot: Snapshot,
        look: Inspection | None,
        moment: StepMetrics | None,
        *,
        past: bool,
        redrawn: bool,
    ) -> None:
        """Shows a moment that the curves know already; they point at one that is `past`."""
        self._snapshot, self._look = snapshot, look
        self._moment = None if redrawn else moment
        self.overlays.heat.redrawn = redrawn
        self.strip.point_at(snapshot.iteration if past else None)
        self.strip.show_leak(self._moment)
        self._refresh()

    def look(self, look: Inspection) -> None:
        """Takes over what was looked at; it is shown with the next snapshot or choice."""
        self._look = look

    def judge(self, moment: StepMetrics, scale: Scale) -> None:
        """Takes over the figures of a moment; the overlays show them with the next snapshot."""
        self._moment = moment
        self.strip.judge(moment, scale)
        self.strip.show_leak(moment)

    @property
    def past(self) -> InspectionPast:
        """A copy of what is known."""
        return InspectionPast(self._look, self._moment, self.strip.past)

    def recall(self, past: InspectionPast) -> None:
        """Take over what panels of the same model know."""
        self._look, self._moment = past.look, past.moment
        self.strip.recall(past.strip)
        if past.moment is not None and self.strip.leak and past.moment.leak.size:
            self.strip.leak.show(past.moment.leak)
        self._refresh()

    def say(self, caption: str) -> None:
        """Says this under the points, in front of what the overlays say."""
        self._caption = caption
        self._write_notes()

    def values(self, x: float, y: float) -> Values:
        """What there is at a place of the square."""
        return self.overlays.heat.values(x, y, self._view, self._snapshot, self._look)

    def moved(self) -> bool:
        """Whether what stands still has changed since the last call."""
        heat, self.overlays.heat.moved = self.overlays.heat.moved, False
        return self.strip.moved() or heat

    def clear(self) -> None:
        """Forgets the run."""
        self._snapshot = self._look = self._moment = None
        self.overlays.heat.redrawn = False
        self.strip.clear()
        self.batch.clear()
        self._caption = ""
        self._refresh()

    def _refresh(self) -> None:
        self.overlays.update(self._view, self._snapshot, self._look, self._moment)
        self._write_notes()

    def _write_notes(self) -> None:
        marks = " · ".join(note for note in (self._caption, self.overlays.note) if note)
        for text, note in zip(self.notes, (self.overlays.heat.note, marks), strict=True):
            text.set_text(write_name(text, note))  # it may name a layer


def _note(axes: Axes, theme: Theme, row: int) -> Text:
    """A line under the points; the first one begins behind the colour key."""
    figure = axes.get_figure(root=False)
    assert figure is not None
    right = NOTE_INDENT if row == 0 else 0
    inset = ScaledTranslation(right, -TICKS - NOTE_ROW * (row + 0.5), figure.dpi_scale_trans)
    return axes.text(
        0,
        0,
        "",
        transform=axes.transAxes + inset,
        fontsize=theme.tick_size,
        color=theme.muted,
        verticalalignment="center_baseline",
        animated=True,
        clip_on=False,
        parse_math=False,
    )
