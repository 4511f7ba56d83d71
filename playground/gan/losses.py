"""The adversarial losses, as pure functions of logits."""

from torch import Tensor
from torch.nn.functional import softplus


def discriminator_loss(real: Tensor, fake: Tensor) -> Tensor:
    """-E[log D(x)] - E[log(1 - D(G(z)))], from logits [n]; log 4 at D = ½ (Goodfellow et al. 2014)."""
    return softplus(-real).mean() + softplus(fake).mean()


def generator_loss(fake: Tensor) -> Tensor:
    """-E[log D(G(z))], the non-saturating loss (Goodfellow et al. 2014), from logits [n]."""
    return softplus(-fake).mean()
