"""What each network minimises: the config's loss and penalties over a batch."""

from collections.abc import Callable

import torch
from torch import Tensor

from playground.gan.config import GanConfig
from playground.gan.losses import LOSSES
from playground.gan.penalties import mean_squared_slope, nearby, slope_to_one

ConditionalJudge = Callable[[Tensor, Tensor | None], Tensor]
"""Points [2, n] and one-hot conditions [conditions, n] to logits."""


def discriminator_objective(
    config: GanConfig,
    judge: ConditionalJudge,
    real: Tensor,
    fake: Tensor,
    condition: Tensor | None,
    fade: float,
    random: torch.Generator,
) -> tuple[Tensor, Tensor]:
    """The discriminator's adversarial loss, and its penalties (0 if the config has none).

    `real` and `fake` are points [2, n] under the same conditions. All points are judged in one
    pass. R1 and R2 are ½ r E|∇D|² on real and generated points (Mescheder et al. 2018, arXiv
    1801.04406), `fade` being what is left of them by now; the Wasserstein penalty is WGAN-GP's.
    """
    points = torch.cat([real, fake], dim=1)
    if config.r1 or config.r2:
        points = torch.cat([points, nearby(points, random)], dim=1)
    copies = points.shape[1] // real.shape[1]
    logits = judge(points, None if condition is None else condition.repeat(1, copies))
    at_real, at_fake, *beside = logits.chunk(copies)
    loss = LOSSES[config.loss].discriminator(at_real, at_fake)
    penalty = torch.zeros_like(loss)
    if beside:
        penalty = penalty + config.r1 * fade / 2 * mean_squared_slope(at_real, beside[0])
        penalty = penalty + config.r2 * fade / 2 * mean_squared_slope(at_fake, beside[1])
    if config.gradient_penalty:
        strength = slope_to_one(lambda x: judge(x, condition), real, fake, random)
        penalty = penalty + config.gradient_penalty * strength
    return loss, penalty


def generator_objective(
    config: GanConfig,
    judge: ConditionalJudge,
    real: Tensor | None,
    fake: Tensor,
    condition: Tensor | None,
) -> Tensor:
    """The generator's loss on its points `fake` [2, n]; only comparing losses need `real`."""
    loss = LOSSES[config.loss]
    at_fake = judge(fake, condition)
    if not loss.compares:
        return loss.generator(at_fake, at_fake)
    assert real is not None
    with torch.no_grad():
        at_real = judge(real, condition)
    return loss.generator(at_real, at_fake)
