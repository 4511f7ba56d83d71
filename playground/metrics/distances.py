"""Distances between distributions, over cells or between point sets, and the bounds they imply.

`p` and `q` are probabilities over the same cells: exact masses or normalised counts. The optimal
discriminator depends on the loss. (Goodfellow et al. 2014, arXiv 1406.2661; relativistic pairing:
Jolicoeur-Martineau 2018, arXiv 1807.00734.)
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Shares = NDArray[np.float64]
"""Probabilities over cells, of any shape; the sum is 1."""


def cell_shares(points: NDArray[np.floating], size: int) -> Shares:
    """The share of `points` [n, 2] in each of `size` × `size` cells over the square, row 0 at the
    top.

    Points outside the square count in the nearest cell, NaN in the first.
    """
    inside = np.clip(np.nan_to_num(points, nan=0.0), 0, 1)
    column, up = np.minimum((inside * size).astype(np.intp), size - 1).T
    counts = np.bincount((size - 1 - up) * size + column, minlength=size * size)
    return counts.reshape(size, size) / len(points)


def total_variation(p: Shares, q: Shares) -> float:
    """½ Σ |p - q|, from 0 (equal) to 1 (apart)."""
    return float(np.abs(p - q).sum() / 2)


def kullback_leibler(p: Shares, q: Shares) -> float:
    """Σ p log(p / q) in nats; infinite where only p has mass (Kullback & Leibler 1951)."""
    held = p > 0
    if (q[held] == 0).any():
        return float("inf")
    return float((p[held] * np.log(p[held] / q[held])).sum())


def jensen_shannon(p: Shares, q: Shares) -> float:
    """The divergence of Lin (1991) in nats, from 0 (equal) to log 2 (apart)."""
    middle = (p + q) / 2
    return (kullback_leibler(p, middle) + kullback_leibler(q, middle)) / 2


_FAR = np.float32(1e30)
"""Points count as no further away, so that no sum of them overflows."""


def sliced_wasserstein(
    first: NDArray[np.floating], second: NDArray[np.floating], directions: int = 64
) -> float:
    """The 1-Wasserstein distance of projections, averaged over directions.

    Both point sets are [n, 2] with the same n, in units of the square; the directions are fixed and
    evenly spaced over the half circle. (Rabin et al. 2011; Bonneel et al. 2015.)
    """
    angle = np.arange(directions) * (np.pi / directions)
    axes = np.stack([np.cos(angle), np.sin(angle)]).astype(np.float32)
    clouds = (np.clip(x.T.astype(np.float32), -_FAR, _FAR) for x in (first, second))
    one, other = (np.sort(axes.T @ cloud, axis=1) for cloud in clouds)
    return float(np.abs(one - other).mean(dtype=np.float64))


LOG_2 = float(np.log(2))


def squared_wasserstein(points: NDArray[np.floating], others: NDArray[np.floating]) -> float:
    """The squared Wasserstein-2 distance of as many points [n, 2] each: the least mean squared way
    of all pairings, by SciPy's assignment.

    The time grows with the third power of n and with the distance: 2,500 points take some seconds,
    10,000 up to ten minutes, and 0.8 GB.
    """
    from scipy.optimize import linear_sum_assignment
    from scipy.spatial.distance import cdist

    costs = cdist(points, others, "sqeuclidean")
    return float(costs[linear_sum_assignment(costs)].mean())


def best_discriminator(p: Shares, q: Shares) -> Shares:
    """D* = p / (p + q) in each cell, for cross-entropy and least squares; NaN where both are 0."""
    total = p + q
    best: Shares = np.divide(p, total, out=np.full(p.shape, np.nan), where=total > 0)
    return best


def best_value(p: Shares, q: Shares) -> float:
    """V(D*, G) = E_p[log D*] + E_q[log(1 - D*)] = -log 4 + 2 JSD(p ‖ q), in nats."""
    return 2 * jensen_shannon(p, q) - 2 * LOG_2


def least_cross_entropy(p: Shares, q: Shares) -> float:
    """The smallest loss of any discriminator under binary cross-entropy: log 4 - 2 JSD(p ‖ q)."""
    return -best_value(p, q)


def least_squares(p: Shares, q: Shares) -> float:
    """The smallest loss ½ E_p[(D - 1)²] + ½ E_q[D²], reached at D*: ½ Σ p q / (p + q)."""
    total = p + q
    return float(np.divide(p * q, total, out=np.zeros(p.shape), where=total > 0).sum() / 2)


def least_pairing(p: Shares, q: Shares) -> float:
    """The smallest relativistic pairing loss: log 2 - JSD(p ⊗ q ‖ q ⊗ p), reached by log(p / q) +
    c.

    Needs memory proportional to the square of the number of non-empty cells.
    """
    held = (p + q) > 0
    forward = np.outer(p[held], q[held])
    return LOG_2 - jensen_shannon(forward, forward.T)


LEAST_LOSS: Mapping[str, Callable[[Shares, Shares], float]] = MappingProxyType(
    {
        "non-saturating": least_cross_entropy,
        "minimax": least_cross_entropy,
        "least-squares": least_squares,
        "pairing": least_pairing,
    }
)
"""The smallest loss that any discriminator can reach, by the config's loss; others have none."""
