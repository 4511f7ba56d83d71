"""The densities of the literature's test of flows: from eight Gaussians to two moons.

They are those of the code behind Tong et al. (2024, arXiv 2302.00482) and Cheng & Schwing (2025,
arXiv 2503.10636), in whose units the square is `UNIT` wide, with its middle at 0.
"""

import numpy as np
from numpy.typing import NDArray

from playground.density.formula import PREFIX
from playground.density.target import FULL, Layer, Target

UNIT = 15.0

_RADIUS, _VARIANCE = 5 / UNIT, 0.1**0.5 / UNIT**2
"""Of the Gaussians; their published variance is the root of 0.1."""

_SIDE = 750
_ARC, _SHIFTS = 3000, 600


def _bell(angle: float) -> str:
    x, y = 0.5 + _RADIUS * np.cos(angle), 0.5 + _RADIUS * np.sin(angle)
    return f"exp(-((x-{x:.4f})^2+(y-{y:.4f})^2)/{2 * _VARIANCE:.5f})"


EIGHT_GAUSSIANS = PREFIX + "+".join(_bell(turn * np.pi / 4) for turn in range(8))
"""The base, as a formula."""


def two_moons() -> Target:
    """The target, a layer for each moon: a half circle, moved and smeared along the diagonal."""
    shift = (np.arange(_SHIFTS) + 0.5) / _SHIFTS
    arcs = _arcs(_ARC)[:, :, None] + _moved(shift)  # [2, points, shifts, 2]
    return Target(
        "two moons",
        tuple(
            Layer(name, _image(arc.reshape(-1, 2)))
            for name, arc in zip(("upper", "lower"), arcs, strict=True)
        ),
    )


def draw_moons(n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Draw `n` points [n, 2], an even number, as the literature does: at even angles."""
    arcs = _arcs(n // 2).reshape(-1, 2)
    points: NDArray[np.float64] = arcs + _moved(rng.random(len(arcs)))
    return points


def _arcs(count: int) -> NDArray[np.float64]:
    """Points of the half circles in the unit square [2, count, 2]."""
    angle = np.linspace(0, np.pi, count)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lower = np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)], axis=1)
    return 0.5 + (3 * np.stack([upper, lower]) - 1) / UNIT


def _moved(uniform: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far points are moved [n, 2]: by the same in x and y."""
    return np.repeat(0.6 * uniform[:, None], 2, axis=1) / UNIT


def _image(points: NDArray[np.float64]) -> NDArray[np.uint16]:
    column, up = (points * _SIDE).astype(int).T
    counts = np.bincount((_SIDE - 1 - up) * _SIDE + column, minlength=_SIDE**2)
    shades: NDArray[np.uint16] = np.rint(counts * (FULL / counts.max())).astype(np.uint16)
    return shades.reshape(_SIDE, _SIDE)
