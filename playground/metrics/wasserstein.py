"""The sliced Wasserstein distance between two clouds of points."""

import numpy as np
from numpy.typing import NDArray


def sliced_wasserstein(
    first: NDArray[np.floating], second: NDArray[np.floating], directions: int = 64
) -> float:
    """The mean over directions of the 1-Wasserstein distance of the projections.

    Both clouds are [n, 2] with the same n, in units of the square; the directions are fixed: evenly
    spaced over the half circle. (Rabin et al. 2011; Bonneel et al. 2015.)
    """
    angle = np.arange(directions) * (np.pi / directions)
    axes = np.stack([np.cos(angle), np.sin(angle)]).astype(np.float32)
    one, other = (np.sort((axes.T @ x.T.astype(np.float32)), axis=1) for x in (first, second))
    return float(np.abs(one - other).mean(dtype=np.float64))
