import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from safetensors.numpy import save_file

from playground.errors import InputError
from playground.runs.checkpoint import load_checkpoint, save_checkpoint

ARRAYS = st.sampled_from([np.float32, np.float64, np.int64, np.uint8]).flatmap(
    lambda kind: arrays(kind, st.sampled_from([(), (0,), (3,), (2, 4)]))
)


# Writing through to the disk takes as long as the disk pleases.
@settings(deadline=None)
@given(state=st.dictionaries(st.text("abc.", min_size=1, max_size=5), ARRAYS, min_size=1))
def test_comes_back_bit_for_bit(tmp_path_factory, state):
    path = tmp_path_factory.mktemp("checkpoint") / "last.safetensors"
    meta = {"iteration": 3, "name": "ä\n"}
    save_checkpoint(path, state, meta)
    loaded = load_checkpoint(path)
    assert loaded.meta == meta
    assert loaded.state.keys() == state.keys()
    for name, array in state.items():
        assert loaded.state[name].dtype == array.dtype
        assert loaded.state[name].shape == array.shape
        assert loaded.state[name].tobytes() == array.tobytes()


def test_takes_arrays_in_any_order(tmp_path):
    array = np.arange(6.0).reshape(2, 3).T
    save_checkpoint(tmp_path / "c", {"a": array}, {})
    np.testing.assert_array_equal(load_checkpoint(tmp_path / "c").state["a"], array)


def test_every_cut_is_noticed(tmp_path):
    path = tmp_path / "c"
    save_checkpoint(path, {"a": np.arange(4.0)}, {"iteration": 1})
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(InputError, match="not a whole checkpoint"):
            load_checkpoint(path)


@pytest.mark.parametrize("metadata", [None, {"playground": "{"}, {"playground": "3"}, {"x": "{}"}])
def test_foreign_safetensors_are_refused(tmp_path, metadata):
    save_file({"a": np.zeros(1)}, tmp_path / "c", metadata)
    with pytest.raises(InputError, match="not a whole checkpoint"):
        load_checkpoint(tmp_path / "c")


def test_missing_one_is_named(tmp_path):
    with pytest.raises(InputError, match=r"gone\.safetensors: there is no such"):
        load_checkpoint(tmp_path / "gone.safetensors")


def test_the_old_one_stays_until_the_new_one_is_whole(tmp_path, monkeypatch):
    path = tmp_path / "c"
    save_checkpoint(path, {"a": np.zeros(1)}, {"iteration": 1})

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        save_checkpoint(path, {"a": np.ones(1)}, {"iteration": 2})
    assert load_checkpoint(path).meta == {"iteration": 1}
    assert [entry.name for entry in tmp_path.iterdir()] == ["c"]
