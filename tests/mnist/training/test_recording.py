"""An iteration of an image model can be recorded and replayed, with the same numbers.

On a CPU a recorder of operations stands in for CUDA graphs (`tests/operations.py`).
"""

from dataclasses import replace

import numpy as np
import pytest

from playground.mnist.config import PRESETS
from playground.mnist.data.synthetic import draw_digits
from playground.mnist.training.trainer import MnistTrainer
from playground.nn import recording
from playground.nn.device import pick_device
from tests.operations import counted

SMALL = {"batch_size": 10, "width": 0.05, "epoch_batches": 3, "threads": 1}
CASES = {
    f"{model} {name}": replace(config, labelled=min(config.labelled, 50), **SMALL)
    for model, presets in PRESETS.items()
    for name, config in presets.items()
}


@pytest.fixture
def recordings(monkeypatch):
    """Lets trainers record, and counts how often they do."""
    made = []
    monkeypatch.setattr(recording, "recorder_of", counted(made))
    return made


def both(config, device="cpu"):
    """A trainer that records and one that does not."""
    recorded, eager = (
        MnistTrainer(config, draw_digits(60, 0), pick_device(device)) for _ in range(2)
    )
    eager._recording = None
    return recorded, eager


def check(recorded, eager, iterations, near=0.0):
    for _ in range(iterations):
        recorded.step()
        eager.step()
    mine, theirs = recorded.state(), eager.state()
    assert mine.keys() == theirs.keys()
    for name in mine:
        assert np.allclose(mine[name], theirs[name], rtol=near, atol=near), name


@pytest.mark.parametrize("config", CASES.values(), ids=CASES)
def test_a_recorded_run_is_the_eager_one(config, recordings):
    recorded, eager = both(config)
    check(recorded, eager, 8)
    assert len(recordings) == 1


def test_a_loaded_state_goes_on_in_a_recorded_run(recordings):
    recorded, eager = both(CASES["infogan stable"])
    check(recorded, eager, 3)
    early = recorded.state()
    check(recorded, eager, 2)
    for one in (recorded, eager):
        one.load(early)
    check(recorded, eager, 3)
    assert len(recordings) == 2


@pytest.mark.gpu
@pytest.mark.parametrize("config", CASES.values(), ids=CASES)
def test_on_a_gpu_captured_is_eager(config):
    check(*both(config, "cuda"), 8, near=1e-3)
