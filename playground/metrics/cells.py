"""Distances between distributions over cells, in the exact masses or in counts of points."""

import numpy as np
from numpy.typing import NDArray

Shares = NDArray[np.float64]
"""Probabilities over cells, of any shape; the sum is 1."""


def cell_shares(points: NDArray[np.floating], size: int) -> Shares:
    """The part of `points` [n, 2] in each of `size` × `size` cells over the square, row 0 on top.

    Points outside of the square count in the nearest cell.
    """
    column, up = np.clip((points * size).astype(np.intp), 0, size - 1).T
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
