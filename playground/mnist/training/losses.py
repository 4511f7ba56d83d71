"""The losses of the networks: pure functions of the discriminator's logits and Q's predictions."""

from math import log, pi

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as bce
from torch.nn.functional import cross_entropy, mse_loss, softplus

from playground.mnist.config import MnistConfig
from playground.mnist.networks.layers import Inputs
from playground.mnist.training.distributed import ProcessGroup

_LEAST_LOG_VARIANCE, _MOST_LOG_VARIANCE = -4.0, 2.0
"""Bounds of a learned variance, which could otherwise shrink without limit on similar images."""


def discriminator_loss(config: MnistConfig, real: Tensor, fake: Tensor) -> Tensor:
    """From logits [n] of real and of generated images: the sum for BCE, the mean of halves for
    least squares; pairing compares the i-th of one with the i-th of the other, log 2 at a constant
    D (Jolicoeur-Martineau 2018, arXiv 1807.00734).
    """
    if config.loss == "pairing":
        return softplus(fake - real).mean()
    one, zero = torch.full_like(real, 1 - config.smooth), torch.zeros_like(fake)
    if config.loss == "bce":
        return bce(real, one) + bce(fake, zero)
    return (mse_loss(real, one) + mse_loss(fake, zero)) / 2


def generator_loss(config: MnistConfig, fake: Tensor, real: Tensor | None = None) -> Tensor:
    """From logits [n] of generated images, and of `real` ones for a loss that `compares`;
    non-saturating.
    """
    if compares(config):
        assert real is not None
        return softplus(real - fake).mean()
    one = torch.ones_like(fake)
    return bce(fake, one) if config.loss == "bce" else mse_loss(fake, one)


def compares(config: MnistConfig) -> bool:
    """Whether the generator's loss depends on the logits of real images."""
    return config.loss == "pairing"


def slope_penalty(
    config: MnistConfig,
    discriminator: nn.Module,
    images: Tensor,
    label: Tensor,
    group: ProcessGroup,
) -> Tensor:
    """½ `penalty` E‖∇D‖² at every `penalty_every`-th of `images` [n, 1, side, side] (R1 or R2;
    Mescheder et al. 2018, arXiv 1801.04406).

    In a `group` the images are a share of a batch, and the chosen ones those of the whole batch.
    """
    every, whole = config.penalty_every, len(images) * group.size
    chosen = slice(-group.rank * len(images) % every, None, every)
    points = images[chosen].detach().requires_grad_()
    logits, _ = discriminator(points, label[chosen])
    (gradient,) = torch.autograd.grad(logits.float().sum(), points, create_graph=True)
    share = group.size / -(-whole // every)
    return config.penalty / 2 * share * gradient.float().square().sum()


def information_losses(
    config: MnistConfig, predicted: Tensor, inputs: Inputs
) -> tuple[Tensor, Tensor]:
    """The losses of Q for c1 (cross-entropy, nats) and for the continuous codes.

    The latter is half the squared error with a fixed variance of 1, or minus the log likelihood
    with a learned one, summed over the codes.
    """
    category = cross_entropy(predicted[:, : config.codes], inputs.label)
    count = config.continuous_codes
    if not count:
        return category, category.new_zeros(())
    mean = predicted[:, config.codes : config.codes + count]
    squares = (mean - inputs.values) ** 2
    if config.variance == "fixed":
        return category, squares.sum(1).mean() / 2
    spread = predicted[:, config.codes + count :].clamp(_LEAST_LOG_VARIANCE, _MOST_LOG_VARIANCE)
    likely = (squares / spread.exp() + spread + log(2 * pi)) / 2
    return category, likely.sum(1).mean()


def consistency_loss(config: MnistConfig, predicted: Tensor, again: Tensor) -> Tensor:
    """Minus the log probability that two predictions [n, …] for one image have the same code, ≥ 0.

    Smallest where both are certain (Van Gansbeke et al. 2020, arXiv 2005.12320).
    """
    one, two = (values[:, : config.codes].log_softmax(1) for values in (predicted, again))
    return -(one + two).logsumexp(1).mean()


def balance_loss(config: MnistConfig, predicted: Tensor, group: ProcessGroup) -> Tensor:
    """The entropy in nats by which Q's mean use of codes on real images falls short of uniform, ≥
    0.
    """
    use = group.mean(predicted[:, : config.codes].softmax(1).mean(0))
    return log(config.codes) + (use * use.clamp_min(1e-12).log()).sum()
