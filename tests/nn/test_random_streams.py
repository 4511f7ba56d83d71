"""Even numbers: uniform each, far less noisy together."""

import numpy as np
import pytest
import torch
from scipy.stats import kstest, qmc

from playground.density.target import ring8
from playground.gan.config import GanConfig
from playground.gan.latents import GeneratorSampler
from playground.nn.random_streams import (
    LATENT_STEPS,
    REAL_STEPS,
    KroneckerSequence,
    normal_from_uniform,
)
from playground.nn.real_data import MixturePoints

CPU = torch.device("cpu")


def stream(seed=0):
    return torch.Generator().manual_seed(seed)


@pytest.fixture(params=[REAL_STEPS, LATENT_STEPS])
def quasi_random(request):
    return KroneckerSequence(request.param, CPU, torch.float64)


def test_each_number_is_uniform_over_the_shifts(quasi_random):
    random = stream()
    numbers = torch.stack([quasi_random(5, random)[:, 3] for _ in range(2000)], dim=1).numpy()
    assert numbers.min() >= 0 and numbers.max() < 1
    assert all(kstest(row, "uniform").pvalue > 1e-3 for row in numbers)


@pytest.mark.parametrize("part", [slice(0, 512), slice(100, 228)])
def test_batches_and_runs_of_neighbours_are_even(quasi_random, part):
    points = quasi_random(512, stream())[:, part].T.numpy()
    independent_uniform = np.random.default_rng(0).random(points.shape)
    assert qmc.discrepancy(points) < qmc.discrepancy(independent_uniform) / 2


def test_real_points_and_latents_are_even_together():
    both = torch.cat(
        [
            KroneckerSequence(s, CPU, torch.float64)(1024, stream())
            for s in (REAL_STEPS, LATENT_STEPS)
        ]
    )
    independent_uniform = np.random.default_rng(0).random((1024, 4))
    assert qmc.discrepancy(both.T.numpy()) < qmc.discrepancy(independent_uniform) / 2


def test_batches_differ_by_their_shift_and_any_size_may_follow(quasi_random):
    random = stream()
    first, other, longer = (
        quasi_random(64, random),
        quasi_random(64, random),
        quasi_random(100, random),
    )
    shift = (other - first) % 1
    assert torch.allclose(shift, shift[:, :1].expand_as(shift), atol=1e-12)
    assert longer.shape == (2, 100)


def test_normal_numbers_are_those_of_the_inverse_cdf():
    uniform = torch.tensor([0.0, 0.1586553, 0.5, 0.9772499, 1.0])
    assert torch.allclose(
        normal_from_uniform(uniform)[1:4], torch.tensor([-1.0, 0.0, 2.0]), atol=1e-4
    )
    assert normal_from_uniform(uniform).isfinite().all()


def test_modes_of_a_mixture_share_an_even_batch_equally():
    mixture = ring8()
    points, _ = MixturePoints(mixture, CPU).draw(512, stream(), quasi_random=True)
    distance = ((points.T.numpy()[:, None] - mixture.centres) ** 2).sum(-1)
    assert (np.bincount(distance.argmin(1)) == 64).all()
    inside = np.sqrt(distance.min(1)) < mixture.sigma * np.sqrt(2 * np.log(2))
    assert abs(inside.mean() - 0.5) < 0.03  # the median of a Rayleigh distribution


@pytest.mark.parametrize(("latent", "size"), [("uniform", 1), ("normal", 2), ("uniform", 5)])
def test_even_latents_have_the_shape_and_spread_of_others(latent, size):
    config = GanConfig(latent=latent, latent_dim=size, output="sigmoid")
    drawn = GeneratorSampler.of(config, ring8(), CPU).quasi_random_latent(4000, stream())
    assert drawn.shape == (size, 4000)
    deviation = 1.0 if latent == "normal" else 3**-0.5
    assert torch.allclose(drawn.std(dim=1), torch.tensor(deviation), atol=0.03)
