"""Who does what a person asks for: the views' signals, joined to the session and the files."""

from typing import TYPE_CHECKING

from playground.gui.about import About
from playground.gui.session import Session
from playground.gui.shortcut_list import ShortcutList
from playground.gui.shortcuts import shortcuts_of

if TYPE_CHECKING:
    from playground.gui.window import Window


def join_views(window: "Window", session: Session) -> None:
    """Have `session`, and the parts of `window`, do what its views ask for."""
    _join_run_bar(window, session)
    _join_layers(window, session)
    _join_form(window, session)
    _join_files(window, session)
    _join_filing(window)
    _join_menus(window, session)
    _join_lessons(window, session)


def _join_run_bar(window: "Window", session: Session) -> None:
    bar = window.run_bar
    bar.toggled.connect(session.toggle)
    bar.stepped.connect(session.step)
    bar.slow_changed.connect(session.set_slow)
    bar.slow_changed.connect(window.phase_strip.setVisible)
    bar.reset.connect(session.reset)
    bar.preset_changed.connect(session.lineup.set_preset)
    bar.seed_changed.connect(session.set_seed)
    bar.seed_wanted.connect(session.new_seed)
    bar.device_changed.connect(session.set_device)
    bar.clock_changed.connect(session.set_clock)
    bar.shown_changed.connect(session.lineup.set_shown)
    window.stage.split.connect(session.desk.split)
    window.stage.wants.connect(session.run.inspect)


def _join_layers(window: "Window", session: Session) -> None:
    layers = window.target_panel.actions_of_layers
    layers.split.connect(session.desk.split)
    layers.load.connect(window.files.ask_layer)
    layers.problem.connect(window.message_bar.say)
    layers.noted.connect(window.note)


def _join_form(window: "Window", session: Session) -> None:
    form = window.settings_form
    form.setting_changed.connect(session.lineup.set_setting)
    form.preset_chosen.connect(session.lineup.set_preset)
    form.model_chosen.connect(session.lineup.set_model)
    form.reset.connect(session.reset)
    form.copy_wanted.connect(window.copier.copy)
    window.exports.problem.connect(window.message_bar.say)
    window.exports.noted.connect(window.note)
    window.copier.problem.connect(window.message_bar.say)
    window.copier.noted.connect(window.note)


def _join_files(window: "Window", session: Session) -> None:
    files, menus, drops = window.files, window.menus, window.drop_zone
    menus.new.triggered.connect(session.desk.new)
    menus.open_files.triggered.connect(files.ask_files)
    menus.open_folder.triggered.connect(files.ask_folder)
    menus.open_pages.triggered.connect(files.ask_pages)
    menus.earlier.aboutToShow.connect(lambda: files.list_earlier(menus.earlier, window.keeper))
    menus.keep.triggered.connect(files.keep)
    drops.hovered.connect(window.statusBar().showMessage)
    drops.refused.connect(window.note)
    drops.failed.connect(window.message_bar.say)
    drops.dropped.connect(files.drop)
    menus.open_digits.triggered.connect(window.middle.ask_run)
    files.digits_wanted.connect(window.middle.digits.open)


def _join_filing(window: "Window") -> None:
    filing, saving, menus, files = window.filing, window.saving, window.menus, window.files
    menus.open_session.triggered.connect(filing.ask)
    menus.save.triggered.connect(filing.save)
    menus.save_as.triggered.connect(filing.save_as)
    menus.recent_sessions.aboutToShow.connect(lambda: filing.list_recent(menus.recent_sessions))
    files.session_chosen.connect(filing.open)
    saving.problem.connect(window.message_bar.say)
    saving.noted.connect(window.note)
    saving.saved.connect(files.note)
    saving.opened.connect(files.note)
    window.run_keeper.problem.connect(window.message_bar.say)
    window.run_keeper.noted.connect(window.note)


def _join_menus(window: "Window", session: Session) -> None:
    menus = window.menus
    menus.quit.triggered.connect(window.close)
    menus.undo.triggered.connect(session.easel.undo)
    menus.redo.triggered.connect(session.easel.redo)
    menus.copy_left.triggered.connect(lambda: window.copier.copy((0,)))
    menus.copy_right.triggered.connect(lambda: window.copier.copy((1,)))
    menus.shortcuts.triggered.connect(lambda: ShortcutList(shortcuts_of(window), window).open())
    menus.about.triggered.connect(lambda: About(window).open())


def _join_lessons(window: "Window", session: Session) -> None:
    teaching, middle = window.teaching, window.middle
    window.menus.lessons.triggered.connect(teaching.show)
    teaching.problem.connect(window.message_bar.say)
    teaching.noted.connect(window.note)
    teaching.digits_wanted.connect(middle.digits.show)
    # Both would want the processor, and only one is seen.
    middle.digits_shown.connect(lambda: session.set_playing(False))
    session.target_changed.connect(middle.show_stage)
    session.run_started.connect(middle.show_stage)
    session.playing_changed.connect(middle.follow_playing)
