"""The losses against torch's own and their closed forms."""
# DOC Slopes of the discriminator against closed forms and finite differences.

import math

import pytest
import torch
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from playground.gan.config import GanConfig
from playground.gan.course import columns_of, pacing_of
from playground.gan.losses import (
    LOSSES,
    discriminator_objective,
    generator_objective,
    gradient_penalty,
    mean_squared_gradient_norm,
    nearby,
    squared_gradient_norm,
)
from playground.gan.networks import Discriminator
from playground.nn.course import Course
from playground.nn.mlp import Mlp

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


def wave(points):
    """A judge whose gradient is known: logits sin(3 x) + y², in units of the square."""
    return (3 * points[0]).sin() + points[1] ** 2


def known_square(points):
    """Its squared gradient, in half sides of the square."""
    return ((3 * (3 * points[0]).cos()) ** 2 + (2 * points[1]) ** 2) / 4


def random_points(n=1000):
    return torch.rand(2, n, generator=torch.Generator().manual_seed(0))


def test_the_exact_slope_has_its_closed_form():
    points = random_points()
    assert torch.allclose(squared_gradient_norm(wave, points), known_square(points), rtol=1e-4)


def test_the_sampled_slope_has_the_same_mean():
    points = random_points(200_000)
    beside = nearby(points, torch.Generator().manual_seed(1))
    estimate = mean_squared_gradient_norm(wave(points), wave(beside))
    assert math.isclose(estimate, known_square(points).mean(), rel_tol=0.01)


def test_both_train_a_network_alike():
    mlp = Mlp((2, 16, 1), "silu")
    weights = mlp.initial(torch.Generator().manual_seed(0)).requires_grad_()
    points = random_points(100_000)

    def discriminator(x):
        return mlp(weights, x)[0]

    (exact,) = torch.autograd.grad(squared_gradient_norm(discriminator, points).mean(), weights)
    beside = nearby(points, torch.Generator().manual_seed(1))
    sampled = mean_squared_gradient_norm(discriminator(points), discriminator(beside))
    (estimate,) = torch.autograd.grad(sampled, weights)
    assert torch.linalg.vector_norm(exact - estimate) < 0.05 * torch.linalg.vector_norm(exact)


def test_slope_to_one_vanishes_where_the_slope_is_one():
    random = torch.Generator().manual_seed(0)
    real, fake = random_points(), random_points().flip(1)
    assert gradient_penalty(lambda x: 2 * x[0], real, fake, random) < 1e-8
    assert math.isclose(gradient_penalty(lambda x: 6 * x[1], real, fake, random), 4, rel_tol=1e-5)


@pytest.mark.parametrize("name", LOSSES)
def test_slopes_are_the_derivatives(name, logits):
    real, fake = logits.unbind()
    real, fake, loss = real.requires_grad_(), fake.requires_grad_(), LOSSES[name]
    expected = torch.autograd.grad(len(real) * loss.discriminator(real, fake), (real, fake))
    for mine, theirs in zip(loss.d_slopes(real, fake), expected, strict=True):
        assert torch.allclose(mine, theirs)
    (expected,) = torch.autograd.grad(len(fake) * loss.generator(real, fake), fake)
    assert torch.allclose(loss.g_slopes(real, fake), expected)


def _objective_by_autograd(config, discriminator, weights, real, fake, told, pacing, random):
    """The discriminator's loss and the gradient of it and its penalties, composed by autograd."""
    leaf = weights.clone().requires_grad_()

    def at(points):
        return discriminator(leaf, points, told)

    total = loss = LOSSES[config.loss].discriminator(at(real), at(fake))
    if config.r1 or config.r2:
        chosen = torch.arange(real.shape[1]) // config.pack_size % config.penalty_every == 0
        some = None if told is None else told[:, chosen]
        near = nearby(torch.cat([real[:, chosen], fake[:, chosen]], dim=1), random)
        for weight, points, there in zip(
            pacing.penalties[:, 0], (real, fake), near.chunk(2, dim=1), strict=True
        ):
            here = discriminator(leaf, points[:, chosen], some)
            there = discriminator(leaf, there, some)
            total = total + weight / 2 * mean_squared_gradient_norm(here, there)
    if config.gradient_penalty:
        total = total + pacing.gradient_penalty * gradient_penalty(at, real, fake, random)
    return loss.detach(), torch.autograd.grad(total, leaf)[0]


@pytest.mark.parametrize(
    "change",
    [
        *({"loss": name} for name in LOSSES),
        {"r1": 0.0},
        {"r1": 0.0, "r2": 0.0},
        {"gradient_penalty": 2.0},
        {"spectral_norm": True},
        {"pack": 4, "batch_differences": True},
        {"d_features": 0},
        {"model": "cgan"},
        {"penalty_every": 1},
        {"penalty_every": 5},
        {"penalty_every": 1, "pack": 2},
    ],
    ids=str,
)
def test_objectives_have_the_gradients_of_autograd(change):
    config = GanConfig(**{"d_hidden": 8, **change})
    course, random = (
        Course(columns_of(config), torch.device("cpu")),
        torch.Generator().manual_seed(0),
    )
    course.prepare()
    pacing, told = pacing_of(course), None
    if config.is_conditional:
        told = torch.eye(2)[:, torch.arange(32) % 2]
    discriminator = Discriminator.of(config, 2 * config.is_conditional, torch.device("cpu"))
    weights = discriminator.initial(random) * 2
    real, fake = torch.rand(2, 2, 32, generator=random)
    layered = discriminator.body.layered(weights)
    batch = (real, fake, told, pacing, torch.Generator().manual_seed(1))
    loss, gradient, judged = discriminator_objective(config, discriminator, layered, *batch)
    batch[-1].manual_seed(1)
    expected, theirs = _objective_by_autograd(config, discriminator, weights, *batch)
    assert loss.item() == pytest.approx(expected.item(), rel=1e-5)
    assert (gradient - theirs).norm() <= 1e-3 * theirs.norm()

    leaf = fake.clone().requires_grad_()
    at_real = discriminator(weights, real, told)
    expected = LOSSES[config.loss].generator(at_real, discriminator(weights, leaf, told))
    (theirs,) = torch.autograd.grad(expected, leaf)
    for inputs in (None, judged):
        loss, logits, gradient = generator_objective(
            config, discriminator, layered, real, fake, told, inputs
        )
        assert torch.allclose(logits, discriminator(weights, fake, told), atol=1e-6)
        assert loss.item() == pytest.approx(expected.item(), rel=1e-5)
        assert torch.allclose(gradient, theirs, rtol=1e-3, atol=1e-6)
