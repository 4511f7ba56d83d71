"""Joins the timeline, the panels and the run: looking back, playing back, forking."""

from PySide6.QtCore import QObject

from playground.gui.playhead import Playhead, Where
from playground.gui.session import Session
from playground.gui.settings_form import SettingsForm
from playground.gui.stage import Stage


class TimeTravel(QObject):
    """What a person does with the time of a run reaches the session, and what comes of it them."""

    def __init__(self, session: Session, stage: Stage, form: SettingsForm) -> None:
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
