"""Keeps a chore to its part of the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from time import monotonic


class Budget:
    """After the chore took t seconds it is due again when that is `share` of what has passed.

    It waits for `longest_s` at most, so that one interruption by other programs does not stop it.
    """

    def __init__(self, share: float, longest_s: float = inf) -> None:
        self.share = share
        """May change; it counts from the next time on."""
        self._longest_s = longest_s
        self._due_at = 0.0

    @property
    def due(self) -> bool:
        """Whether there is time for the chore."""
        return monotonic() >= self._due_at

    @contextmanager
    def spend(self) -> Iterator[None]:
        """Do the chore inside of this."""
        start = monotonic()
        yield
        end = monotonic()
        self._due_at = end + min((end - start) * (1 / self.share - 1), self._longest_s)
