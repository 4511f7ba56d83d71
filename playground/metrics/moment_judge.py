"""Tells of the moments of a run in figures."""

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.metrics.curve import CurveJudge
from playground.metrics.judge import Points
from playground.metrics.leak import Leak
from playground.metrics.moment import Moment, Scale


class MomentJudge:
    """Tells of moments of one target; making it takes a part of a second, most of it floors."""

    def __init__(self, target: Target, loss: str, n: int) -> None:
        self._curve = CurveJudge(target, loss, n)
        self._leak = Leak(target) if len(target.layers) > 1 else None
        self.scale = Scale(
            n=n,
            wasserstein_band=self._curve.band("sliced_wasserstein"),
            jensen_shannon_band=self._curve.band("jensen_shannon"),
            least_bias=self._curve.least_bias,
        )

    def moment(
        self, iteration: int, real: Points, generated: Points, layer: NDArray[np.integer] | None
    ) -> Moment:
        """The figures of `generated` [n, 2] beside as many `real` points.

        `layer` [n] is what was asked for; None where nothing was.
        """
        leak = np.zeros((0, 0))
        if layer is not None and self._leak:
            leak = self._leak.matrix(generated, layer)
        return Moment(
            iteration=iteration,
            figures=self._curve.figures(real, generated),
            modes=self._curve.modes.places,
            missed=self._curve.modes.missed(generated),
            leak=leak,
        )
