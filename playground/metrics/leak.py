"""Leakage: the points generated for one layer that fall where another layer is."""

import numpy as np
from numpy.typing import NDArray

from playground.density.geometry import Frame
from playground.density.target import Target


class Leak:
    """The leak matrix of a target's layers.

    A point of the square belongs to each layer in proportion to the layers' densities there (Bayes'
    rule with the shares as prior); where all are empty it belongs to none. Overlapping layers leak
    by themselves: `exact` is the matrix of a perfect sampler.
    """

    def __init__(self, target: Target) -> None:
        size = target.size
        self._frame = Frame(size, size)
        masses = target.layer_masses()
        joint = masses * target.shares[:, None, None]
        total = joint.sum(axis=0)
        self._owner = np.divide(joint, total, out=np.zeros_like(joint), where=total > 0)
        self.exact: NDArray[np.float64] = np.einsum("ihw,jhw->ij", masses, self._owner)

    def matrix(
        self, points: NDArray[np.floating], layer: NDArray[np.integer]
    ) -> NDArray[np.float64]:
        """[requested, found]: the share of the points requested of one layer that belongs to each
        layer.

        `points` [n, 2] with the `layer` [n] requested of each; the row of a layer never requested
        is 0.
        """
        last = self._frame.height - 1
        row, column = (np.clip(x, 0, last) for x in self._frame.pixels(points))
        found = self._owner[:, row, column]
        count = len(self.exact)
        requested = np.stack([np.bincount(layer, part, minlength=count) for part in found], axis=1)
        return requested / np.maximum(np.bincount(layer, minlength=count), 1)[:, None]

    def excess(self, points: NDArray[np.floating], layer: NDArray[np.integer]) -> float:
        """The largest off-diagonal entry above a perfect sampler's; 0 if there is none."""
        over = self.matrix(points, layer) - self.exact
        np.fill_diagonal(over, 0)
        return float(max(over.max(), 0))
