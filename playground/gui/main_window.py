"""The main window: its views, where they stand, and how they show the state of the session."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFileDialog,
    QMainWindow,
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from playground.app.exporter import Exporter
from playground.app.history_player import Playhead
from playground.app.layer_commands import LayerCommands
from playground.app.lesson_tasks import TaskTracker
from playground.app.lessons import LessonOpener
from playground.app.milestones import MilestoneLog
from playground.app.notices import Notices, Offer
from playground.app.run_hints import RunHints
from playground.app.session import Session
from playground.app.starting_points import StartingPoints
from playground.app.storage.autosave import DrawingAutosave, RunAutosave
from playground.app.storage.earlier_drawings import EarlierDrawings
from playground.app.storage.session_file import SessionFile
from playground.app.translation import tr_message
from playground.density.target import Target
from playground.errors import InputError
from playground.gui.digits.controller import DigitsController
from playground.gui.digits.view import DigitsView
from playground.gui.drop_zone import DropZone
from playground.gui.export.actions import ExportActions
from playground.gui.file_dialogs import ImportDialogs, SessionDialogs
from playground.gui.lessons.dock import LessonsDock
from playground.gui.lessons.steps import LessonSteps
from playground.gui.menus import Menus
from playground.gui.painting.gallery import Gallery
from playground.gui.painting.target_panel import TargetPanel
from playground.gui.panels.comparison import ComparisonView
from playground.gui.presentation import Presentation
from playground.gui.run_toolbar import RunToolbar
from playground.gui.settings.form import SettingsForm
from playground.gui.status_bar import MessageBar, PhaseStrip, ProgressLabel
from playground.gui.widgets.box_edges import HALF_LIGHTNESS
from playground.gui.widgets.literal import literal
from playground.plots.theme import DARK, LIGHT, Theme

if TYPE_CHECKING:
    from playground.gui.experiments.window import ExperimentsWindow
    from playground.gui.panels.model_panel import ModelPanel
    from playground.gui.steps_dialog import StepsDialog

_INFO_MS = 6000
_SETTINGS_WIDTH = 244
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class CentralPages(QStackedWidget):
    """The models of the drawing, or the digits; problems are shown on the page that is visible."""

    digits_shown = Signal()

    def __init__(self, comparison: ComparisonView, notices: Notices) -> None:
        super().__init__()
        self.comparison = comparison
        self.digits_view = DigitsView()
        self.digits = DigitsController(self.digits_view, notices, self)
        self.addWidget(comparison)
        self.addWidget(self.digits_view)
        self.digits.shown.connect(self._show_digits)
        self.digits_view.left.connect(self.show_comparison)
        self.digits_view.open_wanted.connect(self.ask_run)

    def ask_run(self) -> None:
        """Ask for the folder of an MNIST run, and open it."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Open MNIST run"))
        if name:
            self.digits.open_run(Path(name))

    def show_comparison(self) -> None:
        """Show the models of the drawing."""
        self.setCurrentWidget(self.comparison)

    def show_playing(self, playing: bool) -> None:
        """Show the models of the drawing when they start to train."""
        if playing:
            self.show_comparison()

    def show_problem(self, sentence: str) -> None:
        """Show a problem on the page that is visible."""
        self._message_bar.show_problem(sentence)

    def show_offer(self, offer: Offer) -> None:
        """Show on the page that is visible what happened, and how to take it back."""
        self._message_bar.show_offer(offer)

    @property
    def _message_bar(self) -> MessageBar:
        showing_digits = self.currentWidget() is self.digits_view
        return (self.digits_view if showing_digits else self.comparison).message_bar

    def _show_digits(self) -> None:
        self.setCurrentWidget(self.digits_view)
        self.digits_shown.emit()


class MainWindow(QMainWindow):
    """The views of a session, and the parts of `app` that belong to one window.

    It opens at once with the target; the model panels follow when it is on the screen.
    `connections.connect_views` connects the views with what they are about.
    """

    first_painted = Signal()

    def __init__(self, session: Session, autosave: DrawingAutosave) -> None:
        super().__init__()
        self.session = session
        self.autosave = autosave
        self._painted = False
        self.experiments_window: ExperimentsWindow | None = None
        self.steps_dialog: StepsDialog | None = None
        self._starting = self.tr("Starting the training process…")
        self.setWindowTitle(self.tr("Distribution Playground"))
        self._make_parts()
        self._make_views()
        self._make_dialogs()
        self.statusBar().showMessage(self._starting)
        self.first_painted.connect(self.comparison.prepare)
        self.comparison.prepared.connect(self._build_panels, Qt.ConnectionType.QueuedConnection)

    def _make_parts(self) -> None:
        session = self.session
        self.session_file = SessionFile(session, self)
        self.run_autosave = RunAutosave(self.autosave, session, self.session_file, self)
        self.earlier_drawings = EarlierDrawings(self.autosave, session, self.session_file, self)
        self.playhead = Playhead(session)
        self.milestones = MilestoneLog(session, self)
        self.exporter = Exporter(session, self)
        self.starting_points = StartingPoints(session, self)
        self.run_hints = RunHints(session, self)
        self.layer_commands = LayerCommands(session.editor, session.notices, self)
        self.lesson_opener = LessonOpener(session, self)
        self.task_tracker = TaskTracker(session, self)

    def _make_views(self) -> None:
        self.run_toolbar = RunToolbar()
        self.target_panel = TargetPanel(self.session.editor.shown, self.theme)
        self.gallery = Gallery()
        self.comparison = ComparisonView()
        self.comparison.set_background(self.theme)
        self.pages = CentralPages(self.comparison, self.session.notices)
        self.settings_form = SettingsForm()
        self.progress_label, self.phase_strip = ProgressLabel(), PhaseStrip()
        self.addToolBar(self.run_toolbar)
        self.setCentralWidget(self._arranged())
        self.settings_dock = self._docked(self.settings_form)
        self.lessons_dock = LessonsDock(self)
        self._add_lessons_dock()
        for widget in (self.phase_strip, self.progress_label):
            self.statusBar().addPermanentWidget(widget)
        self.menus = Menus(
            self.menuBar(),
            self.run_toolbar,
            self.target_panel.layer_actions,
            self.comparison.view_toolbar,
            self.comparison.time_actions,
        )
        self.presentation = Presentation(
            self,
            self.comparison,
            self.run_toolbar,
            drawing=self.left_column,
            steps=self.lesson_steps,
            hides=(self.settings_dock, self.lessons_dock, self.gallery),
        )
        for dock, action in self._dock_actions:
            dock.visibilityChanged.connect(action.setChecked)

    def _make_dialogs(self) -> None:
        session = self.session
        self.import_dialogs = ImportDialogs(
            self, self.gallery, session.editor, session.importer, session.notices
        )
        self.session_dialogs = SessionDialogs(self, self.session_file)
        self.export_actions = ExportActions(self, self.comparison, self.exporter, self.menus.export)
        self.drop_zone = DropZone(self, self.target_panel, session.notices)

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(1280, 768)

    @property
    def message_bar(self) -> MessageBar:
        """Where problems are shown beside the models."""
        return self.comparison.message_bar

    @property
    def theme(self) -> Theme:
        """Light or dark, as the system's palette is."""
        lightness = self.palette().window().color().lightness()
        return DARK if lightness < HALF_LIGHTNESS else LIGHT

    @property
    def model_panels(self) -> "tuple[ModelPanel, ...]":
        """The panels by slot id; none before the window was painted."""
        return self.comparison.panels

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102, N802
        if self.session_dialogs.would_lose:
            event.ignore()
            # A window that is asked to close while it is being asked to close does not listen.
            self.session_dialogs.leave(lambda: QTimer.singleShot(0, self._close_anyway))
            return
        failure = self.autosave.flush()
        if (failure and not self._may_lose(failure)) or not self._may_stop_experiment():
            event.ignore()
        else:
            if self.experiments_window is not None:
                self.experiments_window.experiments.close()
            if self.steps_dialog is not None:
                self.steps_dialog.close()
            self.exporter.close()
            self.starting_points.close()
            self.import_dialogs.close()
            self.pages.digits.close()
            self.run_autosave.close(given_up=self.session_dialogs.agreed)
            self.earlier_drawings.close()
            self.session_file.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        # Here, since what has the focus may have a use for Escape of its own.
        if event.key() == Qt.Key.Key_Escape and self.presentation.is_on:
            self.presentation.leave()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._painted:
            self.target_panel.use_theme(self.theme)
            self.import_dialogs.use_theme(self.theme)
            self.export_actions.use_theme(self.theme)
            if self.steps_dialog is not None:
                self.steps_dialog.use_theme(self.theme)
            self.comparison.use_theme(self.session.target, self.theme)
        if event.type() == QEvent.Type.FontChange and self._painted:
            self.comparison.set_text_scale(self.presentation.text_scale)

    def show_info(self, sentence: str) -> None:
        """Show in the status bar what was done."""
        self.statusBar().showMessage(sentence, _INFO_MS)

    def toggle_settings(self) -> None:
        """Show the settings in front of the lessons; hide them only if they are there already."""
        if not _hidden_if_in_front(self.settings_dock):
            self.settings_dock.show()
            self.settings_dock.raise_()
        self._check_docks()

    def toggle_lessons(self) -> None:
        """Show the lessons in front of the settings; hide them only if they are there already."""
        if not _hidden_if_in_front(self.lessons_dock):
            self.show_lessons()
        self._check_docks()

    def show_lessons(self) -> None:
        """Show the lessons where the settings are, wide enough to read."""
        dock = self.lessons_dock
        dock.show()
        dock.raise_()
        self.resizeDocks([dock], [dock.reading_width], Qt.Orientation.Horizontal)
        dock.panel.page.setFocus()

    def show_experiments(self) -> None:
        """Show the experiments in a window of their own."""
        if self.experiments_window is None:
            # What trains an experiment brings matplotlib.
            from playground.app.experiments import Experiments
            from playground.gui.experiments.window import ExperimentsWindow

            self.experiments_window = ExperimentsWindow(self, self.session, Experiments(self))
            self.experiments_window.open_wanted.connect(self._open_runs)
        self.experiments_window.show_experiment()

    def show_steps_curves(self) -> None:
        """Show what the steps of the shown flows' samplers buy, in a window of its own."""
        if self.steps_dialog is None:
            # What draws it brings matplotlib.
            from playground.app.steps_curves import StepsCurves
            from playground.gui.steps_dialog import StepsDialog

            curves = StepsCurves(self.session, self)
            shown = self.comparison.shown_snapshots
            self.steps_dialog = StepsDialog(self, curves, shown, self.theme)
            self.steps_dialog.save_wanted.connect(self._save_steps_curves)
        self.steps_dialog.show()
        self.steps_dialog.raise_()
        self.steps_dialog.activateWindow()
        self.steps_dialog.begin()

    def show_drawing(self) -> None:
        """Show the drawing as the editor has it."""
        editor = self.session.editor
        self.target_panel.show_drawing(
            editor.shown, sketching=editor.sketching, previewing=editor.previewing
        )

    def show_history(self) -> None:
        """Name the steps that undo and redo apply to."""
        history = self.session.editor.history
        self.menus.show_history(history.undo_text, history.redo_text)

    def show_edited_target(self, target: Target) -> None:
        """Show that the run learns other points."""
        self.comparison.edit_target(target, self.theme)

    def show_run(self) -> None:
        """Show a run from its beginning, in the present theme."""
        session = self.session
        slots = session.running_slots
        lacks = [tr_message(slot.lacks(session.target)) for slot in slots]
        self.comparison.view_toolbar.show_choices(session.view_choices)
        self.comparison.view_toolbar.show_view(session.view)
        titles = session.model_slots.titles
        self.comparison.show_run(session.target, slots, titles, lacks, self.theme)

    def show_slots(self) -> None:
        """Show the models, their settings and titles."""
        session = self.session
        titles, slots = session.model_slots.titles, session.slots
        self.comparison.show_slots(slots, titles)
        self.run_toolbar.show_slots(titles, [slot.shown for slot in slots])
        presets = [slot.preset for slot in slots]
        self.run_toolbar.show_run(seed=session.seed, presets=presets, clock=session.run.clock)
        self.settings_form.show_slots(slots, titles, session.after_reset)
        self.menus.show_titles(titles)

    def show_devices(self, devices: tuple[str, ...]) -> None:
        """Offer these devices; the training process is there."""
        self.run_toolbar.show_devices(devices, self.session.device)
        if self.statusBar().currentMessage() == self._starting:
            self.statusBar().clearMessage()

    def _build_panels(self) -> None:
        self.comparison.build()
        self.comparison.set_text_scale(self.presentation.text_scale)
        self.comparison.show_waiting(self.session.waiting)
        self.show_run()
        self.import_dialogs.use_theme(self.theme)
        self.export_actions.use_theme(self.theme)

    def _arranged(self) -> QWidget:
        self.left_column = QWidget()
        column = QVBoxLayout(self.left_column)
        column.setContentsMargins(8, 4, 4, 4)
        column.addWidget(self.target_panel)
        column.addWidget(self.gallery, 1)
        self.columns = QSplitter(childrenCollapsible=False)
        self.columns.addWidget(self.left_column)
        self.columns.addWidget(self.pages)
        self.lesson_steps = LessonSteps()
        self.columns.addWidget(self.lesson_steps)
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

    @property
    def _dock_actions(self) -> tuple[tuple[QDockWidget, QAction], ...]:
        menus = self.menus
        return (self.settings_dock, menus.settings), (self.lessons_dock, menus.lessons)

    def _check_docks(self) -> None:
        """Check the action of the dock in front: a click has checked its own."""
        for dock, action in self._dock_actions:
            action.setChecked(_is_in_front(dock))

    def _add_lessons_dock(self) -> None:
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.lessons_dock)
        self.tabifyDockWidget(self.settings_dock, self.lessons_dock)
        for tabs in self.findChildren(QTabBar, options=_DIRECT):  # Qt gives it no name
            tabs.setAccessibleName(self.tr("Settings and lessons"))
        self.lessons_dock.hide()

    def _close_anyway(self) -> None:
        """Close without another question: what was to be saved is saved."""
        self.session_dialogs.agreed = True
        self.close()
        self.session_dialogs.agreed = False

    def _save_steps_curves(self) -> None:
        assert self.steps_dialog is not None, "it is what asks for it"
        figure = self.steps_dialog.canvas.figure
        self.export_actions.export_figure(figure, f"steps-{self.session.target.name}")

    def _open_runs(self, paths: list[Path]) -> None:
        from playground.app.run_opening import open_runs

        try:
            open_runs(self.session, paths)
        except InputError as error:
            self.session.notices.problem.emit(tr_message(error))
        self.raise_()
        self.activateWindow()

    def _may_stop_experiment(self) -> bool:
        """Ask whether to close although an experiment is going on, where one is."""
        window = self.experiments_window
        if window is None or not window.experiments.is_running:
            return True
        ask = QMessageBox.question(
            self,
            self.tr("Close"),
            self.tr(
                "An experiment is being trained. Close the window and stop it? What is done is "
                "kept, and Run ▸ Experiments… goes on with the rest."
            ),
            QMessageBox.StandardButton.Close | QMessageBox.StandardButton.Cancel,
        )
        return ask == QMessageBox.StandardButton.Close

    def _may_lose(self, failure: str) -> bool:
        """Ask whether to close although the drawing could not be saved."""
        text = self.tr("The drawing could not be saved ({reason}). Close the window and lose it?")
        ask = QMessageBox.question(
            self,
            self.tr("Close"),
            literal(text.format(reason=failure)),
            QMessageBox.StandardButton.Close | QMessageBox.StandardButton.Cancel,
        )
        return ask == QMessageBox.StandardButton.Close


def _is_in_front(dock: QDockWidget) -> bool:
    return dock.isVisible() and not dock.visibleRegion().isEmpty()


def _hidden_if_in_front(dock: QDockWidget) -> bool:
    """Hide `dock` if it is in front; returns whether it was."""
    in_front = _is_in_front(dock)
    if in_front:
        dock.hide()
    return in_front
