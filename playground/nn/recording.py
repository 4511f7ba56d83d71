"""Iterations that are recorded once and replayed: on a GPU as a CUDA graph."""

from collections.abc import Callable, Hashable, Sequence
from typing import Protocol

import torch
from torch import Tensor

_WARM_UP = 3


class IterationRecorder(Protocol):
    """Records work on a device, and returns a function that does it again on the same tensors."""

    def __call__(
        self, work: Callable[[], None], streams: Sequence[torch.Generator]
    ) -> Callable[[], None]:
        """Record `work`, which draws from `streams`; whether it does it, too, is open."""


def recorder_of(device: torch.device) -> IterationRecorder | None:
    """The recorder of a device; None where every iteration is run operation by operation."""
    return CudaRecorder(device) if device.type == "cuda" else None


class CudaRecorder:
    """Records work as a CUDA graph: one launch instead of hundreds of them.

    All recordings share one pool of memory, so that a new one takes over that of its predecessor,
    which must be there until then: a pool whose last graph is gone cannot be used again.
    """

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._pool = torch.cuda.graph_pool_handle()
        self._ends = [torch.cuda.Event(), torch.cuda.Event()]

    def __call__(
        self, work: Callable[[], None], streams: Sequence[torch.Generator]
    ) -> Callable[[], None]:
        """Record `work`, which draws from `streams`.

        The function that is returned waits until the last but one replay has ended, so that the
        time which its calls take is that of the device.
        """
        graph = torch.cuda.CUDAGraph()
        for stream in streams:
            graph.register_generator_state(stream)
        with torch.cuda.device(self._device), torch.cuda.graph(graph, pool=self._pool):
            work()

        def replay() -> None:
            self._ends.reverse()
            self._ends[0].synchronize()
            graph.replay()
            self._ends[0].record()

        return replay


class Recording:
    """An iteration that is recorded when it is first run, and again whenever its form changes.

    `tensors` returns all tensors that the iteration changes. They are left as they were by
    recording, and so are the `streams` that it draws from.
    """

    def __init__(
        self,
        recorder: IterationRecorder,
        streams: Sequence[torch.Generator],
        tensors: Callable[[], Sequence[Tensor]],
    ) -> None:
        self._recorder, self._streams, self._tensors = recorder, streams, tensors
        self._form: Hashable = None
        self._replay: Callable[[], None] | None = None

    def run(self, form: Hashable, work: Callable[[], None]) -> None:
        """Do `work` by a replay. Equal forms stand for the same operations on the same tensors."""
        if self._replay is None or form != self._form:
            self._form, self._replay = form, self._recorded(work)
        self._replay()

    def _recorded(self, work: Callable[[], None]) -> Callable[[], None]:
        tensors = self._tensors()
        kept = [tensor.clone() for tensor in tensors]
        drawn = [stream.get_state() for stream in self._streams]
        _warm_up(work, tensors[0].device)
        replay = self._recorder(work, self._streams)
        for tensor, value in zip(tensors, kept, strict=True):
            tensor.copy_(value)
        for stream, state in zip(self._streams, drawn, strict=True):
            stream.set_state(state)
        return replay


def recording_of(
    device: torch.device,
    streams: Sequence[torch.Generator],
    tensors: Callable[[], Sequence[Tensor]],
) -> Recording | None:
    """A `Recording` on `device`; None where every iteration is run operation by operation."""
    recorder = recorder_of(device)
    return Recording(recorder, streams, tensors) if recorder else None


def _warm_up(work: Callable[[], None], device: torch.device) -> None:
    """Do `work` a few times, so that libraries are loaded and their workspaces allocated; on a GPU
    on a stream of its own, as capturing demands.
    """
    if device.type != "cuda":
        work()
        return
    side, current = torch.cuda.Stream(device), torch.cuda.current_stream(device)
    side.wait_stream(current)
    with torch.cuda.stream(side):
        for _ in range(_WARM_UP):
            work()
    current.wait_stream(side)
