"""The discriminator over the square, the best one there could be, and their difference.

What can be shown depends on the loss (Goodfellow et al. 2014, arXiv 1406.2661; relativistic
pairing: Jolicoeur-Martineau 2018, 1807.00734): with cross-entropy and least squares the best is
D* = p / (p + q); with pairing it is log(p / q) + c, so D is moved by the c that suits it best and
shown through the sigmoid, where the best is D* again. The others have no such best.
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
"""Both p and q are blurred by a Gaussian of so many cells, which tames the noise of q."""

_FAINT = 0.02
"""Of one point spread by the blur: below this a cell counts as empty of both p and q."""

_FLOOR_DRAWS = 8
_ROUNDS = 30

Map = NDArray[np.float64]
"""Values over the square [cells, cells], row 0 at the top; NaN where there is nothing to say."""


@dataclass(frozen=True, eq=False)
class DiscriminatorMaps:
    """`shown` is D in the form that fits the loss; `best` and `difference` are None without a D*.

    Between 0 and 1 with a D*, else in D's own units.
    """

    shown: Map
    best: Map | None
    difference: Map | None


class DiscriminatorComparison:
    """Makes the maps of a model's moments on a grid of `cells` × `cells`.

    p comes from `target`, q from a histogram of the generated points of the moment. With
    `conditional` there is a D for each layer. All of them together are shown as their mean over the
    layers of the points there, real and generated ones, and then the best is the D* of the sums.
    """

    def __init__(self, target: Target, loss: str, cells: int, *, conditional: bool) -> None:
        self.target, self.loss, self.cells = target, loss, cells
        self.conditional = conditional
        p = target.layer_masses(cells) if conditional else target.masses(cells)[None]
        self._p = np.stack([_blurred(one) for one in p])
        self._shares = target.shares if conditional else np.ones(1)

    @property
    def has_best(self) -> bool:
        """Whether the loss has a best discriminator to compare with."""
        return self.loss in LEAST_LOSS

    def maps(
        self,
        judged: NDArray[np.floating],
        generated: NDArray[np.floating],
        layer: NDArray[np.integer],
        only: int | None = None,
    ) -> DiscriminatorMaps:
        """The maps of D's outputs `judged` [layers, cells, cells] at this moment.

        `generated` [n, 2] with their `layer` [n]; `only` shows the D of one layer.
        """
        q = self._q(generated, layer)
        shown = np.stack([self._form(*each) for each in zip(judged, self._p, q, strict=True)])
        best = self._best(q, len(layer), only) if self.has_best else None
        mixed = shown[only] if only is not None else self._mean(shown, q, len(layer))
        return DiscriminatorMaps(mixed, best, None if best is None else mixed - best)

    def best(
        self,
        generated: NDArray[np.floating],
        layer: NDArray[np.integer],
        only: int | None = None,
    ) -> Map:
        """D* of this moment, which needs no D."""
        return self._best(self._q(generated, layer), len(layer), only)

    @cached_property
    def floor(self) -> float:
        """The mean of |D* - ½| over the points of a perfect sampler of 2,000, which is noise."""
        sampler, distances = Sampler(self.target), []
        for seed in range(_FLOOR_DRAWS):
            points, layer = sampler.draw(2000, np.random.default_rng(seed))
            q = self._q(points, layer)
            middle = self._whole(self._p + q)
            off = np.abs(self._best(q, len(points), None) - 0.5)
            distances.append(np.nansum(off * middle) / middle.sum())
        return float(np.mean(distances))

    def _q(self, generated: NDArray[np.floating], layer: NDArray[np.integer]) -> Shares:
        """[layers, cells, cells]; what is outside of the square is in none."""
        groups = [layer == i for i in range(len(self._p))] if self.conditional else [slice(None)]
        return np.stack(
            [_blurred(histogram(generated[mine], self.cells) / self.cells**2) for mine in groups]
        )

    def _best(self, q: Shares, n: int, only: int | None) -> Map:
        p = self._whole(self._p) if only is None else self._p[only]
        one = self._whole(q) if only is None else q[only]
        best = best_discriminator(p, one)
        best[p + one < _faint(n)] = np.nan
        return best

    def _whole(self, each: Shares) -> Shares:
        total: Shares = np.einsum("l,lhw->hw", self._shares, each)
        return total

    def _mean(self, shown: Map, q: Shares, n: int) -> Map:
        """Weighed by where the layers' points are; by the layers' shares where there are none."""
        weights = self._shares[:, None, None] * (self._p + q + _faint(n))
        mean: Map = (shown * weights).sum(axis=0) / weights.sum(axis=0)
        return mean

    def _form(self, judged: NDArray[np.floating], p: Shares, q: Shares) -> Map:
        """One D as it is shown; `p` and `q` are what it was to tell apart."""
        raw = judged.astype(np.float64)
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
    """The c that brings the mean of σ(logits - c) over `middle` (p + q) to ½, as of D* itself.

    It is the intercept of a logistic regression that tells p from q, found by Newton's method from
    the mean, held inside of a bracket.
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
    """The value of a map at a point of the square, linear between the middles of the cells."""
    size = len(values)
    across, down = (min(max(place * size - 0.5, 0), size - 1) for place in (x, 1 - y))
    column, row = min(int(across), size - 2), min(int(down), size - 2)
    right, below = across - column, down - row
    block = values[row : row + 2, column : column + 2]
    rows = block[0] * (1 - below) + block[1] * below
    return float(rows[0] * (1 - right) + rows[1] * right)


def _blurred(shares: Shares) -> Shares:
    return blur(shares, BLUR).astype(np.float64)


def _faint(n: int) -> float:
    """`_FAINT` of what one point of `n` is at its own cell, after the blur."""
    return _FAINT / (n * 2 * np.pi * BLUR**2)
