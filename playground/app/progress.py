"""How far and how fast the models train."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass


class Rate:
    """Growth a second over about the last `window_s` seconds."""

    def __init__(self, window_s: float = 1.0) -> None:
        self._window_s = window_s
        self._seen: deque[tuple[float, float]] = deque()

    def add(self, value: float, at_s: float) -> None:
        """The number was `value` at the time `at_s`, in seconds; only when it grew counts."""
        if self._seen and value == self._seen[-1][0]:
            return
        self._seen.append((value, at_s))
        while len(self._seen) > 2 and at_s - self._seen[1][1] >= self._window_s:
            self._seen.popleft()

    def clear(self) -> None:
        """Forget everything: the number jumps, or stood still on purpose."""
        self._seen.clear()

    @property
    def per_second(self) -> float:
        """0 until there are two values."""
        if len(self._seen) < 2:
            return 0.0
        (first, start), (last, end) = self._seen[0], self._seen[-1]
        return (last - first) / max(end - start, 1e-9)


@dataclass(frozen=True)
class Lap:
    """One entrant: its title, iterations done, and iterations a second, 0 while paused."""

    title: str
    iteration: int
    per_second: float


@dataclass(frozen=True)
class RunProgress:
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

    def progress(self, titles: Sequence[str], active: Sequence[int]) -> RunProgress:
        """Of the entrants `active`, where `titles` names all."""
        laps = (Lap(titles[i], self.iterations[i], self._rates[i].per_second) for i in active)
        return RunProgress(tuple(laps), self._frames.per_second)
