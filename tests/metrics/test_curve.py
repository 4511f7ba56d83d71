"""The cheap figures of a snapshot."""

import math

import numpy as np
import pytest

from playground.density.load import load_target
from playground.density.sampler import Sampler
from playground.metrics import floors
from playground.metrics.curve import CurveJudge


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(floors, "user_cache_path", lambda name: tmp_path / name)


def points(seed, n=2000):
    return Sampler(load_target("binary")).draw(n, np.random.default_rng(seed))[0]


@pytest.mark.parametrize(
    ("loss", "least"),
    [("non-saturating", math.log(4)), ("least-squares", 0.25), ("pairing", math.log(2))],
)
def test_perfect_points_are_at_the_floor(loss, least):
    figures = CurveJudge(load_target("binary"), loss).figures(points(1), points(2))
    assert figures.sliced_wasserstein == pytest.approx(1, abs=0.9)
    assert figures.jensen_shannon == pytest.approx(1, abs=0.3)
    assert figures.off_support == 0 and figures.missed_modes == 0
    assert 0.9 * least < figures.least_d_loss < least


def test_a_generator_in_a_corner_is_far_from_it():
    judge = CurveJudge(load_target("binary"), "wasserstein")
    figures = judge.figures(points(1), np.full((2000, 2), 0.02))
    assert figures.sliced_wasserstein > 20 and figures.jensen_shannon > 20
    assert figures.off_support == 1 and figures.missed_modes == 1
    assert math.isnan(figures.least_d_loss)
