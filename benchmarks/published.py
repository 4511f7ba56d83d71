"""Our re-implementation of the published demo's two loops, as a baseline.

"用GAN生成二维样本的小例子" (2017): look-up tables on the image resized to 1000×1000, searched in a
Python loop over points; networks as torch modules with torch's Adadelta.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from skimage.transform import resize
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from playground.density.target import Layer

_SIZE = 1000


class PublishedSampler:
    """One point at a time: `numpy.interp` in the marginal of y, then in the table of its row.

    As published, a table is one array of (position, cumulative share) pairs, with its columns as
    views.
    """

    def __init__(self, layer: Layer) -> None:
        pixels = resize(layer.pixels.astype(np.float64), (_SIZE, _SIZE))[::-1]
        self._rows = _table(pixels.sum(axis=1))
        self._columns = [_table(row) if row.any() else None for row in pixels]

    def draw(self, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Draw `n` points [n, 2]."""
        uniform = rng.random((n, 2))
        points = np.zeros_like(uniform)
        for index, (u1, u2) in enumerate(uniform):
            y = np.interp(u1, self._rows[:, 1], self._rows[:, 0])
            columns = self._columns[int(y * _SIZE)]
            assert columns is not None
            points[index] = np.interp(u2, columns[:, 1], columns[:, 0]), y
        return points


def _table(mass: NDArray[np.float64]) -> NDArray[np.float64]:
    """(position, cumulative share) pairs [n, 2] over the cells from the first to the last mass."""
    held = np.flatnonzero(mass)
    inside = slice(held[0], held[-1] + 1)
    positions = np.arange(held[0], held[-1] + 2) / _SIZE
    return np.stack([positions, np.append(0.0, np.cumsum(mass[inside])) / mass.sum()], axis=1)


class PublishedGan:
    """The published iteration: 3 steps of D, 1 of G, 2,000 real and generated points each."""

    def __init__(self, layer: Layer, batch: int = 2000) -> None:
        self._sampler, self._batch = PublishedSampler(layer), batch
        self._rng = np.random.default_rng(0)
        self._g = nn.Sequential(nn.Linear(2, 50), nn.LeakyReLU(0.1), nn.Linear(50, 2), nn.Sigmoid())
        self._d = nn.Sequential(nn.Linear(2, 100), nn.LeakyReLU(0.1), nn.Linear(100, 1))
        self._g_optimizer = torch.optim.Adadelta(self._g.parameters(), lr=1.0)
        self._d_optimizer = torch.optim.Adadelta(self._d.parameters(), lr=1.0)
        self._ones, self._zeros = torch.ones(batch, 1), torch.zeros(batch, 1)

    def step(self) -> None:
        """Run one iteration."""
        for _ in range(3):
            self._d_step()
        self._g_optimizer.zero_grad()
        cross_entropy(self._d(self._g(torch.randn(self._batch, 2))), self._ones).backward()
        self._g_optimizer.step()

    def _d_step(self) -> None:
        points = self._sampler.draw(self._batch, self._rng)
        real = torch.from_numpy(points.astype(np.float32))
        fake = self._g(torch.randn(self._batch, 2)).detach()
        self._d_optimizer.zero_grad()
        cross_entropy(self._d(real), self._ones).backward()
        cross_entropy(self._d(fake), self._zeros).backward()
        self._d_optimizer.step()
