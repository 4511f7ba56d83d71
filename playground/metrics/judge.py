"""How close points come to a target, each figure beside what a perfect sampler scores."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from playground.density.sampler import Sampler
from playground.density.target import Target
from playground.metrics.cells import cell_shares, jensen_shannon, total_variation
from playground.metrics.floors import Floor, cached_floors
from playground.metrics.modes import Modes
from playground.metrics.support import Support
from playground.metrics.wasserstein import sliced_wasserstein

Points = NDArray[np.floating]


@dataclass(frozen=True)
class Score:
    """One figure (the mean of `draws` samples) and the floor under it."""

    value: float
    floor: Floor
    draws: int

    @property
    def ratio(self) -> float:
        """The figure as a multiple of a perfect sampler's."""
        return self.value / self.floor.mean if self.floor.mean > 0 else float("nan")

    @property
    def at_the_floor(self) -> bool:
        """Whether it is no larger than 95 % of what perfect samplers score."""
        return self.value <= self.floor.band(self.draws)[1]


@dataclass(frozen=True)
class Verdict:
    """All figures of one set of samples of `n` points; shares are parts of 1."""

    n: int
    sliced_wasserstein: Score
    total_variation: Score
    jensen_shannon: Score
    reverse_kl: Score
    worst_share: Score
    off_support: float
    missed_modes: int
    modes: int


class Judge:
    """Scores samples of `n` points against a target; the floors come from `pairs` perfect ones.

    `directions` are those of the sliced Wasserstein distance; total variation and Jensen–Shannon
    divergence are taken between the exact masses and the points' shares of `cells` × `cells`.
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
        """What perfect samples score, by the name of the metric."""
        protocol = (
            f"n={self.n} directions={self._directions} cells={self._cells} pairs={self._pairs}"
        )
        return cached_floors(self.target, protocol, self._measure_floors)

    def real(self, seed: int) -> Points:
        """`n` independent real points [n, 2]."""
        return self._sampler.draw(self.n, np.random.default_rng([seed, self.n]))[0]

    def shares(self, points: Points) -> NDArray[np.float64]:
        """The part of `points` [n, 2] in each cell, as `masses` is laid out."""
        return cell_shares(points, self._cells)

    def judge(self, samples: Sequence[Points]) -> Verdict:
        """The verdict on independent samples, each [n, 2]; figures are means over them."""
        fresh = self._pairs  # real points that the floors have not used
        scores = self._scores([(x, self.real(2 * fresh + i)) for i, x in enumerate(samples)])
        draws = len(samples)
        means = {
            name: Score(float(values.mean()), self.floors[name], draws)
            for name, values in scores.items()
        }
        missed = np.stack([self.modes.missed(x) for x in samples]).mean(axis=0) > 0.5
        return Verdict(
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
        """Each metric's value for each (judged, real) pair."""
        rows = [self._row(judged, real) for judged, real in pairs]
        return {name: np.array([row[name] for row in rows]) for name in rows[0]}

    def _row(self, judged: Points, real: Points) -> dict[str, float]:
        cells = self.shares(judged)
        return {
            "sliced_wasserstein": sliced_wasserstein(judged, real, self._directions),
            "total_variation": total_variation(self.masses, cells),
            "jensen_shannon": jensen_shannon(self.masses, cells),
            "reverse_kl": self.modes.reverse_kl(judged),
            "worst_share": self.modes.worst_share(judged),
        }
