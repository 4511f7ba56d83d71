"""Slopes of the discriminator against closed forms and finite differences."""

import math

import torch

from playground.gan.mlp import Mlp
from playground.gan.penalties import mean_squared_slope, nearby, slope_to_one, squared_slope


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
    assert torch.allclose(squared_slope(wave, points), known_square(points), rtol=1e-4)


def test_the_sampled_slope_has_the_same_mean():
    points = random_points(200_000)
    beside = nearby(points, torch.Generator().manual_seed(1))
    estimate = mean_squared_slope(wave(points), wave(beside))
    assert math.isclose(estimate, known_square(points).mean(), rel_tol=0.01)


def test_both_train_a_network_alike():
    mlp = Mlp((2, 16, 1), "silu")
    weights = mlp.initial(torch.Generator().manual_seed(0)).requires_grad_()
    points = random_points(100_000)

    def judge(x):
        return mlp(weights, x)[0]

    (exact,) = torch.autograd.grad(squared_slope(judge, points).mean(), weights)
    beside = nearby(points, torch.Generator().manual_seed(1))
    sampled = mean_squared_slope(judge(points), judge(beside))
    (estimate,) = torch.autograd.grad(sampled, weights)
    assert torch.linalg.vector_norm(exact - estimate) < 0.05 * torch.linalg.vector_norm(exact)


def test_slope_to_one_vanishes_where_the_slope_is_one():
    random = torch.Generator().manual_seed(0)
    real, fake = random_points(), random_points().flip(1)
    assert slope_to_one(lambda x: 2 * x[0], real, fake, random) < 1e-8
    assert math.isclose(slope_to_one(lambda x: 6 * x[1], real, fake, random), 4, rel_tol=1e-5)
