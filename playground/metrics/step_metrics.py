"""The metrics of one step of a run: distances, least loss, leak, missed modes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class CurveFigures:
    """The metrics that are plotted as curves.

    The two distances are multiples of the floor, the shares are fractions of 1; where the floor is
    0, a distance of 0 is 1 and others are NaN. `least_d_loss` is
    the smallest loss that any discriminator could have at this step (NaN for losses without one),
    computed from the exact masses and the generated points' shares of 25 × 25 cells; of a flow the
    least that its own loss could be.
    """

    sliced_wasserstein: float
    jensen_shannon: float
    off_support: float
    missed_modes: int
    least_d_loss: float


@dataclass(frozen=True)
class Scale:
    """The reference values for all steps of a run, at `n` points.

    The bands contain 95 % of perfect samplers, as multiples of their mean. `least_bias` is the
    amount by which the least loss is underestimated from this many points and cells (the true least
    loss of a perfect sampler minus its estimate); None for losses without one.
    """

    n: int
    wasserstein_band: tuple[float, float]
    jensen_shannon_band: tuple[float, float]
    least_bias: float | None


@dataclass(frozen=True, eq=False)
class StepMetrics:
    """The metrics of one model at `iteration`.

    `modes` float64 [modes, 2] are positions inside the modes, `missed` bool [modes] says which
    receive almost no points; `leak` [requested, found] is a CGAN's leak matrix, else [0, 0].
    """

    iteration: int
    figures: CurveFigures
    modes: NDArray[np.float64]
    missed: NDArray[np.bool_]
    leak: NDArray[np.float64]
