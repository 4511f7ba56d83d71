"""The models' panels side by side, or what stands in for a model that cannot learn the target."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from playground.app.background import Background
from playground.app.history_player import DisplayedFrame
from playground.app.model_slots import ModelSlot
from playground.app.starting_points import DrawnPoints
from playground.density.target import Target
from playground.gui.panels.view_toolbar import ViewToolbar
from playground.gui.status_bar import MessageBar
from playground.gui.timeline import TimeActions, Timeline
from playground.gui.widgets.keys import EnterPresses
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.models import model_of
from playground.nn.history import History, Snapshot
from playground.nn.inspection import Inspection
from playground.plots.theme import Theme
from playground.plots.view import View
from playground.worker.protocol import PhaseFinished

if TYPE_CHECKING:
    from playground.gui.panels.model_panel import ModelPanel
    from playground.plots.curves import Span
    from playground.plots.region import Region

_WIDTHS = (200, 300)
"""Of the reason why a model has no picture: the least and the most, in logical pixels."""

_LEAST_HALF, _HALF = 240, 500
"""The least and the usual width of a model's half, in logical pixels."""

_ROOM = QSize(230, 400)
"""What a panel needs of them for each size of the text that stands on it."""


class SplitOffer(QWidget):
    """Stands in for a model that cannot learn a single layer, and offers to split it."""

    split = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.title.setWordWrap(True)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.why = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.why.setMinimumWidth(_WIDTHS[0])
        self.why.setMaximumWidth(_WIDTHS[1])
        self.why.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(self.tr("Split into parts"))
        self.button.setToolTip(self.tr("Make a layer of each part of the picture"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.split)
        EnterPresses(self.button)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch()
        layout.addWidget(self.title)
        layout.addLayout(_centred(self.why))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()

    def show_reason(self, title: str, why: str) -> None:
        """Show which model this is about, and why it has no picture."""
        self.title.setText(title)
        self.why.setText(why)


def _centred(label: QLabel) -> QHBoxLayout:
    """Alignment would make a label that wraps too low for its lines."""
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(label, 1)
    row.addStretch()
    return row


class _Half(QStackedWidget):
    """What one model is shown in: as wide as the other's, whatever its pages would like."""

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(_HALF, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(_LEAST_HALF, super().minimumSizeHint().height())


class ComparisonView(QWidget):
    """Two panels by slot id, of which those of the shown models are visible.

    The panels come with `build`, after `prepare`, since matplotlib takes longer to import than
    everything before.
    """

    prepared = Signal()  # the panels can be built
    split = Signal()
    inspection_wanted = Signal(int, object)  # slot, InspectionRequest
    emptied = Signal(int)  # slot: its panel is as at the beginning of a run
    neuron_chosen = Signal(object)  # Neuron

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.panels: tuple[ModelPanel, ...] = ()
        """By slot id; none before `build`."""
        self.message_bar = MessageBar()
        self.view_toolbar = ViewToolbar()
        self.time_actions = TimeActions(self)
        self.timeline = Timeline(self.time_actions)
        self.offers = (SplitOffer(), SplitOffer())
        self.models, self.notice = QWidget(), QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.notice.setText(
            self.tr("The drawing is empty. Paint something for the models to learn.")
        )
        self.notice.setWordWrap(True)
        self._background = Background(self)
        self._view = View()
        self._hints = ["", ""]
        self._text_scale = 1.0
        self._models_or_notice = QStackedWidget()
        self._stacks = (_Half(), _Half())
        for stack, offer in zip(self._stacks, self.offers, strict=True):
            offer.split.connect(self.split)
            stack.addWidget(offer)
            stack.addWidget(self._waiting_page())
            stack.setCurrentIndex(1)
        self._arrange()

    def prepare(self) -> None:
        """Import what the panels need in the background; `prepared` follows."""
        self._background.start(self._import_panels)

    def _import_panels(self) -> None:
        from playground.gui.panels import model_panel  # noqa: F401

        self._background.answer(self.prepared.emit)

    def build(self) -> None:
        """Make the panels, empty."""
        from playground.gui.panels.model_panel import ModelPanel

        self.panels = (ModelPanel(), ModelPanel())
        for slot, (stack, panel) in enumerate(zip(self._stacks, self.panels, strict=True)):
            stack.addWidget(panel)
            panel.inspection_wanted.connect(partial(self.inspection_wanted.emit, slot))
            panel.emptied.connect(partial(self.emptied.emit, slot))
            panel.zoom.region_wanted.connect(partial(self._zoom, panel))
            panel.neuron_chosen.connect(self.neuron_chosen)
            panel.zoom.span_wanted.connect(partial(self._zoom_curves, panel))
            panel.hint.show_text(self._hints[slot])
        self.set_view(self._view)

    def show_run(
        self,
        target: Target,
        slots: Sequence[ModelSlot],
        titles: Sequence[str],
        lacks: Sequence[str],
        theme: Theme,
    ) -> None:
        """Show a run before there are snapshots of it; `lacks` says why a model cannot learn."""
        self.set_background(theme)
        for slot, title in enumerate(titles):
            self.offers[slot].show_reason(title, lacks[slot])
            if self.panels and not lacks[slot]:
                self.panels[slot].set_model(title, slots[slot].config)
                self.panels[slot].show_run(target, theme)
            stack = self._stacks[slot]
            stack.setCurrentIndex(0 if lacks[slot] else stack.count() - 1)
        self.show_slots(slots, titles)

    def use_theme(self, target: Target, theme: Theme) -> None:
        """Show the same in other colours."""
        self.set_background(theme)
        for panel in self._learning_panels():
            panel.use_theme(target, theme)

    def set_text_scale(self, scale: float) -> None:
        """Draw text, lines and marks so large, where 1 is the system's size; less where the panels
        are so small that they would leave no room for the points.
        """
        self._text_scale = scale
        self._fit_text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102, N802
        if watched is self.models and event.type() == QEvent.Type.Resize:
            self._fit_text()
        return super().eventFilter(watched, event)

    def _fit_text(self) -> None:
        """Draw the text of all panels as large as it is wanted and they have room."""
        count = max(sum(not stack.isHidden() for stack in self._stacks), 1)
        width, height = self.models.width() / count, self.models.height()
        room = min(width / _ROOM.width(), height / _ROOM.height())
        for panel in self.panels:
            panel.set_text_scale(min(self._text_scale, max(room, 1.0)))
        self._align()

    def edit_target(self, target: Target, theme: Theme) -> None:
        """The same run learns other points."""
        for panel in self._learning_panels():
            panel.edit_target(target, theme)

    def show_waiting(self, waiting: bool) -> None:
        """Say that there is nothing to learn, or show the models."""
        self._models_or_notice.setCurrentWidget(self.notice if waiting else self.models)

    def show_slots(self, slots: Sequence[ModelSlot], titles: Sequence[str]) -> None:
        """Show and name the models; the run is the same."""
        for stack, slot in zip(self._stacks, slots, strict=True):
            stack.setVisible(slot.shown)
        self._fit_text()
        counts = [slot.config.evaluations for slot in slots]
        counted = any(model_of(slot.config).takes_steps for slot in slots)
        for panel, title, count in zip(self.panels, titles, counts, strict=False):
            panel.set_title(title)
            panel.set_evaluations(count if counted else 0)
        self._share_axes()

    def show_snapshot(self, slot: int, snapshot: Snapshot, inspection: Inspection) -> None:
        """Show one frame of one panel."""
        if self.panels:
            self.panels[slot].show_snapshot(snapshot, inspection)
            self._share_axes()

    def shown_snapshots(self) -> dict[int, Snapshot]:
        """What the panels show, of the present or the past, by slot."""
        panels = enumerate(self.panels)
        return {slot: panel.scene.snapshot for slot, panel in panels if panel.has_picture}

    def show_preview(self, drawn: DrawnPoints) -> None:
        """Show points of the target where there is no snapshot yet."""
        for panel in self._learning_panels():
            panel.show_preview(drawn)

    def show_hint(self, slot: int, sentence: str) -> None:
        """Say over one model's points what is going on; nothing if the sentence is empty."""
        self._hints[slot] = sentence
        if self.panels:
            self.panels[slot].hint.show_text(sentence)

    def show_phase(self, slot: int, phase: PhaseFinished) -> None:
        """Show what slow motion has just done with one model."""
        if self.panels:
            self.panels[slot].show_phase(phase)

    def end_phases(self) -> None:
        """Slow motion is over."""
        for panel in self.panels:
            panel.end_phases()

    def show_metrics(self, slot: int, metrics: StepMetrics, scale: Scale) -> None:
        """Show the metrics of one model."""
        if self.panels:
            self.panels[slot].show_metrics(metrics, scale)
            self._share_axes()

    def show_past(self, slot: int, past: DisplayedFrame | None) -> None:
        """Show a past iteration of one model, or with None the present."""
        if self.panels:
            self.panels[slot].show_past(past)

    def show_course(self, slot: int, history: History) -> None:
        """Show the curves of one model's past."""
        self.panels[slot].show_course(history)
        self._share_axes()

    def set_view(self, view: View) -> None:
        """Show this in all panels."""
        shares = view.shared_axes and not self._view.shared_axes
        self._view = view
        self.view_toolbar.show_view(view)
        for panel in self.panels:
            panel.set_view(view)
        if shares and self.panels:
            first = self.panels[0]
            self._zoom(first, first.region)
            self._zoom_curves(first, first.span)
        self._share_axes()

    def set_background(self, theme: Theme) -> None:
        """Take the colour of the panels' background, also before there are panels."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.figure))
        self.setPalette(palette)

    def _zoom(self, panel: "ModelPanel", region: "Region") -> None:
        """Show this of the points of one panel, and of those that share its axes."""
        for one in self.panels if self._view.shared_axes else (panel,):
            one.show_region(region)

    def _zoom_curves(self, panel: "ModelPanel", span: "Span | None") -> None:
        """Show this of the curves of one panel, and of those that share its axes."""
        for one in self.panels if self._view.shared_axes else (panel,):
            one.show_span(span)
        self._share_axes()

    def _share_axes(self) -> None:
        """Let the curves of the models that are shown have the same axes, if the view wants it."""
        shown = [panel for panel in self._learning_panels() if not panel.parentWidget().isHidden()]
        if shown and self._view.strip in ("losses", "distances"):
            shown[0].share_axes(shown[1:])

    def _learning_panels(self) -> "list[ModelPanel]":
        """The panels whose model can learn the target."""
        pairs = zip(self._stacks, self.panels, strict=False)
        return [panel for stack, panel in pairs if stack.currentWidget() is panel]

    def _align(self) -> None:
        """Leave room under a panel without a legend, so that the pictures are at one height."""
        learning = self._learning_panels()
        heights = [panel.legend_height if panel in learning else 0 for panel in self.panels]
        for stack, height in zip(self._stacks, heights, strict=False):
            stack.setContentsMargins(0, 0, 0, max(heights) - height)

    def _waiting_page(self) -> QLabel:
        """Stands where a panel will be, while what draws it is loaded."""
        label = QLabel(self.tr("Loading what draws the pictures…"), wordWrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    def _arrange(self) -> None:
        self.models.installEventFilter(self)
        row = QHBoxLayout(self.models)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for stack in self._stacks:
            row.addWidget(stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message_bar)
        column.addWidget(self.view_toolbar)
        for widget in (self.models, self.notice):
            self._models_or_notice.addWidget(widget)
        column.addWidget(self._models_or_notice, 1)
        column.addWidget(self.timeline)
