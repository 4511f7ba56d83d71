"""Cheap metrics of training steps, for the curves and metrics.csv."""

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.metrics.distances import LEAST_LOSS, jensen_shannon, sliced_wasserstein
from playground.metrics.evaluation import Evaluator, Points
from playground.metrics.leak import Leak
from playground.metrics.modes import Modes
from playground.metrics.step_metrics import CurveFigures, Scale, StepMetrics

_DIRECTIONS = 32
_CELLS = 25
_PAIRS = 40
_BIAS_DRAWS = 8


class CurveEvaluator:
    """Scores snapshots of `n` points: 32 directions, 25 × 25 cells, floors from 40 pairs."""

    def __init__(
        self,
        target: Target,
        loss: str,
        n: int = 2000,
        known_least: tuple[float, float] | None = None,
    ) -> None:
        """`known_least` is the least loss where it does not depend on the points, and its error."""
        self._evaluator = Evaluator(target, n, directions=_DIRECTIONS, cells=_CELLS, pairs=_PAIRS)
        self._floors = self._evaluator.floors
        self._least_loss = LEAST_LOSS.get(loss)
        self._known_least = known_least

    @property
    def modes(self) -> Modes:
        """The target's modes."""
        return self._evaluator.modes

    @property
    def least_bias(self) -> float | None:
        """How far `least_d_loss` is too low for a perfect sampler, or the error of a known one;
        None for losses without one.
        """
        if self._known_least is not None:
            return self._known_least[1]
        if self._least_loss is None:
            return None
        masses = self._evaluator.masses
        reads = [
            self._least_loss(masses, self._evaluator.shares(self._evaluator.real(seed)))
            for seed in range(_BIAS_DRAWS)
        ]
        return self._least_loss(masses, masses) - float(np.mean(reads))

    def band(self, metric: str) -> tuple[float, float]:
        """The 95 % band of perfect samplers, as multiples of the floor."""
        floor = self._floors[metric]
        low, high = floor.band()
        return floor.multiple(low), floor.multiple(high)

    def figures(self, real: Points, generated: Points) -> CurveFigures:
        """The curve metrics of `generated` [n, 2], compared with as many real points."""
        evaluator, floors = self._evaluator, self._floors
        shares = evaluator.shares(generated)
        distance = sliced_wasserstein(generated, real, _DIRECTIONS)
        divergence = jensen_shannon(evaluator.masses, shares)
        least = self._least_loss(evaluator.masses, shares) if self._least_loss else np.nan
        if self._known_least is not None:
            least = self._known_least[0]
        return CurveFigures(
            sliced_wasserstein=floors["sliced_wasserstein"].multiple(distance),
            jensen_shannon=floors["jensen_shannon"].multiple(divergence),
            off_support=evaluator.support.off_share(generated),
            missed_modes=int(evaluator.modes.missed(generated).sum()),
            least_d_loss=least,
        )


class StepEvaluator:
    """Computes the metrics of steps on one target.

    Creating one takes a fraction of a second, most of it for the floors.
    """

    def __init__(
        self, target: Target, loss: str, n: int, known_least: tuple[float, float] | None = None
    ) -> None:
        self._curve = CurveEvaluator(target, loss, n, known_least)
        self._leak = Leak(target) if len(target.layers) > 1 else None
        self.scale = Scale(
            n=n,
            wasserstein_band=self._curve.band("sliced_wasserstein"),
            jensen_shannon_band=self._curve.band("jensen_shannon"),
            least_bias=self._curve.least_bias,
        )

    def evaluate(
        self, iteration: int, real: Points, generated: Points, layer: NDArray[np.integer] | None
    ) -> StepMetrics:
        """The metrics of `generated` [n, 2], compared with as many `real` points.

        `layer` [n] is the layer requested of each generated point; None for unconditional models.
        """
        leak = np.zeros((0, 0))
        if layer is not None and self._leak:
            leak = self._leak.matrix(generated, layer)
        return StepMetrics(
            iteration=iteration,
            figures=self._curve.figures(real, generated),
            modes=self._curve.modes.positions,
            missed=self._curve.modes.missed(generated),
            leak=leak,
        )
