"""Samplers: ways to follow a velocity field from noise to data in a number of steps.

The steps become shorter towards the data, as 1 − (1 − s)² for equal steps of s: there the velocity
turns within what is left of the noise. Eight such steps of Heun's are as good as 32 equal ones.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

import torch
from torch import Tensor

Field = Callable[[Tensor, float], Tensor]
"""`field(x, t)` is the velocity [2, n] of points [2, n] at a time."""

Step = Callable[[Field, Tensor, float, float], Tensor]
"""`step(field, x, t, h)` moves points [2, n] from the time `t` to `t + h`."""


def euler(field: Field, x: Tensor, t: float, h: float) -> Tensor:
    """Along the velocity at the beginning: one evaluation, first order."""
    return x + h * field(x, t)


def midpoint(field: Field, x: Tensor, t: float, h: float) -> Tensor:
    """Along the velocity half-way: two evaluations, second order."""
    return x + h * field(x + h / 2 * field(x, t), t + h / 2)


def heun(field: Field, x: Tensor, t: float, h: float) -> Tensor:
    """Along the mean of the velocities at both ends: two evaluations, second order."""
    first = field(x, t)
    return x + h / 2 * (first + field(x + h * first, t + h))


def rk4(field: Field, x: Tensor, t: float, h: float) -> Tensor:
    """The classical Runge–Kutta step: four evaluations, fourth order."""
    first = field(x, t)
    second = field(x + h / 2 * first, t + h / 2)
    third = field(x + h / 2 * second, t + h / 2)
    fourth = field(x + h * third, t + h)
    return x + h / 6 * (first + 2 * second + 2 * third + fourth)


STEPS: Mapping[str, Step] = MappingProxyType(
    {"euler": euler, "midpoint": midpoint, "heun": heun, "rk4": rk4}
)
"""The deterministic samplers by their name."""


def stochastic(noise: float, random: torch.Generator) -> Step:
    """The step of a diffusion with the same densities at all times, for a standard normal base.

    dx = (v + σ²/2 s) dt + σ dW with σ² = 2 `noise` (1 − t), where the score follows from the
    velocity: s = −(x − t v) / (1 − t). What it adds as noise it takes away again, and errors with
    it. One evaluation, by Euler and Maruyama.
    """

    def step(field: Field, x: Tensor, t: float, h: float) -> Tensor:
        velocity = field(x, t)
        drift = velocity - noise * (x - t * velocity)
        kicks = torch.randn(x.shape, generator=random, device=x.device)
        moved: Tensor = x + h * drift + math.sqrt(2 * noise * (1 - t) * h) * kicks
        return moved

    return step


def times(steps: int) -> list[float]:
    """The times between which the steps lie, from 0 to 1."""
    return [1 - (1 - index / steps) ** 2 for index in range(steps + 1)]


def path(step: Step, field: Field, x: Tensor, steps: int) -> Iterator[Tensor]:
    """The points [2, n] at the `times` of so many steps."""
    yield x
    for begin, end in pairwise(times(steps)):
        x = step(field, x, begin, end - begin)
        yield x


def final(step: Step, field: Field, x: Tensor, steps: int) -> Tensor:
    """Where the points [2, n] get to."""
    *_, last = path(step, field, x, steps)
    return last
