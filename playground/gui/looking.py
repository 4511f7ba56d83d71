"""The worker's looks inside the models that it trains, within a part of its time. No Qt in here."""

from typing import TYPE_CHECKING

from playground.gan.look import Look, Wanted
from playground.gan.snapshot import Snapshot
from playground.gui.budget import Budget

if TYPE_CHECKING:
    from playground.gan.trainer import Trainer

SHARE = 0.1
"""Of the worker's time, while it trains at full speed."""


class Looking:
    """One looker for each entrant of a run; what is `wanted` of each is asked for by turns."""

    def __init__(self, trainers: "list[Trainer]", wanted: tuple[Wanted, ...]) -> None:
        from playground.gan.looker import Looker

        self.wanted = wanted
        self._trainers = trainers
        self._lookers = [Looker(trainer.insides) for trainer in trainers]
        self._moves = [0] * len(trainers)
        self._budget = Budget(SHARE)
        self._turn = 0

    def look(self, entrant: int) -> Look:
        """The newest look at an entrant."""
        return self._lookers[entrant].look

    def peek(self, entrant: int, snapshot: Snapshot, wanted: Wanted) -> Look:
        """A look at an entrant as it was at `snapshot`; the newest look stays as it is."""
        from playground.gan.peek import peek

        return peek(self._trainers[entrant].insides(), snapshot, wanted)

    def note_move(self, entrant: int) -> None:
        """Its looks are of the past now."""
        self._moves[entrant] += 1

    def glance(self) -> None:
        """Refresh one thing, if there is time for it."""
        if not any(self.wanted) or not self._budget.due:
            return
        with self._budget.spend():
            for _ in self._lookers:
                self._turn = (self._turn + 1) % len(self._lookers)
                if self._refresh(self._turn):
                    return

    def finish(self) -> set[int]:
        """Bring all looks to the present, while nothing moves; returns whose are new."""
        fresh = set()
        for entrant in range(len(self._lookers)):
            while self._refresh(entrant):
                fresh.add(entrant)
        return fresh

    def _refresh(self, entrant: int) -> bool:
        if entrant >= len(self.wanted):
            return False
        return self._lookers[entrant].refresh(self.wanted[entrant], self._moves[entrant])
