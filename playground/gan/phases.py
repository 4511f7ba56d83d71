"""The phases of an iteration, as slow motion names them."""

from typing import Literal, NamedTuple

from torch import Tensor

PhaseName = Literal[
    "draw real", "draw fake", "D's gradient", "D's step", "G's gradient", "G's step"
]


class Phase(NamedTuple):
    """A phase that has just passed, and the points [2, n] that it drew, if it drew any.

    `layer` [n] has the layers of real points, and the layers or codes that generated ones answer.
    """

    name: PhaseName
    points: Tensor | None = None
    layer: Tensor | None = None
