import numpy as np
import pytest

from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.runs.config_file import RunConfig
from playground.runs.folder import is_run, open_run, start_run, update_run
from playground.runs.target_files import layer_files


@pytest.fixture
def run(tmp_path, two_squares):
    record = RunConfig(
        config=GanConfig(),
        target=two_squares.name,
        layers=layer_files(two_squares),
        device="cpu",
        samples=5,
        animation="none",
        command="playground",
        versions={},
    )
    return start_run(tmp_path, record, two_squares)


def test_opens_again(run, two_squares):
    opened = open_run(run.path)
    assert opened == run
    target = opened.target()
    assert target.name == two_squares.name
    np.testing.assert_array_equal(target.shares, two_squares.shares)


def test_update_changes_the_record_only(run):
    from dataclasses import replace

    updated = update_run(run, replace(run.record, samples=6))
    assert open_run(run.path) == updated
    assert updated.record.samples == 6


def test_what_is_no_run(tmp_path):
    assert not is_run(tmp_path)
    with pytest.raises(InputError, match=r"has no config\.json"):
        open_run(tmp_path)
    with pytest.raises(InputError, match="there is no such folder"):
        open_run(tmp_path / "gone")


def test_a_missing_layer_is_named(run):
    (run.path / "target" / run.record.layers[1].file).unlink()
    with pytest.raises(InputError, match=run.record.layers[1].file):
        run.target()


def test_a_run_without_checkpoint_says_so(run):
    with pytest.raises(InputError, match="no such checkpoint"):
        run.load_checkpoint()
