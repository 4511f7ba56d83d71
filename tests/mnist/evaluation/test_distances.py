"""Distances without labels, against closed forms and direct sums."""

import numpy as np
import pytest
from scipy.linalg import sqrtm
from scipy.special import logsumexp
from scipy.stats import norm

from playground.mnist.evaluation.distances import (
    BANDWIDTHS,
    frechet_distance,
    parzen_log_likelihood,
)


def test_a_shift_is_its_square_and_a_set_is_nowhere_from_itself():
    features = np.random.default_rng(0).normal(size=(500, 6))
    assert frechet_distance(features, features) == pytest.approx(0, abs=1e-9)
    shift = np.arange(6) / 3
    assert frechet_distance(features, features + shift) == pytest.approx(np.square(shift).sum())
    spread = features.var(axis=0, ddof=1).sum()
    assert frechet_distance(features, 3 * features) == pytest.approx(
        4 * np.square(features.mean(axis=0)).sum() + 4 * spread
    )


def test_the_root_of_the_product_is_that_of_scipy():
    rng = np.random.default_rng(1)
    one, other = rng.normal(size=(2, 300, 5)) @ rng.normal(size=(2, 5, 5))
    first, second = (np.cov(x, rowvar=False) for x in (one, other))
    apart = np.square(one.mean(axis=0) - other.mean(axis=0)).sum()
    expected = apart + np.trace(first + second - 2 * sqrtm(first @ second).real)
    assert frechet_distance(one, other) == pytest.approx(expected)
    assert frechet_distance(other, one) == pytest.approx(expected)


def test_fewer_images_than_features_have_a_distance():
    rng = np.random.default_rng(2)
    assert frechet_distance(rng.normal(size=(4, 20)), rng.normal(size=(9, 20))) > 0


def test_a_parzen_window_is_a_mixture_of_gaussians():
    rng = np.random.default_rng(3)
    samples, held, test = (rng.integers(0, 256, (n, 2, 3), np.uint8) for n in (7, 11, 5))

    def expected(images, width):
        apart = (images.reshape(len(images), 1, 6) - samples.reshape(1, 7, 6).astype(float)) / 255
        logs = norm.logpdf(apart, scale=width).sum(axis=2)
        return float((logsumexp(logs, axis=1) - np.log(7)).mean())

    width = max(BANDWIDTHS, key=lambda each: expected(held, each))
    found = parzen_log_likelihood(samples, held, test)
    assert found == pytest.approx(expected(test, width), abs=1e-3)
