"""Distances between generated and real images that no label goes into."""

from collections.abc import Sequence
from math import log, pi

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

_CHUNK = 1000


def frechet_distance(ours: NDArray[np.floating], theirs: NDArray[np.floating]) -> float:
    """The Fréchet distance of the Gaussians with the means and covariances of two sets of features
    [n, d], [m, d]: |μ - μ'|² + tr(Σ + Σ' - 2 (Σ Σ')^½), ≥ 0.

    Of which network the features are decides what it measures (Heusel et al. 2017, arXiv
    1706.08500, take Inception's).
    """
    one, other = ours.astype(np.float64), theirs.astype(np.float64)
    apart = np.square(one.mean(axis=0) - other.mean(axis=0)).sum()
    covariance, second = (np.cov(values, rowvar=False) for values in (one, other))
    root = _root(covariance)
    # Σ Σ' has the eigenvalues of Σ^½ Σ' Σ^½, which is symmetric.
    cross = np.linalg.eigvalsh(root @ second @ root).clip(0)
    found = apart + np.trace(covariance) + np.trace(second) - 2 * np.sqrt(cross).sum()
    return max(0.0, float(found))


def _root(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """The symmetric root of a covariance [d, d]."""
    values, vectors = np.linalg.eigh(covariance)
    root: NDArray[np.float64] = (vectors * np.sqrt(values.clip(0))) @ vectors.T
    return root


BANDWIDTHS: Sequence[float] = tuple(float(width) for width in np.geomspace(0.1, 0.4, 15))
"""Widths of a Parzen window that are tried."""


def parzen_log_likelihood(
    samples: NDArray[np.uint8], validation: NDArray[np.uint8], test: NDArray[np.uint8]
) -> float:
    """The mean log likelihood of `test` images in nats, under a Gaussian around each of `samples`.

    Images [n, side, side] are taken in 0 to 1. The width of the Gaussians is the one of
    `BANDWIDTHS` that `validation` images are likeliest under (Goodfellow et al. 2014, arXiv
    1406.2661).
    """
    centres = _flat(samples)
    widths = torch.tensor(BANDWIDTHS)
    best = int(_log_likelihoods(centres, _flat(validation), widths).argmax())
    return float(_log_likelihoods(centres, _flat(test), widths[best : best + 1])[0])


def _log_likelihoods(centres: Tensor, images: Tensor, widths: Tensor) -> Tensor:
    """The mean log likelihood of `images` [n, pixels] at each of the `widths` [w]."""
    size = centres.shape[1]
    found = torch.zeros(len(widths))
    for part in images.split(_CHUNK):
        squares = torch.cdist(part, centres).square()
        found += torch.stack([(-squares / (2 * w * w)).logsumexp(1).sum() for w in widths])
    return found / len(images) - log(len(centres)) - size / 2 * (2 * pi * widths.square()).log()


def _flat(images: NDArray[np.uint8]) -> Tensor:
    return torch.from_numpy(images.reshape(len(images), -1).copy()).float() / 255
