"""Keeps a chore to its part of the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic


class Budget:
    """After the chore took t seconds it is due again when that is `share` of what has passed."""

    def __init__(self, share: float) -> None:
        self._share = share
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
        self._due_at = end + (end - start) * (1 / self._share - 1)
