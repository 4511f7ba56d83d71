"""Files that version 0.1 wrote still open, and mean what they meant."""

import json
from pathlib import Path

import numpy as np
import pytest

from playground.cli.targets import session_trainers
from playground.gan.run_score import score
from playground.mnist.model import open_mnist
from playground.runs.run_folder import open_run
from playground.runs.session.drawing import read_drawing
from playground.runs.session.file import read_session
from playground.runs.trained_run import open_trainer

ROOT = Path(__file__).parent / "fixtures" / "v0.1"
SESSION = ROOT / "binary.playground"
RUNS = ("gan", "cgan", "infogan", "batchgan")
NEAR = 1e-5  # another processor adds in another order


@pytest.fixture(scope="module")
def expected():
    """What version 0.1 itself made of them."""
    with np.load(ROOT / "expected.npz") as arrays:
        return dict(arrays), json.loads((ROOT / "expected.json").read_text())


def _check(name, trainer, expected):
    arrays, figures = expected
    snapshot = trainer.snapshot()
    assert snapshot.iteration == figures[name]["iteration"]
    assert np.allclose(snapshot.real[:200], arrays[f"{name}.real"], atol=NEAR)
    assert np.allclose(snapshot.generated[:200], arrays[f"{name}.generated"], atol=NEAR)
    points, layers = trainer.sample(200, seed=1)
    assert np.allclose(points, arrays[f"{name}.sample"], atol=NEAR)
    assert np.array_equal(layers, arrays[f"{name}.sample_layer"])
    whole = score(trainer, 2000).whole
    assert whole.off_support == pytest.approx(figures[name]["off_support"], abs=0.002)
    assert whole.sliced_wasserstein.ratio == pytest.approx(figures[name]["sliced"], rel=0.01)
    for _ in range(3):
        trainer.step()
    assert np.allclose(trainer.sample(200, seed=2)[0], arrays[f"{name}.resumed"], atol=1e-3)


@pytest.mark.parametrize("name", RUNS)
def test_a_run_folder_of_0_1_samples_scores_and_goes_on_as_then(name, expected):
    _check(name, open_trainer(open_run(ROOT / name)), expected)


def test_a_session_of_0_1_samples_scores_and_goes_on_as_then(expected):
    saved = read_session(SESSION)
    assert len(saved.runs) == 2
    for number, (_, trainer) in enumerate(session_trainers(SESSION)):
        past = [one.generated[:50] for one in saved.runs[number].snapshots]
        assert np.allclose(past, expected[0][f"session-{number}.past"], atol=NEAR)
        _check(f"session-{number}", trainer, expected)


def test_a_drawing_of_0_1_is_that_of_its_session():
    drawing, other = read_drawing(ROOT / "binary.drawing"), read_session(SESSION).drawing
    assert [one.name for one in drawing.layers] == ["left", "right"]
    for one, same in zip(drawing.layers, other.layers, strict=True):
        assert np.array_equal(one.pixels, same.pixels)


@pytest.mark.parametrize("name", ["mnist-infogan", "mnist-cgan"])
def test_an_mnist_run_of_0_1_draws_the_same_images(name, expected):
    images = open_mnist(str(ROOT / name)).sample(10, digit=3)
    assert np.abs(images.astype(int) - expected[0][name]).max() <= 1
