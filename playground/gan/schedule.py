"""How rates and penalties fade along a run."""

from math import cos, pi

from playground.gan.config import GanConfig


def rate_factor(config: GanConfig, iteration: int) -> float:
    """What is left of the learning rates: a cosine from 1 to `final_rate`, which then stays."""
    high = (1 + cos(pi * _done(config, iteration))) / 2
    return config.final_rate + (1 - config.final_rate) * high


def penalty_factor(config: GanConfig, iteration: int) -> float:
    """What is left of R1 and R2: geometrically from 1 to `final_penalty`, which then stays."""
    return float(config.final_penalty ** _done(config, iteration))


def _done(config: GanConfig, iteration: int) -> float:
    """How much of the schedule has passed, 0 … 1; 0 without one."""
    return min(iteration / config.schedule, 1) if config.schedule else 0.0
