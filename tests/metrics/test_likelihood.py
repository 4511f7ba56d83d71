"""Entropy against direct sums, and the divergence of models whose density is known."""

import numpy as np
import pytest
from scipy.special import xlogy

from playground.density.load import load_target
from playground.density.target import FULL, DensityLookup, Layer, Target
from playground.metrics.likelihood import entropy, likelihood


def even(height, width):
    return Layer("even", np.full((height, width), FULL, np.uint16))


def test_an_even_density_has_the_entropy_of_its_area():
    assert entropy(Target("square", (even(3, 3),))) == pytest.approx(0, abs=1e-12)
    assert entropy(Target("strip", (even(1, 4),))) == pytest.approx(np.log(1 / 4))


def test_entropy_of_layers_of_any_size_is_a_direct_sum():
    rng = np.random.default_rng(0)
    pixels = [rng.integers(0, FULL, shape, np.uint16) for shape in ((4, 6), (3, 3), (2, 6))]
    target = Target("mixed", tuple(Layer(str(i), one) for i, one in enumerate(pixels)))
    fine = target.masses(12).ravel() * 144  # no edge of a pixel divides a cell
    assert entropy(target) == pytest.approx(-xlogy(fine, fine).mean(), abs=1e-9)


def test_a_perfect_model_diverges_by_nothing():
    target = load_target("penta")
    found = likelihood(lambda points: np.log(DensityLookup(target).at(points)), target, 500)
    assert found.divergence == found.error == 0
    assert found.negative_log_likelihood == entropy(target)


def test_the_divergence_from_an_even_model_is_minus_the_entropy():
    target = Target("ramp", (Layer("ramp", np.tile(np.arange(1, 65, dtype=np.uint16), (64, 1))),))
    found = likelihood(lambda points: np.zeros(len(points)), target, 20_000)
    assert abs(found.divergence + entropy(target)) < 4 * found.error < 0.05
    assert abs(found.negative_log_likelihood) < 4 * found.error
    assert f"{found.divergence:.3f} ± " in found.sentence and "n = 20,000" in found.sentence
