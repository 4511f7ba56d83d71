"""The models' panels side by side, or what stands in the place of one that cannot learn."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from playground.app.history_player import DisplayedFrame
from playground.app.model_slots import ModelSlot
from playground.app.translation import tr_message
from playground.density.target import Target
from playground.gan.history import History, Snapshot
from playground.gan.inspection import Inspection
from playground.gui.panels.view_toolbar import ViewToolbar
from playground.gui.status_bar import MessageBar
from playground.gui.timeline import TimeActions, Timeline
from playground.gui.widgets.keys import SpacePresses
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.plots.theme import Theme
from playground.plots.view import View
from playground.worker.protocol import PhaseFinished

if TYPE_CHECKING:
    from playground.gui.panels.model_panel import ModelPanel

_WIDTH = 300
"""As wide as a panel at the least."""


class SplitOffer(QWidget):
    """Says why there is no picture of the model, and how to get one."""

    split = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.why = QLabel(wordWrap=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.why.setFixedWidth(_WIDTH)
        self.button = QPushButton(self.tr("Split into parts"))
        self.button.setToolTip(self.tr("Make a layer of each part of the picture"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.split)
        SpacePresses(self.button)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch()
        layout.addWidget(self.title)
        layout.addLayout(_centred(self.why))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()

    def say(self, title: str, why: str) -> None:
        """Which model this is about, and what it lacks."""
        self.title.setText(title)
        self.why.setText(why)


def _centred(label: QLabel) -> QHBoxLayout:
    """Alignment would leave a label that wraps too low for its lines."""
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(label)
    row.addStretch()
    return row


class ComparisonView(QWidget):
    """Two places, of which those are seen whose entrant is shown; above them, what is to be said.

    The panels come with `build`, since matplotlib takes longer to import than all before it.
    """

    split = Signal()
    wants = Signal(int, object)  # place, Wanted: what must be looked at inside its model
    emptied = Signal(int)  # place: its panel is as at the beginning of a run

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.panels: tuple[ModelPanel, ...] = ()
        self.message_bar = MessageBar()
        self.look_bar = ViewToolbar()
        self.time_actions = TimeActions(self)
        self.timeline = Timeline(self.time_actions)
        self.look_bar.view_changed.connect(self.set_view)
        self.offers = (SplitOffer(), SplitOffer())
        self.models, self.notice = QWidget(), QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.notice.setText(
            self.tr("The drawing is empty. Paint something for the models to learn.")
        )
        self.notice.setWordWrap(True)
        self._either = QStackedWidget()
        self._places = (QStackedWidget(), QStackedWidget())
        for place, offer in zip(self._places, self.offers, strict=True):
            offer.split.connect(self.split)
            place.addWidget(offer)
            place.addWidget(QWidget())
            place.setCurrentIndex(1)  # nothing is lacking yet
        self._arrange()

    def build(self) -> None:
        """Make the panels, empty."""
        from playground.gui.panels.model_panel import ModelPanel

        self.panels = (ModelPanel(), ModelPanel())
        for index, (place, panel) in enumerate(zip(self._places, self.panels, strict=True)):
            place.addWidget(panel)
            panel.wants.connect(partial(self.wants.emit, index))
            panel.emptied.connect(partial(self.emptied.emit, index))
        self.set_view(self.look_bar.view)

    def show_race(
        self, target: Target, entrants: Sequence[ModelSlot], titles: Sequence[str], theme: Theme
    ) -> None:
        """Show who learns what, before there are pictures of it."""
        self.color(theme)
        for index, (entrant, title) in enumerate(zip(entrants, titles, strict=True)):
            lacks = entrant.lacks(target)
            self.offers[index].say(title, tr_message(lacks))
            if self.panels and not lacks:
                self.panels[index].set_model(title, entrant.config)
                self.panels[index].show_run(target, theme)
            self._choose(index, lacks)
        self.look_bar.show_race(target, entrants)
        self.show_entrants(entrants, titles)
        self._level(target, entrants)

    def use_theme(self, target: Target, theme: Theme) -> None:
        """Show the same in other colours."""
        self.color(theme)
        for place, panel in zip(self._places, self.panels, strict=False):
            if place.currentWidget() is panel:
                panel.use_theme(target, theme)

    def edit_target(self, target: Target, theme: Theme) -> None:
        """The same run has other points to learn."""
        for place, panel in zip(self._places, self.panels, strict=False):
            if place.currentWidget() is panel:
                panel.edit_target(target, theme)

    def show_waiting(self, waiting: bool) -> None:
        """Say that there is nothing to learn, or stop saying it."""
        self._either.setCurrentWidget(self.notice if waiting else self.models)

    def show_entrants(self, entrants: Sequence[ModelSlot], titles: Sequence[str]) -> None:
        """Show and name these; the run is the same."""
        for place, entrant in zip(self._places, entrants, strict=True):
            place.setVisible(entrant.shown)
        for panel, title in zip(self.panels, titles, strict=False):
            panel.set_title(title)

    def show_snapshot(self, place: int, snapshot: Snapshot, look: Inspection) -> None:
        """One frame of one panel."""
        if self.panels:
            self.panels[place].show_snapshot(snapshot, look)

    def show_phase(self, place: int, phase: PhaseFinished) -> None:
        """What slow motion has just done with one panel's model."""
        if self.panels:
            self.panels[place].show_phase(phase)

    def end_phases(self) -> None:
        """There is no slow motion any more."""
        for panel in self.panels:
            panel.end_phases()

    def show_figures(self, place: int, moment: StepMetrics, scale: Scale) -> None:
        """Figures of a moment of one panel's model."""
        if self.panels:
            self.panels[place].show_figures(moment, scale)

    def show_past(self, place: int, past: DisplayedFrame | None) -> None:
        """A moment of one panel's model that is past, or with None its present."""
        if self.panels:
            self.panels[place].show_past(past)

    def show_course(self, place: int, history: History) -> None:
        """What one panel's model has been through."""
        self.panels[place].show_course(history)

    def set_view(self, view: View) -> None:
        """What is seen over the points and below them, in all panels."""
        for panel in self.panels:
            panel.set_view(view)

    def color(self, theme: Theme) -> None:
        """Take the ground of the panels, which come later."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.figure))
        self.setPalette(palette)

    def _choose(self, index: int, lacks: str) -> None:
        """The panel once it is there, the offer where the entrant lacks something."""
        place = self._places[index]
        place.setCurrentIndex(0 if lacks else place.count() - 1)

    def _level(self, target: Target, entrants: Sequence[ModelSlot]) -> None:
        """Leave room under a panel without a legend, so that the pictures stand level."""
        heights = [
            0 if entrant.lacks(target) else panel.legend_height
            for panel, entrant in zip(self.panels, entrants, strict=False)
        ]
        for place, height in zip(self._places, heights, strict=False):
            place.setContentsMargins(0, 0, 0, max(heights) - height)

    def _arrange(self) -> None:
        row = QHBoxLayout(self.models)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for place in self._places:
            row.addWidget(place, 1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self.message_bar)
        stack.addWidget(self.look_bar)
        for either in (self.models, self.notice):
            self._either.addWidget(either)
        stack.addWidget(self._either, 1)
        stack.addWidget(self.timeline)
