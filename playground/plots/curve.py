"""A curve of any length in bounded memory."""

import numpy as np
from numpy.typing import NDArray

ROOM = 512


class Curve:
    """Values along iterations; when there is no more room, neighbours become their mean.

    From then on each new entry is the mean of twice as many values as before, so the whole past
    is kept, evenly, at half the sharpness each time. NaN stays out of the means.
    """

    def __init__(self, width: int) -> None:
        """Starts empty, with `width` values at each place."""
        self._kept = np.zeros((ROOM, 1 + width))
        self._count = 0
        self._stride = 1
        self._pending: list[NDArray[np.float64]] = []

    def add(self, x: float, *values: float) -> None:
        """Adds the values at `x`, which must not lie before the last one."""
        self._pending.append(np.array([x, *values], np.float64))
        if len(self._pending) < self._stride:
            return
        if self._count == ROOM:
            self._halve()
            if len(self._pending) < self._stride:
                return
        self._kept[self._count] = _mean(np.stack(self._pending)[None])[0]
        self._count += 1
        self._pending = []

    def clear(self) -> None:
        """Forgets all."""
        self._count, self._stride, self._pending = 0, 1, []

    def points(self) -> NDArray[np.float64]:
        """What is kept: x and the values [count, 1 + width], and last the newest as it came."""
        newest = np.array(self._pending[-1:]).reshape(-1, self._kept.shape[1])
        return np.concatenate([self._kept[: self._count], newest])

    def _halve(self) -> None:
        half = ROOM // 2
        self._kept[:half] = _mean(self._kept.reshape(half, 2, -1))
        self._count, self._stride = half, 2 * self._stride


def _mean(groups: NDArray[np.float64]) -> NDArray[np.float64]:
    """The means over axis 1, of what is not NaN."""
    known = ~np.isnan(groups)
    total: NDArray[np.float64] = np.where(known, groups, 0).sum(axis=1)
    mean: NDArray[np.float64] = np.full_like(total, np.nan)
    np.divide(total, known.sum(axis=1), out=mean, where=known.any(axis=1))
    return mean
