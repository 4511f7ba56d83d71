"""Snapshots in memory that two processes share."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from multiprocessing.shared_memory import SharedMemory
from typing import Any

import numpy as np

from playground.gan.snapshot import Snapshot


@dataclass(frozen=True)
class Place:
    """Where one array lies: its shape, dtype and offset in bytes."""

    shape: tuple[int, ...]
    dtype: str
    offset: int


@dataclass(frozen=True)
class Layout:
    """Where each field of each of several snapshots lies; `size` is in bytes."""

    snapshots: tuple[dict[str, Place], ...]
    size: int

    @classmethod
    def of(cls, snapshots: Sequence[Snapshot]) -> "Layout":
        """The layout for these snapshots and all later ones with arrays of the same shapes."""
        offset = 0
        found = []
        for snapshot in snapshots:
            places = {}
            for field in fields(snapshot):
                value = np.asarray(getattr(snapshot, field.name))
                places[field.name] = Place(value.shape, value.dtype.str, offset)
                offset += -(-value.nbytes // _ALIGN) * _ALIGN
            found.append(places)
        return cls(tuple(found), offset)


class Mailbox:
    """Room for one snapshot of each entrant; each place belongs to one side at a time.

    The worker writes and says so, the window reads and says so, both through their pipe: there is
    no lock that a killed process could keep, and no picture is half new and half old. The window
    makes mailboxes and removes them.
    """

    def __init__(self, layout: Layout, name: str | None = None) -> None:
        """Make a mailbox, or open the one that the other process made under `name`.

        Raises FileNotFoundError when there is none of that name (any more).
        """
        self._layout = layout
        self._memory = SharedMemory(name, create=name is None, size=max(layout.size, 1))

    @property
    def name(self) -> str:
        """What the other process opens it by."""
        return self._memory.name

    def write(self, entrant: int, snapshot: Snapshot) -> None:
        """Replace this entrant's snapshot."""
        for name, place in self._layout.snapshots[entrant].items():
            self._view(place)[...] = getattr(snapshot, name)

    def read(self, entrant: int) -> Snapshot:
        """A copy of this entrant's snapshot."""
        places = self._layout.snapshots[entrant]
        return Snapshot(**{name: self._copy(place) for name, place in places.items()})

    def close(self) -> None:
        """Let go of the memory; it lives on for the other side."""
        self._memory.close()

    def remove(self) -> None:
        """Let go of the memory and free it."""
        self._memory.close()
        self._memory.unlink()

    def _view(self, place: Place) -> "np.ndarray[Any, np.dtype[Any]]":
        return np.ndarray(place.shape, place.dtype, self._memory.buf, place.offset)

    def _copy(self, place: Place) -> Any:
        value = self._view(place).copy()
        return value if place.shape else value.item()


_ALIGN = 16
