"""How well labels that nobody named agree with the true ones."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment


def matched_accuracy(found: NDArray[np.integer], true: NDArray[np.integer]) -> float:
    """The part (0 … 1) of equal labels, once each found label stands for one true label.

    `found` and `true` are int [n], at least one, from 0 on. The one-to-one matching is the best
    there is (Kuhn 1955, the Hungarian method); labels left over on either side count as wrong.
    """
    counts = np.zeros((found.max() + 1, true.max() + 1), np.int64)
    np.add.at(counts, (found, true), 1)
    pairs = linear_sum_assignment(counts, maximize=True)
    return float(counts[pairs].sum() / len(found))
