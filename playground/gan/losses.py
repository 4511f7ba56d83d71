"""The adversarial losses and penalties as pure functions, and the objectives of both networks.

`real` and `fake` are the discriminator's outputs, logits [n], for a batch each; the pairing loss
compares the i-th of one with the i-th of the other. Gradients are taken with respect to the points,
measured in half sides of the square (so the square is -1 … 1).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import normalize, relu, softplus

from playground.gan.config import GanConfig


class Loss(NamedTuple):
    """The losses of both networks, as functions of (real, fake) that return a scalar.

    `compares` is true if the generator's loss depends on the logits of real points.
    """

    discriminator: Callable[[Tensor, Tensor], Tensor]
    generator: Callable[[Tensor, Tensor], Tensor]
    compares: bool = False


def cross_entropy_d(real: Tensor, fake: Tensor) -> Tensor:
    """-E[log D(x)] - E[log(1 - D(G(z)))], log 4 at D = ½ (Goodfellow et al. 2014)."""
    return softplus(-real).mean() + softplus(fake).mean()


def non_saturating_g(real: Tensor, fake: Tensor) -> Tensor:
    """-E[log D(G(z))] (Goodfellow et al. 2014)."""
    return softplus(-fake).mean()


def minimax_g(real: Tensor, fake: Tensor) -> Tensor:
    """E[log(1 - D(G(z)))], whose gradient vanishes when D is confident (Goodfellow et al. 2014)."""
    return -softplus(fake).mean()


def least_squares_d(real: Tensor, fake: Tensor) -> Tensor:
    """½ E[(D(x) - 1)²] + ½ E[D(G(z))²] (Mao et al. 2017, arXiv 1611.04076)."""
    return ((real - 1).square().mean() + fake.square().mean()) / 2


def least_squares_g(real: Tensor, fake: Tensor) -> Tensor:
    """½ E[(D(G(z)) - 1)²] (Mao et al. 2017)."""
    return (fake - 1).square().mean() / 2


def wasserstein_d(real: Tensor, fake: Tensor) -> Tensor:
    """E[D(G(z))] - E[D(x)], for a 1-Lipschitz D (Arjovsky et al. 2017, arXiv 1701.07875)."""
    return fake.mean() - real.mean()


def wasserstein_g(real: Tensor, fake: Tensor) -> Tensor:
    """-E[D(G(z))] (Arjovsky et al. 2017)."""
    return -fake.mean()


def hinge_d(real: Tensor, fake: Tensor) -> Tensor:
    """E[max(0, 1 - D(x))] + E[max(0, 1 + D(G(z)))] (Lim & Ye 2017, arXiv 1705.02894)."""
    return relu(1 - real).mean() + relu(1 + fake).mean()


def pairing_d(real: Tensor, fake: Tensor) -> Tensor:
    """-E[log σ(D(x) - D(G(z)))], log 2 at a constant D (Jolicoeur-Martineau 2018, 1807.00734)."""
    return softplus(fake - real).mean()


def pairing_g(real: Tensor, fake: Tensor) -> Tensor:
    """-E[log σ(D(G(z)) - D(x))] (Jolicoeur-Martineau 2018)."""
    return softplus(real - fake).mean()


LOSSES: Mapping[str, Loss] = MappingProxyType(
    {
        "non-saturating": Loss(cross_entropy_d, non_saturating_g),
        "minimax": Loss(cross_entropy_d, minimax_g),
        "least-squares": Loss(least_squares_d, least_squares_g),
        "wasserstein": Loss(wasserstein_d, wasserstein_g),
        "hinge": Loss(hinge_d, wasserstein_g),
        "pairing": Loss(pairing_d, pairing_g, compares=True),
    }
)


DiscriminatorFunction = Callable[[Tensor], Tensor]
"""Points [2, n] to logits, one for each point or pack of points."""

_REACH = 1e-3  # in units of the square: far below a feature's period, far above float32's noise


def squared_gradient_norm(discriminator: DiscriminatorFunction, points: Tensor) -> Tensor:
    """The squared norm of the logits' gradient at each point [n]; differentiable."""
    points = points.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(points).sum(), points, create_graph=True)
    return gradient.square().sum(dim=0) / 4


def gradient_penalty(
    discriminator: DiscriminatorFunction, real: Tensor, fake: Tensor, random: torch.Generator
) -> Tensor:
    """E[(‖∇D‖ - 1)²] between real and generated points (WGAN-GP; Gulrajani et al. 2017)."""
    share = torch.rand(real.shape[1], generator=random, device=real.device)
    slope = (squared_gradient_norm(discriminator, torch.lerp(real, fake, share)) + 1e-12).sqrt()
    return (slope - 1).square().mean()


def nearby(points: Tensor, random: torch.Generator) -> Tensor:
    """A neighbour of each point [2, n], a small distance away in a random direction."""
    direction = torch.randn(points.shape, generator=random, device=points.device)
    return points + _REACH * normalize(direction, dim=0)


def mean_squared_gradient_norm(logits: Tensor, nearby_logits: Tensor) -> Tensor:
    """The mean squared norm of the logits' gradient, estimated from logits at `nearby` points.

    In two dimensions the squared derivative along a random direction is on average half the squared
    gradient norm. It costs one more forward pass, a third less than a second-order gradient, and
    its noise averages out over the batch. With packing, the gradients of a pack's points add up.
    """
    return 2 * ((nearby_logits - logits) / (2 * _REACH)).square().mean()


ConditionalDiscriminator = Callable[[Tensor, Tensor | None], Tensor]
"""Points [2, n] and one-hot conditions [conditions, n] to logits."""


def discriminator_objective(
    config: GanConfig,
    discriminator: ConditionalDiscriminator,
    real: Tensor,
    fake: Tensor,
    condition: Tensor | None,
    fade: float,
    random: torch.Generator,
) -> tuple[Tensor, Tensor]:
    """The discriminator's adversarial loss, and its penalties (0 if the config has none).

    `real` and `fake` are points [2, n] under the same conditions, evaluated in one pass. R1 and R2
    are ½ r E‖∇D‖² on real and generated points (Mescheder et al. 2018, arXiv 1801.04406), scaled by
    `fade`; the gradient penalty is WGAN-GP's.
    """
    points = torch.cat([real, fake], dim=1)
    if config.r1 or config.r2:
        points = torch.cat([points, nearby(points, random)], dim=1)
    copies = points.shape[1] // real.shape[1]
    logits = discriminator(points, None if condition is None else condition.repeat(1, copies))
    at_real, at_fake, *nearby_logits = logits.chunk(copies)
    loss = LOSSES[config.loss].discriminator(at_real, at_fake)
    penalty = torch.zeros_like(loss)
    if nearby_logits:
        penalty = penalty + config.r1 * fade / 2 * mean_squared_gradient_norm(
            at_real, nearby_logits[0]
        )
        penalty = penalty + config.r2 * fade / 2 * mean_squared_gradient_norm(
            at_fake, nearby_logits[1]
        )
    if config.gradient_penalty:
        strength = gradient_penalty(lambda x: discriminator(x, condition), real, fake, random)
        penalty = penalty + config.gradient_penalty * strength
    return loss, penalty


def generator_objective(
    config: GanConfig,
    discriminator: ConditionalDiscriminator,
    real: Tensor | None,
    fake: Tensor,
    condition: Tensor | None,
) -> Tensor:
    """The generator's loss on its points `fake` [2, n]; only comparing losses need `real`."""
    loss = LOSSES[config.loss]
    at_fake = discriminator(fake, condition)
    if not loss.compares:
        return loss.generator(at_fake, at_fake)
    assert real is not None
    with torch.no_grad():
        at_real = discriminator(real, condition)
    return loss.generator(at_real, at_fake)
