"""From what the hand does to an edit."""

import math
from dataclasses import replace
from typing import Literal, get_args

from playground.density.edit import Brush, Edit, Fill, Move, Shape, Stroke, Touch

Tool = Literal["brush", "eraser", "line", "rectangle", "ellipse", "fill", "move"]
TOOLS: tuple[Tool, ...] = get_args(Tool)


def edit_of(tool: Tool, brush: Brush, touches: tuple[Touch, ...], *, constrained: bool) -> Edit:
    """The edit of a gesture through `touches`; `constrained` is Shift.

    That makes lines and brush strokes straight along multiples of 45°, boxes squares, ellipses
    circles, and moves go along one axis.
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
    """The place nearest to `end` in a direction from `start` that is a multiple of `step` °."""
    dx, dy = end.x - start.x, end.y - start.y
    angle = math.radians(round(math.degrees(math.atan2(dy, dx)) / step) * step)
    reach = dx * math.cos(angle) + dy * math.sin(angle)
    return Touch(start.x + reach * math.cos(angle), start.y + reach * math.sin(angle), end.pressure)


def _square(start: Touch, end: Touch) -> Touch:
    dx, dy = end.x - start.x, end.y - start.y
    side = max(abs(dx), abs(dy))
    return Touch(start.x + math.copysign(side, dx), start.y + math.copysign(side, dy), end.pressure)
