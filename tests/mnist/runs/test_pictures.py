"""The moving picture of a run, whose earlier pictures may be a stranger's."""

import os
import zlib

import numpy as np
import pytest
from PIL import Image

from playground.mnist.runs.pictures import save_animation, save_tiles
from tests.fuzz.bombs import _png


@pytest.fixture
def pictures(tmp_path):
    images = np.random.default_rng(0).integers(0, 256, (3, 100, 28, 28), np.uint8)
    paths = [tmp_path / f"epoch-{epoch:04d}.png" for epoch in range(3)]
    for path, some in zip(paths, images, strict=True):
        save_tiles(path, some, 10)
    return paths


def _frames(path):
    with Image.open(path) as gif:
        for number in range(gif.n_frames):
            gif.seek(number)
            yield np.asarray(gif.convert("L"))


def test_each_picture_is_a_frame_value_for_value(tmp_path, pictures):
    save_animation(tmp_path / "a.gif", pictures)
    for frame, path in zip(_frames(tmp_path / "a.gif"), pictures, strict=True):
        assert np.array_equal(frame, np.asarray(Image.open(path)))


def _bomb(path):
    path.write_bytes(_png(8000, 8000, (b"IDAT", zlib.compress(bytes(1000))), depth=8))


def _pipe(path):
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    "spoil",
    [
        _bomb,
        pytest.param(_pipe, marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")),
        lambda path: path.write_bytes(b"none"),
        lambda path: Image.new("RGB", (602, 602), "red").save(path),
        lambda path: Image.new("L", (5, 5), 9).save(path),
    ],
)
def test_what_is_none_is_left_out(tmp_path, pictures, spoil):
    spoil(pictures[0])
    save_animation(tmp_path / "a.gif", pictures)
    assert len(list(_frames(tmp_path / "a.gif"))) == 2
