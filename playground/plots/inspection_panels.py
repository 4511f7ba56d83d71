"""The inside of a model: overlays on its points, and the strip of curves or leak matrix below."""

import math
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation

from playground.density.target import Target
from playground.metrics.distances import LEAST_LOSS
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.models import model_of
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection
from playground.nn.model_config import ModelConfig
from playground.nn.network_blocks import DrawnNetwork
from playground.plots.curves import Curve, CurvePanel, DistancePanel, LossPanel
from playground.plots.heat_map import PointValues
from playground.plots.layout import NOTE_INDENT, NOTE_ROW, TICKS, Grid, add_axes
from playground.plots.leak_panel import LeakPanel
from playground.plots.letters import write_name
from playground.plots.network_panel import NetworkPanel
from playground.plots.overlay import Moves, OverlayData
from playground.plots.overlays import Overlays
from playground.plots.points import BatchMarkers, PointsPanel
from playground.plots.theme import Theme
from playground.plots.view import StripKind, View


@dataclass(frozen=True, eq=False)
class StripState:
    """The state of a strip: its curves, and the scale of the distances."""

    losses: tuple[Curve, ...]
    distances: tuple[Curve, ...]
    scale: Scale | None
    recent: tuple[tuple[int, float], ...]


class Strip:
    """Two panels of curves and, for a CGAN, its leak matrix; all keep their data while hidden."""

    def __init__(
        self,
        axes: Mapping[StripKind, Axes],
        theme: Theme,
        *,
        has_least: bool,
        adversarial: bool,
        names: Sequence[str],
        colors: Sequence[int],
        networks: Sequence[DrawnNetwork],
    ) -> None:
        """Create each panel in its `axes`, hidden; a CGAN's layers have `names` and `colors`."""
        self._axes = axes
        self._theme = theme
        self.losses = LossPanel(axes["losses"], theme, has_least=has_least, adversarial=adversarial)
        self.distances = DistancePanel(axes["distances"], theme)
        self.leak = LeakPanel(axes["leak"], names, colors, theme) if names else None
        self.networks = NetworkPanel(axes["networks"], networks, theme)
        self.shown: StripKind = "densities"
        self._scale: Scale | None = None
        self.moved = False
        """Whether a caption has changed, which is not animated."""
        self._say(None)
        self.choose("densities")

    def choose(self, kind: StripKind) -> None:
        """Show one panel; none for the densities, which also replace a missing leak matrix."""
        self.shown = "densities" if kind == "leak" and self.leak is None else kind
        for name, axes in self._axes.items():
            axes.set_visible(name == self.shown)

    @property
    def curves(self) -> dict[StripKind, CurvePanel]:
        """The panels of curves."""
        return {"losses": self.losses.curves, "distances": self.distances.curves}

    @property
    def scales(self) -> list[Artist]:
        """The animated artists of the visible panel that change only with its scale."""
        shown = self.curves.get(self.shown)
        return shown.scales if shown is not None else []

    @property
    def artists(self) -> list[Artist]:
        """The other animated artists of the visible panel."""
        match self.shown:
            case "losses":
                return [*self.losses.curves.moving]
            case "distances":
                return [*self.distances.curves.moving]
            case "leak" if self.leak:
                return [self.leak.image, *self.leak.artists]
            case "networks":
                return self.networks.artists
        return []

    def add(self, iteration: int, d_loss: float, g_loss: float) -> None:
        """Add the losses of an iteration."""
        self.losses.add(iteration, d_loss, g_loss)

    def add_metrics(self, metrics: StepMetrics, scale: Scale) -> None:
        """Add the metrics of an iteration."""
        if scale != self._scale:
            self._say(scale)
            self.distances.recent = ()
        self.losses.add_metrics(metrics)
        self.distances.add_metrics(metrics, scale)

    def show_leak(self, metrics: StepMetrics | None) -> None:
        """Show the leak matrix of an iteration, if it is known."""
        if self.leak is None:
            return
        if metrics is not None and metrics.leak.size:
            self.leak.show(metrics.leak)
        else:
            self.leak.clear()

    def point_at(self, iteration: int | None) -> None:
        """Mark an iteration on the curves; None removes the mark."""
        for panel in self.curves.values():
            panel.point_at(iteration)

    @property
    def state(self) -> StripState:
        """A copy of the strip's data."""
        losses, distances = self.losses.curves.curves, self.distances.curves.curves
        copies = deepcopy((tuple(losses), tuple(distances)))
        return StripState(*copies, self._scale, self.distances.recent)

    def restore(self, state: StripState) -> None:
        """Load the data of another strip of the same kind."""
        self.losses.curves.restore(state.losses)
        self.distances.curves.restore(state.distances)
        self.distances.recent = state.recent
        if state.scale is not None:
            self._say(state.scale)
            self.distances.set_scale(state.scale)

    def clear(self) -> None:
        """Clear the curves and the matrix."""
        self.losses.curves.clear()
        self.distances.curves.clear()
        self.distances.recent = ()
        self.point_at(None)
        self.networks.clear()
        if self.leak:
            self.leak.clear()

    def rescaled(self) -> bool:
        """Whether the `scales` have changed since the last call."""
        rescaled = any(panel.rescaled for name, panel in self.curves.items() if name == self.shown)
        for panel in self.curves.values():
            panel.rescaled = False
        return rescaled

    @property
    def details(self) -> str:
        """What the visible curves mean, with all figures; "" where there is nothing to say."""
        match self.shown:
            case "losses":
                return self.losses.details(self._scale)
            case "distances":
                return self.distances.details(self._scale)
        return ""

    @property
    def score_details(self) -> str:
        """What the score means, with all figures; "" before there is one."""
        if self._scale is None:
            return ""
        text = self._theme.words(
            "How far the model is from the target: the sliced Wasserstein distance of {n:,} "
            "generated points, as a multiple of what a perfect sampler of as many points scores. "
            "95 % of those score {low:.1f}× to {high:.1f}×. At present the mean of the last few "
            "measurements is shown."
        )
        low, high = self._scale.wasserstein_band
        return text.format(n=self._scale.n, low=low, high=high)

    def _say(self, scale: Scale | None) -> None:
        self._scale = scale
        self._entitle("losses", self.losses.note(scale))
        self._entitle("distances", self.distances.note(scale))
        self._entitle("networks", self._theme.words("networks"))
        if self.leak:
            self._entitle("leak", self._theme.words("asked of (row), found in (column)"))

    def _entitle(self, kind: StripKind, text: str) -> None:
        """Set a caption; that of a leak matrix may extend to the left, above the row names."""
        style = {"fontsize": self._theme.caption_size, "color": self._theme.muted}
        side: Literal["right", "center"] = "right" if kind == "leak" else "center"
        axes = self._axes[kind]
        self.moved |= axes.get_title(side) != text
        # At a given height, so that matplotlib does not measure the tick labels for it.
        axes.set_title(text, style, loc=side, pad=5, y=1.0)


@dataclass(frozen=True, eq=False)
class InspectionPanelsState:
    """The data of the panels other than the snapshot."""

    inspection: Inspection | None
    metrics: StepMetrics | None
    strip: StripState


class InspectionPanels:
    """Keeps the latest inspection and metrics of a model and shows the selected parts."""

    def __init__(
        self,
        figure: Figure | SubFigure,
        grid: Grid,
        points: PointsPanel,
        theme: Theme,
        target: Target,
        *,
        config: ModelConfig,
        names: list[str],
    ) -> None:
        """Create the overlays in `points` and the rest in the boxes of `grid`, all hidden.

        `names` are the layers or codes that the colours distinguish.
        """
        key = add_axes(figure, grid, "key", theme, "key")
        axes = points.axes
        self.overlays = Overlays(axes, key, theme, target, config=config, layers=len(names))
        self.batch = BatchMarkers(points, theme, codes=config.finds_codes)
        self.strip = Strip(
            {
                "losses": add_axes(figure, grid, "strip", theme, "losses"),
                "distances": add_axes(figure, grid, "strip", theme, "distances"),
                "leak": add_axes(figure, grid, "leak", theme, "leak"),
                "networks": add_axes(figure, grid, "strip", theme, "networks"),
            },
            theme,
            has_least=config.adversarial_loss in LEAST_LOSS or config.has_exact_velocity,
            adversarial=config.is_adversarial,
            names=names if config.is_conditional else [],
            colors=target.colors,
            networks=model_of(config).drawn_networks(config, len(target.layers)),
        )
        self.notes = [_note(axes, theme, row) for row in range(2)]
        self._points, self._words = points, theme.words
        self._view = View()
        self._snapshot: Snapshot | None = None
        self._inspection: Inspection | None = None
        self._metrics: StepMetrics | None = None
        self._moves: Moves | None = None
        self._caption = ""
        self._past = False

    def choose(self, view: View) -> None:
        """Show what `view` selects."""
        self._view = view
        self.strip.choose(view.strip)
        self._refresh()

    def add(self, snapshot: Snapshot) -> None:
        """Add `snapshot` to the curves."""
        self.strip.add(snapshot.iteration, snapshot.d_loss, snapshot.g_loss)

    def update(self, snapshot: Snapshot) -> None:
        """Add `snapshot` to the curves, and show it."""
        before = self._snapshot
        if before is None or len(before.generated) != len(snapshot.generated):
            self._moves = None
        elif not np.array_equal(before.generated, snapshot.generated):
            self._moves = before.generated, snapshot.generated
        self.overlays.heat.follow_d(self._inspection)
        self._snapshot = snapshot
        self.add(snapshot)
        self._refresh()

    def show(
        self,
        snapshot: Snapshot,
        inspection: Inspection | None,
        metrics: StepMetrics | None,
        *,
        past: bool,
        redrawn: bool,
    ) -> None:
        """Show an iteration that the curves contain already; if it is `past`, mark it there."""
        self._snapshot, self._inspection = snapshot, inspection
        self._metrics = None if redrawn else metrics
        self._moves = None
        self.overlays.heat.follow_d(None)
        self._past = past
        self.overlays.heat.redrawn = redrawn
        self.strip.point_at(snapshot.iteration if past else None)
        self.strip.show_leak(self._metrics)
        self._refresh()

    def set_inspection(self, inspection: Inspection) -> None:
        """Take over an inspection; it is shown with the next snapshot or choice."""
        self._inspection = inspection

    def set_metrics(self, metrics: StepMetrics, scale: Scale) -> None:
        """Add metrics to the curves; the overlays show them with the next snapshot."""
        self._metrics = metrics
        self.strip.add_metrics(metrics, scale)
        self.strip.show_leak(metrics)

    @property
    def state(self) -> InspectionPanelsState:
        """A copy of the data."""
        return InspectionPanelsState(self._inspection, self._metrics, self.strip.state)

    def restore(self, state: InspectionPanelsState) -> None:
        """Load the data of the panels of the same model."""
        self._inspection, self._metrics = state.inspection, state.metrics
        self.strip.restore(state.strip)
        if state.metrics is not None and self.strip.leak and state.metrics.leak.size:
            self.strip.leak.show(state.metrics.leak)
        self._refresh()

    @property
    def score(self) -> float:
        """How far the model shown is from the target, as a multiple of the floor; NaN is unknown.

        It is the mean of the last measurements; in the past the one of that moment, if there is
        one, else the mean of the last until then, unless the drawing was another.
        """
        distances, snapshot, metrics = self.strip.distances, self._snapshot, self._metrics
        if snapshot is None:
            return math.nan
        if not self._past:
            return math.nan if metrics is None else distances.score
        if metrics is not None:
            return metrics.figures.sliced_wasserstein
        redrawn = self.overlays.heat.redrawn
        return math.nan if redrawn else distances.score_at(snapshot.iteration)

    def follow(self, target: Target) -> None:
        """Compare with another target, for which there are no measurements yet."""
        self.overlays.heat.follow(target)
        self.strip.distances.recent = ()

    def say(self, caption: str) -> None:
        """Show `caption` under the points, in front of the overlays' captions."""
        self._caption = caption
        self._write_notes()

    def zoom(self) -> None:
        """Follow the region that the points show."""
        self._refresh()

    def values(self, x: float, y: float) -> PointValues:
        """The values at a point of the square."""
        return self.overlays.heat.values(x, y, self._view, self._snapshot, self._inspection)

    def moved(self) -> bool:
        """Whether artists that are not animated have changed since the last call."""
        moved = self.overlays.heat.moved or self.strip.moved
        self.overlays.heat.moved = self.strip.moved = False
        return moved

    def clear(self) -> None:
        """Clear the data of the run."""
        self._snapshot = self._inspection = self._metrics = self._moves = None
        self.overlays.heat.follow_d(None)
        self.overlays.heat.redrawn = self._past = False
        self.strip.clear()
        self.batch.clear()
        self._caption = ""
        self._refresh()

    def _refresh(self) -> None:
        region = self._points.region
        self.overlays.heat.overlay.zoom(region)
        data = OverlayData(self._snapshot, self._inspection, self._metrics, region, self._moves)
        self.overlays.update(self._view, data)
        self._show_networks()
        self._write_notes()

    def _show_networks(self) -> None:
        networks, inspection = self.strip.networks, self._inspection
        if self.strip.shown != "networks":
            return
        networks.choose(self._view.neuron if self._view.heat == "neuron" else None)
        if inspection is not None and inspection.strengths_at >= 0:
            networks.show(inspection.strengths)

    def _write_notes(self) -> None:
        marks = " · ".join(filter(None, (self._zoom_note, self._caption, self.overlays.note)))
        for text, note in zip(self.notes, (self.overlays.heat.note, marks), strict=True):
            text.set_text(write_name(text, note))  # it may name a layer

    @property
    def _zoom_note(self) -> str:
        region = self._points.region
        return (
            ""
            if region.is_whole
            else self._words("zoom {times}×").format(times=f"{region.zoom:.2g}")
        )


def _note(axes: Axes, theme: Theme, row: int) -> Text:
    """A line of text under the points; the first one starts after the colour key."""
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
