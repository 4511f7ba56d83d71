"""Files of several pages or frames, and pictures beside each other."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from numpy.typing import NDArray
from PIL import Image

from playground.density import image as picture
from playground.density.image import read_picture
from playground.density.load import load_target
from playground.density.target import FULL
from playground.errors import InputError
from playground.message import Sentence

RANDOM = np.random.default_rng(2)
EMPTY = np.zeros((12, 16), np.uint8)
FIRST = RANDOM.integers(0, 256, (12, 16), dtype=np.uint8)
SECOND = RANDOM.integers(0, 256, (12, 16), dtype=np.uint8)
STACK = np.stack([EMPTY, FIRST, SECOND])


def _frames(kind: str, **how: Any) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        first, *others = [Image.fromarray(page) for page in STACK]
        first.save(path, kind, save_all=True, append_images=others, **how)

    return write


def _tiff(**how: Any) -> Callable[[Path], None]:
    return lambda path: tifffile.imwrite(path, STACK, **how)


def _imagej(path: Path) -> None:
    """Two channels at each of three heights; pages are counted as they lie in the file."""
    data = np.stack([[STACK[0], STACK[1]], [STACK[2], STACK[0]], [STACK[0], STACK[0]]])
    tifffile.imwrite(path, data, imagej=True, metadata={"axes": "ZCYX"})


WRITERS = {
    "GIF": _frames("GIF"),
    "APNG": _frames("PNG"),
    "WebP": _frames("WEBP", lossless=True),
    "TIFF": _frames("TIFF"),
    "packed TIFF": _frames("TIFF", compression="tiff_lzw"),
    "deep TIFF": _tiff(photometric="minisblack", metadata=None),
    "OME-TIFF": _tiff(ome=True, metadata={"axes": "ZYX"}),
    "ImageJ": _imagej,
    "a stack with a single directory": _tiff(photometric="minisblack", truncate=True),
    "ImageJ with a single directory": _tiff(imagej=True, truncate=True),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "stack.img"


@pytest.mark.parametrize("kind", WRITERS)
def test_the_first_that_is_not_empty_is_read_and_named(file: Path, kind: str) -> None:
    WRITERS[kind](file)
    notes: list[Sentence] = []
    assert np.array_equal(read_picture(file, tell=notes.append), FIRST * np.uint16(257))
    count = 6 if kind == "ImageJ" else 3
    assert [str(note) for note in notes] == [f"`{file}`: page 2 of {count} is read"]


@pytest.mark.parametrize("kind", WRITERS)
def test_a_page_can_be_chosen(file: Path, kind: str) -> None:
    WRITERS[kind](file)
    notes: list[Sentence] = []
    assert np.array_equal(read_picture(file, page=3, tell=notes.append), SECOND * np.uint16(257))
    assert notes == []
    assert np.array_equal(load_target(file, page=3).layers[0].pixels, SECOND * np.uint16(257))
    with pytest.raises(InputError, match="must not be empty, and of its"):
        read_picture(file, page=1)
    for page in (0, -1, 7):
        with pytest.raises(InputError, match=rf"`page` must be in 1 … \d for .* got {page}"):
            read_picture(file, page=page)


@pytest.mark.parametrize("kind", WRITERS)
def test_pages_as_layers(file: Path, kind: str) -> None:
    WRITERS[kind](file)
    notes: list[Sentence] = []
    target = load_target(file, pages_as_layers=True, tell=notes.append)
    assert [layer.name for layer in target.layers] == ["stack 2", "stack 3"]
    assert [layer.weight for layer in target.layers] == [1, 1]
    for layer, page in zip(target.layers, (FIRST, SECOND), strict=True):
        assert np.array_equal(layer.pixels, page * np.uint16(257))
    assert "2 of " in notes[0]
    with pytest.raises(InputError, match="only one can be asked for"):
        load_target(file, page=2, pages_as_layers=True)


def test_a_single_page_needs_no_word(file: Path) -> None:
    Image.fromarray(FIRST).save(file, "PNG")
    notes: list[Sentence] = []
    assert load_target(file, tell=notes.append).layers[0].name == "stack"
    assert load_target(file, page=1, tell=notes.append).layers[0].name == "stack"
    assert len(load_target(file, pages_as_layers=True, tell=notes.append).layers) == 1
    assert notes == []


def test_thumbnails_are_passed_over_and_other_sizes_are_no_layers(file: Path) -> None:
    for subfile, page in ((1, 2), (0, 1)):
        with tifffile.TiffWriter(file) as tiff:
            tiff.write(FIRST[::4, ::4], subfiletype=subfile)
            tiff.write(FIRST)
            tiff.write(SECOND)
        notes: list[Sentence] = []
        expected = FIRST if page == 2 else FIRST[::4, ::4]
        assert np.array_equal(read_picture(file, tell=notes.append), expected * np.uint16(257))
        assert f"page {page} of 3" in notes[0]
        if subfile:
            assert len(load_target(file, pages_as_layers=True).layers) == 2
        else:
            with pytest.raises(InputError, match=r"page 2 has 16 × 12 pixels .* first has 4 × 3"):
                load_target(file, pages_as_layers=True)


def test_a_file_of_thumbnails_is_read(file: Path) -> None:
    tifffile.imwrite(file, FIRST, subfiletype=1, metadata=None)
    assert np.array_equal(read_picture(file), FIRST * np.uint16(257))


def test_pictures_of_a_camera_that_has_several_in_one(file: Path) -> None:
    smooth = Image.fromarray(np.tile(np.linspace(0, 255, 64).astype(np.uint8), (48, 1)))
    smooth.save(file, "MPO", save_all=True, append_images=[smooth.rotate(180)], quality=95)
    notes: list[Sentence] = []
    pixels = read_picture(file, tell=notes.append)
    assert np.abs(pixels / 257 - np.asarray(smooth)).max() < 4
    assert "page 1 of 2" in notes[0]


def test_empty_when_inverted_is_another_page(file: Path) -> None:
    tifffile.imwrite(file, np.stack([EMPTY + 255, FIRST]), photometric="minisblack")
    expected = (255 - FIRST) * np.uint16(257)
    assert np.array_equal(read_picture(file, invert=True), expected)


def test_nothing_but_empty_pages(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tifffile.imwrite(file, np.zeros((50, 4, 4), np.uint8), photometric="minisblack")
    with pytest.raises(InputError, match="of its 50 pages none up to page 50 has any density"):
        read_picture(file)
    for limit, page in (("_SEARCH", 11), ("_MOST_TRIED", 10)):
        monkeypatch.setattr(picture, limit, 10 * 16 if limit == "_SEARCH" else 10)
        with pytest.raises(InputError, match=f"none up to page {page} "):
            read_picture(file)


def test_too_many_pages_for_layers(file: Path) -> None:
    tifffile.imwrite(file, np.ones((101, 4, 4), np.uint8), photometric="minisblack")
    with pytest.raises(InputError, match="101 pages, and at most 100 can be layers"):
        load_target(file, pages_as_layers=True)


@pytest.mark.parametrize("name", ["points.csv", "folder"])
def test_what_has_no_pages(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    Image.fromarray(FIRST).save(tmp_path / "folder" / "a.png")
    (tmp_path / "points.csv").write_text("0,0\n1,1\n1,0\n")
    for how in ({"page": 1}, {"pages_as_layers": True}):
        with pytest.raises(InputError, match="has no pages to choose"):
            load_target(tmp_path / name, **how)


# ---------------------------------------------------------------- beside each other


def _shares(source: Path, **how: Any) -> list[float]:
    return [float(share) for share in load_target(source, **how).shares]


@pytest.mark.parametrize(
    "pages",
    [
        np.stack([FIRST / 1.0, FIRST / 1e4]) / FIRST.sum(),
        np.stack([FIRST * 100, FIRST * 7]).astype(np.int32),
        np.stack([FIRST, FIRST // 8]).astype(np.uint16),
        np.stack([FIRST / 255, FIRST / 2000, FIRST / 256]),
        np.stack([FIRST, FIRST // 3]),
        np.stack([FIRST / 50, FIRST / 300]),
        np.stack([FIRST * 2.0, FIRST * 3.0]).astype(np.float16),
    ],
    ids=["probabilities", "counts", "8 in 16 bits", "shares", "bytes", "above and below 1", "half"],
)
def test_layers_keep_their_masses(tmp_path: Path, pages: NDArray[Any]) -> None:
    expected = pages.sum(axis=(1, 2), dtype=float) / pages.sum(dtype=float)
    stack = tmp_path / "stack.tif"
    tifffile.imwrite(stack, pages, photometric="minisblack")
    (tmp_path / "folder").mkdir()
    for place, page in enumerate(pages):
        tifffile.imwrite(tmp_path / "folder" / f"{place}.tif", page)
    for shares in (_shares(stack, pages_as_layers=True), _shares(tmp_path / "folder")):
        assert shares == pytest.approx(list(expected), rel=1e-3)


def test_what_has_a_white_is_not_weighed_against_what_has_none(tmp_path: Path) -> None:
    Image.fromarray(FIRST).save(tmp_path / "a.png")
    tifffile.imwrite(tmp_path / "b.tif", FIRST * 1000.0)
    tifffile.imwrite(tmp_path / "c.tif", FIRST * 500.0)
    a, b, c = load_target(tmp_path).layers
    assert (a.weight, b.weight, c.weight) == pytest.approx((1, 1, 0.5))
    assert b.pixels.max() == c.pixels.max() == FULL


def test_one_picture_weighs_1(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", FIRST * 1e-9)
    assert load_target(tmp_path / "a.tif").layers[0].weight == 1
