"""Penalties on the slope of the discriminator, as pure functions.

A slope is taken in the points, measured in half sides of the square (so the square is -1 … 1).
"""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn.functional import normalize

Judge = Callable[[Tensor], Tensor]
"""Points [2, n] to logits, one for each point or pack of points."""

_REACH = 1e-3  # in units of the square: far below a feature's period, far above float32's noise


def squared_slope(judge: Judge, points: Tensor) -> Tensor:
    """The squared length of the logits' gradient, one for each point [n]; differentiable."""
    points = points.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(judge(points).sum(), points, create_graph=True)
    return gradient.square().sum(dim=0) / 4


def slope_to_one(judge: Judge, real: Tensor, fake: Tensor, random: torch.Generator) -> Tensor:
    """E[(|∇D| - 1)²] between real and generated points (WGAN-GP; Gulrajani et al. 2017)."""
    share = torch.rand(real.shape[1], generator=random, device=real.device)
    slope = (squared_slope(judge, torch.lerp(real, fake, share)) + 1e-12).sqrt()
    return (slope - 1).square().mean()


def nearby(points: Tensor, random: torch.Generator) -> Tensor:
    """A neighbour of each point [2, n], a short way off in a random direction."""
    direction = torch.randn(points.shape, generator=random, device=points.device)
    return points + _REACH * normalize(direction, dim=0)


def mean_squared_slope(logits: Tensor, nearby_logits: Tensor) -> Tensor:
    """The mean squared length of the logits' gradient, from the logits at `nearby` points.

    In two dimensions the squared derivative along a random direction is half the squared slope, on
    average. It costs one more forward pass, a third less than the gradient of a gradient, and its
    noise vanishes in the batch. Judged in packs, the points' slopes add up.
    """
    return 2 * ((nearby_logits - logits) / (2 * _REACH)).square().mean()
