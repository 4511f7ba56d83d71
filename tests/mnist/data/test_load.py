"""IDX files, where they are looked for, and what stands in for them."""

import gzip
import struct
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.errors import InputError
from playground.mnist.config import DataOptions
from playground.mnist.data.idx import FILES, cache_folder, find_folder, read_digits, read_idx
from playground.mnist.data.load import load_data
from playground.mnist.data.synthetic import draw_digits


def idx(values):
    header = bytes((0, 0, 8, values.ndim)) + struct.pack(f">{values.ndim}I", *values.shape)
    return header + values.astype(np.uint8).tobytes()


def write_mnist(folder, n=30, end=""):
    """The four files with `n` images and labels that count up."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(0)
    for file in FILES:
        values = rng.integers(256, size=(n, 28, 28)) if file.axes == 3 else np.arange(n) % 10
        content = idx(values)
        path = folder / (file.name + end)
        path.write_bytes(gzip.compress(content) if end else content)
    return folder


def silent(name, here, total):
    pass


@given(st.lists(st.integers(0, 5), min_size=1, max_size=3), st.booleans())
def test_what_is_written_is_read(tmp_path_factory, shape, packed):
    values = np.random.default_rng(0).integers(256, size=shape).astype(np.uint8)
    path = tmp_path_factory.mktemp("idx") / "file"
    path.write_bytes(gzip.compress(idx(values)) if packed else idx(values))
    np.testing.assert_array_equal(read_idx(path, len(shape)), values, strict=True)


WHOLE = idx(np.zeros((4, 28, 28)))
BROKEN = {
    "nothing": (b"", "it is empty"),
    "another type": (b"\0\0\x0d" + WHOLE[3:], "00000d03"),
    "other axes": (idx(np.zeros(4)), "00000801"),
    "a header cut short": (WHOLE[:9], "header"),
    "values cut short": (WHOLE[:-1], "must hold 3,136 values, holds 3,135"),
    "values too many": (WHOLE + b"\0", "holds more"),
    "a size beyond all": (WHOLE[:4] + b"\xff" * 12, "no digits"),
    "an archive cut short": (gzip.compress(WHOLE)[:-9], "cut short or damaged"),
    "a damaged archive": (gzip.compress(WHOLE)[:12] + b"\0" * 30, "cut short or damaged"),
}


def test_a_bomb_is_refused_by_its_header(tmp_path):
    """Nine megabytes could unpack to gigabytes."""
    bombs = [WHOLE + bytes(10**8)]
    for shape in [(2**31 // 784, 28, 28), (400_000, 28, 2**20), (2**32 - 1, 1, 1)]:
        bombs.append(WHOLE[:4] + struct.pack(">3I", *shape) + bytes(2**20))
    paths = [tmp_path / f"{place}.gz" for place in range(len(bombs))]
    for path, bomb in zip(paths, bombs, strict=True):
        path.write_bytes(gzip.compress(bomb, 1))
    tracemalloc.start()
    for path in paths:
        with pytest.raises(InputError, match=r"no digits|holds more"):
            read_idx(path, 3)
    assert tracemalloc.get_traced_memory()[1] < 2**23
    tracemalloc.stop()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named(tmp_path, name):
    content, says = BROKEN[name]
    path = tmp_path / "images"
    path.write_bytes(content)
    with pytest.raises(InputError, match=says) as caught:
        read_idx(path, 3)
    assert str(path) in str(caught.value)


def test_labels_and_images_of_different_length(tmp_path):
    write_mnist(tmp_path)
    (tmp_path / FILES[1].name).write_bytes(idx(np.zeros(29)))
    with pytest.raises(InputError, match="a label for each of the 30 images, has 29"):
        read_digits(tmp_path)


def test_images_of_another_size_and_labels_beyond_nine(tmp_path):
    write_mnist(tmp_path)
    (tmp_path / FILES[1].name).write_bytes(idx(np.full(30, 10)))
    with pytest.raises(InputError, match="0 to 9, got 10"):
        read_digits(tmp_path)
    (tmp_path / FILES[0].name).write_bytes(idx(np.zeros((30, 20, 20))))
    with pytest.raises(InputError, match="28 × 28"):
        read_digits(tmp_path)


@pytest.mark.parametrize("end", ["", ".gz"])
def test_the_folder_that_is_named_first_counts(tmp_path, monkeypatch, end):
    assert find_folder(None) is None
    cache = write_mnist(cache_folder(), end=end)
    assert find_folder(None) == cache
    named = write_mnist(tmp_path / "named", end=end)
    monkeypatch.setenv("PLAYGROUND_DATA", str(named))
    assert find_folder(None) == named
    given_one = write_mnist(tmp_path / "given", end=end)
    assert find_folder(str(given_one)) == given_one
    (given_one / (FILES[2].name + end)).unlink()
    with pytest.raises(InputError, match="has no t10k-images-idx3-ubyte"):
        find_folder(str(given_one))


@pytest.mark.parametrize("kind", ["auto", "mnist"])
def test_a_folder_that_the_environment_names_must_be_whole(tmp_path, monkeypatch, kind):
    write_mnist(cache_folder())
    monkeypatch.setenv("PLAYGROUND_DATA", str(tmp_path / "gone"))
    says = r"^\$PLAYGROUND_DATA: .*gone: there is no such folder$"
    with pytest.raises(InputError, match=says):
        load_data(DataOptions(data=kind), silent, ())
    write_mnist(tmp_path / "gone")
    (tmp_path / "gone" / FILES[1].name).unlink()
    with pytest.raises(InputError, match="has no train-labels-idx1-ubyte, nor"):
        load_data(DataOptions(data=kind), silent, ())
    assert load_data(DataOptions(data="drawn", drawn=50), silent, ()).kind == "drawn"


def test_a_folder_below_the_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    write_mnist(tmp_path / "digits")
    data = load_data(DataOptions(data_dir="~/digits"), silent, ())
    assert data.folder == str(tmp_path / "digits")
    monkeypatch.setenv("PLAYGROUND_DATA", "~/digits")
    assert load_data(DataOptions(), silent, ()).folder == str(tmp_path / "digits")
    with pytest.raises(InputError, match="there is no such folder"):
        load_data(DataOptions(data_dir="~nobody-at-all/digits"), silent, ())


def test_the_cache_is_nobody_s_choice():
    write_mnist(cache_folder())
    assert load_data(DataOptions(), silent, ()).folder == ""


def test_nowhere_to_be_had():
    nowhere = ("http://127.0.0.1:9/",)  # nobody listens there
    with pytest.raises(InputError, match="PLAYGROUND_DATA"):
        load_data(DataOptions(data="mnist"), silent, nowhere)
    data = load_data(DataOptions(drawn=50), silent, nowhere)
    assert data.kind == "drawn"
    assert "DRAWN DIGITS STAND IN FOR IT" in data.warning
    assert len(data.train) == 50
    assert load_data(DataOptions(data="drawn", drawn=50), silent, nowhere).warning == ""


def test_a_damaged_file_is_not_passed_over(tmp_path):
    write_mnist(tmp_path)
    path = tmp_path / FILES[0].name
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(InputError, match="must hold"):
        load_data(DataOptions(data_dir=str(tmp_path)), silent, ())


def test_drawn_digits_repeat_themselves_and_are_balanced():
    one, again, other = draw_digits(3000, 1), draw_digits(3000, 1), draw_digits(3000, 2)
    np.testing.assert_array_equal(one.images, again.images)
    assert (one.images != other.images).any()
    assert (np.bincount(one.labels, minlength=10) > 200).all()


def test_factors_are_what_is_seen():
    """Slant by the second moments, width by the ink: independent of how they were drawn."""
    digits = draw_digits(4000, 0)
    ones = digits.labels == 1
    ink = digits.images[ones] / 255.0
    y, x = np.mgrid[0:28, 0:28]
    mass = ink.sum(axis=(1, 2))
    middle_x, middle_y = ((ink * a).sum(axis=(1, 2)) / mass for a in (x, y))
    across = (ink * (x - middle_x[:, None, None]) * (y - middle_y[:, None, None])).sum(axis=(1, 2))
    down = (ink * (y - middle_y[:, None, None]) ** 2).sum(axis=(1, 2))
    lean = np.degrees(np.arctan(-across / down))
    assert np.corrcoef(lean, digits.factors["slant"][ones])[0, 1] > 0.9
    for digit in range(10):
        some = digits.labels == digit
        ink = digits.images[some].sum(axis=(1, 2))
        assert np.corrcoef(ink, digits.factors["width"][some])[0, 1] > 0.7


def test_no_digit_touches_the_edge_much():
    images = draw_digits(2000, 3).images
    edge = np.concatenate([images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1]], axis=1)
    assert (edge > 127).mean() < 0.01
    assert (images.max(axis=(1, 2)) > 200).all()
