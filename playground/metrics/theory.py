"""What theory says of the present generator, from the exact p and a histogram q of its points.

`p` and `q` are probabilities over the same cells. The best discriminator depends on the loss.
(Goodfellow et al. 2014, arXiv 1406.2661; relativistic pairing: Jolicoeur-Martineau 2018.)
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from playground.metrics.cells import Shares, jensen_shannon

LOG_2 = float(np.log(2))


def best_discriminator(p: Shares, q: Shares) -> Shares:
    """D* = p / (p + q) in each cell, for cross-entropy and least squares; NaN where both are 0."""
    total = p + q
    best: Shares = np.divide(p, total, out=np.full(p.shape, np.nan), where=total > 0)
    return best


def best_value(p: Shares, q: Shares) -> float:
    """V(D*, G) = E_p[log D*] + E_q[log(1 - D*)] = -log 4 + 2 JSD(p ‖ q), in nats."""
    return 2 * jensen_shannon(p, q) - 2 * LOG_2


def least_cross_entropy(p: Shares, q: Shares) -> float:
    """The least loss of a discriminator with binary cross-entropy: log 4 - 2 JSD(p ‖ q)."""
    return -best_value(p, q)


def least_squares(p: Shares, q: Shares) -> float:
    """The least loss ½ E_p[(D - 1)²] + ½ E_q[D²], reached at D*: ½ Σ p q / (p + q)."""
    total = p + q
    return float(np.divide(p * q, total, out=np.zeros(p.shape), where=total > 0).sum() / 2)


def least_pairing(p: Shares, q: Shares) -> float:
    """The least relativistic pairing loss: log 2 - JSD(p ⊗ q ‖ q ⊗ p), reached by log(p / q) + c.

    Takes memory of the number of cells that hold anything, squared.
    """
    held = (p + q) > 0
    forward = np.outer(p[held], q[held])
    return LOG_2 - jensen_shannon(forward, forward.T)


LEAST_LOSS: Mapping[str, Callable[[Shares, Shares], float]] = MappingProxyType(
    {
        "non-saturating": least_cross_entropy,
        "minimax": least_cross_entropy,
        "least-squares": least_squares,
        "pairing": least_pairing,
    }
)
"""The least loss that any discriminator can reach, by the config's loss; the others have none."""
