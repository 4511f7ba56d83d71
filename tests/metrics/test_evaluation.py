"""Mass off the support."""
# DOC Verdicts on perfect and on bad samples, and the cache of their floors.

import json

import numpy as np
import pytest

from playground.density.load import load_target
from playground.density.sampler import Sampler
from playground.density.shipped import shipped_names
from playground.density.target import FULL, Layer, Target
from playground.metrics import floors as floors_module
from playground.metrics.evaluation import Evaluator, Support
from playground.metrics.floors import Floor


def test_the_tolerance_is_a_distance_in_pixels():
    picture = np.zeros((100, 100), np.uint16)
    picture[50, 50] = FULL
    support = Support(Target("dot", (Layer("dot", picture),)), tolerance=2)
    for pixels, off in ((0, 0), (2, 0), (3, 1), (40, 1)):
        points = np.array([[(50.5 + pixels) / 100, 1 - 50.5 / 100]])
        assert support.off_share(points) == off


def test_outside_of_the_square_is_off():
    support = Support(Target("full", (Layer("full", np.full((9, 9), FULL, np.uint16)),)))
    points = np.array([[0.5, 0.5], [-0.01, 0.5], [0.5, 1.2], [0.999, 0.001]])
    assert support.off_share(points) == 0.5


@pytest.mark.parametrize("name", shipped_names())
def test_perfect_samples_are_never_off(name):
    target = load_target(name)
    points, _ = Sampler(target).draw(20_000, np.random.default_rng(0))
    assert Support(target, tolerance=0).off_share(points) == 0


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(floors_module, "user_cache_path", lambda name: tmp_path / name)
    return tmp_path


def perfect(evaluator, count=10):
    return [evaluator.real(10_000 + i) for i in range(count)]


@pytest.mark.parametrize("name", ["binary", "cloud"])
def test_perfect_samples_cannot_be_told_apart(name):
    evaluator = Evaluator(load_target(name), 1000, pairs=40)
    evaluation = evaluator.evaluate(perfect(evaluator))
    for score in (
        evaluation.sliced_wasserstein,
        evaluation.total_variation,
        evaluation.jensen_shannon,
    ):
        assert score.ratio == pytest.approx(1, abs=0.35) and score.at_the_floor
    assert evaluation.off_support == 0 and evaluation.missed_modes == 0


def test_blurred_and_partial_samples_are_told_apart():
    evaluator = Evaluator(load_target("binary"), 1000, pairs=20)
    rng = np.random.default_rng(0)
    blurred = evaluator.evaluate([x + rng.normal(0, 0.03, x.shape) for x in perfect(evaluator, 4)])
    assert blurred.off_support > 0.05
    assert not blurred.total_variation.at_the_floor and blurred.total_variation.ratio > 1.15
    collapsed = evaluator.evaluate([np.repeat(x[:10], 100, axis=0) for x in perfect(evaluator, 4)])
    assert collapsed.sliced_wasserstein.ratio > 3 and collapsed.jensen_shannon.ratio > 3


def test_floors_are_kept_and_found_again(cache):
    first = Evaluator(load_target("ring"), 200, pairs=5).floors
    (path,) = cache.rglob("*.json")
    held = json.loads(path.read_text())
    held["total_variation"] = [9.0] * 5
    path.write_text(json.dumps(held))
    again = Evaluator(load_target("ring"), 200, pairs=5).floors
    assert again["total_variation"].mean == 9
    assert again["sliced_wasserstein"] == first["sliced_wasserstein"]
    path.write_text("not json")
    assert Evaluator(load_target("ring"), 200, pairs=5).floors == first
    assert Evaluator(load_target("ring"), 300, pairs=5).floors != first
    assert len(list(cache.rglob("*.json"))) == 2


def test_the_band_of_a_mean_is_narrower():
    floor = Floor(tuple(np.random.default_rng(0).normal(1, 0.3, 60)))
    low, high = floor.band()
    assert low < 0.7 and high > 1.4
    narrow_low, narrow_high = floor.band(10)
    assert low < narrow_low < floor.mean < narrow_high < high
    assert narrow_high - narrow_low == pytest.approx(2 * 1.96 * 0.3 / np.sqrt(10), rel=0.3)
