"""The animated figure: points, real density, generated density (as in the published 2D demo)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure, SubFigure
from matplotlib.text import Text
from numpy.typing import NDArray

from playground.density.target import Target
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection
from playground.nn.model_config import ModelConfig
from playground.plots.captions import Headline, labels
from playground.plots.curves import CurvePanel, Span
from playground.plots.densities import DensityPanels
from playground.plots.heat_map import PointValues
from playground.plots.inspection_panels import InspectionPanels
from playground.plots.layout import (
    NOTE_INDENT,
    NOTE_ROW,
    RIGHT,
    Grid,
    InchBox,
    Layout,
    Part,
    add_square_axes,
)
from playground.plots.legends import kinds_forms, kinds_legend, layers_legend, legend_rows
from playground.plots.network_panel import NetworkPanel
from playground.plots.points import PointsPanel
from playground.plots.region import Region
from playground.plots.theme import LIGHT, Theme
from playground.plots.view import View


def export_figure() -> Figure:
    """An empty figure for the "row" layout: 900 × 340 pixels."""
    return Figure(figsize=(9, 3.4), dpi=100)


@dataclass(frozen=True)
class Details:
    """Explanations in whole sentences of what stands on the panels in few words; "" for none."""

    score: str = ""
    heat: str = ""
    overlays: str = ""
    strip: str = ""


class Panels:
    """The three panels, created once; `update` sets data and draws nothing.

    All changing artists are animated: an ordinary draw of the canvas leaves them out and yields the
    background for blitting, while `savefig` draws everything. With a config `inside`, the model can
    be inspected: `choose` selects the overlays and the content of the strip, `set_inspection` and
    `set_metrics` supply their data.
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
        adversarial: bool = True,
        inside: ModelConfig | None = None,
    ) -> None:
        """Create the panels in `figure`, empty except for the target's density.

        `title` names the model. With `conditional` the colours distinguish the target's layers,
        with `codes` that many codes of an InfoGAN. One that is `adversarial` has two losses.
        """
        self.figure = figure
        self.labels = labels(target)
        self._names = [layer.name for layer in target.layers] if conditional else [target.name]
        if codes:
            self._names = [theme.words("code {number}").format(number=i + 1) for i in range(codes)]
        figure.set_facecolor(theme.figure)
        self._grid = grid = Grid(
            layout, legend_rows(len(self._names), layout), notes=inside is not None
        )
        parts: tuple[Part, ...] = ("points", "real", "generated")
        axes = [add_square_axes(figure, grid, part, theme) for part in parts]
        colors = target.colors if conditional else tuple(range(len(self._names)))
        self.kinds = kinds_legend(axes[0], theme, len(self._names) > 1)
        self._evaluations, self._theme = 0, theme
        if legend_rows(len(self._names), layout):
            layers_legend(figure, self._names, colors, theme, layout)
        self.points = PointsPanel(axes[0], colors, theme)
        self.densities = DensityPanels(axes[1:], theme, layout)
        self.headline = Headline(axes[0], title, theme, layout, adversarial=adversarial)
        self.inside = None
        if inside is not None:
            self.inside = InspectionPanels(
                figure, grid, self.points, theme, target, config=inside, names=self._names
            )
        self._recoloured = codes > 0
        self.view = View()
        self._snapshot: Snapshot | None = None
        self._target = target
        self._has_moved = self._is_past = False
        self.choose(self.view)
        self.clear()

    @property
    def target(self) -> Target:
        """The target of the model."""
        return self._target

    @property
    def snapshot(self) -> Snapshot | None:
        """The snapshot shown, or None."""
        return self._snapshot

    def follow(self, target: Target) -> None:
        """Switch to another target with the same `labels`; its points come with a snapshot."""
        self._target = target
        if self.inside:
            self.inside.follow(target)
            self._show_score()

    @property
    def colors(self) -> int:
        """Number of layers or codes that the colours distinguish."""
        return len(self._names)

    @property
    def artists(self) -> list[Artist]:
        """The animated artists in drawing order; a canvas draws these over its background."""
        return [*self.scales, *self.still, *self.moving, *self.words]

    @property
    def words(self) -> list[Text]:
        """The animated texts: the title, the overlays' captions below the points, the score."""
        return [self.headline.text, *self.notes, self.headline.score]

    @property
    def notes(self) -> list[Text]:
        """The overlays' captions below the points."""
        return self.inside.notes if self.inside else []

    @property
    def details(self) -> Details:
        """What the score, the captions and the curves mean, with all figures."""
        if self.inside is None:
            return Details()
        strip, overlays = self.inside.strip, self.inside.overlays
        heat = "\n\n".join(filter(None, (self.notes[0].get_text(), overlays.heat.details)))
        score = strip.score_details if self.headline.score.get_text() else ""
        return Details(score, heat, self.notes[1].get_text(), strip.details)

    @property
    def scales(self) -> list[Artist]:
        """The animated artists that change only with the part of the points or curves shown."""
        return [*self.points.axis, *(self.inside.strip.scales if self.inside else ())]

    @property
    def still(self) -> list[Artist]:
        """The animated artists that change only with the run, or with the region shown."""
        return [*self.densities.still, *(() if self._redraws_real else self.points.real)]

    @property
    def moving(self) -> list[Artist]:
        """The animated artists, except texts, that change with each snapshot."""
        density = self.densities.moving
        points = [*(self.points.real if self._redraws_real else ()), *self.points.generated]
        if self.inside is None:
            return [*density, *points]
        strip, overlays, batch = self.inside.strip, self.inside.overlays, self.inside.batch
        under, over = [*overlays.under, *overlays.frame], [*batch.artists, *overlays.over]
        return [*density, *strip.artists, *under, *points, *over]

    def show_preview(self, points: NDArray[np.floating], layer: NDArray[np.integer]) -> None:
        """Show real points [n, 2] of layers [n] before there is a snapshot.

        Where colours stand for codes there are none yet, and no points are shown.
        """
        if not self._recoloured:
            self.points.show_real(points, layer)

    def points_box(self, width: float, height: float) -> InchBox:
        """The box of the points in a figure of this size, in inches."""
        return self._grid.boxes(width, height).points

    def strip_box(self, width: float, height: float) -> InchBox:
        """The box of the curves below the points in a figure of this size, in inches."""
        return self._grid.boxes(width, height).strip

    def update(self, snapshot: Snapshot) -> None:
        """Show `snapshot` from the next draw on."""
        self._show(snapshot)
        if self.inside:
            self.inside.update(snapshot)
            self._show_score()

    def add(self, snapshot: Snapshot) -> None:
        """Add a snapshot to the curves without showing it."""
        if self.inside:
            self.inside.add(snapshot)

    def add_metrics(self, metrics: StepMetrics, scale: Scale) -> None:
        """Add metrics to the curves without showing them elsewhere."""
        if self.inside:
            self.inside.strip.add_metrics(metrics, scale)

    def show(
        self,
        snapshot: Snapshot,
        inspection: Inspection | None,
        metrics: StepMetrics | None,
        *,
        past: bool,
        redrawn: bool = False,
    ) -> None:
        """Show, from the next draw on, an iteration that the curves contain already.

        One that is `past` is labelled so. None means that the inspection or the metrics are
        unknown. If the target was `redrawn` since, everything that needs its density is unknown
        too.
        """
        self._show(snapshot, past=past)
        if self.inside:
            self.inside.show(snapshot, inspection, metrics, past=past, redrawn=redrawn)
            self._show_score()

    def choose(self, view: View) -> None:
        """Show what `view` selects from the next draw on, which must be a full one."""
        self.view = view
        for line in self.points.real:
            line.set_visible(view.real)
        for line in self.points.generated:
            line.set_visible(view.generated)
        if self.inside:
            self.inside.choose(view)
            self.densities.set_visible(self.inside.strip.shown == "densities")
        self._has_moved = True

    def zoom(self, region: Region) -> None:
        """Show this part of the square from the next draw on; the scales change with it."""
        self.points.zoom(region)
        if self.inside:
            self.inside.zoom()

    def zoom_curves(self, span: Span | None) -> None:
        """Show this part of the curves; the scales may change with it (`rescaled`)."""
        if self.inside:
            for curves in self.inside.strip.curves.values():
                curves.zoom(span)

    def set_inspection(self, inspection: Inspection) -> None:
        """Take over an inspection, to be shown with the next snapshot."""
        if self.inside:
            self.inside.set_inspection(inspection)

    def set_metrics(self, metrics: StepMetrics, scale: Scale) -> None:
        """Take over metrics, to be shown with the next snapshot."""
        if self.inside:
            self.inside.set_metrics(metrics, scale)
            self._show_score()

    def show_phase(
        self,
        phase: str,
        points: NDArray[np.floating],
        layer: NDArray[np.integer],
        caption: str,
    ) -> None:
        """Show a finished phase, and the points [n, 2] of layers [n] that it drew."""
        if self.inside:
            self.inside.batch.show(phase, points, layer)
            self.inside.say(caption)

    def end_phases(self) -> None:
        """Stop showing phases."""
        if self.inside:
            self.inside.batch.clear()
            self.inside.say("")

    @property
    def curves(self) -> CurvePanel | None:
        """The curves that are shown."""
        return self.inside.strip.curves.get(self.view.strip) if self.inside else None

    @property
    def networks(self) -> NetworkPanel | None:
        """The networks, where they are shown."""
        shown = self.inside is not None and self.inside.strip.shown == "networks"
        return self.inside.strip.networks if self.inside and shown else None

    @property
    def shows_curves(self) -> bool:
        """Whether the strip shows curves, which `add` extends."""
        return self.curves is not None

    def values(self, x: float, y: float) -> PointValues | None:
        """The values at a point of the square, if the model can be inspected."""
        return self.inside.values(x, y) if self.inside else None

    def show_evaluations(self, count: int) -> None:
        """Say how many evaluations of the network each generated point takes, from now on; 0 says
        nothing. Past points may have taken others, so nothing is said of theirs.
        """
        self._evaluations = count
        self._name_generated(past=self._is_past)

    def _name_generated(self, *, past: bool) -> None:
        self._is_past = past
        forms = kinds_forms(0 if past else self._evaluations, self._theme)
        if forms != self.kinds.forms:
            self.kinds.forms = forms
            self._has_moved = True

    def note_boxes(self, width: float, height: float) -> tuple[tuple[float, float, float], ...]:
        """Left, bottom and width of the two lines of notes in a figure of this size, in inches;
        nothing stands beside them, so they may be wider than the points.
        """
        notes = self._grid.boxes(width, height).notes
        room = width - RIGHT - notes.left
        first = notes.left + NOTE_INDENT, notes.bottom + NOTE_ROW, room - NOTE_INDENT
        return first, (notes.left, notes.bottom, room)

    def moved(self) -> bool:
        """Whether the background beneath the scales has changed since the last call."""
        inside = self.inside is not None and self.inside.moved()
        moved, self._has_moved = self._has_moved or inside, False
        return moved

    def rescaled(self) -> bool:
        """Whether curves have outgrown their scale since the last call."""
        return self.inside is not None and self.inside.strip.rescaled()

    def clear(self) -> None:
        """Return to the empty state: no points, and the target's exact density as the real one."""
        self._snapshot = None
        self._has_moved = True
        self.points.clear()
        self.densities.clear(self._target)
        self.headline.clear()
        self._name_generated(past=False)
        if self.inside:
            self.inside.clear()

    def _show_score(self) -> None:
        self.headline.show_score(self.inside.score if self.inside else math.nan)

    def _show(self, snapshot: Snapshot, *, past: bool = False) -> None:
        if self._snapshot is None or not np.array_equal(self._snapshot.real, snapshot.real):
            self.densities.show_real(snapshot.real)
        self._snapshot = snapshot
        self.points.show_real(snapshot.real, snapshot.real_layer)
        self.points.show_generated(snapshot.generated, snapshot.generated_layer)
        self.densities.show_generated(snapshot.generated)
        self.headline.show(snapshot, past=past)
        self._name_generated(past=past)

    @property
    def _redraws_real(self) -> bool:
        """Whether real points are redrawn in each frame: above changing artists, or recoloured."""
        beneath = self.view.heat != "none" or self.view.grid
        return self._recoloured or (self.inside is not None and beneath)


def share_axes(panels: Sequence[Panels]) -> None:
    """Give the curves shown in these panels the same axes where their views want that."""
    curves = [one.curves if one.view.shared_axes else None for one in panels]
    for own, shown in zip(curves, panels, strict=True):
        if shown.curves is not None:
            others = [one.extent for one in curves if one is not None and one is not own]
            known = [extent for extent in others if extent is not None]
            shown.curves.share(known if own is not None else ())
