"""Device selection, the process's use of torch, and conversion of tensors to NumPy arrays."""

import ctypes
import sys
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.errors import InputError

DEVICES = ("auto", "cpu", "cuda", "mps")


def available_devices() -> tuple[str, ...]:
    """The device names that `pick_device` accepts on this machine."""
    here = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    return tuple(name for name in DEVICES if here.get(name, True))


def pick_device(name: str = "auto") -> torch.device:
    """The device called `name`; "auto" picks CUDA, else Apple's MPS, else the CPU.

    Raises InputError for an unknown name and for a device that is not available.
    """
    if name not in DEVICES:
        raise InputError(
            "--device must be one of {devices}, got {name!r}", devices=", ".join(DEVICES), name=name
        )
    here = available_devices()
    if name not in here:
        raise InputError(
            "--device {name} is not available here, only {here}", name=name, here=", ".join(here)
        )
    if name == "auto":
        name = next(device for device in ("cuda", "mps", "cpu") if device in here)
    return torch.device(name)


def tune_process(threads: int) -> None:
    """Set torch's number of CPU threads, and keep freed memory for the next iteration.

    By default glibc returns large blocks to the system, and every temporary of an iteration then
    costs page faults again; with the memory kept, an iteration takes about half the time.
    """
    torch.set_num_threads(threads)
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:  # musl has none
            mallopt(_M_MMAP_THRESHOLD, 2**30)
            mallopt(_M_TRIM_THRESHOLD, 2**30)


_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3


def as_array(tensor: Tensor) -> NDArray[Any]:
    """A copy on the CPU, in C order, independent of later training."""
    return np.array(tensor.detach().cpu().numpy(), order="C", copy=True)


def as_arrays(tensors: Mapping[str, Tensor]) -> dict[str, NDArray[Any]]:
    """Such copies of all; those of a CUDA device come in one transfer, which waits for it once."""
    there = {name: tensor for name, tensor in tensors.items() if tensor.is_cuda}
    return {
        **{name: as_array(tensor) for name, tensor in tensors.items() if name not in there},
        **(_transferred(there) if there else {}),
    }


def _transferred(tensors: Mapping[str, Tensor]) -> dict[str, NDArray[Any]]:
    """Copies of tensors on one device, packed there as bytes and unpacked here."""
    flat = [tensor.detach().reshape(-1).view(torch.uint8) for tensor in tensors.values()]
    packed = torch.cat(flat).cpu()
    parts = packed.split([len(part) for part in flat])
    return {
        # A clone, since a part may begin where no number of its dtype could.
        name: as_array(part.clone().view(tensor.dtype).reshape(tensor.shape))
        for (name, tensor), part in zip(tensors.items(), parts, strict=True)
    }


def moved(value: Tensor, place: Tensor) -> Tensor:
    """`value` in its new `place`, a tensor of as many numbers, in the shape that it had."""
    place = place.view(value.shape)
    return place.copy_(value)


def by_prefix(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    """The tensors whose name begins with `prefix`, keyed by the rest of their names."""
    return {
        name.removeprefix(prefix): tensor
        for name, tensor in tensors.items()
        if name.startswith(prefix)
    }
