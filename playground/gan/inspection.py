"""What a look inside a run shows of one moment: NumPy arrays, no torch."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.gan.config import GanConfig

CELLS = 50
"""The discriminator is looked at in the middle of so many by so many cells."""

ARROWS = 125
"""About so many generated points get an arrow."""

LINES = 11
"""Lines of the generator's grid in each of its two directions."""

STEPS = 33
"""Points along each line."""


@dataclass(frozen=True)
class InspectionRequest:
    """Which looks are asked for; `plane` names the two latent dimensions that the grid spans.

    `figures` are those of a moment that is past; those of the present come without being asked for.
    """

    judged: bool = False
    arrows: bool = False
    grid: bool = False
    plane: tuple[int, int] = (0, 1)
    figures: bool = False

    def __bool__(self) -> bool:
        return self.inside or self.figures

    @property
    def inside(self) -> bool:
        """Whether it takes the networks, and so their weights, to see it."""
        return self.judged or self.arrows or self.grid


@dataclass(frozen=True, eq=False)
class Inspection:
    """The newest looks at a model, each with a number that grows from look to look (-1: none yet).

    `judged` float32 [layers, CELLS, CELLS] is the discriminator's output, as it comes, in the
    middle of each cell under each condition (one where there are none), row 0 at the top.
    `arrows` float32 [m, 2] is where the generator's loss would push the shown points `arrow_index`
    int64 [m]: the loss's slope there, downwards, for one point of the batch. `grid` float32
    [layers, 2 LINES, STEPS, 2] is what the generator makes of a square grid on a plane of the
    latent space, lines along its second axis first, under each condition or code.
    """

    judged_at: int
    judged: NDArray[np.float32]
    arrows_at: int
    arrow_index: NDArray[np.int64]
    arrows: NDArray[np.float32]
    grid_at: int
    grid: NDArray[np.float32]


def has_judgement(config: GanConfig) -> bool:
    """Whether the discriminator says something of a single point; packs are judged together."""
    return config.judged_together == 1
