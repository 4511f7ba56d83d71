"""How rates and penalties fade along a run, and how far back an average of weights reaches."""

from math import cos, pi

_TENTH = 10


def progress(iteration: int, length: int) -> float:
    """How much of a schedule of `length` iterations has passed, 0 … 1; 0 without one."""
    return min(iteration / length, 1) if length else 0.0


def cosine(done: float, final: float) -> float:
    """A factor that falls along a cosine from 1 to `final`, `done` 0 … 1 of the way."""
    return final + (1 - final) * (1 + cos(pi * done)) / 2


def fading(done: float, final: float, power: float) -> float:
    """A factor that falls geometrically from 1 to `final`, ever faster where `power` is above 1."""
    return float(final**done**power)


def fresh_share(iteration: int, average: float) -> float:
    """What share of the present weights an average takes over, 1 at first.

    The average remembers about the last tenth of the run, until that is as long as `average` says.
    Early weights move so far that a longer mean lies nowhere near a good generator. (After the
    power function averages of Karras et al. 2024, arXiv 2312.02696.)
    """
    return max(1 - average, _TENTH / (_TENTH + iteration))
