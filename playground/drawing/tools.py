"""The edits that a tool makes to one layer, as data, and the edit that a gesture stands for.

Positions are in the unit square, x to the right and y up, so that an edit means the same on every
grid; they may lie outside the square. `rasterize` applies an edit.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, get_args

from playground.density.geometry import SIDE

BRUSH_SIZES = (1, 100)
"""The smallest and the largest brush diameter."""


class Touch(NamedTuple):
    """A position on the brush's path; `pressure` is 0 … 1, and 1 for a mouse."""

    x: float
    y: float
    pressure: float = 1.0


@dataclass(frozen=True)
class Brush:
    """The properties of a brush.

    `size` is the diameter, in `SIDE`ths of the square's side. `strength` 0 … 1 is how far one mark
    goes towards white (towards black when erasing). `softness` 0 … 1 is the fraction of the radius
    over which a mark fades.
    """

    size: float = 24.0
    strength: float = 1.0
    softness: float = 0.5
    erase: bool = False

    @property
    def radius(self) -> float:
        """The radius in units of the square."""
        return self.size / 2 / SIDE


@dataclass(frozen=True)
class Stroke:
    """A path of the brush through all `touches`, straight from each to the next.

    A stroke covers a pixel once, however often it passes and however many touches it has, so that
    the density does not depend on the speed of the hand.
    """

    brush: Brush
    touches: tuple[Touch, ...]


@dataclass(frozen=True)
class Shape:
    """A filled rectangle or ellipse, given by two opposite corners of its bounding box."""

    kind: Literal["rectangle", "ellipse"]
    brush: Brush
    start: Touch
    end: Touch


@dataclass(frozen=True)
class Fill:
    """The connected region of similar brightness around `at`, set to the brush's strength."""

    brush: Brush
    at: Touch


@dataclass(frozen=True)
class Move:
    """The whole image moved by whole pixels; what leaves the square is lost."""

    start: Touch
    end: Touch


Edit = Stroke | Shape | Fill | Move


Tool = Literal["brush", "eraser", "line", "rectangle", "ellipse", "fill", "move"]
TOOLS: tuple[Tool, ...] = get_args(Tool)


def edit_of(tool: Tool, brush: Brush, touches: tuple[Touch, ...], *, constrained: bool) -> Edit:
    """The edit of a gesture through `touches`; `constrained` is Shift.

    Shift makes lines and brush strokes straight along multiples of 45°, rectangles square, ellipses
    circular, and moves parallel to an axis.
    """
    start, end = touches[0], touches[-1]
    match tool:
        case "brush" | "eraser":
            brush = replace(brush, erase=brush.erase or tool == "eraser")
            return Stroke(brush, (start, _along(start, end, 45)) if constrained else touches)
        case "line":
            return Stroke(brush, (start, _along(start, end, 45) if constrained else end))
        case "rectangle" | "ellipse":
            return Shape(tool, brush, start, _square(start, end) if constrained else end)
        case "fill":
            return Fill(brush, end)
        case "move":
            return Move(start, _along(start, end, 90) if constrained else end)


def _along(start: Touch, end: Touch, step: int) -> Touch:
    """The point nearest to `end` in a direction from `start` that is a multiple of `step`°."""
    dx, dy = end.x - start.x, end.y - start.y
    angle = math.radians(round(math.degrees(math.atan2(dy, dx)) / step) * step)
    reach = dx * math.cos(angle) + dy * math.sin(angle)
    return Touch(start.x + reach * math.cos(angle), start.y + reach * math.sin(angle), end.pressure)


def _square(start: Touch, end: Touch) -> Touch:
    dx, dy = end.x - start.x, end.y - start.y
    side = max(abs(dx), abs(dy))
    return Touch(start.x + math.copysign(side, dx), start.y + math.copysign(side, dy), end.pressure)
