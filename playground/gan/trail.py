"""A bounded memory of moments along a run."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")


class Trail(Generic[T]):
    """What was at some iterations of a run: evenly spread over it, the first and the newest always.

    When there are more than `most`, every other one is forgotten and new ones are kept half as
    often; so any number of iterations leaves between half of `most` and `most`.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._spacing = 1
        self._iterations: list[int] = []
        self._moments: list[T] = []

    def __len__(self) -> int:
        return len(self._moments)

    def __iter__(self) -> Iterator[tuple[int, T]]:
        return zip(self._iterations, self._moments, strict=True)

    @property
    def iterations(self) -> tuple[int, ...]:
        """When the moments were, ascending."""
        return tuple(self._iterations)

    def add(self, iteration: int, moment: T) -> None:
        """The newest moment. Those at or after `iteration` are forgotten: time was turned back."""
        while self._iterations and self._iterations[-1] >= iteration:
            self._forget(-1)
        if self._newest_is_extra():
            self._forget(-1)
        self._iterations.append(iteration)
        self._moments.append(moment)
        if len(self) > self._most:
            self._thin_out()

    def at(self, iteration: int) -> tuple[int, T]:
        """The last moment at or before `iteration`, else the first. Raises IndexError if empty."""
        place = sum(known <= iteration for known in self._iterations)
        place = max(place - 1, 0)
        return self._iterations[place], self._moments[place]

    def extend(self, moments: Iterable[tuple[int, T]]) -> None:
        """Take over the past of another trail; what follows is kept as often as it was there."""
        for iteration, moment in moments:
            self.add(iteration, moment)
        # The newest may stand closer: it was kept only because it was the newest.
        gaps = [later - earlier for earlier, later in pairwise(self._iterations[:-1])]
        self._spacing = max(self._spacing, min(gaps, default=1))

    def _newest_is_extra(self) -> bool:
        """Whether the newest was kept only because it was the newest."""
        return len(self) > 1 and self._iterations[-1] - self._iterations[-2] < self._spacing

    def _thin_out(self) -> None:
        inner = slice(1, len(self) - 1, 2)
        del self._iterations[inner], self._moments[inner]
        gaps = zip(self._iterations, self._iterations[1:], strict=False)
        self._spacing = max(2 * self._spacing, min(later - earlier for earlier, later in gaps))

    def _forget(self, place: int) -> None:
        del self._iterations[place], self._moments[place]
