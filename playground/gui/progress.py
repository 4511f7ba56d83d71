"""How far and how fast a race is."""

from collections.abc import Sequence
from dataclasses import dataclass

from playground.gui.rate import Rate


@dataclass(frozen=True)
class Lap:
    """One entrant: its title, iterations done, and iterations a second, 0 while paused."""

    title: str
    iteration: int
    per_second: float


@dataclass(frozen=True)
class Progress:
    """All entrants that train, and the pictures a second."""

    laps: tuple[Lap, ...]
    frames_per_second: float


class Speedometer:
    """Iterations of each entrant and frames of the window, by the clock."""

    def __init__(self, iterations: Sequence[int] = ()) -> None:
        """The entrants begin at these."""
        self.iterations = list(iterations)
        self._rates = [Rate() for _ in iterations]
        self._frames, self._frame = Rate(), 0

    def moved(self, entrant: int, iteration: int, at_s: float) -> None:
        """An entrant's picture of this iteration was shown at the time `at_s`, in seconds."""
        self.iterations[entrant] = iteration
        self._rates[entrant].add(iteration, at_s)

    def frame(self, at_s: float) -> None:
        """The window showed something new."""
        self._frame += 1
        self._frames.add(self._frame, at_s)

    def stop(self) -> None:
        """Forget how fast it was; how far it is stays."""
        for rate in (*self._rates, self._frames):
            rate.clear()

    def progress(self, titles: Sequence[str], active: Sequence[int]) -> Progress:
        """Of the entrants `active`, where `titles` names all."""
        laps = (Lap(titles[i], self.iterations[i], self._rates[i].per_second) for i in active)
        return Progress(tuple(laps), self._frames.per_second)
