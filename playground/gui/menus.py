"""The menu bar."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from playground.app.earlier_runs import EarlierRun
from playground.gui.painting.layer_actions import LayerActions
from playground.gui.panels.view_toolbar import ViewToolbar
from playground.gui.run_toolbar import RunToolbar
from playground.gui.timeline import TimeActions
from playground.gui.widgets.box_edges import show_box_edges_in
from playground.gui.widgets.keys import plain
from playground.gui.widgets.literal import unmarked


class Menus(QObject):
    """File, Edit, Layer, Run, Time, View and Help; actions to be connected."""

    run_wanted = Signal(int)  # the number of an earlier run

    def __init__(
        self,
        bar: QMenuBar,
        run_toolbar: RunToolbar,
        layers: LayerActions,
        view_toolbar: ViewToolbar,
        time: TimeActions,
    ) -> None:
        super().__init__(bar)
        self._make_file_actions()
        self._make_edit_actions()
        self._make_view_actions()
        self._make_help_actions()
        self.copy_left = self._action("", "Ctrl+Shift+C")
        self.copy_right = self._action("")
        self._add_files(bar)
        self._add_edit(bar, layers)
        layers.fill(bar.addMenu(self.tr("&Layer")))
        self._add_run(bar, run_toolbar)
        time.fill(bar.addMenu(self.tr("&Time")))
        self._add_view(bar, run_toolbar, view_toolbar)
        helps = bar.addMenu(self.tr("&Help"))
        helps.addActions([self.guide, self.lessons, self.shortcuts, self.about])
        for menu in bar.findChildren(QMenu):
            show_box_edges_in(menu)
        self.show_history("", "")

    def show_titles(self, titles: Sequence[str]) -> None:
        """Name the two models."""
        for action, title in zip((self.copy_left, self.copy_right), titles, strict=True):
            action.setText(self.tr("Copy {title} as command").format(title=title))

    def show_history(self, undo: str, redo: str) -> None:
        """Name the steps that undo and redo apply to; empty where there are none."""
        self.undo.setText(self.tr("&Undo {step}").format(step=unmarked(undo)).rstrip())
        self.undo.setEnabled(bool(undo))
        self.redo.setText(self.tr("&Redo {step}").format(step=unmarked(redo)).rstrip())
        self.redo.setEnabled(bool(redo))

    def list_runs(self, runs: Sequence[EarlierRun]) -> None:
        """Offer these runs to be brought back."""
        self.earlier_runs.clear()
        for run in runs:
            action = self.earlier_runs.addAction(run.title.replace("&", "&&"))
            action.triggered.connect(
                lambda _=False, number=run.number: self.run_wanted.emit(number)
            )
        if not runs:
            self.earlier_runs.addAction(self.tr("None")).setEnabled(False)

    def _make_file_actions(self) -> None:
        self.new = self._action(self.tr("&New drawing"), "Ctrl+N")
        self.open_files = self._action(self.tr("&Open…"), "Ctrl+O")
        self.open_folder = self._action(self.tr("Open &folder…"), "Ctrl+Shift+O")
        self.formula = self._action(self.tr("From a form&ula…"))
        self.open_pages = self._action(self.tr("Open &pages as layers…"))
        self.open_digits = self._action(self.tr("Open &MNIST run…"))
        self.open_session = self._action(self.tr("Open sess&ion…"), "Ctrl+Alt+O")
        self.save = self._action(self.tr("&Save session"), "Ctrl+S")
        self.save_as = self._action(self.tr("Save session &as…"), "Ctrl+Shift+S")
        self.save_light = self._action(self.tr("Save &without the past…"))
        self.quit = self._action(self.tr("&Quit"), "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _make_edit_actions(self) -> None:
        self.undo = self._action(self.tr("&Undo"), "Ctrl+Z")
        self.redo = self._action(self.tr("&Redo"))
        for action in (self.undo, self.redo):
            action.setToolTip(plain(action.text()))  # else it is the text, with a name from a file
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.keep_in_gallery = self._action(self.tr("&Keep in gallery…"), "Ctrl+G")
        self.preferences = self._action(self.tr("Pr&eferences…"), "Ctrl+,")
        self.preferences.setMenuRole(QAction.MenuRole.PreferencesRole)

    def _make_view_actions(self) -> None:
        self.settings = self._action(self.tr("&Settings"), "F9")
        self.settings.setCheckable(True)
        self.present = self._action(self.tr("&Presentation"), "F11")
        self.present.setCheckable(True)
        self.present_from_start = self._action(
            self.tr("Presentation from the &beginning"), "Shift+F11"
        )

    def _make_help_actions(self) -> None:
        self.lessons = self._action(self.tr("&Lessons"), "Shift+F1")
        self.lessons.setCheckable(True)
        self.guide = self._action(self.tr("&User guide"), "F1")
        self.shortcuts = self._action(self.tr("&Keyboard shortcuts"), "Ctrl+/")
        self.about = self._action(self.tr("&About"))
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def _add_files(self, bar: QMenuBar) -> None:
        files = bar.addMenu(self.tr("&File"))
        files.addActions([self.new, self.open_files, self.open_folder])
        files.addActions([self.formula, self.open_pages, self.open_digits])
        self.earlier = files.addMenu(self.tr("&Earlier drawings"))
        self.export = files.addMenu(self.tr("E&xport"))
        files.addSeparator()
        files.addActions([self.open_session, self.save, self.save_as, self.save_light])
        self.recent_sessions = files.addMenu(self.tr("&Recent sessions"))
        self.former_versions = files.addMenu(self.tr("Former &versions"))
        files.addSeparator()
        files.addAction(self.quit)

    def _add_edit(self, bar: QMenuBar, layers: LayerActions) -> None:
        edit = bar.addMenu(self.tr("&Edit"))
        groups = ([self.undo, self.redo], [layers.copy, layers.paste], [self.keep_in_gallery])
        for actions in groups:
            edit.addActions(actions)
            edit.addSeparator()
        edit.addAction(self.preferences)

    def _add_run(self, bar: QMenuBar, run_toolbar: RunToolbar) -> None:
        run = bar.addMenu(self.tr("&Run"))
        run.addActions(
            [run_toolbar.play_action, *run_toolbar.step_actions, run_toolbar.slow_action]
        )
        run.addSeparator()
        run.addActions([run_toolbar.reset_action, run_toolbar.seed_action])
        self.earlier_runs = run.addMenu(self.tr("&Earlier runs"))
        self.experiments = self._action(self.tr("E&xperiments…"), "Ctrl+Alt+E")
        self.steps_curves = self._action(self.tr("What the sampler's ste&ps buy…"), "Ctrl+Alt+B")
        run.addActions([self.experiments, self.steps_curves])
        run.addSeparator()
        run.addActions([self.copy_left, self.copy_right])

    def _add_view(self, bar: QMenuBar, run_toolbar: RunToolbar, view_toolbar: ViewToolbar) -> None:
        view = bar.addMenu(self.tr("&View"))
        view.addActions([*run_toolbar.shown_actions, *view_toolbar.group_actions("points")])
        for group in ("heat", "overlay", "flow", "strip"):
            view.addSeparator()
            view.addActions(view_toolbar.group_actions(group))
            if group == "heat":
                view.addActions(view_toolbar.group_actions("more"))
            if group == "flow":
                view.addActions(view_toolbar.time_actions)
        view.addActions(view_toolbar.group_actions("axes"))
        view.addSeparator()
        view.addActions([self.settings, self.present, self.present_from_start])

    def _action(self, text: str, keys: str = "") -> QAction:
        return QAction(text, self, shortcut=QKeySequence(keys))
