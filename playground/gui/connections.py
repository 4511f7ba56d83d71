"""Joins the views to the session: what a person asks for in one place is done in another."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from playground.app.history_player import Playhead, Where
from playground.app.session import Session
from playground.app.translation import tr_message
from playground.errors import InputError
from playground.gui.help import About, ShortcutList, shortcuts_of
from playground.gui.panels.comparison import ComparisonView
from playground.gui.settings.form import SettingsForm

if TYPE_CHECKING:
    from playground.gui.main_window import MainWindow


def connect_views(window: "MainWindow", session: Session) -> None:
    """Have `session`, and the parts of `window`, do what its views ask for."""
    _join_run_bar(window, session)
    _join_layers(window, session)
    _join_form(window, session)
    _join_files(window, session)
    _join_filing(window)
    _join_menus(window, session)
    _join_lessons(window, session)


def _join_run_bar(window: "MainWindow", session: Session) -> None:
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


def _join_layers(window: "MainWindow", session: Session) -> None:
    layers = window.target_panel.actions_of_layers
    layers.split.connect(session.desk.split)
    layers.load.connect(window.files.ask_layer)
    layers.problem.connect(window.message_bar.say)
    layers.noted.connect(window.note)


def _join_form(window: "MainWindow", session: Session) -> None:
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


def _join_files(window: "MainWindow", session: Session) -> None:
    files, menus, drops = window.files, window.menus, window.drop_zone
    menus.new.triggered.connect(session.desk.new)
    menus.open_files.triggered.connect(files.ask_files)
    menus.open_folder.triggered.connect(files.ask_folder)
    menus.earlier.aboutToShow.connect(lambda: files.list_earlier(menus.earlier, window.keeper))
    menus.keep.triggered.connect(files.keep)
    drops.hovered.connect(window.statusBar().showMessage)
    drops.refused.connect(window.note)
    drops.failed.connect(window.message_bar.say)
    drops.dropped.connect(files.drop)
    menus.open_digits.triggered.connect(window.middle.ask_run)
    files.digits_wanted.connect(window.middle.digits.open)


def _join_filing(window: "MainWindow") -> None:
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


def _join_menus(window: "MainWindow", session: Session) -> None:
    menus = window.menus
    menus.quit.triggered.connect(window.close)
    menus.undo.triggered.connect(session.easel.undo)
    menus.redo.triggered.connect(session.easel.redo)
    menus.copy_left.triggered.connect(lambda: window.copier.copy((0,)))
    menus.copy_right.triggered.connect(lambda: window.copier.copy((1,)))
    menus.shortcuts.triggered.connect(lambda: ShortcutList(shortcuts_of(window), window).open())
    menus.about.triggered.connect(lambda: About(window).open())


def _join_lessons(window: "MainWindow", session: Session) -> None:
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


class HistoryConnections(QObject):
    """What a person does with the time of a run reaches the session, and what comes of it them."""

    def __init__(self, session: Session, stage: ComparisonView, form: SettingsForm) -> None:
        super().__init__(stage)
        self._session, self._stage, self._form = session, stage, form
        self.playhead = Playhead(session)
        self._offered: tuple[list[int | None], bool] | None = None
        self._connect_views()
        self.playhead.past_shown.connect(stage.show_past)
        self.playhead.moved.connect(self._show_where)
        session.entrants_changed.connect(self._offer_forks)
        session.forks.made.connect(form.choose_place)
        stage.emptied.connect(self._fill)
        self._offer_forks()

    def _connect_views(self) -> None:
        head, actions, timeline = self.playhead, self._stage.time_actions, self._stage.timeline
        actions.back.triggered.connect(lambda: head.step(-1))
        actions.on.triggered.connect(lambda: head.step(1))
        actions.rewind.triggered.connect(head.rewind)
        actions.now.triggered.connect(head.return_to_now)
        actions.play_back.triggered.connect(lambda: head.play_back(not head.where.playing_back))
        timeline.speed_changed.connect(head.set_speed)
        timeline.slider.sought.connect(head.seek)
        timeline.slider.stepped.connect(head.step)
        timeline.slider.rewound.connect(head.rewind)
        timeline.slider.ended.connect(head.return_to_now)
        self._stage.wants.connect(head.inspect)
        for place, action in enumerate(actions.forks):
            action.triggered.connect(lambda _, place=place: self._fork(place))
        actions.take_back.triggered.connect(self._session.forks.take_back)

    def _fork(self, place: int) -> None:
        self._session.fork(place, self.playhead.where.at)

    def _show_where(self, where: Where) -> None:
        self._stage.timeline.show_where(where)
        if self._offered != self._offer:  # it is asked 30 times a second
            self._offer_forks()

    @property
    def _offer(self) -> tuple[list[int | None], bool]:
        """Where a fork of each begins, and whether that is the present."""
        session, at = self._session, self.playhead.where.at
        starts = [session.forks.start(place, at) for place in range(len(session.entrants))]
        return starts, at is None

    def _offer_forks(self) -> None:
        self._offered = self._offer
        starts, now = self._offered
        actions = self._stage.time_actions
        actions.show_forks(self._session.lineup.titles, starts, now=now)
        actions.take_back.setEnabled(self._session.forks.can_take_back)

    def _fill(self, place: int) -> None:
        """A panel that was built anew goes on showing its run."""
        history = self._session.run.histories.get(place)
        if history is not None:
            self._stage.show_course(place, history)
        self.playhead.show_again()


class CommandCopier(QObject):
    """Says what it copied, or why there is nothing to copy."""

    problem = Signal(str)
    noted = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def copy(self, places: Sequence[int]) -> None:
        """Copy one line for each of these places."""
        try:
            lines = self._session.commands(places)
        except InputError as error:
            self.problem.emit(tr_message(error))
            return
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.noted.emit(self.tr("Copied: {line}").format(line=lines[0]))
