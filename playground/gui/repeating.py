"""Whether a command line repeats the run at hand, and which."""

from collections.abc import Sequence
from pathlib import Path

from playground.errors import InputError
from playground.gui.entrants import Entrant
from playground.gui.lineup import Lineup
from playground.gui.plan import Plan
from playground.sentence import Sentence


class Repeating:
    """Knows what was done to a run that no command line does."""

    def __init__(self) -> None:
        self.moved = False
        """Whether the run has left iteration 0."""
        self.opened: Path | None = None
        """Where the target was opened from, if it was."""
        self._because: Sentence | None = None

    def begin(self, *, moving: bool) -> None:
        """Another run is at hand; `moving` says whether it trains at once."""
        self.moved, self._because = moving, None

    def spoil(self, because: Sentence) -> None:
        """Something was done to the run that no command does."""
        self._because = because

    def spoil_if_moved(self, because: Sentence) -> None:
        """The same, where it makes no difference at iteration 0."""
        if self.moved:
            self.spoil(because)

    def commands(
        self, plan: Plan, lineup: Lineup, places: Sequence[int], done: Sequence[int]
    ) -> list[str]:
        """The command line of each of `places`, up to the iterations `done` of those that train.

        The drawing is saved where no file has it. Raises InputError when there is no such line.
        """
        for place in places:
            _refuse_fork(lineup.entrants[place], lineup.titles[place])
        if self._because:
            raise InputError(
                "No command repeats this run, since {because}; after ↺ there is one.",
                because=self._because,
            )
        presets = {place: lineup.entrants[place].preset for place in places}
        lines = list(plan.commands(presets, done, self.opened))
        if not lines:
            raise InputError(lineup.entrants[places[0]].lacks(plan.target))
        return lines


def _refuse_fork(entrant: Entrant, title: str) -> None:
    if entrant.forked_at is not None:
        raise InputError(
            "No command repeats {model}, since it was forked at iteration {start}; "
            "after ↺ there is one.",
            model=title,
            start=f"{entrant.forked_at:,}",
        )
