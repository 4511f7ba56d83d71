"""What the networks play for: pure functions of verdicts and of what Q reads."""

from math import log, pi

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits as bce
from torch.nn.functional import cross_entropy, mse_loss

from playground.mnist.config import MnistConfig
from playground.mnist.networks.layers import Inputs
from playground.mnist.training.distributed import ProcessGroup

_LEAST_LOG_VARIANCE, _MOST_LOG_VARIANCE = -4.0, 2.0
"""A learned variance is kept within these, or it could shrink without end on images that agree."""


def discriminator_loss(config: MnistConfig, real: Tensor, fake: Tensor) -> Tensor:
    """Of verdicts [n] on real and on generated images: the sum for BCE, else the mean of halves."""
    one, zero = torch.full_like(real, 1 - config.smooth), torch.zeros_like(fake)
    if config.loss == "bce":
        return bce(real, one) + bce(fake, zero)
    return (mse_loss(real, one) + mse_loss(fake, zero)) / 2


def generator_loss(config: MnistConfig, fake: Tensor) -> Tensor:
    """Of verdicts [n] on generated images; non-saturating."""
    one = torch.ones_like(fake)
    return bce(fake, one) if config.loss == "bce" else mse_loss(fake, one)


def information_losses(config: MnistConfig, read: Tensor, asked: Inputs) -> tuple[Tensor, Tensor]:
    """How badly Q reads c1 (cross-entropy, nats) and the continuous codes, in what it `read`.

    For these half the squared error over a fixed variance of 1, or minus the log likelihood under a
    learned one; the sum over the codes.
    """
    category = cross_entropy(read[:, : config.codes], asked.label)
    count = config.continuous_codes
    if not count:
        return category, category.new_zeros(())
    mean = read[:, config.codes : config.codes + count]
    squares = (mean - asked.values) ** 2
    if config.variance == "fixed":
        return category, squares.sum(1).mean() / 2
    spread = read[:, config.codes + count :].clamp(_LEAST_LOG_VARIANCE, _MOST_LOG_VARIANCE)
    likely = (squares / spread.exp() + spread + log(2 * pi)) / 2
    return category, likely.sum(1).mean()


def consistency_loss(config: MnistConfig, read: Tensor, again: Tensor) -> Tensor:
    """Minus the log of the chance that two readings [n, …] of one image give the same code, ≥ 0.

    Least where both are sure of it (Van Gansbeke et al. 2020, arXiv 2005.12320).
    """
    one, two = (values[:, : config.codes].log_softmax(1) for values in (read, again))
    return -(one + two).logsumexp(1).mean()


def balance_loss(config: MnistConfig, read: Tensor, team: ProcessGroup) -> Tensor:
    """How much entropy the codes lack that Q reads off a batch of real images, in nats, ≥ 0."""
    use = team.mean(read[:, : config.codes].softmax(1).mean(0))
    return log(config.codes) + (use * use.clamp_min(1e-12).log()).sum()
