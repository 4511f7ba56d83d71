"""Forks of the run at hand: copies of models, each in the place of another one."""

from collections import deque

from PySide6.QtCore import QObject, Signal

from playground.gui.lineup import Lineup
from playground.gui.run import Run
from playground.gui.seat import Seat

_MOST_REPLACED = 2  # each keeps its history, which is large


class Forks(QObject):
    """Makes them, and keeps who was in their places, to be brought back.

    The original stays as it is, and the copy, being behind, catches up first.
    """

    made = Signal(int)  # the place that a fork has taken
    noted = Signal(str)

    def __init__(self, lineup: Lineup, run: Run) -> None:
        super().__init__(run)
        self._lineup, self._run = lineup, run
        self._replaced: deque[Seat] = deque(maxlen=_MOST_REPLACED)

    def start(self, place: int, iteration: int) -> int | None:
        """Where a fork of this one from `iteration` begins: its last checkpoint until then."""
        history = self._run.histories.get(place)
        shown = self._lineup.entrants[place].shown
        if history is None or not shown or not len(history.checkpoints):
            return None
        return history.checkpoints.at(iteration)[0]

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

    def forget(self) -> None:
        """There is another run, with a seat for everybody."""
        self._replaced.clear()

    def _sit(self, seat: Seat) -> None:
        self._lineup.seat(seat.place, seat.entrant)
        self._run.seat(seat)
