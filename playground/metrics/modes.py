"""The modes of a target, the points that each receives, and the mode counts of the literature."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from scipy.optimize import linear_sum_assignment
from scipy.spatial import KDTree

from playground.density.geometry import Frame
from playground.density.sampler import Sampler
from playground.density.segmentation import segment
from playground.density.target import Mixture, Target
from playground.errors import InputError
from playground.metrics.distances import Shares, kullback_leibler, total_variation

MISSED = 0.1
"""A mode is missed when it receives less than this fraction of its exact share."""


@dataclass(frozen=True, eq=False)
class Modes:
    """The modes of a target: its parts by persistence, as found by `density.segmentation`.

    `territory` int [size, size] is the mode nearest to each pixel (row 0 at the top), `exact`
    [modes] the probability of each mode, `parts` the mode of each pixel, -1 where it is empty.
    """

    territory: NDArray[np.intp]
    exact: Shares
    parts: NDArray[np.intp]

    @classmethod
    def of(cls, target: Target) -> "Modes":
        """The modes of the flattened target."""
        masses = target.masses()
        parts = _parts(target.flattened.layers[0].pixels)
        row, column = distance_transform_edt(
            parts == 0, return_distances=False, return_indices=True
        )
        exact = np.bincount(parts.ravel(), masses.ravel())[1:]
        return cls(parts[row, column] - 1, exact / exact.sum(), parts - 1)

    @cached_property
    def positions(self) -> NDArray[np.float64]:
        """A point of the square inside each mode [modes, 2]: the mode's pixel nearest to its
        centre.
        """
        size = len(self.territory)
        return np.stack(
            [_central_point(self.parts == mode, size) for mode in range(len(self.exact))]
        )

    def nearest(self, points: NDArray[np.floating]) -> NDArray[np.intp]:
        """The mode [n] nearest to each of `points` [n, 2]."""
        size = len(self.territory)
        row, column = (np.clip(x, 0, size - 1) for x in Frame(size, size).pixels(points))
        return self.territory[row, column]

    def shares(self, points: NDArray[np.floating]) -> Shares:
        """The share of `points` [n, 2] nearest to each mode [modes]."""
        return np.bincount(self.nearest(points), minlength=len(self.exact)) / len(points)

    def missed(self, points: NDArray[np.floating]) -> NDArray[np.bool_]:
        """Which modes [modes] receive almost no points (see `MISSED`)."""
        return self.shares(points) < MISSED * self.exact

    def worst_share(self, points: NDArray[np.floating]) -> float:
        """The largest relative error of a mode's share: 0.2 means 20 % too much or too little."""
        return float(np.abs(self.shares(points) / self.exact - 1).max())

    def reverse_kl(self, points: NDArray[np.floating]) -> float:
        """KL from the points' shares to the exact ones, in nats (as in PacGAN, Lin et al. 2018)."""
        return kullback_leibler(self.shares(points), self.exact)


def _parts(pixels: NDArray[np.uint16]) -> NDArray[np.intp]:
    try:
        return segment(pixels)
    except InputError:  # a texture of too many parts counts as one mode
        return (pixels > 0).astype(np.intp)


def _central_point(mask: NDArray[np.bool_], size: int) -> NDArray[np.float64]:
    """The point (x, y) of the pixel of `mask` nearest to the mean of all of them."""
    pixels = np.argwhere(mask)
    distance = np.square(pixels - pixels.mean(axis=0)).sum(axis=1)
    row, column = pixels[distance.argmin()]
    return np.array([column + 0.5, size - row - 0.5]) / size


def matched_accuracy(found: NDArray[np.integer], true: NDArray[np.integer]) -> float:
    """The fraction (0 … 1) of equal labels under the best one-to-one matching of found to true
    labels.

    `found` and `true` are int [n], n ≥ 1, counted from 0. The matching is optimal (Kuhn 1955, the
    Hungarian method); labels left unmatched on either side count as wrong.
    """
    counts = np.zeros((found.max() + 1, true.max() + 1), np.int64)
    np.add.at(counts, (found, true), 1)
    pairs = linear_sum_assignment(counts, maximize=True)
    return float(counts[pairs].sum() / len(found))


def labelled_points(
    target: Target, labels: int, n: int = 10_000
) -> tuple[NDArray[np.float64], NDArray[np.intp]] | None:
    """`n` real points [n, 2] and the true class [n] of each, one of `labels` classes.

    The class is the layer if the target has that many layers, else the mode if it has that many
    modes; None if neither fits.
    """
    points, layer = Sampler(target).draw(n, np.random.default_rng(0))
    if len(target.layers) == labels:
        return points, layer
    modes = Modes.of(target)
    return (points, modes.nearest(points)) if len(modes.exact) == labels else None


POINTS = 2500
"""Number of points of a mode test."""

REACH = 3.0
"""A point has high quality within this many standard deviations of the nearest mode."""


@dataclass(frozen=True)
class Quality:
    """The modes with at least one high-quality point, and the share of such points (0 … 1).

    `reverse_kl` (nats) and `total_variation` (0 … 1) compare the shares of all points that lie
    nearest to each mode with the even ones of the mixture.
    """

    modes: int
    share: float
    reverse_kl: float
    total_variation: float


def quality(points: NDArray[np.floating], mixture: Mixture) -> Quality:
    """The quality of `points` [n, 2] (as in PacGAN; Lin et al. 2018, arXiv 1712.04086)."""
    modes = len(mixture.centres)
    distance, mode = KDTree(mixture.centres).query(points)
    high = distance <= REACH * mixture.sigma
    shares, even = np.bincount(mode, minlength=modes) / len(points), np.full(modes, 1 / modes)
    return Quality(
        modes=len(np.unique(mode[high])),
        share=float(high.mean()),
        reverse_kl=kullback_leibler(shares, even),
        total_variation=total_variation(shares, even),
    )
