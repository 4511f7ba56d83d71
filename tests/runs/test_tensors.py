import json
import struct
from io import BytesIO

import numpy as np
import pytest
from safetensors.numpy import save

from playground.errors import InputError
from playground.runs.checkpoint import load_checkpoint, save_checkpoint
from playground.runs.tensors import read_arrays, read_header

KINDS = (np.bool_, np.uint8, np.int32, np.int64, np.float16, np.float32, np.float64)


def _read(data):
    file = BytesIO(data)
    return read_arrays(file, read_header(file, len(data)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 4), (2, 3, 4)])
def test_what_the_library_writes_is_read(kind, shape):
    arrays = {
        "a": np.random.default_rng(0).normal(size=shape).astype(kind),
        "b.c": np.ones(5, kind),
        "empty": np.zeros((0, 2**40), kind),
    }
    found = _read(save(arrays, metadata={"x": "y"}))
    assert found.keys() == arrays.keys()
    for name, array in arrays.items():
        np.testing.assert_array_equal(found[name], array, strict=True)
    assert all(array.flags.writeable for array in found.values())


def _file(entries, body=bytes(16), length=None):
    head = entries if isinstance(entries, bytes) else json.dumps(entries).encode()
    return struct.pack("<Q", len(head) if length is None else length) + head + body


def _entry(**changes):
    return {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]} | changes


BAD = {
    "nothing": b"",
    "a length alone": struct.pack("<Q", 10),
    "a header beyond the file": _file({"a": _entry()}, length=2**63),
    "no header": _file(b"", length=0),
    "no JSON": _file(b"{]"),
    "no object": _file([1, 2]),
    "deep": _file(b"[" * 100_000),
    "no text": _file(b"\xff\xff"),
    "a number of 5,000 digits": _file(b'{"a":' + b"9" * 5000 + b"}"),
    "an entry that is none": _file({"a": 3}),
    "another type": _file({"a": _entry(dtype="F8_E4M3")}),
    "a type that is none": _file({"a": _entry(dtype=["F32"])}),
    "no shape": _file({"a": {"dtype": "F32", "data_offsets": [0, 16]}}),
    "a negative side": _file({"a": _entry(shape=[-4])}),
    "a side that is true": _file({"a": _entry(shape=[True, 4])}),
    "a huge shape": _file({"a": _entry(shape=[2**62, 2**62])}),
    "many axes": _file({"a": _entry(shape=[1] * 60 + [4])}),
    "bytes beyond the end": _file({"a": _entry(shape=[8], data_offsets=[0, 32])}),
    "bytes before the beginning": _file({"a": _entry(data_offsets=[-16, 0])}),
    "an end before its beginning": _file({"a": _entry(data_offsets=[16, 0])}),
    "bounds that are no numbers": _file({"a": _entry(data_offsets=[0.0, 16])}),
    "three bounds": _file({"a": _entry(data_offsets=[0, 8, 16])}),
    "two arrays of the same bytes": _file({"a": _entry(), "b": _entry()}),
    "a gap": _file({"a": _entry(shape=[2], data_offsets=[8, 16])}),
    "bytes that are no one's": _file({"a": _entry(shape=[2], data_offsets=[0, 8])}),
    "metadata that are no texts": _file({"__metadata__": {"playground": 3}, "a": _entry()}),
    "metadata that are a list": _file({"__metadata__": [], "a": _entry()}),
}


@pytest.mark.parametrize("name", BAD)
def test_a_malformed_header_is_one_sentence(tmp_path, name):
    path = tmp_path / "last.safetensors"
    path.write_bytes(BAD[name])
    with pytest.raises(InputError, match=r"last\.safetensors: not a whole checkpoint") as caught:
        load_checkpoint(path)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 600


def test_what_is_to_be_built_is_no_larger_than_the_file(tmp_path):
    path = tmp_path / "last.safetensors"
    save_checkpoint(path, {"w": np.zeros((2, 3), np.float32)}, {"model": "gan"})
    assert load_checkpoint(path, {"w": (2, 3)}, "gan").state["w"].shape == (2, 3)
    with pytest.raises(InputError, match=r"w must have the shape \[8192, 8192\], got \[2, 3\]"):
        load_checkpoint(path, {"w": (8192, 8192)})
    with pytest.raises(InputError, match=r"v must have the shape \[1\], got none"):
        load_checkpoint(path, {"v": (1,)})
    with pytest.raises(InputError, match="is of the model gan, not cgan"):
        load_checkpoint(path, {"w": (8, 8)}, "cgan")
