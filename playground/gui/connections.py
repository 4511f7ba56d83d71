"""Connects the views of a window with its session: the one place where signals meet slots."""

from PySide6.QtCore import QObject, Qt

from playground.app.history_player import PlayheadState
from playground.app.milestones import MilestoneLog
from playground.app.session import Session
from playground.app.storage.autosave import DrawingAutosave
from playground.gui.guide import Guide
from playground.gui.help import About, ShortcutList, shortcuts_of
from playground.gui.main_window import MainWindow


def open_window(session: Session, autosave: DrawingAutosave) -> MainWindow:
    """A connected window on `session`, not shown yet."""
    window = MainWindow(session, autosave)
    connect_views(window)
    return window


def connect_views(window: MainWindow) -> None:
    """Have the session do what a person asks for, and the views show what it does."""
    _connect_notices(window)
    _connect_run(window)
    _connect_view(window)
    _connect_painting(window)
    _connect_layers(window)
    _connect_settings(window)
    _connect_files(window)
    _connect_session_file(window)
    _connect_help(window)
    _connect_digits(window)
    TimeConnections(window)
    window.show_slots()
    window.show_history()


def _connect_notices(window: MainWindow) -> None:
    notices = window.session.notices
    notices.problem.connect(window.pages.show_problem)
    notices.info.connect(window.show_info)
    notices.offered.connect(window.pages.show_offer)


def _connect_run(window: MainWindow) -> None:
    session, toolbar, comparison = window.session, window.run_toolbar, window.comparison
    run, control = session.run, session.control
    toolbar.toggled.connect(control.toggle)
    toolbar.stepped.connect(control.step)
    toolbar.slow_changed.connect(control.set_slow)
    toolbar.slow_changed.connect(window.phase_strip.setVisible)
    toolbar.reset.connect(session.reset)
    toolbar.preset_changed.connect(session.model_slots.set_preset)
    toolbar.seed_changed.connect(session.set_seed)
    toolbar.seed_wanted.connect(session.new_seed)
    toolbar.device_changed.connect(session.set_device)
    toolbar.clock_changed.connect(session.set_clock)
    toolbar.shown_changed.connect(session.model_slots.set_shown)
    earlier = window.menus.earlier_runs
    earlier.aboutToShow.connect(lambda: window.menus.list_runs(session.earlier_runs.trained))
    window.menus.run_wanted.connect(session.bring_back)
    window.menus.experiments.triggered.connect(window.show_experiments)
    window.menus.steps_curves.triggered.connect(window.show_steps_curves)
    session.run_started.connect(window.message_bar.hide)
    session.run_started.connect(window.show_run)
    session.slots_changed.connect(window.show_slots)
    session.live_target.edited.connect(window.show_edited_target)
    session.live_target.waiting_changed.connect(comparison.show_waiting)
    run.snapshot_shown.connect(comparison.show_snapshot)
    run.metrics_ready.connect(comparison.show_metrics)
    run.devices_known.connect(window.show_devices)
    control.phase_finished.connect(comparison.show_phase)
    control.phase_finished.connect(window.phase_strip.show_phase)
    control.phases_ended.connect(comparison.end_phases)
    control.phases_ended.connect(window.phase_strip.end_phases)
    control.progress_changed.connect(window.progress_label.show_progress)
    control.playing_changed.connect(toolbar.show_playing)
    comparison.emptied.connect(window.starting_points.draw)
    window.starting_points.drawn.connect(comparison.show_preview)
    window.run_hints.changed.connect(comparison.show_hint)


def _connect_view(window: MainWindow) -> None:
    session, comparison = window.session, window.comparison
    comparison.view_toolbar.chosen.connect(session.change_view)
    comparison.neuron_chosen.connect(session.choose_neuron)
    session.view_changed.connect(comparison.set_view)
    comparison.inspection_wanted.connect(session.run.inspect)
    comparison.inspection_wanted.connect(window.playhead.inspect)
    comparison.split.connect(session.importer.split)
    presentation, menus = window.presentation, window.menus
    menus.present.triggered.connect(presentation.set_on)
    menus.present_from_start.triggered.connect(presentation.start)
    presentation.changed.connect(menus.present.setChecked)


def _connect_painting(window: MainWindow) -> None:
    editor, panel = window.session.editor, window.target_panel
    canvas, tools = panel.canvas, panel.tools
    tools.tool_chosen.connect(editor.set_tool)
    tools.brush_changed.connect(editor.change_brush)
    tools.brush_resized.connect(editor.resize_brush)
    editor.tool_changed.connect(tools.show_tool)
    editor.tool_changed.connect(canvas.use)
    tools.show_tool(editor.tool, editor.brush)
    canvas.use(editor.tool, editor.brush)
    canvas.sketched.connect(editor.sketch)
    canvas.finished.connect(editor.finish)
    canvas.cancelled.connect(editor.cancel)
    canvas.refused.connect(window.layer_commands.refuse_hidden)
    editor.replaced.connect(window.show_drawing)
    editor.painted.connect(lambda box: canvas.show_painted(editor.shown, box))
    editor.stepped.connect(lambda: panel.layers.show_share(editor.drawing))
    editor.history.changed.connect(window.show_history)
    window.menus.undo.triggered.connect(editor.undo)
    window.menus.redo.triggered.connect(editor.redo)


def _connect_layers(window: MainWindow) -> None:
    session, commands, panel = window.session, window.layer_commands, window.target_panel
    actions, layers, black_point = panel.layer_actions, panel.layers, panel.black_point
    for action, command in (
        (actions.add, commands.add),
        (actions.duplicate, commands.duplicate),
        (actions.delete, commands.delete),
        (actions.up, commands.move_up),
        (actions.down, commands.move_down),
        (actions.merge, commands.merge),
        (actions.merge_all, commands.merge_all),
        (actions.hide, commands.toggle_visible),
        (actions.invert, commands.invert),
        (actions.clear, commands.clear),
        (actions.copy, commands.copy),
        (actions.paste, commands.paste),
        (actions.split, session.importer.split),
        (actions.load_image, window.import_dialogs.ask_layer),
    ):
        action.triggered.connect(command)
    actions.color_chosen.connect(commands.recolor)
    layers.chosen.connect(session.editor.choose)
    layers.renamed.connect(commands.rename)
    layers.shown_changed.connect(commands.set_visible)
    layers.weighed.connect(commands.set_weight)
    # Queued: the list is still moving its rows.
    layers.moved.connect(commands.move, Qt.ConnectionType.QueuedConnection)
    black_point.tried.connect(commands.preview_black_point)
    black_point.applied.connect(commands.apply_black_point)
    black_point.cancelled.connect(session.editor.cancel)


def _connect_settings(window: MainWindow) -> None:
    session, form = window.session, window.settings_form
    form.setting_changed.connect(session.set_setting)
    form.preset_chosen.connect(session.model_slots.set_preset)
    form.model_chosen.connect(session.model_slots.set_model)
    form.reset.connect(session.reset)
    form.copy_wanted.connect(session.copy_commands)
    session.model_slots.refused.connect(form.show_refusal)
    window.menus.copy_left.triggered.connect(lambda: session.copy_commands((0,)))
    window.menus.copy_right.triggered.connect(lambda: session.copy_commands((1,)))


def _connect_files(window: MainWindow) -> None:
    session, dialogs, menus = window.session, window.import_dialogs, window.menus
    menus.new.triggered.connect(session.importer.new)
    menus.open_files.triggered.connect(dialogs.ask_files)
    menus.open_folder.triggered.connect(dialogs.ask_folder)
    menus.formula.triggered.connect(dialogs.ask_formula)
    menus.open_pages.triggered.connect(dialogs.ask_pages)
    menus.earlier.aboutToShow.connect(lambda: dialogs.list_earlier(menus.earlier, window.autosave))
    dialogs.earlier_chosen.connect(window.earlier_drawings.bring_back)
    menus.keep_in_gallery.triggered.connect(dialogs.keep)
    window.drop_zone.hovered.connect(window.statusBar().showMessage)
    window.drop_zone.dropped.connect(dialogs.drop)
    session.importer.opened.connect(dialogs.note_recent)
    session.live_target.replaced.connect(lambda target: window.gallery.mark(target.name))
    window.gallery.mark(session.target.name)


def _connect_session_file(window: MainWindow) -> None:
    dialogs, file, menus = window.session_dialogs, window.session_file, window.menus
    menus.open_session.triggered.connect(dialogs.ask)
    menus.save.triggered.connect(dialogs.save)
    menus.save_as.triggered.connect(dialogs.save_as)
    menus.save_light.triggered.connect(dialogs.save_light)
    menus.recent_sessions.aboutToShow.connect(lambda: dialogs.list_recent(menus.recent_sessions))
    menus.former_versions.aboutToShow.connect(lambda: dialogs.list_former(menus.former_versions))
    window.import_dialogs.session_chosen.connect(dialogs.restore)
    file.saved.connect(window.import_dialogs.note_recent)
    file.opened.connect(window.import_dialogs.note_recent)


def _connect_help(window: MainWindow) -> None:
    menus = window.menus
    menus.quit.triggered.connect(window.close)
    menus.lessons.triggered.connect(window.toggle_lessons)
    menus.settings.triggered.connect(window.toggle_settings)
    menus.shortcuts.triggered.connect(lambda: ShortcutList(shortcuts_of(window), window).open())
    menus.guide.triggered.connect(lambda: Guide(window).open())
    menus.about.triggered.connect(lambda: About(window).open())
    window.lessons_dock.panel.opened.connect(window.lesson_opener.open_lesson)
    window.lesson_opener.opened.connect(window.task_tracker.begin)
    window.task_tracker.changed.connect(window.lessons_dock.panel.show_tasks)
    window.lesson_opener.opened.connect(window.lesson_steps.show_lesson)
    window.task_tracker.changed.connect(window.lesson_steps.show_tasks)


def _connect_digits(window: MainWindow) -> None:
    session, pages = window.session, window.pages
    window.menus.open_digits.triggered.connect(pages.ask_run)
    window.import_dialogs.digits_wanted.connect(pages.digits.open_run)
    window.lesson_opener.digits_wanted.connect(pages.digits.show)
    # Both would want the processor, and only one is visible.
    pages.digits_shown.connect(lambda: session.control.set_playing(False))
    session.live_target.replaced.connect(pages.show_comparison)
    session.run_started.connect(pages.show_comparison)
    session.control.playing_changed.connect(pages.show_playing)


class TimeConnections(QObject):
    """Connects the timeline and the Time menu with the playhead and the forks."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._playhead = window.session, window.playhead
        self._comparison = window.comparison
        self._offered: tuple[list[int | None], bool] | None = None
        self._connect_playhead()
        self._connect_forks()
        self._connect_milestones(window.milestones)
        self._session.forks.made.connect(window.settings_form.choose_slot)
        self._comparison.emptied.connect(self._fill_panel)

    def _connect_playhead(self) -> None:
        playhead, timeline = self._playhead, self._comparison.timeline
        actions = self._comparison.time_actions
        actions.back.triggered.connect(lambda: playhead.step(-1))
        actions.forward.triggered.connect(lambda: playhead.step(1))
        actions.rewind.triggered.connect(playhead.rewind)
        actions.now.triggered.connect(playhead.return_to_now)
        actions.play_back.triggered.connect(playhead.toggle_playback)
        timeline.speed_changed.connect(playhead.set_speed)
        timeline.slider.sought.connect(playhead.seek)
        timeline.slider.stepped.connect(playhead.step)
        timeline.slider.rewound.connect(playhead.rewind)
        timeline.slider.ended.connect(playhead.return_to_now)
        playhead.past_shown.connect(self._comparison.show_past)
        playhead.moved.connect(self._show_state)

    def _connect_forks(self) -> None:
        actions = self._comparison.time_actions
        for slot, action in enumerate(actions.forks):
            action.triggered.connect(lambda _, slot=slot: self._fork(slot))
        actions.take_back.triggered.connect(self._session.forks.undo)
        self._session.slots_changed.connect(self._offer_forks)
        self._offer_forks()

    def _connect_milestones(self, milestones: MilestoneLog) -> None:
        def show() -> None:
            titles = self._session.model_slots.titles
            self._comparison.timeline.show_milestones(
                titles, [milestones[slot] for slot in range(len(titles))]
            )

        def seek(slot: int) -> None:
            best = milestones[slot].best
            if best is not None:
                self._playhead.seek(best)

        for slot, action in enumerate(self._comparison.time_actions.best):
            action.triggered.connect(lambda _, slot=slot: seek(slot))
        milestones.changed.connect(show)
        self._session.slots_changed.connect(show)
        show()

    def _fork(self, slot: int) -> None:
        self._session.fork(slot, self._playhead.state.at)

    def _show_state(self, state: PlayheadState) -> None:
        self._comparison.timeline.show_state(state)
        if self._offered != self._offer:  # this comes 30 times a second
            self._offer_forks()

    @property
    def _offer(self) -> tuple[list[int | None], bool]:
        """Where a fork of each slot would begin, and whether that is the present."""
        session, at = self._session, self._playhead.state.at
        starts = [session.forks.start(slot, at) for slot in range(len(session.slots))]
        return starts, at is None

    def _offer_forks(self) -> None:
        self._offered = self._offer
        starts, now = self._offered
        actions = self._comparison.time_actions
        actions.show_forks(self._session.model_slots.titles, starts, now=now)
        actions.take_back.setEnabled(self._session.forks.can_undo)

    def _fill_panel(self, slot: int) -> None:
        """A panel that was rebuilt goes on showing its run."""
        history = self._session.run.histories.get(slot)
        if history is not None:
            self._comparison.show_course(slot, history)
        self._playhead.show_again()
