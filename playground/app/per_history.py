"""Something for each past of a run, which lasts as long as that past goes on."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from playground.nn.history import History

T = TypeVar("T")


class PerHistory(Generic[T]):
    """`values` by slot, each made of the slot's history, or of an empty one where it has none."""

    def __init__(self, make: Callable[[History], T]) -> None:
        self.values: dict[int, T] = {}
        self._make = make
        self._histories: Mapping[int, History] = {}

    def follow(self, histories: Mapping[int, History]) -> None:
        """Another run may have begun; after a worker died, the same one continues."""
        before, self._histories = self._histories, histories
        for slot in before.keys() | histories.keys():
            if histories.get(slot) is not before.get(slot):
                self.values[slot] = self._make(histories.get(slot, History()))
