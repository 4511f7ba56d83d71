"""All that is told of a moment of a run in figures: distances, leak and missed modes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.gan.snapshot import Snapshot
from playground.metrics.curve import CurveFigures, CurveJudge
from playground.metrics.leak import Leak


@dataclass(frozen=True, eq=False)
class Scale:
    """What holds for all moments of a run's target at `n` points.

    The bands are where 95 % of perfect samplers lie, as multiples of their mean. `least_bias` is
    how much too low the least loss is read from so many points in so many cells (the least loss of
    a perfect sampler, whose true one is known, less what is read); NaN for losses without one.
    """

    n: int
    wasserstein_band: tuple[float, float]
    jensen_shannon_band: tuple[float, float]
    least_bias: float


@dataclass(frozen=True, eq=False)
class Moment:
    """One model at `iteration`.

    `modes` float64 [modes, 2] are places in the modes, `missed` bool [modes] says which get hardly
    any points; `leak` [asked, found] is a CGAN's leak matrix, else [0, 0].
    """

    iteration: int
    figures: CurveFigures
    modes: NDArray[np.float64]
    missed: NDArray[np.bool_]
    leak: NDArray[np.float64]


class MomentJudge:
    """Tells of snapshots of one target; making it takes a part of a second, most of it floors."""

    def __init__(self, target: Target, loss: str, n: int) -> None:
        self._curve = CurveJudge(target, loss, n)
        self._leak = Leak(target) if len(target.layers) > 1 else None
        self.scale = Scale(
            n=n,
            wasserstein_band=self._curve.band("sliced_wasserstein"),
            jensen_shannon_band=self._curve.band("jensen_shannon"),
            least_bias=self._curve.least_bias,
        )

    def moment(self, snapshot: Snapshot, *, conditional: bool) -> Moment:
        """The figures of `snapshot`; with `conditional` its layers were asked for."""
        leak = np.zeros((0, 0))
        if conditional and self._leak:
            leak = self._leak.matrix(snapshot.generated, snapshot.generated_layer)
        modes = self._curve.modes
        return Moment(
            iteration=snapshot.iteration,
            figures=self._curve.figures(snapshot.real, snapshot.generated),
            modes=modes.places,
            missed=modes.missed(snapshot.generated),
            leak=leak,
        )
