"""All that is told of a moment of a run in figures: distances, least loss, leak, missed modes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class CurveFigures:
    """One moment: the two distances are multiples of the floor, the shares are parts of 1.

    Where the floor is 0, a distance of 0 is 1 and others are NaN.

    `least_d_loss` is the least loss that any discriminator could have now (NaN for losses without
    one), by the exact masses and the generated points' shares of 25 × 25 cells.
    """

    sliced_wasserstein: float
    jensen_shannon: float
    off_support: float
    missed_modes: int
    least_d_loss: float


@dataclass(frozen=True)
class Scale:
    """What holds for all moments of a run's target at `n` points.

    The bands are where 95 % of perfect samplers lie, as multiples of their mean. `least_bias` is
    how much too low the least loss is read from so many points in so many cells (the least loss of
    a perfect sampler, whose true one is known, less what is read); None for losses without one.
    """

    n: int
    wasserstein_band: tuple[float, float]
    jensen_shannon_band: tuple[float, float]
    least_bias: float | None


@dataclass(frozen=True, eq=False)
class StepMetrics:
    """One model at `iteration`.

    `modes` float64 [modes, 2] are places in the modes, `missed` bool [modes] says which get hardly
    any points; `leak` [asked, found] is a CGAN's leak matrix, else [0, 0].
    """

    iteration: int
    figures: CurveFigures
    modes: NDArray[np.float64]
    missed: NDArray[np.bool_]
    leak: NDArray[np.float64]
