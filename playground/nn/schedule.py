"""Schedules of rates and penalties, and the weight of a running average, along iterations [n]."""

from math import pi

import torch
from torch import Tensor

_TENTH = 10


def schedule_progress(age: Tensor, length: int) -> Tensor:
    """The fraction of a schedule of `length` iterations that has passed at each `age`, 0 … 1; 0
    without a schedule.
    """
    return (age / length).clamp_(max=1) if length else torch.zeros_like(age)


def cosine_decay(done: Tensor, final: float) -> Tensor:
    """A factor that falls along a cosine from 1 to `final` as `done` goes from 0 to 1."""
    return final + (1 - final) * (1 + (pi * done).cos_()) / 2


def geometric_decay(done: Tensor, final: float, power: float) -> Tensor:
    """A factor that falls geometrically from 1 to `final`; with `power` above 1 most of it late."""
    return final ** (done**power)


def ema_weight(iteration: Tensor, average: float) -> Tensor:
    """The weight of the current weights in the running average, 1 at first.

    The average covers about the last tenth of the run, until that is as long as the memory
    `average`. Early weights move so far that a longer average lies nowhere near a good generator.
    (After the power function averages of Karras et al. 2024, arXiv 2312.02696.)
    """
    return (_TENTH / (_TENTH + iteration)).clamp_(min=1 - average)
