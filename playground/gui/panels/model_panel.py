"""The animated picture of one model: a canvas that blits what moves over what does not."""

# matplotlib's Qt canvas has no types.
# mypy: allow-untyped-calls

from collections.abc import Sequence
from typing import cast

from matplotlib.backend_bases import DrawEvent
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QPointF, QRect, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip

from playground.app.history_player import DisplayedFrame
from playground.app.model_slots import FIRST_SLOTS
from playground.app.progress import batch_legend, phase_caption
from playground.app.starting_points import DrawnPoints
from playground.density.target import Target
from playground.gui.panels.explanations import explanation
from playground.gui.panels.frame import Backdrop, FrameState
from playground.gui.panels.hint import HintLabel
from playground.gui.panels.labels import INCH, PanelLabels, translated_theme
from playground.gui.panels.neurons import neuron_by_key, neuron_under
from playground.gui.panels.readout import Readout, area_of
from playground.gui.panels.zoom import Zoom
from playground.gui.widgets.text_size import scaled_font
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.nn.history import History, Snapshot
from playground.nn.inspection import Inspection
from playground.nn.model_config import ModelConfig
from playground.nn.network_blocks import Neuron
from playground.plots.captions import labels
from playground.plots.curves import Span
from playground.plots.layout import LEGEND_ROW
from playground.plots.legends import legend_rows
from playground.plots.panels import Panels, share_axes
from playground.plots.region import WHOLE, Region
from playground.plots.scene import Scene, model_panels
from playground.plots.theme import Theme
from playground.plots.view import View
from playground.worker.protocol import PhaseFinished

_PHASE_SIZE = 1.5
"""The letters of slow motion's phase, in the panel's others."""

_PHASE_ROOM = 8
"""Above and below the phase, in logical pixels."""

_REST_MS = 80
"""The cursor rests when it has not moved for so long; what is asked there takes longer."""

_FOCUS_WIDTH = 2
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class ModelPanel(FigureCanvasQTAgg):
    """Draws a target's panels once, and after that only what moves.

    A full draw, which renews the backdrop, follows a resize, another screen scale, another target,
    theme, view or run; until then a frame paints nothing. The texts that change are Qt labels.
    """

    inspection_wanted = Signal(object)  # InspectionRequest
    neuron_chosen = Signal(object)  # Neuron
    emptied = Signal()  # the panels show the beginning of a run; `show_course` is due if it is not

    def __init__(self) -> None:
        super().__init__(Figure(dpi=INCH))
        self._name, self._config = "", FIRST_SLOTS[0].config
        self._view, self._evaluations = View(), 0
        self._built_for: tuple[object, ...] = ()
        self._panels: Panels | None = None
        self._snapshot: Snapshot | None = None
        self.frame = FrameState()
        self.backdrop = Backdrop(self)
        self.labels = PanelLabels(self)
        self.readout = Readout(self)
        self.hint = HintLabel(self)
        self.phase = HintLabel(self, at_top=True, size=_PHASE_SIZE)
        self.region, self.span = WHOLE, cast("Span | None", None)
        self.zoom = Zoom(self)
        self._framed = False
        self._resting = QTimer(self, interval=_REST_MS, singleShot=True)
        self._resting.timeout.connect(self._request_inspection)
        self._catching_up = QTimer(self, interval=0, singleShot=True)
        self._catching_up.timeout.connect(self._catch_up)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.mpl_connect("draw_event", self._keep_background)
        self.mpl_connect("resize_event", lambda _: self.backdrop.drop())

    @property
    def panels(self) -> Panels | None:
        """The artists; None before `show_target`."""
        return self._panels

    @property
    def legend_height(self) -> int:
        """The height of the legend with the layers' names, in logical pixels."""
        rows = 0 if self._panels is None else legend_rows(self._panels.colors, "stacked")
        return round(rows * LEGEND_ROW * self.labels.inch)

    def set_text_scale(self, scale: float) -> None:
        """Draw text, lines and marks so large, where 1 is the system's size.

        All of them, and the margins, are measured in inches: the figure has more dots to an inch.
        """
        if scale * INCH == self.labels.inch:
            return
        self.labels.set_scale(scale)
        self.readout.setFont(scaled_font(scale))
        for label in (self.hint, self.phase):
            label.set_scale(scale)
        # What the canvas multiplies by the ratio of another screen; matplotlib has no other way.
        vars(self.figure)["_original_dpi"] = self.labels.inch
        dots = self.labels.inch * self.devicePixelRatioF()
        self.figure.set_dpi(dots)
        size = QSizeF(self.size()) * self.devicePixelRatioF() / dots
        self.figure.set_size_inches(size.width(), size.height(), forward=False)
        self._place_labels()
        self._redraw()

    def set_model(self, title: str, config: ModelConfig) -> None:
        """Set the model that the next run is of."""
        self._config = config
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Set the title of the model."""
        self._name = title
        self.setAccessibleName(
            self.tr("{title}: real and generated points, and what is below them").format(
                title=title
            )
        )
        if self._panels is not None:
            self._panels.headline.title = title

    def set_evaluations(self, count: int) -> None:
        """Say how many evaluations of the network a point takes; 0 says nothing."""
        self._evaluations = count
        if self._panels is not None:
            self._panels.show_evaluations(count)
            self._paint(self._panels)

    def set_view(self, view: View) -> None:
        """Show these overlays and this strip."""
        self._view = view
        if self._panels is not None:
            self._panels.choose(view)
            self._redraw()
        self._request_inspection()

    def show_run(self, target: Target, theme: Theme) -> None:
        """Back to empty panels, which are rebuilt only where they must look different."""
        config = self._config
        built_for = (labels(target), theme, *config.looks)
        if self._panels is None or built_for != self._built_for:
            self._built_for = built_for
            self.show_target(target, theme)
        else:
            self._panels.follow(target)
            self.clear()

    def show_target(self, target: Target, theme: Theme) -> None:
        """Build empty panels for this target."""
        self.figure.clear()
        self._forget()
        config = self._config
        theme = translated_theme(theme)
        self._panels = model_panels(self.figure, target, self._name, config, theme)
        self._panels.choose(self._view)
        self._panels.show_evaluations(self._evaluations)
        self._panels.zoom(self.region)
        self._panels.zoom_curves(self.span)
        self.labels.set_theme(theme)
        self.readout.set_theme(theme)
        self.hint.set_theme(theme)
        self.phase.set_theme(theme)
        self._redraw()
        self.emptied.emit()

    def edit_target(self, target: Target, theme: Theme) -> None:
        """Follow a changed target; only other names or colours need new panels.

        Its points come with the next snapshot; before the first one its density is shown at once.
        """
        panels = self._panels
        if panels is None or self._snapshot is None or panels.labels != labels(target):
            self.use_theme(target, theme)
        else:
            panels.follow(target)

    def use_theme(self, target: Target, theme: Theme) -> None:
        """Rebuild the panels, and show in them what was shown."""
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
        """Whether it is visible and has a snapshot to show."""
        panels = self._panels
        return panels is not None and panels.snapshot is not None and not self.isHidden()

    @property
    def scene(self) -> Scene:
        """What is shown, to be drawn elsewhere; needs `has_picture`."""
        panels = self._panels
        assert panels is not None and panels.inside is not None and panels.snapshot is not None
        size = self.width() / INCH, self.height() / INCH
        config, past = self._config, panels.inside.state
        return Scene(self._name, panels.target, config, self._view, *size, panels.snapshot, past)

    def show_snapshot(self, snapshot: Snapshot, inspection: Inspection | None = None) -> None:
        """Show one frame of the present; while the past is shown only the curves grow."""
        if self._panels is None:
            return
        self.frame.show_next(self._panels, snapshot, inspection)
        if self.frame.past is None:
            self._show(self._panels, snapshot)
        elif self._panels.shows_curves:
            self._paint(self._panels)

    def show_preview(self, drawn: DrawnPoints) -> None:
        """Show points of the target until there is a snapshot."""
        if self._panels is not None and self._snapshot is None:
            self._panels.show_preview(drawn.points, drawn.layer)
            self._redraw()

    def show_metrics(self, metrics: StepMetrics, scale: Scale) -> None:
        """Show these metrics with the next frame."""
        self.frame.set_metrics(self._panels, metrics, scale)

    def share_axes(self, others: "Sequence[ModelPanel]") -> None:
        """Give the curves of this panel and of the others the same axes, if the view wants it."""
        all_panels = [one for one in (self, *others) if one.panels is not None]
        share_axes([one.panels for one in all_panels if one.panels is not None])
        for one in all_panels:
            one._catching_up.start()

    def show_region(self, region: Region) -> None:
        """Show this part of the points."""
        if region == self.region:
            return
        self.region = region
        if self._panels is None:
            return
        self._panels.zoom(region)
        if self.backdrop.is_there:
            self.backdrop.rescale(self._panels)
        self._paint(self._panels)
        self.readout.read(self._drawn)
        self._resting.start()

    def show_span(self, span: Span | None) -> None:
        """Show this part of the curves, or with None all of them."""
        self.span = span
        if self._panels is not None:
            self._panels.zoom_curves(span)
            self._paint(self._panels)

    def show_phase(self, phase: PhaseFinished) -> None:
        """Show what slow motion has just done, and with which points; not over the past."""
        if self._panels is not None and self.frame.past is None:
            self._show_phase_text(phase_caption(phase.name, len(phase.points)))
            legend = batch_legend(adversarial=self._config.is_adversarial)
            self._panels.show_phase(phase.name, phase.points, phase.layer, legend)
            self._paint(self._panels)

    def end_phases(self) -> None:
        """Slow motion is over."""
        self._show_phase_text("")
        if self._panels is not None:
            self._panels.end_phases()
            self._paint(self._panels)

    def show_past(self, past: DisplayedFrame | None) -> None:
        """Show a past frame, or with None the present one again."""
        self.frame.past = past
        if past is not None:
            self._show_phase_text("")
        self.labels.mark_title(past is not None)
        shown = self.frame.shown.snapshot
        if self._panels is not None and shown is not None:
            self.frame.show(self._panels)
            self._show(self._panels, shown)

    def show_course(self, history: History) -> None:
        """Show the curves of a past, and its newest snapshot."""
        if self._panels is not None:
            self.frame.replay(self._panels, history)
            self.show_past(None)

    def _show(self, panels: Panels, snapshot: Snapshot) -> None:
        """Paint the snapshot that the panels show now."""
        before, self._snapshot = self._snapshot, snapshot
        self.readout.read(self._drawn)
        if before is None:
            self._redraw()
            return
        if self.backdrop.is_there and not before.has_real_points_of(snapshot):
            self.backdrop.renew(panels)
        self._paint(panels)

    def _paint(self, panels: Panels) -> None:
        """Blit a frame, or draw in full where that is due."""
        if panels.moved():
            self._redraw()
            return
        if self.backdrop.is_there:
            self._rescale(panels)
            self.labels.write(panels)
            self.backdrop.show_frame(panels)
        else:  # a full draw has been asked for, and paints the rest
            self.labels.write_title(panels)

    def _rescale(self, panels: Panels) -> bool:
        """Draw the scales again if curves have outgrown them; whether they have."""
        rescaled = panels.rescaled() and self.backdrop.is_there
        if rescaled:
            self.backdrop.rescale(panels)
        return rescaled

    def _catch_up(self) -> None:
        """Show scales that changed, unless a frame has done so; what a person does comes before."""
        if self._panels is not None and self._rescale(self._panels):
            self._paint(self._panels)

    def _forget(self) -> None:
        self._snapshot, self.frame = None, FrameState()
        self.labels.mark_title(False)

    def clear(self) -> None:
        """Back to the empty panels."""
        self._forget()
        if self._panels is not None:
            self._panels.clear()
            self._redraw()
            self.emptied.emit()

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(240, 380)

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(500, 680)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102, N802
        super().resizeEvent(event)
        self._place_labels()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if self._drawn is not None:
            self.zoom.move(event, self._drawn)
        self._point_at(event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if self._panels is None:
            return
        self.zoom.press(event, self._panels)
        self._choose_neuron(neuron_under(self, event.position(), self._panels))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if self._panels is not None:
            self.zoom.release(event, self._panels)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if self._panels is not None:
            self.zoom.double_click(event, self._panels)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: D102, N802
        taken = self._panels is not None and self.zoom.wheel(event, self._panels)
        event.setAccepted(taken)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        panels = self._panels
        neuron = None if panels is None else neuron_by_key(event, panels)
        self._choose_neuron(neuron)
        taken = panels is not None and self.zoom.key(event, panels)
        event.setAccepted(taken or neuron is not None)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: D102, N802
        super().focusInEvent(event)
        self._framed = event.reason() in _BY_KEY
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: D102, N802
        super().focusOutEvent(event)
        self._framed = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        super().paintEvent(event)
        by_key = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if self._framed and by_key and self._panels is not None:
            painter = QPainter(self)
            painter.setPen(QPen(self.palette().highlight(), _FOCUS_WIDTH))
            painter.drawRect(area_of(self, self._panels.points.axes))
            painter.end()

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if event.type() != QEvent.Type.ToolTip or self._panels is None:
            return bool(super().event(event))
        assert isinstance(event, QHelpEvent)
        text = explanation(self._panels, self.labels, self._view, event.pos())
        QToolTip.showText(event.globalPos(), text, self)
        return True

    def leaveEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().leaveEvent(event)
        self._point_at(None)

    def _show_phase_text(self, text: str) -> None:
        """Show it, and have the values under the cursor below it."""
        self.phase.show_text(text)
        self.readout.inset = self.phase.height() + _PHASE_ROOM if text else 0

    def _choose_neuron(self, neuron: Neuron | None) -> None:
        if neuron is not None:
            self.neuron_chosen.emit(neuron)

    def _point_at(self, cursor: QPointF | None) -> None:
        """Show the values under the cursor, if it is over the points."""
        was = self.readout.is_over
        self.readout.point_at(cursor, self._drawn)
        if self.readout.is_over != was:
            self._request_inspection()
        elif self.readout.is_over:
            self._resting.start()

    @property
    def _drawn(self) -> Panels | None:
        """The panels, once they have been drawn."""
        return self._panels if self.backdrop.is_there else None

    def _request_inspection(self) -> None:
        point = self.readout.place if self._config.has_log_density else None
        wanted = self._view.wanted(hovering=self.readout.is_over, point=point)
        self.inspection_wanted.emit(wanted)

    def _redraw(self) -> None:
        self.backdrop.drop()
        if self._panels is not None:
            self._panels.moved()
            self._panels.rescaled()
            self.labels.write_title(self._panels)
        self.draw_idle()

    def _keep_background(self, _event: DrawEvent) -> None:
        if self._panels is not None:
            self.backdrop.take(self._panels)
            self._place_labels()

    def _place_labels(self) -> None:
        self.labels.place(self._panels)
        if self._panels is not None:
            inch = self.labels.inch
            box = self._panels.points_box(self.width() / inch, self.height() / inch)
            top = self.height() / inch - box.bottom - box.height
            room = (box.left, top, box.width, box.height)
            for label in (self.hint, self.phase):
                label.place(QRect(*(round(inch * x) for x in room)))
