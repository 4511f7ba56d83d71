"""Which iteration of a run is shown: the present one, or a past one with its inspection."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from playground.app.session import Session
from playground.metrics.step_metrics import StepMetrics
from playground.nn.history import History, Snapshot
from playground.nn.inspection import Inspection, InspectionRequest


@dataclass(frozen=True, eq=False)
class DisplayedFrame:
    """A snapshot with its inspection and metrics; None where they are not known."""

    snapshot: Snapshot | None = None
    inspection: Inspection | None = None
    metrics: StepMetrics | None = None


INSPECTION_WAIT_MS = 200
"""A snapshot waits no longer for its inspection: the worker may be busy, or dead."""


class PastFrameLoader(QObject):
    """Shows each snapshot with its own inspection, or without one, and never with another's.

    One inspection is asked for at a time; the answer is shown although the slider has moved on, so
    that the picture follows it with its overlays, and the newest snapshot is asked for next.
    """

    shown = Signal(object)  # DisplayedFrame
    asked = Signal(object, object)  # Snapshot, InspectionRequest

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = InspectionRequest()
        self._snapshot: Snapshot | None = None
        self._asked: tuple[Snapshot, InspectionRequest] | None = None
        self._wait = QTimer(self, interval=INSPECTION_WAIT_MS, singleShot=True)
        self._wait.timeout.connect(self._show_bare)

    def want(self, wanted: InspectionRequest) -> None:
        """Inspect this from now on."""
        if wanted != self._wanted:
            self._wanted = wanted
            if self._snapshot is not None:
                self.show(self._snapshot)

    def show(self, snapshot: Snapshot) -> None:
        """Show this one, as soon as its inspection is there."""
        self._snapshot = snapshot
        if not self._wanted:
            self._wait.stop()
            self._show_bare()
        elif self._asked is None:
            self._ask(snapshot)
        elif not self._wait.isActive():
            self._wait.start()

    def answer(self, inspection: Inspection, metrics: StepMetrics | None) -> None:
        """The inspection that was asked for has come."""
        asked, self._asked = self._asked, None
        if asked is None or self._snapshot is None:
            return
        self._wait.stop()
        snapshot, wanted = asked
        if wanted == self._wanted:
            self.shown.emit(DisplayedFrame(snapshot, inspection, metrics))
        if snapshot is not self._snapshot or wanted != self._wanted:
            self.show(self._snapshot)

    def end(self) -> None:
        """Back to the present."""
        self._snapshot = None
        self._wait.stop()

    def forget(self) -> None:
        """Another run has begun, or another worker, which will not answer."""
        self._asked = None
        self.end()

    def _ask(self, snapshot: Snapshot) -> None:
        self._asked = snapshot, self._wanted
        self._wait.start()
        self.asked.emit(*self._asked)

    def _show_bare(self) -> None:
        if self._snapshot is not None:
            self.shown.emit(DisplayedFrame(self._snapshot))


SPEEDS = (1, 2, 5, 10, 20, 30)
"""Frames per second that a run can be played back at."""

FIRST_SPEED = 10


@dataclass(frozen=True)
class PlayheadState:
    """`at` is the iteration shown, None for the present; `newest` is the run's last iteration."""

    at: int | None
    newest: int
    playing_back: bool


class Playhead(QObject):
    """Moves through the snapshots that the histories of a run keep, while training goes on.

    Each model shows its last snapshot up to the iteration asked for. `step` goes along those of the
    model that is furthest ahead.
    """

    past_shown = Signal(int, object)  # slot, DisplayedFrame; None: the present
    moved = Signal(object)  # PlayheadState

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._at: int | None = None
        self._state: PlayheadState | None = None
        self._loaders = tuple(PastFrameLoader(self) for _ in session.slots)
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: self.step(1))
        self.set_speed(FIRST_SPEED)
        self._connect()

    @property
    def state(self) -> PlayheadState:
        """Where it stands."""
        stops = self._stops
        return PlayheadState(self._at, stops[-1] if stops else 0, self._timer.isActive())

    @property
    def iteration(self) -> int:
        """The iteration shown."""
        return self.state.newest if self._at is None else self._at

    def seek(self, iteration: int) -> None:
        """Show the snapshot at `iteration`; the newest one is the present."""
        stops = self._stops
        if not stops or iteration >= stops[-1]:
            self.return_to_now()
            return
        self._at = stops[max(bisect_right(stops, iteration) - 1, 0)]
        for slot, history in self._shown_histories.items():
            self._loaders[slot].show(history.snapshots.at(self._at)[1])
        self._tell()

    def step(self, count: int) -> None:
        """Go so many snapshots forward, or back where negative."""
        stops = self._stops
        if not stops:
            return
        here = bisect_right(stops, self.iteration) - 1
        self.seek(stops[min(max(here + count, 0), len(stops) - 1)])

    def rewind(self) -> None:
        """Show the first snapshot."""
        self.seek(0)

    def play_back(self, playing: bool) -> None:
        """Play forward until the present, from the beginning if it is there already; or stop."""
        if playing == self._timer.isActive():
            return
        if not playing:
            self._timer.stop()
        elif len(self._stops) > 1:
            if self._at is None:
                self.rewind()
            self._timer.start()
        self._tell()

    def toggle_playback(self) -> None:
        """Play back, or stop."""
        self.play_back(not self._timer.isActive())

    def set_speed(self, frames_per_second: int) -> None:
        """Play back at this speed."""
        self._timer.setInterval(round(1000 / frames_per_second))

    def return_to_now(self) -> None:
        """Show the present, and follow the training."""
        self._timer.stop()
        was, self._at = self._at, None
        for slot, loader in enumerate(self._loaders):
            loader.end()
            if was is not None:
                self.past_shown.emit(slot, None)
        self._tell()

    def show_again(self) -> None:
        """Show the same iteration in a panel that was hidden, or has been rebuilt."""
        if self._at is not None:
            self.seek(self._at)

    def inspect(self, slot: int, wanted: InspectionRequest) -> None:
        """Inspect this of the model in a slot from now on."""
        self._loaders[slot].want(wanted)

    @property
    def _shown_histories(self) -> Mapping[int, History]:
        """The histories of the models that are shown."""
        slots = self._session.slots
        return {
            slot: history
            for slot, history in self._session.run.histories.items()
            if slots[slot].shown and len(history.snapshots)
        }

    @property
    def _stops(self) -> tuple[int, ...]:
        known = [history.snapshots.iterations for history in self._shown_histories.values()]
        return max(known, key=lambda stops: stops[-1], default=())

    def _connect(self) -> None:
        session = self._session
        session.run_started.connect(self._begin)
        session.run.frame_shown.connect(self._tell)
        session.slots_changed.connect(self.show_again)
        session.run.snapshot_inspected.connect(self._answer)
        for slot, loader in enumerate(self._loaders):
            loader.asked.connect(partial(session.run.inspect_snapshot, slot))
            loader.shown.connect(partial(self._show, slot))

    def _begin(self) -> None:
        for loader in self._loaders:
            loader.forget()
        self.return_to_now()

    def _answer(self, slot: int, inspection: Inspection, metrics: StepMetrics | None) -> None:
        self._loaders[slot].answer(inspection, metrics)

    def _show(self, slot: int, frame: DisplayedFrame) -> None:
        if self._at is not None:
            self.past_shown.emit(slot, frame)

    def _tell(self) -> None:
        state = self.state
        if state != self._state:
            self._state = state
            self.moved.emit(state)
