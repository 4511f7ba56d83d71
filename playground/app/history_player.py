"""Which moment of a run is shown: the present, or a past one with its inspection."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from playground.app.session import Session
from playground.gan.history import History, Snapshot
from playground.gan.inspection import Inspection, InspectionRequest
from playground.metrics.step_metrics import StepMetrics


@dataclass(frozen=True, eq=False)
class DisplayedFrame:
    """A snapshot, a look inside and the figures; None is not known."""

    snapshot: Snapshot | None = None
    look: Inspection | None = None
    moment: StepMetrics | None = None


PATIENCE_MS = 200
"""A snapshot waits no longer for its look: the worker may be busy, or dead."""


class PastFrameLoader(QObject):
    """Shows each snapshot with its own look, or without one, and never with another's.

    One look is asked for at a time; the answer is shown although the slider has moved on, so that
    the picture follows it with its overlays, and the newest snapshot is asked for next.
    """

    shown = Signal(object)  # Instant
    asked = Signal(object, object)  # Snapshot, Wanted

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = InspectionRequest()
        self._snapshot: Snapshot | None = None
        self._question: tuple[Snapshot, InspectionRequest] | None = None
        self._patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self._show_bare)

    def want(self, wanted: InspectionRequest) -> None:
        """Look at this inside from now on."""
        if wanted != self._wanted:
            self._wanted = wanted
            if self._snapshot is not None:
                self.show(self._snapshot)

    def show(self, snapshot: Snapshot) -> None:
        """Show this one, as soon as its look is there."""
        self._snapshot = snapshot
        if not self._wanted:
            self._patience.stop()
            self._show_bare()
        elif self._question is None:
            self._ask(snapshot)
        elif not self._patience.isActive():
            self._patience.start()

    def answer(self, look: Inspection, moment: StepMetrics | None) -> None:
        """What came of the question."""
        question, self._question = self._question, None
        if question is None or self._snapshot is None:
            return
        self._patience.stop()
        snapshot, wanted = question
        if wanted == self._wanted:
            self.shown.emit(DisplayedFrame(snapshot, look, moment))
        if snapshot is not self._snapshot or wanted != self._wanted:
            self.show(self._snapshot)

    def end(self) -> None:
        """Back to the present."""
        self._snapshot = None
        self._patience.stop()

    def forget(self) -> None:
        """Another run, or another worker, which will not answer."""
        self._question = None
        self.end()

    def _ask(self, snapshot: Snapshot) -> None:
        self._question = snapshot, self._wanted
        self._patience.start()
        self.asked.emit(*self._question)

    def _show_bare(self) -> None:
        if self._snapshot is not None:
            self.shown.emit(DisplayedFrame(self._snapshot))


SPEEDS = (1, 2, 5, 10, 20, 30)
"""Pictures a second that a run can be played back with."""

FIRST_SPEED = 10


@dataclass(frozen=True)
class Where:
    """`at` is the iteration on show, None for the present; the run has come to `newest`."""

    at: int | None
    newest: int
    playing_back: bool


class Playhead(QObject):
    """Moves through the snapshots that the histories of a run keep, while training goes on.

    Each model shows its last one at or before the moment asked for. The stops of a step are those
    of the model that has come furthest.
    """

    past_shown = Signal(int, object)  # place, Instant; None: the present
    moved = Signal(object)  # Where

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._at: int | None = None
        self._where: Where | None = None
        self._pasts = tuple(PastFrameLoader(self) for _ in session.entrants)
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: self.step(1))
        self.set_speed(FIRST_SPEED)
        self._connect()

    @property
    def where(self) -> Where:
        """Where it stands."""
        stops = self._stops
        return Where(self._at, stops[-1] if stops else 0, self._timer.isActive())

    @property
    def moment(self) -> int:
        """The iteration on show."""
        return self.where.newest if self._at is None else self._at

    def seek(self, iteration: int) -> None:
        """Show the moment at `iteration`; the newest one is the present."""
        stops = self._stops
        if not stops or iteration >= stops[-1]:
            self.return_to_now()
            return
        self._at = stops[max(bisect_right(stops, iteration) - 1, 0)]
        for place, history in self._seen.items():
            self._pasts[place].show(history.snapshots.at(self._at)[1])
        self._tell()

    def step(self, count: int) -> None:
        """So many snapshots on, or back."""
        stops = self._stops
        if not stops:
            return
        here = bisect_right(stops, self.moment) - 1
        self.seek(stops[min(max(here + count, 0), len(stops) - 1)])

    def rewind(self) -> None:
        """Show the first moment."""
        self.seek(0)

    def play_back(self, playing: bool) -> None:
        """Go on by itself until the present, from the beginning if it is there already; or stop."""
        if playing == self._timer.isActive():
            return
        if not playing:
            self._timer.stop()
        elif len(self._stops) > 1:
            if self._at is None:
                self.rewind()
            self._timer.start()
        self._tell()

    def set_speed(self, pictures_a_second: int) -> None:
        """How fast it plays back."""
        self._timer.setInterval(round(1000 / pictures_a_second))

    def return_to_now(self) -> None:
        """Show the present, and what comes."""
        self._timer.stop()
        was, self._at = self._at, None
        for place, past in enumerate(self._pasts):
            past.end()
            if was is not None:
                self.past_shown.emit(place, None)
        self._tell()

    def show_again(self) -> None:
        """Show the moment in a panel that was hidden, or is built anew."""
        if self._at is not None:
            self.seek(self._at)

    def inspect(self, place: int, wanted: InspectionRequest) -> None:
        """Look at this inside the model of a place."""
        self._pasts[place].want(wanted)

    @property
    def _seen(self) -> Mapping[int, History]:
        """The histories of the models that are shown."""
        entrants = self._session.entrants
        return {
            place: history
            for place, history in self._session.run.histories.items()
            if entrants[place].shown and len(history.snapshots)
        }

    @property
    def _stops(self) -> tuple[int, ...]:
        trails = [history.snapshots.iterations for history in self._seen.values()]
        return max(trails, key=lambda stops: stops[-1], default=())

    def _connect(self) -> None:
        session = self._session
        session.run_started.connect(self._begin)
        session.run.frame_shown.connect(self._tell)
        session.entrants_changed.connect(self.show_again)
        session.run.peeked.connect(self._answer)
        for place, past in enumerate(self._pasts):
            past.asked.connect(
                lambda snapshot, wanted, place=place: session.run.peek(place, snapshot, wanted)
            )
            past.shown.connect(lambda instant, place=place: self._show(place, instant))

    def _begin(self) -> None:
        for past in self._pasts:
            past.forget()
        self.return_to_now()

    def _answer(self, place: int, look: Inspection, moment: StepMetrics | None) -> None:
        self._pasts[place].answer(look, moment)

    def _show(self, place: int, instant: DisplayedFrame) -> None:
        if self._at is not None:
            self.past_shown.emit(place, instant)

    def _tell(self) -> None:
        where = self.where
        if where != self._where:
            self._where = where
            self.moved.emit(where)
