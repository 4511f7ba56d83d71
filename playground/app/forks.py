"""Forks of the run at hand: copies of models, each in the place of another one."""

from collections import deque

from PySide6.QtCore import QObject, Qt, Signal

from playground.app.model_slots import ModelSlots, SlotState
from playground.app.training_run import Run

_MOST_REPLACED = 2  # each keeps its history, which is large


class Forks(QObject):
    """Makes them, and keeps who was in their places, to be brought back.

    The original stays as it is, and the copy, being behind, catches up first.
    """

    made = Signal(int)  # the place that a fork has taken
    noted = Signal(str)

    def __init__(self, lineup: ModelSlots, run: Run) -> None:
        super().__init__(run)
        self._lineup, self._run = lineup, run
        self._replaced: deque[SlotState] = deque(maxlen=_MOST_REPLACED)
        self._asked: int | None = None
        # Queued, since what is told with the newest states is about the run without the fork.
        run.settled.connect(self._make_asked, Qt.ConnectionType.QueuedConnection)

    def start(self, place: int, iteration: int | None = None) -> int | None:
        """Where a fork of this one begins: its last checkpoint, or the last until `iteration`."""
        history = self._run.histories.get(place)
        shown = self._lineup.entrants[place].shown
        if history is None or not shown or not len(history.checkpoints):
            return None
        newest = history.checkpoints.iterations[-1]
        return history.checkpoints.at(newest if iteration is None else iteration)[0]

    def ask(self, place: int) -> None:
        """Make one of this one as it is now, once the worker has told how that is."""
        self._asked = place
        self._run.settle()

    def make(self, place: int, start: int) -> None:
        """Put a copy of this one, as it and its settings were at `start`, into the other place."""
        original, other = self._lineup.titles[place], self._lineup.titles[1 - place]
        self._replaced.append(self._run.seat_of(1 - place))
        self._sit(self._run.seat_of(place).forked(1 - place, start))
        self.made.emit(1 - place)
        self.noted.emit(
            self.tr(
                "Forked {model} at iteration {start}: change the fork's settings and press Play. "
                "Time ▸ Take back the fork brings {other} back."
            ).format(model=original, start=f"{start:,}", other=other)
        )

    @property
    def can_take_back(self) -> bool:
        """Whether somebody waits for the place that a fork has taken."""
        return bool(self._replaced)

    def take_back(self) -> None:
        """Bring back who was in the last fork's place; it goes on from its last checkpoint."""
        if self._replaced:
            self._sit(self._replaced.pop())

    def end(self) -> None:
        """Nothing goes on of what was forked: let those race again who were there before."""
        for seat in reversed(self._replaced):
            self._lineup.seat(seat.place, seat.entrant)
        if self._replaced:
            text = self.tr("The fork ended with its run; {one} and {other} are back.")
            one, other = self._lineup.titles
            self.noted.emit(text.format(one=one, other=other))
        self.forget()

    def forget(self) -> None:
        """There is another run, with a seat for everybody."""
        self._replaced.clear()
        self._asked = None

    def _make_asked(self) -> None:
        place, self._asked = self._asked, None
        start = None if place is None else self.start(place)
        if place is not None and start is not None:
            self.make(place, start)

    def _sit(self, seat: SlotState) -> None:
        self._lineup.seat(seat.place, seat.entrant)
        self._run.seat(seat)
