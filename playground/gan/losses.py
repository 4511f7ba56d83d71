"""The adversarial losses and penalties as pure functions, with their derivatives.

`real` and `fake` are the discriminator's outputs, logits [n], for a batch each; the pairing loss
compares the i-th of one with the i-th of the other. Gradients are taken with respect to the points,
measured in half sides of the square (so the square is -1 … 1). Where runs train as one
(`gan.stack`), all arrays have an axis of runs before those named here.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import relu, softplus

from playground.gan.config import GanConfig
from playground.gan.course import Pacing
from playground.gan.networks import Discriminator
from playground.nn.mlp import LayeredWeights
from playground.nn.random_streams import RandomStream, normal, uniform


class Loss(NamedTuple):
    """The losses of both networks, as functions of (real, fake) that return a scalar, with their
    derivatives written out.

    `d_slopes` are those of n times the discriminator's loss, for real and for generated points;
    `g_slopes` those of n times the generator's, for generated points. `compares` is true if the
    generator's loss depends on the logits of real points.
    """

    discriminator: Callable[[Tensor, Tensor], Tensor]
    d_slopes: Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]
    generator: Callable[[Tensor, Tensor], Tensor]
    g_slopes: Callable[[Tensor, Tensor], Tensor]
    compares: bool = False


def cross_entropy_d(real: Tensor, fake: Tensor) -> Tensor:
    """-E[log D(x)] - E[log(1 - D(G(z)))], log 4 at D = ½ (Goodfellow et al. 2014)."""
    return softplus(-real).mean(-1) + softplus(fake).mean(-1)


def _cross_entropy_d_slopes(real: Tensor, fake: Tensor) -> tuple[Tensor, Tensor]:
    return -(-real).sigmoid(), fake.sigmoid()


def non_saturating_g(real: Tensor, fake: Tensor) -> Tensor:
    """-E[log D(G(z))] (Goodfellow et al. 2014)."""
    return softplus(-fake).mean(-1)


def _non_saturating_g_slopes(real: Tensor, fake: Tensor) -> Tensor:
    return -(-fake).sigmoid()


def minimax_g(real: Tensor, fake: Tensor) -> Tensor:
    """E[log(1 - D(G(z)))], whose gradient vanishes when D is confident (Goodfellow et al. 2014)."""
    return -softplus(fake).mean(-1)


def _minimax_g_slopes(real: Tensor, fake: Tensor) -> Tensor:
    return -fake.sigmoid()


def least_squares_d(real: Tensor, fake: Tensor) -> Tensor:
    """½ E[(D(x) - 1)²] + ½ E[D(G(z))²] (Mao et al. 2017, arXiv 1611.04076)."""
    return ((real - 1).square().mean(-1) + fake.square().mean(-1)) / 2


def _least_squares_d_slopes(real: Tensor, fake: Tensor) -> tuple[Tensor, Tensor]:
    return real - 1, fake


def least_squares_g(real: Tensor, fake: Tensor) -> Tensor:
    """½ E[(D(G(z)) - 1)²] (Mao et al. 2017)."""
    return (fake - 1).square().mean(-1) / 2


def _least_squares_g_slopes(real: Tensor, fake: Tensor) -> Tensor:
    return fake - 1


def wasserstein_d(real: Tensor, fake: Tensor) -> Tensor:
    """E[D(G(z))] - E[D(x)], for a 1-Lipschitz D (Arjovsky et al. 2017, arXiv 1701.07875)."""
    return fake.mean(-1) - real.mean(-1)


def _wasserstein_d_slopes(real: Tensor, fake: Tensor) -> tuple[Tensor, Tensor]:
    return -torch.ones_like(real), torch.ones_like(fake)


def wasserstein_g(real: Tensor, fake: Tensor) -> Tensor:
    """-E[D(G(z))] (Arjovsky et al. 2017)."""
    return -fake.mean(-1)


def _wasserstein_g_slopes(real: Tensor, fake: Tensor) -> Tensor:
    return -torch.ones_like(fake)


def hinge_d(real: Tensor, fake: Tensor) -> Tensor:
    """E[max(0, 1 - D(x))] + E[max(0, 1 + D(G(z)))] (Lim & Ye 2017, arXiv 1705.02894)."""
    return relu(1 - real).mean(-1) + relu(1 + fake).mean(-1)


def _hinge_d_slopes(real: Tensor, fake: Tensor) -> tuple[Tensor, Tensor]:
    return -(real < 1).to(real.dtype), (fake > -1).to(fake.dtype)


def pairing_d(real: Tensor, fake: Tensor) -> Tensor:
    """-E[log σ(D(x) - D(G(z)))], log 2 at a constant D (Jolicoeur-Martineau 2018, 1807.00734)."""
    return softplus(fake - real).mean(-1)


def _pairing_d_slopes(real: Tensor, fake: Tensor) -> tuple[Tensor, Tensor]:
    slope = (fake - real).sigmoid()
    return -slope, slope


def pairing_g(real: Tensor, fake: Tensor) -> Tensor:
    """-E[log σ(D(G(z)) - D(x))] (Jolicoeur-Martineau 2018)."""
    return softplus(real - fake).mean(-1)


def _pairing_g_slopes(real: Tensor, fake: Tensor) -> Tensor:
    return -(real - fake).sigmoid()


LOSSES: Mapping[str, Loss] = MappingProxyType(
    {
        "non-saturating": Loss(
            cross_entropy_d, _cross_entropy_d_slopes, non_saturating_g, _non_saturating_g_slopes
        ),
        "minimax": Loss(cross_entropy_d, _cross_entropy_d_slopes, minimax_g, _minimax_g_slopes),
        "least-squares": Loss(
            least_squares_d, _least_squares_d_slopes, least_squares_g, _least_squares_g_slopes
        ),
        "wasserstein": Loss(
            wasserstein_d, _wasserstein_d_slopes, wasserstein_g, _wasserstein_g_slopes
        ),
        "hinge": Loss(hinge_d, _hinge_d_slopes, wasserstein_g, _wasserstein_g_slopes),
        "pairing": Loss(pairing_d, _pairing_d_slopes, pairing_g, _pairing_g_slopes, compares=True),
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
    discriminator: DiscriminatorFunction, real: Tensor, fake: Tensor, random: RandomStream
) -> Tensor:
    """E[(‖∇D‖ - 1)²] between real and generated points (WGAN-GP; Gulrajani et al. 2017)."""
    share = uniform(real.shape[1:], random, real.device)
    slope = (squared_gradient_norm(discriminator, torch.lerp(real, fake, share)) + 1e-12).sqrt()
    return (slope - 1).square().mean()


def nearby(points: Tensor, random: RandomStream) -> Tensor:
    """A neighbour of each point [2, n], a small distance away in a random direction."""
    direction = normal(points.shape[-2:], random, points.device)
    length = torch.hypot(*direction.unbind(-2))[..., None, :]
    return torch.addcdiv(points, direction, length, value=_REACH)


def mean_squared_gradient_norm(logits: Tensor, nearby_logits: Tensor) -> Tensor:
    """The mean squared norm of the logits' gradient, estimated from logits at `nearby` points.

    In two dimensions the squared derivative along a random direction is on average half the squared
    gradient norm. It costs one more forward pass, a third less than a second-order gradient, and
    its noise averages out over the batch. With packing, the gradients of a pack's points add up.
    """
    return 2 * ((nearby_logits - logits) / (2 * _REACH)).square().mean()


def penalty_slopes(logits: Tensor, nearby_logits: Tensor, weight: Tensor) -> Tensor:
    """The derivatives of ½ `weight` [rows, 1] times n times that norm, for n nearby logits [rows,
    n]; those for the logits themselves are the opposite.
    """
    return (nearby_logits - logits).mul_(weight / (2 * _REACH**2))


def discriminator_objective(
    config: GanConfig,
    discriminator: Discriminator,
    weights: LayeredWeights,
    real: Tensor,
    fake: Tensor,
    condition: Tensor | None,
    pacing: Pacing,
    random: RandomStream,
) -> tuple[Tensor, Tensor, Tensor]:
    """The discriminator's adversarial loss, the gradient of it and of the penalties with respect to
    `weights`, and the inputs of its perceptron for real and for generated points, in this order.

    `real` and `fake` are points [2, n] under the same conditions, evaluated in one pass. R1 and R2
    are ½ r E‖∇D‖² (Mescheder et al. 2018, arXiv 1801.04406), the means over every
    `penalty_every`-th real or generated input of D; the gradient penalty is WGAN-GP's.
    """
    points, told = torch.cat([real, fake], dim=-1), _twice(condition)
    if config.r1 or config.r2:
        points = torch.cat([points, nearby(_judged(config, points), random)], dim=-1)
        if told is not None:
            told = torch.cat([told, _judged(config, told)], dim=-1)
    trace = discriminator.trace(weights, points, told)
    count, loss = real.shape[-1] // config.pack_size, LOSSES[config.loss]
    logits = trace.logits[..., : 2 * count].unflatten(-1, (2, -1))
    real_logits, fake_logits = logits.unbind(-2)
    slopes = torch.cat(loss.d_slopes(real_logits, fake_logits), dim=-1)
    if config.r1 or config.r2:
        near = trace.logits[..., 2 * count :].unflatten(-1, (2, -1))
        chosen = slice(None, None, config.penalty_every)
        pull = penalty_slopes(logits[..., chosen], near, pacing.penalties)
        pull *= count / near.shape[-1]
        slopes.view_as(logits)[..., chosen].sub_(pull)
        slopes = torch.cat([slopes, pull.flatten(-2)], dim=-1)
    gradient = trace.of_weights(slopes / count)
    if config.gradient_penalty:
        leaf = weights.vector.detach().requires_grad_()
        strength = gradient_penalty(lambda x: discriminator(leaf, x, condition), real, fake, random)
        gradient += torch.autograd.grad(pacing.gradient_penalty * strength, leaf)[0]
    return loss.discriminator(real_logits, fake_logits), gradient, trace.inputs[..., : 2 * count]


def _twice(condition: Tensor | None) -> Tensor | None:
    """The conditions of real and of generated points."""
    return None if condition is None else torch.cat([condition, condition], dim=-1)


def _judged(config: GanConfig, columns: Tensor) -> Tensor:
    """The columns [rows, m] of the inputs of D at which R1 and R2 are measured, of all [rows, 2n]
    real and generated ones.
    """
    inputs: Tensor = columns.unflatten(-1, (2, -1, config.pack_size))
    return inputs[..., :: config.penalty_every, :].flatten(-3)


def generator_objective(
    config: GanConfig,
    discriminator: Discriminator,
    weights: LayeredWeights,
    real: Tensor | None,
    fake: Tensor,
    condition: Tensor | None,
    inputs: Tensor | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    """The generator's loss on its points `fake` [2, n], their logits, and the gradient [2, n] with
    respect to them; only comparing losses need `real`. `weights` are the discriminator's, and
    `inputs` those that its objective returned for the same points.
    """
    loss, points, told = LOSSES[config.loss], fake, condition
    if loss.compares:
        assert real is not None
        points, told = torch.cat([real, fake], dim=-1), _twice(condition)
    count = fake.shape[-1] // config.pack_size
    if inputs is not None and not loss.compares:
        inputs = inputs[..., count:]
    trace = discriminator.trace(weights, points, told, inputs)
    at_real, at_fake = trace.logits[..., :count], trace.logits[..., -count:]
    slopes = loss.g_slopes(at_real, at_fake) / at_fake.shape[-1]
    return loss.generator(at_real, at_fake), at_fake, trace.of_points(slopes)
