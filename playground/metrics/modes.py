"""The modes of a target, what a cloud of points gives to each, and the literature's mode counts."""

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
from playground.density.target import FULL, Mixture, Target
from playground.errors import InputError
from playground.metrics.distances import Shares, kullback_leibler

MISSED = 0.1
"""A mode is missed when it gets less than this part of its exact share."""


@dataclass(frozen=True, eq=False)
class Modes:
    """The modes of a picture: its parts by persistence, as `density.split` takes it apart.

    `territory` int [size, size] names the mode nearest to each pixel (row 0 on top), `exact`
    [modes] is the probability of each, `parts` names the mode of each pixel, -1 where it is empty.
    """

    territory: NDArray[np.intp]
    exact: Shares
    parts: NDArray[np.intp]

    @classmethod
    def of(cls, target: Target) -> "Modes":
        """The modes of the flattened target."""
        masses = target.masses()
        pixels = np.maximum(np.rint(masses * (FULL / masses.max())), masses > 0)
        parts = _parts(pixels.astype(np.uint16))
        row, column = distance_transform_edt(
            parts == 0, return_distances=False, return_indices=True
        )
        exact = np.bincount(parts.ravel(), masses.ravel())[1:]
        return cls(parts[row, column] - 1, exact / exact.sum(), parts - 1)

    @cached_property
    def places(self) -> NDArray[np.float64]:
        """A point of the square in each mode [modes, 2]: the mode's pixel nearest to its middle."""
        size = len(self.territory)
        return np.stack([_inside(self.parts == mode, size) for mode in range(len(self.exact))])

    def nearest(self, points: NDArray[np.floating]) -> NDArray[np.intp]:
        """The mode [n] that each of `points` [n, 2] is nearest to."""
        size = len(self.territory)
        row, column = (np.clip(x, 0, size - 1) for x in Frame(size, size).pixels(points))
        return self.territory[row, column]

    def shares(self, points: NDArray[np.floating]) -> Shares:
        """The part of `points` [n, 2] nearest to each mode [modes]."""
        return np.bincount(self.nearest(points), minlength=len(self.exact)) / len(points)

    def missed(self, points: NDArray[np.floating]) -> NDArray[np.bool_]:
        """Which modes [modes] get hardly anything (`MISSED`)."""
        return self.shares(points) < MISSED * self.exact

    def worst_share(self, points: NDArray[np.floating]) -> float:
        """The largest relative error of a mode's share: 0.2 is 20 % too much or too little."""
        return float(np.abs(self.shares(points) / self.exact - 1).max())

    def reverse_kl(self, points: NDArray[np.floating]) -> float:
        """KL of the points' shares from the exact ones, in nats (as in PacGAN, Lin et al. 2018)."""
        return kullback_leibler(self.shares(points), self.exact)


def _parts(pixels: NDArray[np.uint16]) -> NDArray[np.intp]:
    try:
        return segment(pixels)
    except InputError:  # a texture of more parts than can be told apart has one mode
        return (pixels > 0).astype(np.intp)


def _inside(mine: NDArray[np.bool_], size: int) -> NDArray[np.float64]:
    """The point (x, y) of the pixel of `mine` nearest to the middle of them all."""
    pixels = np.argwhere(mine)
    away = np.square(pixels - pixels.mean(axis=0)).sum(axis=1)
    row, column = pixels[away.argmin()]
    return np.array([column + 0.5, size - row - 0.5]) / size


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
