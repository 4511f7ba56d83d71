"""Training of one run by several processes, each on its share of every batch."""

import atexit
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import torch
import torch.distributed as dist
from torch import Tensor

from playground.errors import InputError

Result = TypeVar("Result")


@dataclass(frozen=True)
class ProcessGroup:
    """A group of `size` processes, in which this one has number `rank`; number 0 writes the run."""

    rank: int = 0
    size: int = 1

    @property
    def leads(self) -> bool:
        """Whether this process writes the run."""
        return self.rank == 0

    def share(self, batch: Tensor) -> Tensor:
        """The part of the first axis for this process; the group's size divides it."""
        part = len(batch) // self.size
        return batch[self.rank * part : (self.rank + 1) * part]

    def mean(self, value: Tensor) -> Tensor:
        """The mean over the group; gradients propagate through it."""
        if self.size == 1:
            return value
        summed: Tensor = _Sum.apply(value)  # type: ignore[no-untyped-call]
        return summed / self.size

    def average(self, gradients: list[Tensor]) -> None:
        """Replace each of `gradients` by its mean over the group, in one exchange."""
        if self.size == 1:
            return
        flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
        dist.all_reduce(flat)
        flat /= self.size
        parts = flat.split([gradient.numel() for gradient in gradients])
        for gradient, part in zip(gradients, parts, strict=True):
            gradient.copy_(part.view_as(gradient))

    def any(self, here: bool, device: torch.device) -> bool:
        """Whether `here` is true in any process of the group."""
        if self.size == 1:
            return here
        flag = torch.tensor(float(here), device=device)
        dist.all_reduce(flag, dist.ReduceOp.MAX)
        return bool(flag)

    def leader_first(self, work: Callable[[], Result]) -> Result:
        """The result of `work`, run by the leader before the others, since it may write files."""
        if self.size > 1 and not self.leads:
            dist.barrier()
        result = work()
        if self.size > 1 and self.leads:
            dist.barrier()
        return result


class _Sum(torch.autograd.Function):
    """The sum over the group; its gradient is the sum of all processes' gradients."""

    @staticmethod
    def forward(_context: Any, value: Tensor) -> Tensor:
        total = value.clone()
        dist.all_reduce(total)
        return total

    @staticmethod
    def backward(_context: Any, gradient: Tensor) -> Tensor:
        total = gradient.clone()
        dist.all_reduce(total)
        return total


def join_process_group(device: torch.device, batch_size: int) -> ProcessGroup:
    """The process group that torchrun started, or one of this process alone.

    It is left when the process ends.

    Raises InputError when the batch cannot be shared out evenly.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        return ProcessGroup()
    if batch_size % size or batch_size < 2 * size:
        raise InputError(
            f"--batch-size must be a multiple of the {size} processes, at least 2 for each, "
            f"got {batch_size}"
        )
    if not dist.is_initialized():
        # Imported later (by the optimizers), these functions would keep the group as their
        # default, and its threads with it; a thread that outlives Python aborts the process.
        import torch.distributed.nn  # noqa: F401

        dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
        atexit.register(dist.destroy_process_group)
    return ProcessGroup(dist.get_rank(), size)


def local_device(device: torch.device) -> torch.device:
    """The GPU of this process, if torchrun started one process per GPU; else `device`."""
    if device.type == "cuda" and "LOCAL_RANK" in os.environ:
        device = torch.device("cuda", int(os.environ["LOCAL_RANK"]))
        torch.cuda.set_device(device)
    return device
