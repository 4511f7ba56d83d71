"""Samples of a target on a torch device, by inversion of its cumulative tables."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.density.sampler import BELOW_ONE, Sampler, Tables
from playground.density.target import Mixture, Target
from playground.nn.random_streams import (
    REAL_STEPS,
    KroneckerSequence,
    independent_uniform,
    normal_from_uniform,
)


class RealPoints:
    """Draws points of a target on `device`, using the tables of `density.sampler`.

    No value is read back from the device and no shape depends on data.
    """

    def __init__(self, target: Target, device: torch.device) -> None:
        self._device = device
        self._dtype = torch.float32 if device.type == "mps" else torch.float64
        edges = torch.tensor(target.shares, dtype=torch.float32).cumsum(0)
        self._share_edges = edges[:-1].to(device)
        self._kronecker = KroneckerSequence(REAL_STEPS, device, self._dtype)
        make = HostInverse if device.type == "cpu" else DeviceInverse
        self._inverse = make(target, device)

    def draw(
        self, n: int, random: torch.Generator, quasi_random: bool = False, block: int = 1
    ) -> tuple[Tensor, Tensor]:
        """Draw `n` points, float32 [2, n] (x, then y), and their layers, int64 [n], ascending.

        Points are independent, or `quasi_random` within their layers (`KroneckerSequence`); for
        `block` see `draw_layers`.
        """
        layer = self.draw_layers(n, random, block)
        if quasi_random:
            return self._inverse(self._kronecker(n, random), layer), layer
        return self._inverse(
            independent_uniform(n, random, self._device, self._dtype), layer
        ), layer

    def draw_layers(self, n: int, random: torch.Generator, block: int = 1) -> Tensor:
        """The layers of a batch of `n`: each gets its fixed share, in blocks of `block` points.

        Where the shares are not whole numbers of blocks, one random offset decides (systematic
        sampling), so that the mean share is exact.
        """
        if not len(self._share_edges):
            return torch.zeros(n, dtype=torch.int64, device=self._device)
        offset = torch.rand(1, generator=random, device=self._device)
        ranks = (torch.arange(n, device=self._device) // block + offset) * block / n
        return torch.searchsorted(self._share_edges, ranks, right=True)


class MixturePoints:
    """Draws points of a mixture of Gaussians on `device`, with the interface of `RealPoints`."""

    def __init__(self, mixture: Mixture, device: torch.device) -> None:
        self._centres = _float32(mixture.centres.T, device)
        self._sigma = mixture.sigma
        self._kronecker = KroneckerSequence(REAL_STEPS, device, torch.float32)

    def draw(
        self, n: int, random: torch.Generator, quasi_random: bool = False, block: int = 1
    ) -> tuple[Tensor, Tensor]:
        """Draw `n` points, float32 [2, n] (x, then y), and their layers [n], all 0.

        Points are independent, or `quasi_random`: modes get equal shares, each filled evenly.
        """
        device, modes = self._centres.device, self._centres.shape[1]
        if quasi_random:
            offset = torch.rand(1, generator=random, device=device)
            ranks = (torch.arange(n, device=device) + offset) * (modes / n)
            mode = ranks.long().clamp(max=modes - 1)
            spread = normal_from_uniform(self._kronecker(n, random))
        else:
            mode = torch.randint(modes, (n,), generator=random, device=device)
            spread = torch.randn(2, n, generator=random, device=device)
        return self._centres[:, mode] + self._sigma * spread, self.draw_layers(n, random)

    def draw_layers(self, n: int, random: torch.Generator, block: int = 1) -> Tensor:
        """The layers of a batch of `n`: all 0."""
        return torch.zeros(n, dtype=torch.int64, device=self._centres.device)


def real_points(target: Target, device: torch.device) -> RealPoints | MixturePoints:
    """The source of real points for an image-based target or an analytic mixture."""
    if isinstance(target, Mixture):
        return MixturePoints(target, device)
    return RealPoints(target, device)


class HostInverse:
    """Maps uniform numbers to points with the NumPy sampler, whose guided search is the fastest."""

    def __init__(self, target: Target, device: torch.device) -> None:
        self._sampler = Sampler(target)

    def __call__(self, u: Tensor, layer: Tensor) -> Tensor:
        """Points, float32 [2, n], for u [2, n] (u₁ for y, u₂ for x) and their layers [n]."""
        points = self._sampler.points(u.numpy(), layer.numpy())
        return torch.from_numpy(points.T.astype(np.float32))


class DeviceInverse:
    """Maps uniform numbers to points on a device, by a binary search of the same tables."""

    def __init__(self, target: Target, device: torch.device) -> None:
        tables = Tables.of(target)
        inverse = BisectionInverse if device.type == "mps" else SearchInverse
        self._rows = inverse(tables.row_edges, tables.layer_first, device)
        self._pixels = inverse(tables.pixel_edges, tables.row_first, device)
        self._row_size = _float32(tables.row_size, device)
        self._row_bottom = _float32(tables.row_bottom, device)
        self._pixel_left = _float32(tables.pixel_left, device)

    def __call__(self, u: Tensor, layer: Tensor) -> Tensor:
        """Points, float32 [2, n], for u [2, n] (u₁ for y, u₂ for x) and their layers [n]."""
        row, up = self._rows(layer, u[0])
        pixel, right = self._pixels(row, u[1])
        size = self._row_size[row]
        x = torch.addcmul(self._pixel_left[pixel], right.float(), size)
        y = torch.addcmul(self._row_bottom[row], up.float(), size)
        return torch.stack([x, y])


class SearchInverse:
    """The inverse of a cumulative table, by torch's binary search in float64."""

    def __init__(
        self, edges: NDArray[np.float64], first: NDArray[np.int64], device: torch.device
    ) -> None:
        self._edges = torch.from_numpy(edges).to(device)
        self._steps = self._edges.diff()

    def __call__(self, group: Tensor, u: Tensor) -> tuple[Tensor, Tensor]:
        """The interval that `u` [n] in 0 … 1 falls into within its `group` [n], and its position
        inside.
        """
        value = u.clamp(max=BELOW_ONE) + group
        index = torch.searchsorted(self._edges, value, right=True) - 1
        return index, (value - self._edges[index]) / self._steps[index]


class BisectionInverse:
    """The inverse of a cumulative table in float32, for devices without float64 (Apple's MPS).

    Every group has a table of its own, from 0 to 1, and is bisected by itself: a single float32
    table over all groups would run out of digits.
    """

    def __init__(
        self, edges: NDArray[np.float64], first: NDArray[np.int64], device: torch.device
    ) -> None:
        counts = np.diff(first)
        lower = edges[:-1] - np.repeat(np.arange(len(counts)), counts)
        self._lower = _float32(lower, device)
        self._steps = _float32(np.diff(edges), device)
        self._first = torch.from_numpy(first).to(device)
        self._rounds = int(counts.max() - 1).bit_length()

    def __call__(self, group: Tensor, u: Tensor) -> tuple[Tensor, Tensor]:
        """The interval that `u` [n] in 0 … 1 falls into within its `group` [n], and its position
        inside.
        """
        low, high = self._first[group], self._first[group + 1] - 1
        for _ in range(self._rounds):
            middle = (low + high + 1) // 2
            above = self._lower[middle] <= u
            low = torch.where(above, middle, low)
            high = torch.where(above, high, middle - 1)
        inside = (u - self._lower[low]) / self._steps[low]
        return low, inside.clamp(0, 1)


def _float32(array: NDArray[np.float64], device: torch.device) -> Tensor:
    return torch.tensor(array, dtype=torch.float32, device=device)
