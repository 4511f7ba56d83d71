"""Arrows over the square, all of them as one path, which is drawn in one go."""

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

LONGEST = 0.09
"""The longest arrow that is drawn, in the side of the region that is shown."""

_SHAFT, _HEAD, _BACK = 0.0018, 0.0095, 0.018
_LENGTHWISE = np.array([0, 1, 1, 1, 1, 1, 0])
_SIDEWAYS = np.array([-_SHAFT, -_SHAFT, -_HEAD, 0, _HEAD, _SHAFT, _SHAFT])
_BACKWARDS = np.array([0, _BACK, _BACK, 0, _BACK, _BACK, 0])
_CODES = np.array([Path.MOVETO] + [Path.LINETO] * 6 + [Path.CLOSEPOLY], Path.code_type)


def arrow_factors(pushes: NDArray[np.floating]) -> NDArray[np.float64]:
    """What each push is multiplied by [n, 1]."""
    length = np.hypot(pushes[:, 0], pushes[:, 1])
    high = float(np.quantile(length, 0.9)) if len(length) else 0.0
    if not 0 < high < np.inf:
        return np.zeros((len(pushes), 1))
    scale = LONGEST / 2 ** np.ceil(np.log2(high))
    factors: NDArray[np.float64] = np.minimum(scale, LONGEST / np.maximum(length, 1e-30))
    return factors[:, None]


def arrow_path(
    starts: NDArray[np.floating], moves: NDArray[np.floating], side: float = 1.0
) -> Path:
    """One closed outline for each; the head of a short one shrinks with it.

    All of it is `side` times as large.
    """
    length = np.hypot(moves[:, 0], moves[:, 1])[:, None]
    ahead = moves / np.maximum(length, 1e-12)
    aside = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)
    shrink = np.minimum(length / (1.5 * _BACK), 1)
    along = _LENGTHWISE * length - _BACKWARDS * shrink
    across = _SIDEWAYS * shrink
    shape = along[:, :, None] * ahead[:, None, :] + across[:, :, None] * aside[:, None, :]
    outline = starts[:, None, :] + side * shape
    closed = np.concatenate([outline, outline[:, :1]], axis=1)
    return Path(closed.reshape(-1, 2), np.tile(_CODES, len(starts)))
