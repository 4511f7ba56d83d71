"""How close points come to a target, each figure beside what a perfect sampler scores."""

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
    """Where a target has mass, widened by `tolerance` pixels of its own (finest) grid."""

    def __init__(self, target: Target, tolerance: float = 2.0) -> None:
        size = target.size
        self._frame = Frame(size, size)
        self._near = distance_transform_edt(target.masses() == 0) <= tolerance

    def off_share(self, points: NDArray[np.floating]) -> float:
        """The part of `points` [n, 2] further from every pixel that holds mass than the tolerance.

        Exact in the density; what is outside of the square is off.
        """
        row, column = self._frame.pixels(points)
        last = len(self._near) - 1
        inside = (row >= 0) & (row <= last) & (column >= 0) & (column <= last)
        near = self._near[np.clip(row, 0, last), np.clip(column, 0, last)]
        return float(1 - (near & inside).mean())


Points = NDArray[np.floating]


@dataclass(frozen=True)
class Score:
    """One figure (the mean of `draws` samples) and the floor under it."""

    value: float
    floor: Floor
    draws: int

    @property
    def ratio(self) -> float:
        """The figure as a multiple of a perfect sampler's, see `Floor.multiple`."""
        return self.floor.multiple(self.value)

    @property
    def words(self) -> str:
        """The multiple in a few words; a floor of 0 has none."""
        if self.floor.mean > 0:
            return f"{self.ratio:.3g}× the floor"
        return "exact" if self.value == 0 else f"{self.value:.3g}, where the floor is 0"

    @property
    def at_the_floor(self) -> bool:
        """Whether it is no larger than 95 % of what perfect samplers score."""
        return self.value <= self.floor.band(self.draws)[1]


@dataclass(frozen=True)
class Evaluation:
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


class Evaluator:
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

    def judge(self, samples: Sequence[Points]) -> Evaluation:
        """The verdict on independent samples, each [n, 2]; figures are means over them."""
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


def sentence(verdict: Evaluation) -> str:
    """One sentence: the distance as a multiple of the floor, and whether it can be told apart."""
    score = verdict.sliced_wasserstein
    says = "cannot be told apart" if score.at_the_floor else "can be told apart"
    if score.floor.mean > 0:
        return f"sliced Wasserstein {score.ratio:.2g}× the floor at n = {verdict.n:,}: {says}"
    return f"sliced Wasserstein {score.words} at n = {verdict.n:,}: {says}"


def table(verdict: Evaluation) -> Iterator[str]:
    """A line for each figure: its value, the floor's 95 % band, and the multiple of the floor."""
    yield f"{'':28} {'value':>9}   {'a perfect sampler':>19}"
    for label, score in (
        ("sliced Wasserstein", verdict.sliced_wasserstein),
        ("total variation", verdict.total_variation),
        ("Jensen–Shannon (nats)", verdict.jensen_shannon),
        ("reverse KL of modes (nats)", verdict.reverse_kl),
        ("worst share of a mode", verdict.worst_share),
    ):
        yield _line(label, score)
    yield f"{'off the support by > 2 px':28} {verdict.off_support:9.2%}   {'0':>19}"
    yield f"{'modes missed':28} {verdict.missed_modes:>9}   {'0':>19}   of {verdict.modes}"


def _line(label: str, score: Score) -> str:
    low, high = score.floor.band(score.draws)
    if score.floor.mean > 0:
        verdict = "cannot be told apart" if score.at_the_floor else f"{score.ratio:.2f}× the floor"
    else:
        verdict = score.words
    return f"{label:28} {score.value:9.5f}   {low:8.5f} … {high:8.5f}   {verdict}"
