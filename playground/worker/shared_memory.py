"""Snapshots, and looks inside, in memory that two processes share."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from multiprocessing.shared_memory import SharedMemory
from typing import Any

import numpy as np

from playground.gan.history import Snapshot
from playground.gan.inspection import Inspection


@dataclass(frozen=True)
class ArraySlot:
    """Where one array lies: its shape, dtype and offset in bytes."""

    shape: tuple[int, ...]
    dtype: str
    offset: int


Places = dict[str, ArraySlot]
"""Where each field of one value lies."""


@dataclass(frozen=True)
class BufferLayout:
    """Where the snapshot and the look of each entrant lie; `size` is in bytes."""

    snapshots: tuple[Places, ...]
    looks: tuple[Places, ...]
    size: int

    @classmethod
    def of(cls, snapshots: Sequence[Snapshot], looks: Sequence[Inspection]) -> "BufferLayout":
        """The layout for these and all later ones with arrays of the same shapes."""
        size = 0
        found: list[Places] = []
        values: tuple[Snapshot | Inspection, ...] = (*snapshots, *looks)
        for value in values:
            places, size = _places(value, size)
            found.append(places)
        count = len(snapshots)
        return cls(tuple(found[:count]), tuple(found[count:]), size)


class SnapshotBuffer:
    """Room for one picture of each entrant; each place belongs to one side at a time.

    The worker writes and says so, the window reads and says so, both through their pipe: there is
    no lock that a killed process could keep, and no picture is half new and half old. The window
    makes mailboxes and removes them.
    """

    def __init__(self, layout: BufferLayout, name: str | None = None) -> None:
        """Make a mailbox, or open the one that the other process made under `name`.

        Raises FileNotFoundError when there is none of that name (any more).
        """
        self._layout = layout
        self._memory = SharedMemory(name, create=name is None, size=max(layout.size, 1))

    @property
    def name(self) -> str:
        """What the other process opens it by."""
        return self._memory.name

    def write(self, entrant: int, snapshot: Snapshot, look: Inspection) -> None:
        """Replace this entrant's picture."""
        for value, places in (
            (snapshot, self._layout.snapshots[entrant]),
            (look, self._layout.looks[entrant]),
        ):
            for name, place in places.items():
                self._view(place)[...] = getattr(value, name)

    def read(self, entrant: int) -> tuple[Snapshot, Inspection]:
        """A copy of this entrant's picture."""
        snapshot = self._copies(self._layout.snapshots[entrant])
        return Snapshot(**snapshot), Inspection(**self._copies(self._layout.looks[entrant]))

    def close(self) -> None:
        """Let go of the memory; it lives on for the other side."""
        self._memory.close()

    def remove(self) -> None:
        """Let go of the memory and free it."""
        self._memory.close()
        self._memory.unlink()

    def _view(self, place: ArraySlot) -> "np.ndarray[Any, np.dtype[Any]]":
        return np.ndarray(place.shape, place.dtype, self._memory.buf, place.offset)

    def _copies(self, places: Places) -> dict[str, Any]:
        return {name: self._copy(place) for name, place in places.items()}

    def _copy(self, place: ArraySlot) -> Any:
        value = self._view(place).copy()
        return value if place.shape else value.item()


def _places(value: Snapshot | Inspection, offset: int) -> tuple[Places, int]:
    """Where the fields of `value` lie from `offset` on, and where they end."""
    places = {}
    for field in fields(value):
        array = np.asarray(getattr(value, field.name))
        places[field.name] = ArraySlot(array.shape, array.dtype.str, offset)
        offset += -(-array.nbytes // _ALIGN) * _ALIGN
    return places, offset


_ALIGN = 16
