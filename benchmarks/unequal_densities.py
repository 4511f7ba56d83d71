"""Twelve densities of unequal parts, drawn here: separate masses, nested shapes, thin beside broad.

No preset was tuned on them. Every one has parts of different brightness or size with empty space
between, across which a generator has no slope to follow, so they ask whether the shares are right.
The arrays are the same on every machine: shapes are exact tests on pixel centres, and brightness is
rounded to 16 bits.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from playground.density.target import FULL, Layer, Target

Field = NDArray[np.float64]
"""Brightness (0 … 1) of each pixel, [400, 400], row 0 at the top."""

_SIZE = 400
_centres = (np.arange(_SIZE) + 0.5) / _SIZE
_X, _Y = np.meshgrid(_centres, _centres[::-1])


def _disc(x: float, y: float, radius: float) -> Field:
    return (np.hypot(_X - x, _Y - y) <= radius).astype(np.float64)


def _ring(x: float, y: float, radius: float, width: float) -> Field:
    return (np.abs(np.hypot(_X - x, _Y - y) - radius) <= width / 2).astype(np.float64)


def _box(x: float, y: float, width: float, height: float) -> Field:
    inside = (np.abs(_X - x) <= width / 2) & (np.abs(_Y - y) <= height / 2)
    return inside.astype(np.float64)


def _frame(x: float, y: float, side: float, width: float) -> Field:
    return _box(x, y, side + width, side + width) - _box(x, y, side - width, side - width)


def _line(start: tuple[float, float], end: tuple[float, float], width: float) -> Field:
    (ax, ay), (bx, by) = start, end
    ux, uy = bx - ax, by - ay
    along = np.clip(((_X - ax) * ux + (_Y - ay) * uy) / (ux * ux + uy * uy), 0, 1)
    away = np.hypot(_X - ax - along * ux, _Y - ay - along * uy)
    return (away <= width / 2).astype(np.float64)


def _blob(x: float, y: float, sigma: float) -> Field:
    """A round normal density, cut off at 2.5 σ."""
    square = (_X - x) ** 2 + (_Y - y) ** 2
    return np.exp(-square / (2 * sigma**2)) * _disc(x, y, 2.5 * sigma)


def _angles(count: int, first: float) -> NDArray[np.float64]:
    return first + np.arange(count) * (2 * np.pi / count)


def two_discs() -> Field:
    """A bright disc and an equal one of a fifth of its brightness."""
    return _disc(0.27, 0.6, 0.15) + 0.2 * _disc(0.74, 0.38, 0.15)


def four_boxes() -> Field:
    """Boxes of different shapes in the corners, each half as bright as the one before."""
    boxes = (_box(0.25, 0.75, 0.3, 0.2), _box(0.75, 0.72, 0.16, 0.3))
    boxes += (_box(0.72, 0.24, 0.34, 0.12), _box(0.24, 0.25, 0.2, 0.22))
    return sum((box * 0.5**i for i, box in enumerate(boxes)), np.zeros_like(_X))


def seven_discs() -> Field:
    """Seven equally bright discs on a circle, with areas of 1 to 7."""
    places = [(0.5 + 0.33 * np.cos(a), 0.5 + 0.33 * np.sin(a)) for a in _angles(7, 0.3)]
    radii = 0.035 * np.sqrt(np.arange(1, 8))
    return sum((_disc(x, y, r) for (x, y), r in zip(places, radii, strict=True)), 0 * _X)


def ladder() -> Field:
    """Six rungs, thinner and darker from top to bottom."""
    return sum(
        ((1 - 0.14 * i) * _box(0.5, 0.86 - 0.145 * i, 0.6, 0.07 - 0.009 * i) for i in range(6)),
        0 * _X,
    )


def crumbs() -> Field:
    """A large disc and nine crumbs around it, which have a fifth of the mass together."""
    places = [(0.5 + 0.38 * np.cos(a), 0.5 + 0.38 * np.sin(a)) for a in _angles(9, 0.1)]
    return _disc(0.5, 0.5, 0.2) + sum((_disc(x, y, 0.0335) for x, y in places), 0 * _X)


def nested_rings() -> Field:
    """Three rings around one another and a dot, brighter towards the outside."""
    rings = _ring(0.5, 0.5, 0.4, 0.05) + 0.6 * _ring(0.5, 0.5, 0.27, 0.05)
    return rings + 0.35 * _ring(0.5, 0.5, 0.15, 0.05) + _disc(0.5, 0.5, 0.045)


def nested_frames() -> Field:
    """A thin square frame around a broad, darker one around a box."""
    return (
        _frame(0.5, 0.5, 0.76, 0.02)
        + 0.4 * _frame(0.5, 0.5, 0.46, 0.08)
        + _box(0.5, 0.5, 0.14, 0.2)
    )


def eye() -> Field:
    """A thin outline around an off-centre ring around a dark blob."""
    outline = np.abs(np.hypot((_X - 0.5) / 0.42, (_Y - 0.5) / 0.27) - 1) <= 0.04
    return 0.8 * outline + 0.5 * _ring(0.55, 0.5, 0.14, 0.04) + 0.3 * _blob(0.55, 0.5, 0.03)


def needle() -> Field:
    """A slanting needle beside a broad blob."""
    return _line((0.1, 0.35), (0.42, 0.93), 0.01) + 0.8 * _blob(0.64, 0.38, 0.1)


def comb() -> Field:
    """A broad bar over five fine teeth of falling brightness."""
    teeth = (
        (1 - 0.15 * i) * _line((0.14 + 0.18 * i, 0.1), (0.14 + 0.18 * i, 0.6), 0.012)
        for i in range(5)
    )
    return 0.5 * _box(0.5, 0.8, 0.8, 0.16) + sum(teeth, 0 * _X)


def orbits() -> Field:
    """A blob inside two fine orbits with a small planet outside."""
    fine = _ring(0.42, 0.5, 0.2, 0.01) + 0.5 * _ring(0.42, 0.5, 0.33, 0.01)
    return _blob(0.42, 0.5, 0.045) + fine + 0.7 * _disc(0.88, 0.82, 0.05)


def strokes() -> Field:
    """Four strokes side by side, each twice as broad and 0.4 times as bright as the one before."""
    lines = (
        0.4**i * _line((0.12 + 0.12 * i, 0.12), (0.3 + 0.2 * i, 0.88 - 0.06 * i), 0.01 * 2**i)
        for i in range(4)
    )
    return sum(lines, 0 * _X)


UNEQUAL: Mapping[str, Callable[[], Field]] = MappingProxyType(
    {
        "two-discs": two_discs,
        "four-boxes": four_boxes,
        "seven-discs": seven_discs,
        "ladder": ladder,
        "crumbs": crumbs,
        "nested-rings": nested_rings,
        "nested-frames": nested_frames,
        "eye": eye,
        "needle": needle,
        "comb": comb,
        "orbits": orbits,
        "strokes": strokes,
    }
)
"""How each of them is drawn, by its name."""


def unequal_target(name: str) -> Target:
    """The density called `name`; KeyError if there is none."""
    pixels = np.rint(UNEQUAL[name]() * FULL).astype(np.uint16)
    return Target(name, (Layer(name, pixels),))
