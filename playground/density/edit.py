"""What a person does to one layer with a tool, as data. `Sketch` carries it out.

Places are in the unit square, x to the right and y up, so that an edit means the same on every
grid; they may lie outside of it.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

SIDE = 400
"""The pixels along a side of a new layer, and the unit of a brush's size."""

SIZES = (1, 100)
"""The least and the largest brush."""


class Touch(NamedTuple):
    """A place that the brush went through; `pressure` is 0 … 1, a mouse's is 1."""

    x: float
    y: float
    pressure: float = 1.0


@dataclass(frozen=True)
class Brush:
    """How a tool lays its marks.

    `size` is the diameter, in `SIDE`ths of the square's side. `strength` 0 … 1 is how much of the
    way to white (to black, where it erases) one mark goes. `softness` 0 … 1 is the part of the way
    from the middle to the edge along which a mark fades.
    """

    size: float = 24.0
    strength: float = 1.0
    softness: float = 0.5
    erase: bool = False

    @property
    def radius(self) -> float:
        """In units of the square."""
        return self.size / 2 / SIDE


@dataclass(frozen=True)
class Stroke:
    """A path of the brush, through all `touches` in a straight line from each to the next.

    One stroke covers a pixel once, however often it passes and however many touches it has, so
    that the density does not depend on the speed of the hand.
    """

    brush: Brush
    touches: tuple[Touch, ...]


@dataclass(frozen=True)
class Shape:
    """A filled rectangle or ellipse between two opposite corners of the box around it."""

    kind: Literal["rectangle", "ellipse"]
    brush: Brush
    start: Touch
    end: Touch


@dataclass(frozen=True)
class Fill:
    """The connected region of about one brightness around `at`, given the brush's strength."""

    brush: Brush
    at: Touch


@dataclass(frozen=True)
class Move:
    """All of the picture moved by whole pixels; what leaves the square is gone."""

    start: Touch
    end: Touch


Edit = Stroke | Shape | Fill | Move
