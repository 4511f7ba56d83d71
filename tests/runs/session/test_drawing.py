import json
import struct
import zipfile
import zlib

import numpy as np
import pytest

from playground.density.target import FULL
from playground.drawing.drawing import Drawing, DrawingLayer
from playground.errors import InputError
from playground.runs.session.drawing import read_drawing, write_drawing


@pytest.fixture
def drawing():
    random = np.random.default_rng(0)
    pixels = random.integers(0, FULL + 1, (30, 20)).astype(np.uint16)
    return Drawing(
        "näme/ \n…", (DrawingLayer("a", pixels, 3, False, 2.5), DrawingLayer.blank("b", 1)), 1
    )


def test_a_drawing_comes_back_as_it_was(tmp_path, drawing):
    path = tmp_path / "folder" / "x.drawing"
    write_drawing(path, drawing)
    again = read_drawing(path)
    assert (again.name, again.current) == (drawing.name, 1)
    for one, other in zip(again.layers, drawing.layers, strict=True):
        assert (one.name, one.color, one.visible, one.weight) == (
            other.name,
            other.color,
            other.visible,
            other.weight,
        )
        assert one.pixels.dtype == np.uint16
        assert np.array_equal(one.pixels, other.pixels)
    assert [entry.name for entry in path.parent.iterdir()] == ["x.drawing"]


def test_a_file_cut_off_anywhere_is_refused_in_a_sentence(tmp_path, drawing):
    path = tmp_path / "x.drawing"
    write_drawing(path, drawing)
    whole = path.read_bytes()
    for size in (0, 10, len(whole) // 2, len(whole) - 5):
        path.write_bytes(whole[:size])
        with pytest.raises(InputError, match=r"x\.drawing"):
            read_drawing(path)
    with pytest.raises(InputError, match="does not exist"):
        read_drawing(tmp_path / "no.drawing")


@pytest.mark.parametrize(
    "change",
    [
        {"version": 9},
        {"layers": []},
        {"layers": [{"name": "a"}]},
        {"layers": "x"},
        {"weight": -1},
        {"weight": 1e300},
        {"weight": 5e-324},
        {"weight": float("nan")},
        {"color": -2},
        {"file": "../../etc/passwd"},
    ],
)
def test_what_a_stranger_wrote_is_checked(tmp_path, drawing, change):
    path = tmp_path / "x.drawing"
    write_drawing(path, drawing)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    record = json.loads(files["drawing.json"])
    for key, value in change.items():
        (record if key in record else record["layers"][0])[key] = value
    files["drawing.json"] = json.dumps(record).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    with pytest.raises(InputError):
        read_drawing(path)


@pytest.mark.parametrize("size", [(30_000, 60_000), (12_000, 9_000), (5_000, 3)])
def test_a_second_header_in_a_layer_is_a_sentence(tmp_path, drawing, size):
    path = tmp_path / "x.drawing"
    write_drawing(path, drawing)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    data = files["001.png"]
    second = b"IHDR" + struct.pack(">II", *size) + data[24:29]
    chunk = struct.pack(">I", 13) + second + struct.pack(">I", zlib.crc32(second))
    files["001.png"] = data[:33] + chunk + data[33:]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    with pytest.raises(InputError, match=r"x\.drawing.*a layer"):
        read_drawing(path)
