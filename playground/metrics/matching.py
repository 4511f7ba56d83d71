"""How well labels that nobody named agree with the true ones."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from playground.density.sampler import Sampler
from playground.density.target import Target
from playground.metrics.modes import Modes


def matched_accuracy(found: NDArray[np.integer], true: NDArray[np.integer]) -> float:
    """The part (0 … 1) of equal labels, once each found label stands for one true label.

    `found` and `true` are int [n], at least one, from 0 on. The one-to-one matching is the best
    there is (Kuhn 1955, the Hungarian method); labels left over on either side count as wrong.
    """
    counts = np.zeros((found.max() + 1, true.max() + 1), np.int64)
    np.add.at(counts, (found, true), 1)
    pairs = linear_sum_assignment(counts, maximize=True)
    return float(counts[pairs].sum() / len(found))


def labelled_points(
    target: Target, labels: int, n: int = 10_000
) -> tuple[NDArray[np.float64], NDArray[np.intp]] | None:
    """`n` real points [n, 2] and what each truly belongs to [n], one of `labels`.

    That is its layer where the target has so many, or else its mode; None where neither fits.
    """
    points, layer = Sampler(target).draw(n, np.random.default_rng(0))
    if len(target.layers) == labels:
        return points, layer
    modes = Modes.of(target)
    return (points, modes.nearest(points)) if len(modes.exact) == labels else None
