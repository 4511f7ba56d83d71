"""Random streams, one per purpose and keyed by the seed, and batches of uniform numbers."""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

PURPOSES = (
    "d_weights",
    "g_weights",
    "d_features",
    "g_features",
    "real",
    "latent",
    "penalty",
    "snapshot",
    "sample",
    "q_weights",
    "dropout",
    "v_weights",
    "v_features",
    "sampler",
)
"""The purposes of random draws. The index is part of the key, so new purposes are appended."""


def open_stream(
    seed: int, purpose: str, device: torch.device | str = "cpu", since: int = 0
) -> torch.Generator:
    """The stream of `purpose` at its beginning; equal keys give equal numbers on one device.

    A stream opened `since` a later iteration gives other numbers.
    """
    key = np.random.SeedSequence([seed, PURPOSES.index(purpose), *([since] if since else [])])
    stream = torch.Generator(device)
    stream.manual_seed(int(key.generate_state(1, np.uint64)[0] >> np.uint64(1)))
    return stream


class DrawnNumbers(Protocol):
    """Numbers that were drawn before; those of a stack of runs [runs, *shape]."""

    def uniform(self, shape: Sequence[int], dtype: torch.dtype) -> Tensor:
        """Uniform numbers in 0 … 1."""

    def normal(self, shape: Sequence[int]) -> Tensor:
        """Standard normal numbers, float32."""


RandomStream = torch.Generator | DrawnNumbers
"""What an iteration draws from."""


def uniform(
    shape: Sequence[int],
    random: RandomStream,
    device: torch.device,
    dtype: torch.dtype = torch.float32,
) -> Tensor:
    """Uniform numbers in 0 … 1 of this shape, of a stack of runs [runs, *shape]."""
    if isinstance(random, torch.Generator):
        return torch.rand(shape, generator=random, device=device, dtype=dtype)
    return random.uniform(shape, dtype)


def normal(shape: Sequence[int], random: RandomStream, device: torch.device) -> Tensor:
    """Standard normal numbers of this shape, of a stack of runs [runs, *shape]."""
    if isinstance(random, torch.Generator):
        return torch.randn(shape, generator=random, device=device)
    return random.normal(shape)


def restore_streams(
    streams: Mapping[str, torch.Generator], saved: Mapping[str, Tensor], seed: int, iteration: int
) -> bool:
    """Set the `streams` of a run of this `seed` to the states `saved` at an iteration.

    States of another kind of device do not fit: the streams then begin anew, and it is false.
    """
    fit = all(saved[name].shape == one.get_state().shape for name, one in streams.items())
    for name, stream in streams.items():
        anew = None if fit else open_stream(seed, name, stream.device, since=iteration)
        stream.set_state(anew.get_state() if anew else saved[name])
    return fit


_GOLDEN = 1.1673039782614187  # the real root of x⁵ = x + 1
REAL_STEPS = (1 / _GOLDEN, 1 / _GOLDEN**2)
LATENT_STEPS = (1 / _GOLDEN**3, 1 / _GOLDEN**4)
"""The steps of real points and latents: together a low-discrepancy sequence in four dimensions."""

TIME_STEPS = (sqrt(2) - 1,)
"""The step of a flow's times beside them."""


def independent_uniform(
    n: int, random: RandomStream, device: torch.device, dtype: torch.dtype
) -> Tensor:
    """Independent uniform numbers [2, n] in 0 … 1."""
    return uniform((2, n), random, device, dtype)


class KroneckerSequence:
    """Quasi-random uniform numbers [2, n], which fill the square more evenly than independent ones.

    Point k is `k · steps`, modulo 1, after a random shift of the whole batch. So every number is
    uniform and averages over the batch are unbiased, but their error falls with 1/n where that of
    independent draws falls with 1/√n; any run of consecutive points is evenly spread too. (A
    Kronecker sequence with steps from the generalised golden ratio; shifts: Cranley & Patterson
    1976.)
    """

    def __init__(self, steps: Sequence[float], device: torch.device, dtype: torch.dtype) -> None:
        self._steps = torch.tensor(steps, dtype=torch.float64)[:, None]
        self._device, self._dtype = device, dtype
        self._unshifted = torch.empty(len(steps), 0, device=device, dtype=dtype)

    def __call__(self, n: int, random: RandomStream) -> Tensor:
        """A batch of `n`; only its shift is drawn from `random`."""
        if self._unshifted.shape[1] != n:
            sequence = (torch.arange(n, dtype=torch.float64) * self._steps) % 1
            self._unshifted = sequence.to(self._device, self._dtype)
        shift = uniform((len(self._steps), 1), random, self._device, self._dtype)
        return (self._unshifted + shift).frac_()


def normal_from_uniform(numbers: Tensor) -> Tensor:
    """Standard normal numbers, increasing in uniform ones, by the inverse of the normal CDF."""
    inside = numbers.clamp(_TINY, 1 - _TINY)
    return torch.erfinv(2 * inside - 1) * sqrt(2)


_TINY = 2.0**-24
