"""How rates and penalties fade along a run, and how far back the average reaches."""

from math import cos, pi

from playground.gan.config import GanConfig
from playground.gan.optimizers import Pace

_TENTH = 10


def d_pace(config: GanConfig, iteration: int) -> Pace:
    """The discriminator's: its rate falls along a cosine from 1 to `final_rate` of `d_lr`."""
    return _pace(config, config.d_lr, iteration)


def g_pace(config: GanConfig, iteration: int) -> Pace:
    """The generator's, likewise."""
    return _pace(config, config.g_lr, iteration)


def penalty_factor(config: GanConfig, iteration: int) -> float:
    """What is left of R1 and R2: geometrically, ever faster, from 1 to `final_penalty`.

    A discriminator under a strong penalty is soft, and brings every mode to its share; under a
    weak one it is sharp, and brings the points onto the support. So it is kept soft until the rates
    are low: made sharp early, the modes drift away from their shares.
    """
    return float(config.final_penalty ** _done(config, iteration) ** config.penalty_fade)


def fresh_part(config: GanConfig, iteration: int) -> float:
    """What part of the present weights the generator's average takes over, 1 at first.

    The average remembers about the last tenth of the run, until that is as long as `average` says.
    Early weights move so far that a longer mean lies nowhere near a good generator. (After the
    power function averages of Karras et al. 2024, arXiv 2312.02696.)
    """
    return max(1 - config.average, _TENTH / (_TENTH + iteration))


def _pace(config: GanConfig, rate: float, iteration: int) -> Pace:
    high = (1 + cos(pi * _done(config, iteration))) / 2
    left = config.final_rate + (1 - config.final_rate) * high
    return Pace(rate * left, config.beta1, config.beta2)


def _done(config: GanConfig, iteration: int) -> float:
    """How much of the schedule has passed, 0 … 1; 0 without one."""
    return min(iteration / config.schedule, 1) if config.schedule else 0.0
