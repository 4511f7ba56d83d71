"""Samples of a target on a torch device, by inversion of its cumulative tables."""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.density.sampler import BELOW_ONE, Sampler, Tables
from playground.density.target import Mixture, Target
from playground.nn.random_streams import (
    REAL_STEPS,
    KroneckerSequence,
    RandomStream,
    independent_uniform,
    normal_from_uniform,
    uniform,
)


class RealPoints:
    """Draws points of a target on `device`, using the tables of `density.sampler`.

    No value is read back from the device and no shape depends on data. From the numbers of a stack
    of runs it draws for all of them: points [runs, 2, n] and layers [runs, n], or [n] of a single
    layer.
    """

    def __init__(self, target: Target, device: torch.device) -> None:
        self._device = device
        self._dtype = torch.float32 if device.type == "mps" else torch.float64
        self._share_edges = _share_edges(target).to(device)
        self._kronecker = KroneckerSequence(REAL_STEPS, device, self._dtype)
        make = HostInverse if device.type == "cpu" else DeviceInverse
        self._inverse = make(target, device)

    def take(self, target: Target) -> bool:
        """Draw from `target` from now on, by the same operations on the same tensors; false,
        changing nothing, if it needs others.
        """
        if isinstance(target, Mixture) or len(target.layers) != len(self._share_edges) + 1:
            return False
        if not self._inverse.take(target):
            return False
        self._share_edges.copy_(_share_edges(target))
        return True

    def draw(
        self, n: int, random: RandomStream, quasi_random: bool = False, block: int = 1
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

    def at(self, uniform: Tensor) -> Tensor:
        """The points of a target of one layer, float32 [2, n], for uniform numbers [2, n] (for y,
        then x).
        """
        layer = torch.zeros(uniform.shape[-1], dtype=torch.int64, device=self._device)
        return self._inverse(uniform.to(self._dtype), layer)

    def draw_layers(self, n: int, random: RandomStream, block: int = 1) -> Tensor:
        """The layers of a batch of `n`: each gets its fixed share, in blocks of `block` points.

        Where the shares are not whole numbers of blocks, one random offset decides (systematic
        sampling), so that the mean share is exact.
        """
        if not len(self._share_edges):
            return torch.zeros(n, dtype=torch.int64, device=self._device)
        offset = uniform((1,), random, self._device)
        ranks = (torch.arange(n, device=self._device) // block + offset) * block / n
        return torch.searchsorted(self._share_edges, ranks, right=True)


def _share_edges(target: Target) -> Tensor:
    """Where one layer's share of a batch ends and the next one's begins [layers - 1]."""
    return torch.tensor(target.shares, dtype=torch.float32).cumsum(0)[:-1]


class MixturePoints:
    """Draws points of a mixture of Gaussians on `device`, with the interface of `RealPoints`."""

    def __init__(self, mixture: Mixture, device: torch.device) -> None:
        self._centres = _float32(mixture.centres.T, device)
        self._sigma = mixture.sigma
        self._kronecker = KroneckerSequence(REAL_STEPS, device, torch.float32)

    def draw(
        self, n: int, random: RandomStream, quasi_random: bool = False, block: int = 1
    ) -> tuple[Tensor, Tensor]:
        """Draw `n` points, float32 [2, n] (x, then y), and their layers [n], all 0.

        Points are independent, or `quasi_random`: modes get equal shares, each filled evenly.
        """
        assert isinstance(random, torch.Generator), "the modes of a stack are not drawn ahead"
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

    def take(self, target: Target) -> bool:
        """Whether it draws from `target` from now on: never, as another mixture needs another."""
        return False

    def draw_layers(self, n: int, random: RandomStream, block: int = 1) -> Tensor:
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

    def take(self, target: Target) -> bool:
        """Draw from `target` from now on: always possible."""
        self._sampler = Sampler(target)
        return True

    def __call__(self, u: Tensor, layer: Tensor) -> Tensor:
        """Points, float32 [2, n], for u [2, n] (u₁ for y, u₂ for x) and their layers [n]."""
        columns = u.movedim(-2, 0)
        layers = layer.expand(columns.shape[1:]).numpy().reshape(-1)
        points = self._sampler.points(columns.numpy().reshape(2, -1), layers)
        return torch.from_numpy(points.T.astype(np.float32)).view(columns.shape).movedim(0, -2)


class DeviceInverse:
    """Maps uniform numbers to points on a device, by a binary search of the same tables.

    They have room to grow, so that a target that is painted on can be taken over in place.
    """

    def __init__(self, target: Target, device: torch.device) -> None:
        tables = Tables.of(target)
        inverse = BisectionInverse if device.type == "mps" else SearchInverse
        rows, pixels = _room(len(tables.row_size)), _room(len(tables.pixel_left))
        self._rows = inverse(len(tables.layer_first) - 1, rows, device)
        self._pixels = inverse(rows, pixels, device)
        # For each row its pixels' size and its bottom, for each pixel its left edge.
        self._size, self._bottom, self._left = (
            torch.zeros(count, device=device) for count in (rows, rows, pixels)
        )
        self._fill(tables)

    def take(self, target: Target) -> bool:
        """Draw from `target` from now on; false, changing nothing, if there is no room for it."""
        tables = Tables.of(target)
        if len(tables.row_size) > len(self._size) or len(tables.pixel_left) > len(self._left):
            return False
        self._fill(tables)
        return True

    def _fill(self, tables: Tables) -> None:
        self._rows.take(tables.row_edges, tables.layer_first)
        self._pixels.take(tables.pixel_edges, tables.row_first)
        for buffer, values in (
            (self._size, tables.row_size),
            (self._bottom, tables.row_bottom),
            (self._left, tables.pixel_left),
        ):
            _fill(buffer, values)

    def __call__(self, u: Tensor, layer: Tensor) -> Tensor:
        """Points, float32 [2, n], for u [2, n] (u₁ for y, u₂ for x) and their layers [n]."""
        u_1, u_2 = u.unbind(-2)
        row, up = self._rows(layer, u_1)
        pixel, right = self._pixels(row, u_2)
        size = self._size[row]
        x = torch.addcmul(self._left[pixel], right.float(), size)
        y = torch.addcmul(self._bottom[row], up.float(), size)
        return torch.stack([x, y], dim=-2)


class SearchInverse:
    """The inverse of a cumulative table of up to `room` intervals, by torch's binary search in
    float64.
    """

    def __init__(self, groups: int, room: int, device: torch.device) -> None:
        self._edges = torch.zeros(room + 1, dtype=torch.float64, device=device)
        self._steps = torch.ones(room, dtype=torch.float64, device=device)

    def take(self, edges: NDArray[np.float64], first: NDArray[np.int64]) -> None:
        """Use the table `edges`, whose groups begin at the intervals `first`, from now on."""
        _fill(self._edges, edges, after=np.inf)
        _fill(self._steps, np.diff(edges))

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

    def __init__(self, groups: int, room: int, device: torch.device) -> None:
        self._lower = torch.zeros(room, device=device)
        self._steps = torch.ones(room, device=device)
        self._first = torch.zeros(groups + 1, dtype=torch.int64, device=device)
        self._rounds = room.bit_length()

    def take(self, edges: NDArray[np.float64], first: NDArray[np.int64]) -> None:
        """Use the table `edges`, whose groups begin at the intervals `first`, from now on."""
        counts = np.diff(first)
        _fill(self._lower, edges[:-1] - np.repeat(np.arange(len(counts)), counts))
        _fill(self._steps, np.diff(edges))
        _fill(self._first, first)

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


def _room(count: int) -> int:
    """Room for a table of `count` entries to grow: the next power of two."""
    return 1 << (count - 1).bit_length()


def _fill(buffer: Tensor, values: NDArray[Any], after: float = 1) -> None:
    """Copy `values` to the beginning of `buffer`; what follows them is `after`."""
    buffer[: len(values)] = torch.from_numpy(values).to(buffer.dtype)
    buffer[len(values) :] = after


def _float32(array: NDArray[np.float64], device: torch.device) -> Tensor:
    return torch.tensor(array, dtype=torch.float32, device=device)
