"""Theory against closed forms, and against discriminators that were really minimised."""

import math

import numpy as np
import pytest
import torch
from scipy.stats import norm

from playground.gan.losses import LOSSES
from playground.metrics.theory import (
    best_discriminator,
    best_value,
    least_cross_entropy,
    least_pairing,
    least_squares,
)


@pytest.fixture
def two():
    """A target and a generator, both known: Gaussians in 1D, as masses of fine cells."""
    x = np.linspace(-8, 9, 1200)
    p, q = norm.pdf(x), norm.pdf(x, 1.0, 1.3)
    return p / p.sum(), q / q.sum()


def test_the_value_of_the_best_discriminator_is_the_divergence(two):
    p, q = two
    best = best_discriminator(p, q)
    value = (p * np.log(best)).sum() + (q * np.log(1 - best)).sum()
    middle = (p + q) / 2
    divergence = ((p * np.log(p / middle)).sum() + (q * np.log(q / middle)).sum()) / 2
    assert math.isclose(best_value(p, q), -math.log(4) + 2 * divergence, rel_tol=1e-9)
    assert math.isclose(value, best_value(p, q), rel_tol=1e-9)


def test_equal_and_separate_distributions():
    p, q = np.array([0.5, 0.5, 0, 0]), np.array([0, 0, 0.5, 0.5])
    assert math.isclose(least_cross_entropy(p, p), math.log(4))
    assert math.isclose(least_pairing(p, p), math.log(2))
    assert math.isclose(least_squares(p, p), 0.25)
    for least in (least_cross_entropy, least_pairing, least_squares):
        assert math.isclose(least(p, q), 0, abs_tol=1e-12)
    assert np.isnan(best_discriminator(p, p)[2])


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("non-saturating", least_cross_entropy),
        ("least-squares", least_squares),
        ("pairing", least_pairing),
    ],
)
def test_no_discriminator_does_better_and_a_minimised_one_does_as_well(name, least):
    rng = np.random.default_rng(0)
    p, q = rng.dirichlet(np.ones(6)), rng.dirichlet(np.ones(6))
    pair = torch.tensor(np.outer(p, q)).flatten()
    logits = torch.zeros(6, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([logits], max_iter=300, line_search_fn="strong_wolfe")

    def expected_loss():
        real, fake = (x.flatten() for x in torch.meshgrid(logits, logits, indexing="ij"))
        each = [
            LOSSES[name].discriminator(r[None], f[None]) for r, f in zip(real, fake, strict=True)
        ]
        return (pair * torch.stack(each)).sum()

    def closure():
        optimizer.zero_grad()
        loss = expected_loss()
        loss.backward()
        return loss

    assert expected_loss().detach() >= least(p, q)
    optimizer.step(closure)
    assert math.isclose(expected_loss().detach(), least(p, q), rel_tol=1e-6)
