"""A buffer of snapshots and inspections in memory that two processes share."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from multiprocessing.shared_memory import SharedMemory
from typing import Any

import numpy as np

from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection

_ALIGN = 16


@dataclass(frozen=True)
class ArraySlot:
    """Where one array lies: its shape, dtype and offset in bytes."""

    shape: tuple[int, ...]
    dtype: str
    offset: int


FieldLayout = dict[str, ArraySlot]
"""Where each field of one value lies."""


@dataclass(frozen=True)
class BufferLayout:
    """Where the snapshot and the inspection of each slot lie; `size` is in bytes."""

    snapshots: Mapping[int, FieldLayout]
    inspections: Mapping[int, FieldLayout]
    size: int

    @classmethod
    def of(
        cls, snapshots: Mapping[int, Snapshot], inspections: Mapping[int, Inspection]
    ) -> "BufferLayout":
        """The layout for these and all later ones with arrays of the same shapes."""
        size = 0
        of_snapshots, of_inspections = {}, {}
        for slot, snapshot in snapshots.items():
            of_snapshots[slot], size = _field_layout(snapshot, size)
        for slot, inspection in inspections.items():
            of_inspections[slot], size = _field_layout(inspection, size)
        return cls(of_snapshots, of_inspections, size)


class SnapshotBuffer:
    """Room for a snapshot and an inspection of each slot, which belongs to one side at a time.

    The worker writes and says so, the window reads and says so, both through their pipe: there is
    no lock that a killed process could hold, and no snapshot is half new and half old. The window
    creates buffers and removes them.
    """

    def __init__(self, layout: BufferLayout, name: str | None = None) -> None:
        """Create a buffer, or open the one that the other process created under `name`.

        Raises FileNotFoundError when there is none of that name (any more).
        """
        self._layout = layout
        self._memory = SharedMemory(name, create=name is None, size=max(layout.size, 1))

    @property
    def name(self) -> str:
        """What the other process opens it by."""
        return self._memory.name

    def write(self, slot: int, snapshot: Snapshot, inspection: Inspection) -> None:
        """Replace what the buffer holds of this slot."""
        for value, layout in (
            (snapshot, self._layout.snapshots[slot]),
            (inspection, self._layout.inspections[slot]),
        ):
            for name, array in layout.items():
                self._view(array)[...] = getattr(value, name)

    def read(self, slot: int) -> tuple[Snapshot, Inspection]:
        """A copy of what the buffer holds of this slot."""
        snapshot = self._copies(self._layout.snapshots[slot])
        return Snapshot(**snapshot), Inspection(**self._copies(self._layout.inspections[slot]))

    def close(self) -> None:
        """Unmap the memory; it lives on for the other side."""
        self._memory.close()

    def remove(self) -> None:
        """Unmap the memory and free it."""
        self._memory.close()
        with suppress(FileNotFoundError):  # somebody else has freed it
            self._memory.unlink()

    def _view(self, array: ArraySlot) -> "np.ndarray[Any, np.dtype[Any]]":
        return np.ndarray(array.shape, array.dtype, self._memory.buf, array.offset)

    def _copies(self, layout: FieldLayout) -> dict[str, Any]:
        return {name: self._copy(array) for name, array in layout.items()}

    def _copy(self, array: ArraySlot) -> Any:
        value = self._view(array).copy()
        return value if array.shape else value.item()


def _field_layout(value: Snapshot | Inspection, offset: int) -> tuple[FieldLayout, int]:
    """Where the fields of `value` lie from `offset` on, and where they end."""
    layout = {}
    for field in fields(value):
        array = np.asarray(getattr(value, field.name))
        layout[field.name] = ArraySlot(array.shape, array.dtype.str, offset)
        offset += -(-array.nbytes // _ALIGN) * _ALIGN
    return layout, offset
