"""The moving picture: points, real density, generated density (REFERENCE: the 2D demo)."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure, SubFigure
from matplotlib.text import Text
from numpy.typing import NDArray

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.history import Snapshot
from playground.gan.inspection import Inspection
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.plots.captions import Headline, kinds_legend, labels, layers_legend, legend_rows
from playground.plots.densities import Densities
from playground.plots.heat_map import Values
from playground.plots.inspection_panels import InspectionPanels
from playground.plots.layout import NOTE_INDENT, NOTE_ROW, Grid, Layout, Part, place_square
from playground.plots.points import PointsPanel
from playground.plots.theme import LIGHT, Theme
from playground.plots.view import View


def export_figure() -> Figure:
    """An empty figure for the "row" layout: 900 × 340 pixels."""
    return Figure(figsize=(9, 3.4), dpi=100)


class Panels:
    """The three panels, built once; `update` sets data and draws nothing.

    All that moves is animated: an ordinary draw of the canvas leaves it out and gives the
    background for blitting, while `savefig` draws everything. With a config `inside`, they can
    be looked into: `choose` says what is seen over the points and in place of the densities, `look`
    and `judge` bring what is needed for it.
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
        inside: GanConfig | None = None,
    ) -> None:
        """Builds the panels in `figure`, empty but for the target's own density.

        `title` names the model; with `conditional` the colours tell the target's layers apart, with
        `codes` so many codes of an InfoGAN.
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
        axes = [place_square(figure, grid, part, theme) for part in parts]
        colors = target.colors if conditional else tuple(range(len(self._names)))
        kinds_legend(axes[0], theme, len(self._names) > 1)
        if legend_rows(len(self._names), layout):
            layers_legend(figure, self._names, colors, theme, layout)
        self.points = PointsPanel(axes[0], colors, theme)
        self.densities = Densities(axes[1:], theme, layout)
        self.headline = Headline(axes[0], title, theme, layout)
        self.inside = None
        if inside is not None:
            self.inside = InspectionPanels(
                figure, grid, self.points, theme, target, config=inside, names=self._names
            )
        self._recoloured = codes > 0
        self.view = View()
        self._snapshot: Snapshot | None = None
        self._target = target
        self._has_moved = False
        self.choose(self.view)
        self.clear()

    @property
    def target(self) -> Target:
        """What the model learns."""
        return self._target

    @property
    def snapshot(self) -> Snapshot | None:
        """What is shown; None while nothing is."""
        return self._snapshot

    def follow(self, target: Target) -> None:
        """Another target with the same `labels`: its points come with the next snapshot."""
        self._target = target
        if self.inside:
            self.inside.overlays.heat.follow(target)

    @property
    def colors(self) -> int:
        """How many layers or codes are told apart."""
        return len(self._names)

    @property
    def artists(self) -> list[Artist]:
        """What moves, in drawing order; a canvas restores its background and draws these."""
        return [*self.still, *self.moving, *self.words]

    @property
    def words(self) -> list[Text]:
        """The texts that move: the title, and what the overlays say below the points."""
        return [self.headline.text, *(self.inside.notes if self.inside else ())]

    @property
    def still(self) -> list[Artist]:
        """Of what moves, that which changes with the run only."""
        return [*self.densities.still, *(() if self._veiled else self.points.real)]

    @property
    def moving(self) -> list[Artist]:
        """Of what moves, that which changes with each snapshot, but for the words."""
        density = self.densities.moving
        points = [*(self.points.real if self._veiled else ()), *self.points.generated]
        if self.inside is None:
            return [*density, *points]
        strip, overlays, batch = self.inside.strip, self.inside.overlays, self.inside.batch
        under, over = [*overlays.under, *overlays.frame], [*batch.artists, *overlays.over]
        return [*density, *strip.artists, *under, *points, *over]

    def update(self, snapshot: Snapshot) -> None:
        """Shows `snapshot` from the next draw on."""
        self._show(snapshot)
        if self.inside:
            self.inside.update(snapshot)

    def add(self, snapshot: Snapshot) -> None:
        """Puts a moment on the curves, and shows nothing else of it."""
        if self.inside:
            self.inside.add(snapshot)

    def add_figures(self, moment: StepMetrics, scale: Scale) -> None:
        """Puts the figures of a moment on the curves, and shows nothing else of them."""
        if self.inside:
            self.inside.strip.judge(moment, scale)

    def show(
        self,
        snapshot: Snapshot,
        look: Inspection | None,
        moment: StepMetrics | None,
        *,
        past: bool,
        redrawn: bool = False,
    ) -> None:
        """Shows, from the next draw on, a moment that the curves know already.

        One that is `past` is called so. A look or figures that are None are not known. Where the
        target was `redrawn` since, all that needs its density is not known either.
        """
        self._show(snapshot, past=past)
        if self.inside:
            self.inside.show(snapshot, look, moment, past=past, redrawn=redrawn)

    def choose(self, view: View) -> None:
        """Shows what `view` asks for from the next draw on, which must be a full one."""
        self.view = view
        for line in self.points.real:
            line.set_visible(view.real)
        for line in self.points.generated:
            line.set_visible(view.generated)
        if self.inside:
            self.inside.choose(view)
            self.densities.set_visible(self.inside.strip.shown == "densities")
        self._has_moved = True

    def look(self, look: Inspection) -> None:
        """Takes over a look inside the model, to be shown with the next snapshot."""
        if self.inside:
            self.inside.look(look)

    def judge(self, moment: StepMetrics, scale: Scale) -> None:
        """Takes over the figures of a moment, to be shown with the next snapshot."""
        if self.inside:
            self.inside.judge(moment, scale)

    def show_phase(
        self,
        phase: str,
        points: NDArray[np.floating],
        layer: NDArray[np.integer],
        caption: str,
    ) -> None:
        """Shows that a phase has passed, and the points [n, 2] of layers [n] that it drew."""
        if self.inside:
            self.inside.batch.show(phase, points, layer)
            self.inside.say(caption)

    def end_phases(self) -> None:
        """Shows no phases any more."""
        if self.inside:
            self.inside.batch.clear()
            self.inside.say("")

    @property
    def shows_curves(self) -> bool:
        """Whether the strip shows curves, which `add` makes longer."""
        return self.inside is not None and self.inside.strip.shown in ("losses", "distances")

    def values(self, x: float, y: float) -> Values | None:
        """What there is at a place of the square, if the panels can be looked into."""
        return self.inside.values(x, y) if self.inside else None

    def note_boxes(self, width: float, height: float) -> tuple[tuple[float, float, float], ...]:
        """Left, bottom and width of the two lines of notes in a figure of this size, in inches."""
        notes = self._grid.places(width, height).notes
        first = notes.left + NOTE_INDENT, notes.bottom + NOTE_ROW, notes.width - NOTE_INDENT
        return first, (notes.left, notes.bottom, notes.width)

    def moved(self) -> bool:
        """Whether what lies beneath `still` has changed since the last call: draw it all then."""
        inside = self.inside is not None and self.inside.moved()
        moved, self._has_moved = self._has_moved or inside, False
        return moved

    def clear(self) -> None:
        """Back to the empty state: no points, and the exact density where the real one goes."""
        self._snapshot = None
        self._has_moved = True
        self.points.clear()
        self.densities.clear(self._target)
        self.headline.clear()
        if self.inside:
            self.inside.clear()

    def _show(self, snapshot: Snapshot, *, past: bool = False) -> None:
        if self._snapshot is None or not np.array_equal(self._snapshot.real, snapshot.real):
            self.densities.show_real(snapshot.real)
        self._snapshot = snapshot
        self.points.show_real(snapshot.real, snapshot.real_layer)
        self.points.show_generated(snapshot.generated, snapshot.generated_layer)
        self.densities.show_generated(snapshot.generated)
        self.headline.show(snapshot, past=past)

    @property
    def _veiled(self) -> bool:
        """Whether the real points are drawn anew in each frame: over what moves, or recoloured."""
        beneath = self.view.heat != "none" or self.view.grid
        return self._recoloured or (self.inside is not None and beneath)
