"""Paths: their moments, the distribution of noise and times, and minibatch transport."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
import torch
from scipy.stats import kstest

from playground.density.load import load_target
from playground.flow.config import FlowConfig
from playground.flow.paths import Paths, transport_order

CPU = torch.device("cpu")
CONFIG = FlowConfig()


def moments(config, n=256, batches=1, quasi_random=True):
    paths, random = Paths.of(config, CPU), torch.Generator().manual_seed(3)
    real = torch.rand(2, n, generator=random) * 2 - 1
    layer = torch.arange(n) * 3 // n
    for _ in range(batches):
        yield real, layer, paths.moments(real, layer, random, quasi_random=quasi_random)


@pytest.mark.parametrize("coupling", ["independent", "transport"])
def test_moments_lie_on_straight_paths(coupling):
    for real, _, found in moments(replace(CONFIG, coupling=coupling)):
        assert torch.allclose(found.velocity, real - found.base)
        assert torch.allclose(found.x, (1 - found.t) * found.base + found.t * real, atol=1e-6)


@pytest.mark.parametrize("quasi_random", [True, False])
@pytest.mark.parametrize("base", ["normal", "uniform"])
@pytest.mark.parametrize("times", ["late", "uniform", "logit-normal"])
def test_noise_and_times_have_their_distributions(base, times, quasi_random):
    config = replace(CONFIG, base=base, times=times)
    # One of each batch: those of one batch are spread evenly, and not independent.
    drawn = [found for *_, found in moments(config, 8, 600, quasi_random=quasi_random)]
    t = np.array([float(one.t[5]) for one in drawn])
    z = np.array([one.base[:, 5].tolist() for one in drawn])
    cdf = {
        "late": lambda t: 1 - np.sqrt(1 - t),
        "uniform": lambda t: t,
        "logit-normal": lambda t: kstest_normal(np.log(t / (1 - t))),
    }[times]
    assert kstest(t, cdf).pvalue > 1e-3
    for axis in z.T:
        assert kstest(axis, "norm" if base == "normal" else lambda x: (x + 1) / 2).pvalue > 1e-3
    assert abs(np.corrcoef(z[:, 0], t)[0, 1]) < 0.15


@pytest.mark.parametrize("base", ["penta", "formula:x * (y > .5)"])
@pytest.mark.parametrize("quasi_random", [True, False])
def test_paths_may_begin_at_a_density_of_any_layers(base, quasi_random):
    config = replace(CONFIG, base=base)
    paths, random = Paths.of(config, CPU), torch.Generator().manual_seed(1)
    learned = moments(config, 512, 20, quasi_random=quasi_random)
    of_batches = torch.cat([found.base for *_, found in learned], dim=1)
    masses = load_target(base).masses(8)
    for drawn in (of_batches, paths.base(10_000, random)):
        x, y = (drawn.numpy() + 1) / 2
        counts = np.histogram2d(1 - y, x, 8, [(0, 1), (0, 1)])[0]
        assert counts[masses == 0].sum() == 0
        assert np.abs(counts / counts.sum() - masses).sum() < 0.08


def test_a_density_says_nothing_of_the_layers_of_the_target():
    # Real points come layer by layer, and so would those of a base of layers.
    paths, random = Paths.of(replace(CONFIG, base="binary"), CPU), torch.Generator().manual_seed(1)
    for drawn in (paths.base(20_000, random), paths.base_from_uniform(torch.rand(2, 20_000))):
        halves = drawn[0].unflatten(0, (2, -1)).mean(dim=1)
        assert abs(halves[0] - halves[1]) < 0.03


def test_without_layers_transport_is_the_least_of_all_pairings():
    random = torch.Generator().manual_seed(2)
    noise, real = torch.randn(2, 6, generator=random), torch.randn(2, 6, generator=random)
    cost = float((real - noise[:, transport_order(noise, real, None)]).square().sum())
    everyone = permutations(range(6))
    least = min(float((real - noise[:, list(one)]).square().sum()) for one in everyone)
    assert cost == pytest.approx(least)


def kstest_normal(x):
    from scipy.special import ndtr

    return ndtr(x)


def test_transport_is_the_least_of_all_pairings_within_layers():
    random = torch.Generator().manual_seed(0)
    noise, real = torch.randn(2, 8, generator=random), torch.randn(2, 8, generator=random)
    layer = torch.tensor([0, 0, 0, 0, 1, 1, 1, 1])
    order = transport_order(noise, real, layer)
    assert sorted(order[:4].tolist()) == [0, 1, 2, 3]
    cost = float((real - noise[:, order]).square().sum())
    least = sum(
        min(float((real[:, own] - noise[:, list(one)]).square().sum()) for one in permutations(own))
        for own in ([0, 1, 2, 3], [4, 5, 6, 7])
    )
    assert cost == pytest.approx(least)
