"""The losses against torch's own and their closed forms."""

import math

import pytest
import torch
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from playground.gan.losses import LOSSES

ONES = torch.ones(100, dtype=torch.float64)


@pytest.fixture
def logits():
    random = torch.Generator().manual_seed(0)
    return torch.randn(2, 100, dtype=torch.float64, generator=random) * 5


def test_non_saturating_and_minimax_are_binary_cross_entropies(logits):
    real, fake = logits
    expected = cross_entropy(real, ONES) + cross_entropy(fake, 0 * ONES)
    for name, generator in (
        ("non-saturating", cross_entropy(fake, ONES)),
        ("minimax", -cross_entropy(fake, 0 * ONES)),
    ):
        assert torch.allclose(LOSSES[name].discriminator(real, fake), expected)
        assert torch.allclose(LOSSES[name].generator(real, fake), generator)


def test_pairing_is_the_cross_entropy_of_differences(logits):
    real, fake = logits
    loss = LOSSES["pairing"]
    assert torch.allclose(loss.discriminator(real, fake), cross_entropy(real - fake, ONES))
    assert torch.allclose(loss.generator(real, fake), cross_entropy(fake - real, ONES))


@pytest.mark.parametrize(
    ("name", "discriminator", "generator"),
    [
        ("non-saturating", math.log(4), math.log(2)),
        ("minimax", math.log(4), -math.log(2)),
        ("pairing", math.log(2), math.log(2)),
        ("least-squares", 0.5, 0.5),
        ("wasserstein", 0.0, 0.0),
        ("hinge", 2.0, 0.0),
    ],
)
def test_a_discriminator_that_says_0(name, discriminator, generator):
    zeros = torch.zeros(10)
    assert math.isclose(LOSSES[name].discriminator(zeros, zeros), discriminator, abs_tol=1e-6)
    assert math.isclose(LOSSES[name].generator(zeros, zeros), generator, abs_tol=1e-6)


@pytest.mark.parametrize("name", LOSSES)
def test_the_sides_want_opposite_things_and_huge_logits_stay_finite(name):
    loss = LOSSES[name]
    low, high = torch.tensor([0.1]), torch.tensor([0.6])
    assert loss.discriminator(high, low) < loss.discriminator(low, high)
    assert loss.generator(high, high) < loss.generator(high, low)
    huge = torch.tensor([-1e4, 1e4])
    assert loss.discriminator(huge, -huge).isfinite() and loss.generator(huge, -huge).isfinite()
    free = LOSSES[name].generator(low, high) == LOSSES[name].generator(-low, high)
    assert bool(free) != loss.compares
