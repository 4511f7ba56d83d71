"""A bounded memory of moments along a run."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from math import inf
from typing import Generic, TypeVar

T = TypeVar("T")


class Trail(Generic[T]):
    """What was at some iterations of a run: evenly spread over it, the first and the newest always.

    When there are more than `most`, or they weigh more than `most_bytes`, every other one is
    forgotten and new ones are kept half as often; so any number of iterations leaves between half
    of what there is room for and all of it.
    """

    def __init__(
        self, most: int, most_bytes: float = inf, weigh: Callable[[T], int] = lambda _: 0
    ) -> None:
        """`weigh` tells the bytes of a moment."""
        self._most, self._most_bytes, self._weigh = most, most_bytes, weigh
        self._spacing = 1
        self._iterations: list[int] = []
        self._moments: list[T] = []
        self._size = 0

    def __len__(self) -> int:
        return len(self._moments)

    def __iter__(self) -> Iterator[tuple[int, T]]:
        return zip(self._iterations, self._moments, strict=True)

    @property
    def iterations(self) -> tuple[int, ...]:
        """When the moments were, ascending."""
        return tuple(self._iterations)

    @property
    def size(self) -> int:
        """Bytes of all moments."""
        return self._size

    def add(self, iteration: int, moment: T) -> None:
        """The newest moment. Those at or after `iteration` are forgotten: time was turned back."""
        self.rewind(iteration - 1)
        if self._newest_is_extra():
            self._forget(-1)
        self._iterations.append(iteration)
        self._moments.append(moment)
        self._size += self._weigh(moment)
        while len(self) > self._most or (self._size > self._most_bytes and len(self) > 2):
            self._thin_out()

    def at(self, iteration: int) -> tuple[int, T]:
        """The last moment at or before `iteration`, else the first. Raises IndexError if empty."""
        place = max(bisect_right(self._iterations, iteration) - 1, 0)
        return self._iterations[place], self._moments[place]

    def extend(self, moments: Iterable[tuple[int, T]]) -> None:
        """Take over the past of another trail; what follows is kept as often as it was there."""
        for iteration, moment in moments:
            self.add(iteration, moment)
        # The newest may stand closer: it was kept only because it was the newest.
        gaps = [later - earlier for earlier, later in pairwise(self._iterations[:-1])]
        self._spacing = max(self._spacing, min(gaps, default=1))

    def rewind(self, iteration: int) -> None:
        """Forget what came after `iteration`."""
        while self._iterations and self._iterations[-1] > iteration:
            self._forget(-1)

    def until(self, iteration: int) -> "Trail[T]":
        """A trail of its own that has the same moments up to `iteration`."""
        trail = Trail(self._most, self._most_bytes, self._weigh)
        trail.extend((known, moment) for known, moment in self if known <= iteration)
        return trail

    def _newest_is_extra(self) -> bool:
        """Whether the newest was kept only because it was the newest."""
        return len(self) > 1 and self._iterations[-1] - self._iterations[-2] < self._spacing

    def _thin_out(self) -> None:
        for place in reversed(range(1, len(self) - 1, 2)):
            self._forget(place)
        gaps = pairwise(self._iterations)
        self._spacing = max(2 * self._spacing, min(later - earlier for earlier, later in gaps))

    def _forget(self, place: int) -> None:
        self._size -= self._weigh(self._moments[place])
        del self._iterations[place], self._moments[place]
