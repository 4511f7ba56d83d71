"""The density of a flow's points, followed back along their paths to the noise.

The logarithm of the density changes along a path by minus the divergence of the velocity (Chen et
al. 2018, arXiv 1806.07366), which two dimensions allow to be exact.
"""

import math
from itertools import pairwise

import torch
from torch import Tensor

from playground.flow.config import FlowConfig
from playground.flow.model import FlowModel, from_square
from playground.flow.samplers import rk4, times

STEPS = 24
"""Of the classical Runge–Kutta method, whatever the sampler: the density is that of exact paths."""

_CHUNK = 10_000
_SQUARE = math.log(4)
"""The square has a quarter of the area that it has in a flow's coordinates."""


@torch.no_grad()
def log_density(
    model: FlowModel, config: FlowConfig, weights: Tensor, points: Tensor, layer: Tensor
) -> Tensor:
    """Log q [n] per unit area at `points` [2, n] of the unit square, each of a `layer` [n].

    q is the density of what is sampled, guided as `config` says; its noise must be normal.
    """
    pairs = zip(points.split(_CHUNK, 1), layer.split(_CHUNK), strict=True)
    parts = [_of_chunk(model, config, weights, *pair) for pair in pairs]
    return torch.cat(parts)


def _of_chunk(
    model: FlowModel, config: FlowConfig, weights: Tensor, points: Tensor, layer: Tensor
) -> Tensor:
    field = model.divergent_field(config, weights, layer)
    state = torch.cat([from_square(points), points.new_zeros(1, points.shape[1])])
    for late, early in pairwise(reversed(times(STEPS))):
        state = rk4(field, state, late, early - late)
    noise, change = state[:2], state[2]
    return change + _SQUARE - noise.square().sum(0) / 2 - math.log(2 * math.pi)
