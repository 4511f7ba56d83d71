"""The literature's test on mixtures of Gaussians: modes captured and points of high quality."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from playground.density.mixture import Mixture

POINTS = 2500
"""How many points the test looks at."""

REACH = 3.0
"""A point has high quality within so many deviations of the nearest mode."""


@dataclass(frozen=True)
class Quality:
    """Modes with at least one point of high quality, and the share of such points (0 … 1)."""

    modes: int
    share: float


def quality(points: NDArray[np.floating], mixture: Mixture) -> Quality:
    """The quality of `points` [n, 2] (as in PacGAN; Lin et al. 2018, arXiv 1712.04086)."""
    distance, mode = KDTree(mixture.centres).query(points)
    high = distance <= REACH * mixture.sigma
    return Quality(len(np.unique(mode[high])), float(high.mean()))
