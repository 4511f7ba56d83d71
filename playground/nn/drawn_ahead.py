"""The random numbers of many runs that train as one, drawn ahead for many iterations at a time.

Every run has a stream of its own. Drawn where they are needed, the numbers of an iteration would be
several small operations for each run, and on a GPU those would take longer than all the rest. So
each place of an iteration that asks for numbers has a buffer for all runs and a chunk of
iterations, and a run's part of it is filled at once.
"""

from collections.abc import Sequence
from math import prod
from typing import Literal, NamedTuple

import torch
from torch import Tensor

MOST_AHEAD = 64
_MOST_BYTES = 2**20
"""The most that a run's numbers of a chunk take."""


class _Draw(NamedTuple):
    """Numbers that one place of an iteration asks for."""

    kind: Literal["uniform", "normal"]
    shape: tuple[int, ...]
    dtype: torch.dtype


class StreamStack:
    """The streams of one purpose of many runs, as `DrawnNumbers` [runs, *shape].

    It is rehearsed first: an iteration that takes zeros tells what there is to draw. Chunks begin
    at the multiples of their length, and each of the `streams` is where the present chunk of its
    run begins: a run that was saved in the middle of one goes on with the same numbers.

    With chunks of one iteration these are the numbers that the run would draw alone, and its stream
    is where it would be. Longer chunks are other numbers, as a generator gives others to one large
    draw than to many small ones; those of a run that goes on alone begin with the chunk once more.
    """

    def __init__(self, streams: Sequence[torch.Generator]) -> None:
        self._streams = tuple(streams)
        self._device = streams[0].device
        self._runs = torch.arange(len(streams), device=self._device)
        self._draws: list[_Draw] = []
        self._buffers: list[Tensor] = []
        self._next = 0
        self._row = self._runs
        self._length = 1
        # Where the chunk of each run ends, and which one it is.
        self._ends = [torch.Generator(self._device) for _ in streams]
        self._chunks = [-1] * len(streams)

    @property
    def bytes(self) -> int:
        """What the numbers of one iteration of one run take, once it was rehearsed."""
        return sum(prod(draw.shape) * draw.dtype.itemsize for draw in self._draws)

    def allocate(self, length: int) -> None:
        """After the rehearsal: draw so many iterations at a time."""
        self._length = length
        self._buffers = [
            torch.zeros(
                len(self._streams), length, *draw.shape, dtype=draw.dtype, device=self._device
            )
            for draw in self._draws
        ]

    def prepare(self, run: int, iteration: int) -> None:
        """Draw the numbers of a run from an iteration on, if they are not there."""
        chunk, end = iteration // self._length, self._ends[run]
        if chunk == self._chunks[run]:
            return
        if self._chunks[run] < 0:
            end.set_state(self._streams[run].get_state())
        self._chunks[run] = chunk
        for draw, buffer in zip(self._draws, self._buffers, strict=True):
            if draw.kind == "uniform":
                torch.rand(buffer[run].shape, generator=end, out=buffer[run])
            else:
                torch.randn(buffer[run].shape, generator=end, out=buffer[run])

    def passed(self, run: int, iteration: int) -> None:
        """A run has come to an iteration, whose numbers are the next."""
        if iteration % self._length == 0:
            self._streams[run].set_state(self._ends[run].get_state())

    def begin(self, iteration: Tensor) -> None:
        """An iteration begins, of the runs at `iteration` [runs]; part of what is recorded."""
        self._next, self._row = 0, iteration % self._length

    def uniform(self, shape: Sequence[int], dtype: torch.dtype) -> Tensor:
        """Uniform numbers in 0 … 1 [runs, *shape]."""
        return self._take(_Draw("uniform", tuple(shape), dtype))

    def normal(self, shape: Sequence[int]) -> Tensor:
        """Standard normal numbers, float32 [runs, *shape]."""
        return self._take(_Draw("normal", tuple(shape), torch.float32))

    def _take(self, draw: _Draw) -> Tensor:
        if not self._buffers:
            self._draws.append(draw)
            shape = (len(self._streams), *draw.shape)
            return torch.zeros(shape, dtype=draw.dtype, device=self._device)
        self._next += 1
        return self._buffers[self._next - 1][self._runs, self._row]


def chunk_length(streams: Sequence[StreamStack]) -> int:
    """How many iterations ahead rehearsed streams of equal runs are drawn on their device.

    It depends on nothing but the iteration, so that a run goes on with the same numbers in another
    stack. On a CPU a draw costs little, and the numbers are those of a run that trains alone.
    """
    if streams[0]._device.type == "cpu":
        return 1
    room = _MOST_BYTES // max(sum(stream.bytes for stream in streams), 1)
    return min(MOST_AHEAD, 1 << max(room.bit_length() - 1, 0))
