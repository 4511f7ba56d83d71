"""The data of an inspection of a model: NumPy arrays, no torch."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from playground.nn.model_config import ModelConfig
from playground.nn.network_blocks import Neuron

CELLS = 50
"""The discriminator is evaluated at the centres of CELLS × CELLS cells."""

ARROWS = 125
"""Approximate number of generated points that get an arrow."""

LINES = 11
"""Lines of the generator's grid in each of its two directions."""

STEPS = 33
"""Points on each line of the grid, and on each path of a flow."""

PATHS = 60
"""Generated points whose paths a flow shows."""


@dataclass(frozen=True)
class InspectionRequest:
    """The parts of an inspection to compute; `plane` names the two latent dimensions of the grid,
    `time` and `layer` (None: all of them) what the velocity of a flow is asked for.

    `point` (x, y) in the unit square is where the density of a flow's points is asked for.
    `strengths` requests how strong the weights are, `neuron` the map of a neuron.
    `figures` requests the metrics of a past step; those of the current step are always sent.
    """

    d_output: bool = False
    arrows: bool = False
    grid: bool = False
    plane: tuple[int, int] = (0, 1)
    velocity: bool = False
    paths: bool = False
    time: float = 0.5
    layer: int | None = None
    point: tuple[float, float] | None = None
    figures: bool = False
    strengths: bool = False
    neuron: Neuron | None = None

    def __bool__(self) -> bool:
        return self.needs_networks or self.figures

    @property
    def needs_networks(self) -> bool:
        """Whether the networks and their weights are needed to answer the request."""
        wanted = self.d_output or self.arrows or self.grid or self.velocity or self.paths
        return wanted or self.strengths or self.neuron is not None or self.point is not None


@dataclass(frozen=True, eq=False)
class Inspection:
    """The latest inspection of a model; each part has a number that grows with its age (-1: none
    yet).

    `d_output` float32 [layers, CELLS, CELLS] is the discriminator's raw output at the centre of
    each cell under each condition (one if there are none), row 0 at the top. `arrows` float32 [m,
    2] is minus the gradient of the generator's loss at the monitored points `arrow_index` int64
    [m], for one point of the batch. `grid` float32 [layers, 2 LINES, STEPS, 2] is the generator's
    image of a square grid on a plane of the latent space, lines along its second axis first, under
    each condition or code. `grid_density` float32 [layers, LINES - 1, LINES - 1] is the latents'
    density in each cell of the grid, by the first axis and the second, as a multiple of an even
    one: 1 everywhere unless a table bends the numbers of this plane. `strengths` float32 [lines]
    are those of the weights of the generator, then of the discriminator
    (`playground.nn.network_blocks`). `neuron` float32 [layers, CELLS, CELLS] is what the neuron
    `neuron_index` int64 [3] gives: its network (0 is G), layer and unit. For the discriminator it
    is that at the centre of each cell, for the generator the mean where it puts points; NaN is
    where it puts none.

    Of a flow, `velocity` float32 [2, CELLS, CELLS, 2] is the learned velocity and the exact one (in
    units of the square, NaN where there is none) at the centres of the cells, row 0 at the top, at
    `velocity_time`; `paths` float32 [PATHS, STEPS, 2] are the ways of generated points;
    `log_q` float64 [3] is a place (x, y) and the logarithm of the density of its points there (NaN
    where it is not known). These are empty, or NaN, for other models.
    """

    d_output_at: int
    d_output: NDArray[np.float32]
    arrows_at: int
    arrow_index: NDArray[np.int64]
    arrows: NDArray[np.float32]
    grid_at: int
    grid: NDArray[np.float32]
    grid_density: NDArray[np.float32]
    strengths_at: int = -1
    strengths: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    neuron_at: int = -1
    neuron_index: NDArray[np.int64] = field(default_factory=lambda: np.full(3, -1, np.int64))
    neuron: NDArray[np.float32] = field(
        default_factory=lambda: np.zeros((1, CELLS, CELLS), np.float32)
    )

    velocity_at: int = -1
    velocity_time: float = 0.5
    velocity: NDArray[np.float32] = field(
        default_factory=lambda: np.zeros((0, 0, 0, 2), np.float32)
    )
    paths_at: int = -1
    paths: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0, 2), np.float32))
    log_q_at: int = -1
    log_q: NDArray[np.float64] = field(default_factory=lambda: np.full(3, np.nan))

    def neuron_map(self, neuron: Neuron) -> NDArray[np.float32] | None:
        """The map of this neuron [layers, CELLS, CELLS], if that is the one that was inspected."""
        if self.neuron_at < 0 or tuple(self.neuron_index) != _index(neuron):
            return None
        return self.neuron


def neuron_index(neuron: Neuron) -> NDArray[np.int64]:
    """The `Inspection.neuron_index` of a neuron."""
    return np.array(_index(neuron), np.int64)


def _index(neuron: Neuron) -> tuple[int, int, int]:
    return "gd".index(neuron.network), neuron.layer, neuron.unit


def has_d_map(config: ModelConfig) -> bool:
    """Whether the discriminator can be evaluated at single points, as it cannot with packing."""
    return config.points_judged_together == 1
