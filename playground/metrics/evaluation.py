"""Evaluates samples against a target, each metric relative to the score of a perfect sampler."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from playground.density.geometry import Frame
from playground.density.sampler import Sampler
from playground.density.target import Target
from playground.metrics.distances import (
    cell_shares,
    jensen_shannon,
    sliced_wasserstein,
    total_variation,
)
from playground.metrics.floors import Floor, cached_floors
from playground.metrics.modes import Modes


class Support:
    """The region where a target has mass, dilated by `tolerance` pixels of its finest grid."""

    def __init__(self, target: Target, tolerance: float = 2.0) -> None:
        size = target.size
        self._frame = Frame(size, size)
        self._near = distance_transform_edt(target.masses() == 0) <= tolerance

    def off_share(self, points: NDArray[np.floating]) -> float:
        """The share of `points` [n, 2] further than the tolerance from every pixel with mass.

        Exact in the density; points outside the square count as off the support.
        """
        row, column = self._frame.pixels(points)
        last = len(self._near) - 1
        inside = (row >= 0) & (row <= last) & (column >= 0) & (column <= last)
        near = self._near[np.clip(row, 0, last), np.clip(column, 0, last)]
        return float(1 - (near & inside).mean())


Points = NDArray[np.floating]


@dataclass(frozen=True)
class Score:
    """One metric (the mean of `draws` samples) and its floor."""

    value: float
    floor: Floor
    draws: int

    @property
    def ratio(self) -> float:
        """The value as a multiple of a perfect sampler's, see `Floor.multiple`."""
        return self.floor.multiple(self.value)

    @property
    def words(self) -> str:
        """The multiple in a few words; a floor of 0 has none."""
        if self.floor.mean > 0:
            return f"{self.ratio:.3g}× the floor"
        return "exact" if self.value == 0 else f"{self.value:.3g}, where the floor is 0"

    @property
    def at_the_floor(self) -> bool:
        """Whether the value lies within the 95 % band of perfect samplers."""
        return self.value <= self.floor.band(self.draws)[1]


@dataclass(frozen=True)
class Evaluation:
    """All metrics of samples of `n` points; shares are fractions of 1."""

    n: int
    sliced_wasserstein: Score
    total_variation: Score
    jensen_shannon: Score
    reverse_kl: Score
    worst_share: Score
    off_support: float
    missed_modes: int
    modes: int


class Evaluator:
    """Scores samples of `n` points against a target, with floors from `pairs` perfect pairs.

    `directions` are those of the sliced Wasserstein distance; total variation and Jensen–Shannon
    divergence compare the exact masses with the points' shares of `cells` × `cells`.
    """

    def __init__(
        self,
        target: Target,
        n: int = 10_000,
        *,
        directions: int = 64,
        cells: int = 50,
        pairs: int = 60,
    ) -> None:
        self.target, self.n = target, n
        self._directions, self._cells, self._pairs = directions, cells, pairs
        self._sampler = Sampler(target)
        self.support = Support(target)
        self.masses = target.masses(cells)
        self.modes = Modes.of(target)

    @cached_property
    def floors(self) -> dict[str, Floor]:
        """The scores of perfect samples, by the name of the metric."""
        protocol = (
            f"n={self.n} directions={self._directions} cells={self._cells} pairs={self._pairs}"
        )
        return cached_floors(self.target, protocol, self._measure_floors)

    def real(self, seed: int) -> Points:
        """Draw `n` independent real points [n, 2]."""
        return self._sampler.draw(self.n, np.random.default_rng([seed, self.n]))[0]

    def shares(self, points: Points) -> NDArray[np.float64]:
        """The share of `points` [n, 2] in each cell, in the layout of `masses`."""
        return cell_shares(points, self._cells)

    def evaluate(self, samples: Sequence[Points]) -> Evaluation:
        """Evaluate independent samples, each [n, 2]; the metrics are means over them."""
        fresh = self._pairs  # real points that the floors have not used
        scores = self._scores([(x, self.real(2 * fresh + i)) for i, x in enumerate(samples)])
        draws = len(samples)
        means = {
            name: Score(float(values.mean()), self.floors[name], draws)
            for name, values in scores.items()
        }
        missed = np.stack([self.modes.missed(x) for x in samples]).mean(axis=0) > 0.5
        return Evaluation(
            n=self.n,
            off_support=float(np.mean([self.support.off_share(x) for x in samples])),
            missed_modes=int(missed.sum()),
            modes=len(missed),
            **means,
        )

    def _measure_floors(self) -> dict[str, NDArray[np.float64]]:
        pairs = ((self.real(2 * i), self.real(2 * i + 1)) for i in range(self._pairs))
        return self._scores(pairs)

    def _scores(self, pairs: Iterable[tuple[Points, Points]]) -> dict[str, NDArray[np.float64]]:
        """The value of each metric for each (generated, real) pair."""
        rows = [self._row(generated, real) for generated, real in pairs]
        return {name: np.array([row[name] for row in rows]) for name in rows[0]}

    def _row(self, generated: Points, real: Points) -> dict[str, float]:
        cells = self.shares(generated)
        return {
            "sliced_wasserstein": sliced_wasserstein(generated, real, self._directions),
            "total_variation": total_variation(self.masses, cells),
            "jensen_shannon": jensen_shannon(self.masses, cells),
            "reverse_kl": self.modes.reverse_kl(generated),
            "worst_share": self.modes.worst_share(generated),
        }


def summary(evaluation: Evaluation) -> str:
    """One sentence: the multiple of the floor, and whether the samples can be told apart."""
    score = evaluation.sliced_wasserstein
    says = "cannot be told apart" if score.at_the_floor else "can be told apart"
    if score.floor.mean > 0:
        return f"sliced Wasserstein {score.ratio:.2g}× the floor at n = {evaluation.n:,}: {says}"
    return f"sliced Wasserstein {score.words} at n = {evaluation.n:,}: {says}"


def table_lines(evaluation: Evaluation) -> Iterator[str]:
    """A line for each metric: its value, the floor's 95 % band, and the multiple of the floor."""
    yield f"{'':28} {'value':>9}   {'a perfect sampler':>19}"
    for label, score in (
        ("sliced Wasserstein", evaluation.sliced_wasserstein),
        ("total variation", evaluation.total_variation),
        ("Jensen–Shannon (nats)", evaluation.jensen_shannon),
        ("reverse KL of modes (nats)", evaluation.reverse_kl),
        ("worst error of a share", evaluation.worst_share),
    ):
        yield _line(label, score)
    yield f"{'off the support by > 2 px':28} {evaluation.off_support:9.2%}   {'0':>19}"
    yield f"{'modes missed':28} {evaluation.missed_modes:>9}   {'0':>19}   of {evaluation.modes}"


def _line(label: str, score: Score) -> str:
    low, high = score.floor.band(score.draws)
    if score.floor.mean > 0:
        verdict = "cannot be told apart" if score.at_the_floor else f"{score.ratio:.2f}× the floor"
    else:
        verdict = score.words
    return f"{label:28} {score.value:z9.5f}   {low:z8.5f} … {high:z8.5f}   {verdict}"
