"""The moving picture of one model: a canvas that blits what moves over what stands still."""

# matplotlib's Qt canvas has no types.
# mypy: allow-untyped-calls

from dataclasses import replace
from typing import Any

from matplotlib.artist import Artist
from matplotlib.backend_bases import DrawEvent
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent

from playground.app.history_player import DisplayedFrame
from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.history import History, Snapshot
from playground.gan.inspection import Inspection
from playground.gui.panels.labels import INCH, PanelLabels, worded
from playground.gui.panels.readout import Readout
from playground.gui.status_bar import phase_caption
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.plots.captions import labels, legend_rows
from playground.plots.layout import LEGEND_ROW
from playground.plots.panels import Panels
from playground.plots.scene import Scene, model_panels
from playground.plots.theme import Theme
from playground.plots.view import View
from playground.worker.protocol import PhaseFinished


class FrameState:
    """Knows all of the present, also while the past is shown, and gives panels what is shown."""

    def __init__(self) -> None:
        self.now = DisplayedFrame()
        self.past: DisplayedFrame | None = None

    @property
    def shown(self) -> DisplayedFrame:
        """What is shown of the two."""
        return self.past or self.now

    def go_on(self, panels: Panels, snapshot: Snapshot, look: Inspection | None) -> None:
        """The present has gone on; while the past is shown only the curves grow."""
        self.now = replace(self.now, snapshot=snapshot, look=look or self.now.look)
        if self.past is not None:
            panels.add(snapshot)
            return
        if look is not None:
            panels.set_inspection(look)
        panels.update(snapshot)

    def judge(self, panels: Panels | None, moment: StepMetrics, scale: Scale) -> None:
        """These are the figures of the present; they are seen with its next snapshot."""
        self.now = replace(self.now, moment=moment)
        if panels is None:
            return
        if self.past is not None:
            panels.add_metrics(moment, scale)
        else:
            panels.set_metrics(moment, scale)

    def show(self, panels: Panels) -> None:
        """Show what the panels did not follow: the past, or the present again."""
        shown = self.shown
        assert shown.snapshot is not None, "there is nothing yet"
        now = self.now.snapshot or shown.snapshot
        panels.show(
            shown.snapshot,
            shown.look,
            shown.moment,
            past=self.past is not None,
            redrawn=not now.has_real_points_of(shown.snapshot),
        )

    def go_through(self, panels: Panels, history: History) -> None:
        """The curves of a run that has been going on, up to its newest moment."""
        for _, snapshot in history.snapshots:
            panels.add(snapshot)
            self.now = replace(self.now, snapshot=snapshot)
        for _, (moment, scale) in history.figures:
            panels.add_metrics(moment, scale)
            self.now = replace(self.now, moment=moment)


class Backdrop:
    """Two pictures: of the panels without anything that changes, and with their `still` artists.

    They are there from a full draw of the canvas on, until what they show is out of date.
    """

    def __init__(self, canvas: FigureCanvasQTAgg) -> None:
        self._canvas = canvas
        self._ground: Any = None
        self._whole: Any = None

    @property
    def is_there(self) -> bool:
        """Whether frames can be drawn on it."""
        return self._ground is not None

    def drop(self) -> None:
        """It is out of date; a full draw is due."""
        self._ground = self._whole = None

    def take(self, panels: Panels) -> None:
        """Take it from the canvas, which was drawn in full, and draw there what that left out."""
        self._ground = self._canvas.copy_from_bbox(self._canvas.figure.bbox)
        self.renew(panels)
        self._draw(panels.moving)

    def renew(self, panels: Panels) -> None:
        """Only the still artists have changed."""
        self._canvas.restore_region(self._ground)
        self._draw(panels.still)
        self._whole = self._canvas.copy_from_bbox(self._canvas.figure.bbox)

    def show_frame(self, panels: Panels) -> None:
        """Draw what moves over it, and bring that to the screen."""
        self._canvas.restore_region(self._whole)
        self._draw(panels.moving)
        self._canvas.blit(self._canvas.figure.bbox)

    def _draw(self, artists: list[Artist]) -> None:
        for artist in artists:
            self._canvas.figure.draw_artist(artist)


class ModelPanel(FigureCanvasQTAgg):
    """Draws a target's panels once, and after that only what moves.

    A full draw, which takes the backdrop anew, follows a resize, another screen scale, another
    target, theme, view or run; until then a frame paints nothing. Qt writes the words that move.
    """

    wants = Signal(object)  # Wanted: what must be looked at inside the model
    emptied = Signal()  # the panels are as at the beginning; `show_course` is due if they are not

    def __init__(self) -> None:
        super().__init__(Figure(dpi=INCH))
        self.legend_height = 0
        """What the names of the layers take at the bottom, in logical pixels."""
        self._name, self._config = "", GanConfig()
        self._view = View()
        self._built_for: tuple[object, ...] = ()
        self._panels: Panels | None = None
        self._snapshot: Snapshot | None = None
        self._moments = FrameState()
        self._backdrop = Backdrop(self)
        self.written = PanelLabels(self)
        self.readout = Readout(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.mpl_connect("draw_event", self._keep_background)
        self.mpl_connect("resize_event", lambda _: self._backdrop.drop())

    @property
    def panels(self) -> Panels | None:
        """The artists; None before there was a target."""
        return self._panels

    def set_model(self, title: str, config: GanConfig) -> None:
        """What `show_target` builds panels for."""
        self._config = config
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """What the model is called."""
        self._name = title
        self.setAccessibleName(
            self.tr("{title}: real and generated points, and what is below them").format(
                title=title
            )
        )
        if self._panels is not None:
            self._panels.headline.title = title

    def set_view(self, view: View) -> None:
        """What is seen over the points and below them."""
        self._view = view
        if self._panels is not None:
            self._panels.choose(view)
            self._draw_anew()
        self._tell_wants()

    def show_run(self, target: Target, theme: Theme) -> None:
        """Back to empty panels, which are built anew only where they must look different."""
        config = self._config
        how = (config.model, config.codes, config.loss, config.pack_size)
        built_for = (labels(target), theme, *how)
        if self._panels is None or built_for != self._built_for:
            self._built_for = built_for
            self.show_target(target, theme)
        else:
            self._panels.follow(target)
            self.clear()

    def show_target(self, target: Target, theme: Theme) -> None:
        """Build the panels for this target, empty."""
        self.figure.clear()
        self._forget()
        config = self._config
        theme = worded(theme)
        self._panels = model_panels(self.figure, target, self._name, config, theme)
        self._panels.choose(self._view)
        rows = legend_rows(self._panels.colors, "stacked")
        self.legend_height = round(rows * LEGEND_ROW * INCH)
        self.written.set_theme(theme)
        self.readout.set_theme(theme)
        self._draw_anew()
        self.emptied.emit()

    def edit_target(self, target: Target, theme: Theme) -> None:
        """Go on with a changed target; only other names or colours need panels built anew.

        Its points come with the next snapshot; before the first one its density is seen at once.
        """
        panels = self._panels
        if panels is None or self._snapshot is None or panels.labels != labels(target):
            self.use_theme(target, theme)
        else:
            panels.follow(target)

    def use_theme(self, target: Target, theme: Theme) -> None:
        """Build the panels anew, and show in them what was shown."""
        snapshot, panels = self._snapshot, self._panels
        past = panels.inside.state if panels is not None and panels.inside else None
        self.show_run(target, theme)
        if snapshot is None or self._panels is None:
            return
        if past is not None and self._panels.inside:
            self._panels.inside.restore(past)
        self.show_snapshot(snapshot)

    @property
    def has_picture(self) -> bool:
        """Whether it is there to be seen, with a picture."""
        panels = self._panels
        return panels is not None and panels.snapshot is not None and not self.isHidden()

    @property
    def scene(self) -> Scene:
        """What is seen, to be drawn elsewhere; it must have a picture."""
        panels = self._panels
        assert panels is not None and panels.inside is not None and panels.snapshot is not None
        size = self.width() / INCH, self.height() / INCH
        config, past = self._config, panels.inside.state
        return Scene(self._name, panels.target, config, self._view, *size, panels.snapshot, past)

    def show_snapshot(self, snapshot: Snapshot, look: Inspection | None = None) -> None:
        """One frame of the present; while the past is shown only the curves grow."""
        if self._panels is None:
            return
        self._moments.go_on(self._panels, snapshot, look)
        if self._moments.past is None:
            self._show(self._panels, snapshot)
        elif self._panels.shows_curves:
            self._paint(self._panels)

    def show_figures(self, moment: StepMetrics, scale: Scale) -> None:
        """Figures of a moment; the next frame shows them."""
        self._moments.judge(self._panels, moment, scale)

    def show_phase(self, phase: PhaseFinished) -> None:
        """Show what slow motion has just done, and with which points; the past had none."""
        if self._panels is not None and self._moments.past is None:
            caption = phase_caption(phase.name, len(phase.points))
            self._panels.show_phase(phase.name, phase.points, phase.layer, caption)
            self._paint(self._panels)

    def end_phases(self) -> None:
        """Show no phases any more."""
        if self._panels is not None:
            self._panels.end_phases()
            self._paint(self._panels)

    def show_past(self, past: DisplayedFrame | None) -> None:
        """A moment that is past; with None the present again, and all that is known of it now."""
        self._moments.past = past
        self.written.mark_title(past is not None)
        shown = self._moments.shown.snapshot
        if self._panels is not None and shown is not None:
            self._moments.show(self._panels)
            self._show(self._panels, shown)

    def show_course(self, history: History) -> None:
        """Show a run that has been going on: the curves of its past, and its newest moment."""
        if self._panels is not None:
            self._moments.go_through(self._panels, history)
            self.show_past(None)

    def _show(self, panels: Panels, snapshot: Snapshot) -> None:
        """Paint what the panels have taken over."""
        before, self._snapshot = self._snapshot, snapshot
        self.readout.read(self._drawn)
        if before is None:
            self._draw_anew()
            return
        if self._backdrop.is_there and not before.has_real_points_of(snapshot):
            self._backdrop.renew(panels)
        self._paint(panels)

    def _paint(self, panels: Panels) -> None:
        """A frame, or a full draw where that is due."""
        if panels.moved():
            self._draw_anew()
            return
        self.written.write(panels)
        if self._backdrop.is_there:  # else a full draw has been asked for, and paints the rest
            self._backdrop.show_frame(panels)

    def _forget(self) -> None:
        self._snapshot, self._moments = None, FrameState()
        self.written.mark_title(False)

    def clear(self) -> None:
        """Back to the empty panels."""
        self._forget()
        if self._panels is not None:
            self._panels.clear()
            self._draw_anew()
            self.emptied.emit()

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(300, 420)

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(500, 680)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102, N802
        super().resizeEvent(event)
        self.written.place(self._panels)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        self._point_at(event.position())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().leaveEvent(event)
        self._point_at(None)

    def _point_at(self, cursor: QPointF | None) -> None:
        """Show the values there, if it is over the points."""
        was = self.readout.is_over
        self.readout.point_at(cursor, self._drawn)
        if self.readout.is_over != was:
            self._tell_wants()

    @property
    def _drawn(self) -> Panels | None:
        """The panels, if they have their places on the canvas."""
        return self._panels if self._backdrop.is_there else None

    def _tell_wants(self) -> None:
        self.wants.emit(self._view.wanted(hovering=self.readout.is_over))

    def _draw_anew(self) -> None:
        self._backdrop.drop()
        if self._panels is not None:
            self._panels.moved()
            self.written.write(self._panels)
        self.draw_idle()

    def _keep_background(self, _event: DrawEvent) -> None:
        if self._panels is not None:
            self._backdrop.take(self._panels)
            self.written.place(self._panels)
