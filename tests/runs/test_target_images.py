import struct

import numpy as np
import pytest
from PIL import Image

from playground.density.target import FULL, Layer, Target
from playground.errors import InputError
from playground.runs import target_images
from playground.runs.config_file import LayerFile
from playground.runs.target_images import layer_files, plain_name, read_layers, write_layers


def test_layers_come_back_pixel_for_pixel(tmp_path, two_squares):
    files = layer_files(two_squares)
    write_layers(tmp_path, two_squares, files)
    back = read_layers(tmp_path, files)
    for layer, original in zip(back, two_squares.layers, strict=True):
        assert (layer.name, layer.weight) == (original.name, original.weight)
        assert layer.pixels.dtype == np.uint16
        np.testing.assert_array_equal(layer.pixels, original.pixels)


def test_all_values_survive(tmp_path):
    every = np.arange(FULL + 1, dtype=np.uint16).reshape(256, 256)
    target = Target("every", (Layer("every", every),))
    write_layers(tmp_path, target, layer_files(target))
    (layer,) = read_layers(tmp_path, layer_files(target))
    np.testing.assert_array_equal(layer.pixels, every)


def test_eight_bits_where_they_suffice(tmp_path, two_squares):
    files = layer_files(two_squares)
    write_layers(tmp_path, two_squares, files)
    modes = []
    for entry in files:
        with Image.open(tmp_path / entry.file) as picture:
            modes.append(picture.mode)
    assert modes == ["L", "I;16"]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("disc left", "disc-left"),
        ("../../etc/passwd", "etc-passwd"),
        ("雪", "layer"),
        ("", "layer"),
        ("a" * 300, "a" * 40),
        ("con:x*?", "con-x"),
    ],
)
def test_plain_names(name, plain):
    assert plain_name(name) == plain


def test_equal_names_get_files_of_their_own(two_squares):
    twice = Target("twice", (two_squares.layers[0],) * 2)
    assert len({entry.file for entry in layer_files(twice)}) == 2


def _png_that_says(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header


def test_layers_are_judged_before_they_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(target_images, "stored_pixels", lambda _: np.zeros((4, 4), np.uint16))
    files = [LayerFile("layer", 1.0, f"{place}.png") for place in range(9)]
    for entry in files:
        (tmp_path / entry.file).write_bytes(_png_that_says(4096, 4096))
    assert len(read_layers(tmp_path, files[:8])) == 8
    with pytest.raises(InputError, match=r"8\.png: the layers have more than 134,217,728 pixels"):
        read_layers(tmp_path, files)
    (tmp_path / "0.png").write_bytes(_png_that_says(2**31 - 1, 1))
    with pytest.raises(InputError, match=r"0\.png: a layer has at most 4096 pixels a side"):
        read_layers(tmp_path, files)
