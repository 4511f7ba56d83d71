"""What a run folder keeps for its web page."""

from dataclasses import replace

import numpy as np
import pytest

from playground.density.load import load_target
from playground.errors import InputError
from playground.gan.presets import STABLE
from playground.gan.trainer import Trainer
from playground.page.moments import moments_of
from playground.runs.checkpoint import load_checkpoint, save_checkpoint
from playground.runs.moments import MOST_MOMENTS, MomentLog, read_moments, write_moments

BINARY = load_target("binary")
CONFIG = replace(STABLE, model="cgan", d_hidden=8, g_hidden=8, d_features=4, g_features=4)


@pytest.fixture(scope="module")
def trainer():
    return Trainer(CONFIG, BINARY)


@pytest.fixture(scope="module")
def moments(trainer):
    first = trainer.snapshot()
    return moments_of(trainer, [first, replace(first, iteration=7, d_loss=0.5, g_loss=0.75)])


def test_they_come_back(tmp_path, moments):
    path = tmp_path / "moments.safetensors"
    write_moments(path, moments)
    back = read_moments(path, CONFIG, 2)
    assert [one.iteration for one in back] == [0, 7]
    assert np.isnan(back[0].d_loss) and (back[1].d_loss, back[1].g_loss) == (0.5, 0.75)
    for one, other in zip(moments, back, strict=True):
        np.testing.assert_array_equal(one.generated, other.generated)
        np.testing.assert_array_equal(one.layer, other.layer)
        assert one.d_output.shape == other.d_output.shape == (2, 50, 50)
        np.testing.assert_allclose(one.d_output, other.d_output, rtol=2**-10, atol=1e-6)


def test_runs_of_earlier_versions_have_none(tmp_path):
    assert read_moments(tmp_path / "moments.safetensors", CONFIG, 2) == []


@pytest.mark.parametrize("iterations", [4, 47, 48, 1000, 4999])
def test_a_log_has_even_steps_and_the_end_however_often_it_begins_anew(tmp_path, iterations):
    config = replace(CONFIG, iterations=iterations, snapshot_every=2)
    paths = tmp_path / "whole.safetensors", tmp_path / "parts.safetensors"
    for path, stops in zip(paths, ((), (iterations // 3, iterations // 2)), strict=True):
        trainer = Trainer(config, BINARY)
        log = MomentLog(path, trainer)
        for at in range(iterations):
            if at in stops:  # killed; the last save is of this iteration, and some came after it
                log.save()
                trainer._course.go_to(at, since=0)
                log = MomentLog(path, trainer)
            if at % 2 == 0:
                log.add(replace(trainer.snapshot(), iteration=at))
        log.finish(replace(trainer.snapshot(), iteration=iterations))
    assert paths[0].read_bytes() == paths[1].read_bytes()
    kept = [one.iteration for one in read_moments(paths[0], config, 2)]
    assert kept[0] == 0 and kept[-1] == iterations and len(kept) <= MOST_MOMENTS
    assert len(set(np.diff(kept[:-1]))) <= 1 and len(kept) >= min(iterations // 2, 24)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"extra": np.zeros(1, np.float32)}, "other arrays"),
        ({"iteration": np.array([5, 5])}, "not in the order"),
        ({"iteration": np.array([-1, 5])}, "not in the order"),
        ({"iteration": np.array([[0, 5]])}, "other shapes"),
        ({"losses": np.zeros((2, 3))}, "other shapes"),
        ({"generated": np.full((2, 2000, 2), np.nan, np.float32)}, "no finite numbers"),
        ({"generated": np.zeros((2, 0, 2), np.float32)}, "other shapes"),
        ({"generated": np.zeros((2, 2000, 2))}, "other shapes"),
        ({"layer": np.full((2, 2000), 2, np.int32)}, "a layer that there is not"),
        ({"d_output": np.zeros((2, 3, 50, 50), np.float16)}, "other maps"),
        ({"d_output": np.zeros((2, 2, 50, 49), np.float16)}, "other shapes"),
        ({"d_output": np.full((2, 2, 50, 50), np.inf, np.float16)}, "no finite numbers"),
    ],
)
def test_what_is_not_of_this_run_is_refused(tmp_path, moments, change, said):
    path = tmp_path / "moments.safetensors"
    write_moments(path, moments)
    save_checkpoint(path, {**load_checkpoint(path).state, **change}, {})
    with pytest.raises(InputError, match=said):
        read_moments(path, CONFIG, 2)


def test_a_damaged_file_is_refused(tmp_path, moments):
    path = tmp_path / "moments.safetensors"
    write_moments(path, moments)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(InputError, match="not a whole checkpoint"):
        read_moments(path, CONFIG, 2)
