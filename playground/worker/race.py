"""How far the models of a run are that train in processes of their own: a table that all share."""

from dataclasses import dataclass
from multiprocessing.shared_memory import SharedMemory
from time import monotonic, sleep

import numpy as np

_RUN, _ITERATION, _SECONDS, _MEETING, _EVEN, _ODD, _COLUMNS = range(7)
_LOOK_SECONDS = 0.0002

MEETING_SECONDS = 5.0
"""How long one process waits for another: less than it takes to lose patience with a window."""


@dataclass(frozen=True)
class Progress:
    """How far a model is: iterations done, and seconds spent training."""

    iteration: int
    seconds: float


NOT_BEGUN = Progress(-1, -1.0)


class Race:
    """A row for each slot, written by the process that trains it and read by the others.

    Each number is written at once. The one who creates the table removes it.
    """

    def __init__(self, slots: int, name: str | None = None) -> None:
        """Create a table, or open that of this name. Raises FileNotFoundError if there is none."""
        size = slots * _COLUMNS * 8
        self._memory = SharedMemory(name, create=name is None, size=size)
        self.rows = np.ndarray((slots, _COLUMNS), np.float64, self._memory.buf)
        if name is None:
            self.rows[:] = -1

    @property
    def name(self) -> str:
        """What another process opens it by."""
        return self._memory.name

    def remove(self) -> None:
        """Free the memory."""
        del self.rows
        self._memory.close()
        self._memory.unlink()


class RaceSeat:
    """The place of one process in the race: its slot is its own, the others are its rivals."""

    def __init__(self, race: Race, slot: int) -> None:
        self._race, self._slot = race, slot

    def note(self, run: int, progress: Progress) -> None:
        """The own model is so far, in this run."""
        row = self._race.rows[self._slot]
        row[_ITERATION], row[_SECONDS] = progress.iteration, progress.seconds
        row[_RUN] = run  # last: then the others are of this run

    def rival(self, run: int, slot: int) -> Progress:
        """How far the model in another slot is; behind all others while it has not begun `run`."""
        row = self._race.rows[slot]
        if row[_RUN] != run:
            return NOT_BEGUN
        return Progress(int(row[_ITERATION]), float(row[_SECONDS]))

    def meet(self, number: int, iteration: int) -> int:
        """Wait until every process has come to the meeting of this number.

        `iteration` is where the own model stands, and the furthest one of all is returned. One that
        does not come in time is left out.
        """
        rows, end = self._race.rows, monotonic() + MEETING_SECONDS
        # Who leaves first may come to the next meeting before the others have read this one's.
        where = _ODD if number % 2 else _EVEN
        rows[self._slot, where] = iteration
        rows[self._slot, _MEETING] = number
        while (rows[:, _MEETING] < number).any() and monotonic() < end:
            sleep(_LOOK_SECONDS)
        come = rows[:, _MEETING] >= number
        return int(rows[come, where].max())
