"""Whether a command line repeats the run at hand, and which."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from playground.errors import InputError
from playground.gui.plan import Plan


class Repeating:
    """Knows what was done to a run that no command line does."""

    def __init__(self) -> None:
        self.moved = False
        """Whether the run has left iteration 0."""
        self.opened: Path | None = None
        """Where the target was opened from, if it was."""
        self._because = ""

    def begin(self, *, moving: bool) -> None:
        """Another run is at hand; `moving` says whether it trains at once."""
        self.moved, self._because = moving, ""

    def spoil(self, because: str) -> None:
        """Something was done to the run that no command does."""
        self._because = because

    def spoil_if_moved(self, because: str) -> None:
        """The same, where it makes no difference at iteration 0."""
        if self.moved:
            self.spoil(because)

    def commands(self, plan: Plan, presets: Mapping[int, str], done: Sequence[int]) -> list[str]:
        """The command line of each place in `presets` that trains, up to the iterations `done`.

        The drawing is saved where no file has it. Raises InputError when there is no such line.
        """
        if self._because:
            raise InputError(
                "No command repeats this run, since {because}; after ↺ there is one.",
                because=self._because,
            )
        return list(plan.commands(presets, done, self.opened))
