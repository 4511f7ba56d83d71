"""Maps over the square of the discriminator, of the optimal one, and of their difference.

Which maps exist depends on the loss (Goodfellow et al. 2014, arXiv 1406.2661; relativistic pairing:
Jolicoeur-Martineau 2018, 1807.00734): for cross-entropy and least squares the optimum is D* = p /
(p + q); for pairing it is log(p / q) + c, so D is shifted by the constant that fits best and shown
through the sigmoid, where the optimum is D* again. The other losses have no such optimum.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from playground.density.sampler import Sampler
from playground.density.target import Target
from playground.metrics.distances import LEAST_LOSS, Shares, best_discriminator
from playground.metrics.smoothing import blur, histogram

BLUR = 1.0
"""Standard deviation in cells of the Gaussian that blurs both p and q, which reduces the noise of
q.
"""

_FAINT = 0.02
"""Share of one blurred point: below it a cell counts as empty of both p and q."""

_FLOOR_DRAWS = 8
_ROUNDS = 30

Map = NDArray[np.float64]
"""Values over the square [cells, cells], row 0 at the top; NaN where undefined."""


@dataclass(frozen=True, eq=False)
class DiscriminatorMaps:
    """The maps at one step: `d` is D in the form that suits the loss.

    `best` (D*) and `difference` (D - D*) are None where the loss has no D*. Values lie between 0
    and 1 if there is a D*, else they have D's own units.
    """

    d: Map
    best: Map | None
    difference: Map | None


class DiscriminatorComparison:
    """Computes the maps of a model on a grid of `cells` × `cells`.

    p comes from `target`, q from a histogram of the generated points. With `conditional` there is a
    D for each layer; all layers together are shown as the mean of these, weighted by the real and
    generated points of each layer at each cell, and compared with the D* of the sums.
    """

    def __init__(self, target: Target, loss: str, cells: int, *, conditional: bool) -> None:
        self.target, self.loss, self.cells = target, loss, cells
        self.conditional = conditional
        p = target.layer_masses(cells) if conditional else target.masses(cells)[None]
        self._p = np.stack([_blurred(one) for one in p])
        self._shares = target.shares if conditional else np.ones(1)

    @property
    def has_best(self) -> bool:
        """Whether the loss has an optimal discriminator to compare with."""
        return self.loss in LEAST_LOSS

    def maps(
        self,
        d_output: NDArray[np.floating],
        generated: NDArray[np.floating],
        layer: NDArray[np.integer],
        only: int | None = None,
    ) -> DiscriminatorMaps:
        """The maps for the discriminator's outputs `d_output` [layers, cells, cells].

        `generated` [n, 2] are generated points with their `layer` [n]; `only` selects the D of one
        layer.
        """
        q = self._q(generated, layer)
        d = np.stack([self._form(*each) for each in zip(d_output, self._p, q, strict=True)])
        best = self._best(q, len(layer), only) if self.has_best else None
        mixed = d[only] if only is not None else self._mean(d, q, len(layer))
        return DiscriminatorMaps(mixed, best, None if best is None else mixed - best)

    def best(
        self,
        generated: NDArray[np.floating],
        layer: NDArray[np.integer],
        only: int | None = None,
    ) -> Map:
        """D* for these generated points; it needs no D."""
        return self._best(self._q(generated, layer), len(layer), only)

    @cached_property
    def floor(self) -> float:
        """The mean of |D* - ½| over 2,000 points of a perfect sampler, which is sampling noise."""
        sampler, distances = Sampler(self.target), []
        for seed in range(_FLOOR_DRAWS):
            points, layer = sampler.draw(2000, np.random.default_rng(seed))
            q = self._q(points, layer)
            middle = self._mixture(self._p + q)
            off = np.abs(self._best(q, len(points), None) - 0.5)
            distances.append(np.nansum(off * middle) / middle.sum())
        return float(np.mean(distances))

    def _q(self, generated: NDArray[np.floating], layer: NDArray[np.integer]) -> Shares:
        """Q of each layer [layers, cells, cells]; points outside the square are dropped."""
        groups = [layer == i for i in range(len(self._p))] if self.conditional else [slice(None)]
        return np.stack(
            [_blurred(histogram(generated[mine], self.cells) / self.cells**2) for mine in groups]
        )

    def _best(self, q: Shares, n: int, only: int | None) -> Map:
        p = self._mixture(self._p) if only is None else self._p[only]
        one = self._mixture(q) if only is None else q[only]
        best = best_discriminator(p, one)
        best[p + one < _faint(n)] = np.nan
        return best

    def _mixture(self, each: Shares) -> Shares:
        total: Shares = np.einsum("l,lhw->hw", self._shares, each)
        return total

    def _mean(self, d: Map, q: Shares, n: int) -> Map:
        """The mean over layers, weighted by the layers' points in a cell; by their shares where it
        is empty.
        """
        weights = self._shares[:, None, None] * (self._p + q + _faint(n))
        mean: Map = (d * weights).sum(axis=0) / weights.sum(axis=0)
        return mean

    def _form(self, d_output: NDArray[np.floating], p: Shares, q: Shares) -> Map:
        """One layer's D in the form shown; `p` and `q` are the densities that it tells apart."""
        raw = d_output.astype(np.float64)
        match self.loss:
            case "non-saturating" | "minimax":
                return sigmoid(raw)
            case "pairing":
                return sigmoid(raw - calibration(raw, p + q))
            case "wasserstein":  # a constant more or less is the same critic
                middle = p + q
                centred: Map = raw - (raw * middle).sum() / middle.sum()
                return centred
            case _:
                return raw


def calibration(logits: Map, middle: Shares) -> float:
    """The c for which the mean of σ(logits - c) over `middle` (p + q) is ½, as it is for D* itself.

    This is the intercept of a logistic regression of p against q, found by Newton's method from the
    mean, safeguarded by a bracket.
    """
    weight = middle / middle.sum()
    low, high = float(logits.min()), float(logits.max())
    c = float((weight * logits).sum())
    for _ in range(_ROUNDS):
        share = sigmoid(logits - c)
        over = float((weight * share).sum()) - 0.5
        low, high = (c, high) if over > 0 else (low, c)
        slope = float((weight * share * (1 - share)).sum())
        step = c + over / slope if slope > 0 else high + 1
        c, before = step if low < step < high else (low + high) / 2, c
        if abs(c - before) < 1e-6:
            break
    return c


def sigmoid(x: Map) -> Map:
    """1 / (1 + exp(-x)), without overflow."""
    half: Map = 0.5 + 0.5 * np.tanh(x / 2)
    return half


def value_at(values: NDArray[np.floating], x: float, y: float) -> float:
    """The value of a map at a point of the square, linearly interpolated between cell centres."""
    size = len(values)
    across, down = (min(max(coordinate * size - 0.5, 0), size - 1) for coordinate in (x, 1 - y))
    column, row = min(int(across), size - 2), min(int(down), size - 2)
    right, below = across - column, down - row
    block = values[row : row + 2, column : column + 2]
    rows = block[0] * (1 - below) + block[1] * below
    return float(rows[0] * (1 - right) + rows[1] * right)


def _blurred(shares: Shares) -> Shares:
    return blur(shares, BLUR).astype(np.float64)


def _faint(n: int) -> float:
    """`_FAINT` times the peak of one point of `n` after the blur."""
    return _FAINT / (n * 2 * np.pi * BLUR**2)
