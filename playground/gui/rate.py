"""How fast a number grows."""

from collections import deque


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
