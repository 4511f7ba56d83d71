"""Schedules of rates and penalties, and the weight of a running average."""

from math import cos, pi

_TENTH = 10


def schedule_progress(iteration: int, length: int) -> float:
    """The fraction of a schedule of `length` iterations that has passed, 0 … 1; 0 without a
    schedule.
    """
    return min(iteration / length, 1) if length else 0.0


def cosine_decay(done: float, final: float) -> float:
    """A factor that falls along a cosine from 1 to `final` as `done` goes from 0 to 1."""
    return final + (1 - final) * (1 + cos(pi * done)) / 2


def geometric_decay(done: float, final: float, power: float) -> float:
    """A factor that falls geometrically from 1 to `final`; with `power` above 1 most of it late."""
    return float(final**done**power)


def ema_weight(iteration: int, average: float) -> float:
    """The weight of the current weights in the running average, 1 at first.

    The average covers about the last tenth of the run, until that is as long as the memory
    `average`. Early weights move so far that a longer average lies nowhere near a good generator.
    (After the power function averages of Karras et al. 2024, arXiv 2312.02696.)
    """
    return max(1 - average, _TENTH / (_TENTH + iteration))
