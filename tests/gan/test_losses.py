"""The losses against torch's binary cross-entropy and their closed forms."""

import math

import torch
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from playground.gan.losses import discriminator_loss, generator_loss


def test_they_are_binary_cross_entropies():
    real, fake = torch.randn(2, 100, dtype=torch.float64) * 5
    expected = cross_entropy(real, torch.ones(100, dtype=torch.float64))
    expected += cross_entropy(fake, torch.zeros(100, dtype=torch.float64))
    assert torch.allclose(discriminator_loss(real, fake), expected)
    ones = torch.ones(100, dtype=torch.float64)
    assert torch.allclose(generator_loss(fake), cross_entropy(fake, ones))


def test_an_undecided_discriminator_loses_log_4():
    zeros = torch.zeros(10)
    assert math.isclose(discriminator_loss(zeros, zeros), math.log(4), rel_tol=1e-6)
    assert math.isclose(generator_loss(zeros), math.log(2), rel_tol=1e-6)


def test_huge_logits_stay_finite():
    logits = torch.tensor([-1e4, 1e4])
    assert discriminator_loss(logits, logits).isfinite()
    assert generator_loss(logits).isfinite()
