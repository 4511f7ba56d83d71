"""The main window: puts the parts in their places and shows what the session tells."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFileDialog,
    QMainWindow,
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from playground.app.autosave import DrawingAutosave, RunAutosave
from playground.app.session import Session
from playground.app.session_file import SessionFile
from playground.density.target import Target
from playground.gui.connections import CommandCopier, HistoryConnections, connect_views
from playground.gui.digits.controller import DigitsController
from playground.gui.digits.view import DigitsView
from playground.gui.drop_zone import DropZone
from playground.gui.export.actions import ExportActions
from playground.gui.file_dialogs import ImportDialogs, SessionDialogs
from playground.gui.lessons.dock import LessonsDock
from playground.gui.menus import Menus
from playground.gui.painting.target_panel import TargetPanel
from playground.gui.panels.comparison import ComparisonView
from playground.gui.run_toolbar import RunToolbar
from playground.gui.settings.form import SettingsForm
from playground.gui.status_bar import MessageBar, PhaseStrip, ProgressLabel
from playground.plots.theme import DARK, LIGHT, Theme
from playground.worker.protocol import PhaseFinished

if TYPE_CHECKING:
    from playground.gui.panels.model_panel import ModelPanel


class CentralPages(QStackedWidget):
    """Shows one of the two; problems with digits are said where they are seen."""

    digits_shown = Signal()

    def __init__(self, stage: ComparisonView) -> None:
        super().__init__()
        self.stage = stage
        self.digits_view = DigitsView()
        self.digits = DigitsController(self.digits_view, self)
        self.addWidget(stage)
        self.addWidget(self.digits_view)
        self.digits.shown.connect(self._show_digits)
        self.digits.problem.connect(self._say)
        self.digits_view.left.connect(self.show_stage)
        self.digits_view.open_wanted.connect(self.ask_run)

    def ask_run(self) -> None:
        """Open the folder of a run that a person chooses."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Open MNIST run"))
        if name:
            self.digits.open(Path(name))

    def show_stage(self) -> None:
        """Back to the models of the plane."""
        self.setCurrentWidget(self.stage)

    def follow_playing(self, playing: bool) -> None:
        """What trains is to be seen."""
        if playing:
            self.show_stage()

    def _show_digits(self) -> None:
        self.setCurrentWidget(self.digits_view)
        self.digits_shown.emit()

    def _say(self, sentence: str) -> None:
        seen = self.digits_view if self.currentWidget() is self.digits_view else self.stage
        seen.message_bar.say(sentence)


_NOTE_MS = 6000
_MIDDLE = 128
_SETTINGS_WIDTH = 244


class MainWindow(QMainWindow):
    """Opens at once with the target; the canvases follow when it is on the screen."""

    first_painted = Signal()

    def __init__(self, session: Session, keeper: DrawingAutosave) -> None:
        super().__init__()
        self._session = session
        self.keeper = keeper
        self._painted = False
        self._starting = self.tr("Starting the training process…")
        self.setWindowTitle(self.tr("Distribution Playground"))
        self.run_bar = RunToolbar()
        self.target_panel = TargetPanel(session.easel, self.theme)
        self.files = ImportDialogs(self, session.easel, session.desk, self.theme)
        self.gallery = self.files.gallery
        self.stage = ComparisonView()
        self.stage.color(self.theme)
        self.middle = CentralPages(self.stage)
        self.settings_form = SettingsForm()
        self.progress_label, self.phase_strip = ProgressLabel(), PhaseStrip()
        self.addToolBar(self.run_bar)
        self.setCentralWidget(self._arranged())
        self.settings_dock = self._docked(self.settings_form)
        for widget in (self.phase_strip, self.progress_label):
            self.statusBar().addPermanentWidget(widget)
        self.menus = Menus(
            self.menuBar(),
            self.run_bar,
            self.target_panel.actions_of_layers,
            self.stage.look_bar,
            self.stage.time_actions,
            self.settings_dock.toggleViewAction(),
        )
        self.copier = CommandCopier(session, self)
        self.exports = ExportActions(self, session, self.menus.export)
        self.drop_zone = DropZone(self, self.target_panel)
        self.teaching = LessonsDock(self, session)
        self.saving = SessionFile(session, self.stage.look_bar, self)
        self.filing = SessionDialogs(self, self.saving)
        self.run_keeper = RunAutosave(keeper, session, self.stage.look_bar, self)
        connect_views(self, session)
        self._connect_session()
        self.time_travel = HistoryConnections(session, self.stage, self.settings_form)
        self._show_target(session.target)
        self._show_entrants()
        self.statusBar().showMessage(self._starting)
        self.first_painted.connect(self._build_panels, Qt.ConnectionType.QueuedConnection)

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(1280, 768)

    @property
    def message_bar(self) -> MessageBar:
        """Where problems are said."""
        return self.stage.message_bar

    @property
    def theme(self) -> Theme:
        """Light or dark, as the system's palette is."""
        return DARK if self.palette().window().color().lightness() < _MIDDLE else LIGHT

    @property
    def model_panels(self) -> "tuple[ModelPanel, ...]":
        """The entrants' canvases; none before the window was painted."""
        return self.stage.panels

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102, N802
        if self.filing.would_lose:
            event.ignore()
            # A window that is asked to close while it is being asked to close does not listen.
            self.filing.leave(lambda: QTimer.singleShot(0, self._close_anyway))
            return
        failure = self.keeper.flush()
        if failure and not self._may_lose(failure):
            event.ignore()
        else:
            self.exports.close()
            self.middle.digits.close()
            self.saving.close()
            self.run_keeper.close(clean=self.filing.asks)

    def _close_anyway(self) -> None:
        """All that a person wanted to keep is kept."""
        self.filing.agreed = True
        self.close()
        self.filing.agreed = False

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._painted:
            self.target_panel.use_theme(self.theme)
            self.files.theme = self.theme
            self.gallery.start_painting(self.theme)
            self.stage.use_theme(self._session.target, self.theme)

    def _arranged(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 4, 4, 4)
        column.addWidget(self.target_panel)
        column.addWidget(self.gallery, 1)
        self.columns = QSplitter(childrenCollapsible=False)
        self.columns.addWidget(left)
        self.columns.addWidget(self.middle)
        self.columns.setStretchFactor(1, 1)
        return self.columns

    def _docked(self, form: SettingsForm) -> QDockWidget:
        dock = QDockWidget(self.tr("Settings"), self)
        dock.setObjectName("settings")
        dock.setAllowedAreas(Qt.DockWidgetArea.RightDockWidgetArea)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        dock.setWidget(form)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self.resizeDocks([dock], [_SETTINGS_WIDTH], Qt.Orientation.Horizontal)
        return dock

    def _connect_session(self) -> None:
        session = self._session
        session.easel.history.changed.connect(self._show_history)
        session.target_changed.connect(self._show_target)
        session.target_edited.connect(self._follow_target)
        session.waiting_changed.connect(self.stage.show_waiting)
        session.entrants_changed.connect(self._show_entrants)
        session.lineup.refused.connect(self.settings_form.show_refusal)
        session.run_started.connect(self.message_bar.hide)
        session.run_started.connect(self._show_race)
        session.run.snapshot_taken.connect(self.stage.show_snapshot)
        session.run.judged.connect(self.stage.show_figures)
        session.phase_passed.connect(self._show_phase)
        session.phases_ended.connect(self._end_phases)
        session.progress_changed.connect(self.progress_label.show_progress)
        session.playing_changed.connect(self.run_bar.show_playing)
        session.run.devices_known.connect(self._show_devices)
        session.problem.connect(self.message_bar.say)
        session.noted.connect(self.note)
        self.keeper.problem.connect(self.message_bar.say)

    def _build_panels(self) -> None:
        self.stage.build()
        self.stage.show_waiting(self._session.waiting)
        self._show_race()
        self.gallery.start_painting(self.theme)

    def _show_history(self) -> None:
        history = self._session.easel.history
        self.menus.show_history(history.undo_text, history.redo_text)

    def _follow_target(self, target: Target) -> None:
        """The same run has other points to learn."""
        self.stage.edit_target(target, self.theme)

    def _show_target(self, target: Target) -> None:
        self.gallery.mark(target.name)

    def _show_race(self) -> None:
        """Show who learns what from the beginning, in the present theme."""
        session = self._session
        running = session.run.plan.running(session.entrants)
        self.stage.show_race(session.target, running, session.lineup.titles, self.theme)

    def _show_entrants(self) -> None:
        session = self._session
        titles, entrants = session.lineup.titles, session.entrants
        self.stage.show_entrants(entrants, titles)
        self.run_bar.show_entrants(titles, [entrant.shown for entrant in entrants])
        preset = " | ".join(dict.fromkeys(entrant.preset for entrant in entrants))
        self.run_bar.show_run(seed=session.seed, preset=preset, clock=session.run.clock)
        self.settings_form.show_entrants(entrants, titles, session.after_reset)
        self.menus.show_titles(titles)

    def _show_phase(self, place: int, phase: PhaseFinished) -> None:
        self.phase_strip.show_phase(phase.name)
        self.stage.show_phase(place, phase)

    def _end_phases(self) -> None:
        self.phase_strip.show_phase("")
        self.stage.end_phases()

    def _show_devices(self, devices: tuple[str, ...]) -> None:
        self.run_bar.show_devices(devices, self._session.device)
        if self.statusBar().currentMessage() == self._starting:
            self.statusBar().clearMessage()

    def note(self, sentence: str) -> None:
        """Say in the status bar what was done."""
        self.statusBar().showMessage(sentence, _NOTE_MS)

    def _may_lose(self, failure: str) -> bool:
        """Ask whether to close although the drawing could not be kept."""
        ask = QMessageBox.question(
            self,
            self.tr("Close"),
            self.tr(
                "The drawing could not be kept ({reason}). Close the window and lose it?"
            ).format(reason=failure),
            QMessageBox.StandardButton.Close | QMessageBox.StandardButton.Cancel,
        )
        return ask == QMessageBox.StandardButton.Close
