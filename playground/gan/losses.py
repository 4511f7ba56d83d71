"""The adversarial losses, as pure functions of logits [n].

`real` and `fake` are the discriminator's outputs for a batch each; the pairing loss compares the
i-th with the i-th.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from torch import Tensor
from torch.nn.functional import relu, softplus


class Loss(NamedTuple):
    """What each side minimises, as functions of (real, fake) that give a scalar.

    `compares` says that the generator's depends on the logits of real points.
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
    """E[log(1 - D(G(z)))], which hardly has a slope while D is sure (Goodfellow et al. 2014)."""
    return -softplus(fake).mean()


def least_squares_d(real: Tensor, fake: Tensor) -> Tensor:
    """½ E[(D(x) - 1)²] + ½ E[D(G(z))²] (Mao et al. 2017, arXiv 1611.04076)."""
    return ((real - 1).square().mean() + fake.square().mean()) / 2


def least_squares_g(real: Tensor, fake: Tensor) -> Tensor:
    """½ E[(D(G(z)) - 1)²] (Mao et al. 2017)."""
    return (fake - 1).square().mean() / 2


def wasserstein_d(real: Tensor, fake: Tensor) -> Tensor:
    """E[D(G(z))] - E[D(x)], for a D of slope 1 (Arjovsky et al. 2017, arXiv 1701.07875)."""
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
