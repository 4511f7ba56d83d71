"""TIFFs of every kind are written here; the oracle is the array that was written."""

import io
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from playground.density.image import read_picture
from playground.density.raster import LUMINANCE
from playground.density.target import FULL
from playground.errors import InputError
from playground.message import Sentence

HEIGHT, WIDTH = 40, 56
Y, X = np.mgrid[0:HEIGHT, 0:WIDTH]
BUMP = np.exp(-((X - 20) ** 2 + (Y - 28) ** 2) / 120) * (1 + X / WIDTH)
BUMP /= BUMP.max()
COLOUR = np.dstack([BUMP, BUMP[::-1], BUMP[:, ::-1]])
LIGHT = COLOUR @ LUMINANCE
RAMP = Y / (HEIGHT - 1)
FULLS = {"u1": 255, "u2": 65535, "f4": 1.0}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "picture.tif"


def difference(pixels: NDArray[Any], mass: NDArray[Any]) -> float:
    """The total variation between two pictures as densities: 0 … 1."""
    one, other = pixels.astype(np.float64), np.asarray(mass, np.float64)
    assert one.shape == other.shape
    return 0.5 * float(np.abs(one / one.sum() - other / other.sum()).sum())


def raw_tiff(data: bytes, tags: dict[int, tuple[int, ...] | int], order: str = "<") -> bytes:
    """A TIFF of one directory; its strip or tile is `data`, whose place and size are filled in."""
    short = {258, 259, 262, 277, 284, 317, 338, 339, 266}
    tags = {273: 8, 279: len(data), 277: 1, 262: 1} | tags
    body, after, entries = data + bytes(len(data) % 2), b"", b""
    end = 8 + len(body) + 2 + 12 * len(tags) + 4
    for tag, value in sorted(tags.items()):
        values = value if isinstance(value, tuple) else (value,)
        packed = struct.pack(f"{order}{len(values)}{'H' if tag in short else 'I'}", *values)
        entries += struct.pack(f"{order}HHI", tag, 3 if tag in short else 4, len(values))
        if len(packed) > 4:
            entries += struct.pack(f"{order}I", end + len(after))
            after += packed + bytes(len(packed) % 2)
        else:
            entries += packed.ljust(4, b"\0")
    start = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, 8 + len(body))
    count = struct.pack(f"{order}H", len(tags))
    return start + body + count + entries + struct.pack(f"{order}I", 0) + after


# ---------------------------------------------------------------- the scale of the values


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("dtype", ["f2", "f4", "f8"])
@pytest.mark.parametrize("largest", [None, 1.0, 1e-4, 300])
def test_floats_of_any_size_keep_their_ratios(
    file: Path, dtype: str, order: str, largest: float | None
) -> None:
    values = (BUMP / BUMP.sum() if largest is None else BUMP * largest).astype(dtype)
    tifffile.imwrite(file, values, byteorder=order)
    pixels = read_picture(file)
    assert pixels.max() == FULL
    assert difference(pixels, values) < 1e-4


@pytest.mark.parametrize("value", [5e-324, 1e-310, 1e-40, 1e-30, 1e30, 1e300])
def test_floats_near_the_ends_of_their_range(file: Path, value: float) -> None:
    tifffile.imwrite(file, np.array([[value, 0.0], [value, value]]))
    assert np.array_equal(read_picture(file), np.array([[FULL, 0], [FULL, FULL]]))


@pytest.mark.parametrize(
    ("dtype", "top"),
    [
        (dtype, top)
        for dtype in ("i1", "i2", "u2", "i4", "u4", "i8", "u8")
        for top in (1, 3, 12, 100, 1023, 4095, 94_500, 10**12)
        if top <= np.iinfo(dtype).max
    ],
)
def test_whole_numbers_keep_their_levels(file: Path, dtype: str, top: int) -> None:
    values = np.linspace(0, top, 64).round().astype(dtype)
    tifffile.imwrite(file, np.tile(values, (5, 1)))
    pixels = read_picture(file)
    assert pixels.max() == FULL
    assert len(np.unique(pixels)) == len(np.unique(values))
    assert difference(pixels, np.tile(values, (5, 1))) < 1e-4


def test_8_bits_and_the_upper_half_of_16_keep_their_white(file: Path) -> None:
    for values, expected in (
        (np.array([[0, 3, 12]], np.uint8), [0, 3 * 257, 12 * 257]),
        (np.array([[1, 2, 40_000]], np.uint16), [1, 2, 40_000]),
        (np.array([[0, 0.25, 0.5]], np.float32), [0, 16384, 32768]),
    ):
        tifffile.imwrite(file, values)
        assert read_picture(file)[0].tolist() == expected


def test_a_picture_that_ranges_further_than_16_bits_keeps_its_mass(file: Path) -> None:
    counts = np.full((200, 300), 1.0)
    counts[:100] = 0.3
    counts[7, 9] = 2e5
    tifffile.imwrite(file, counts)
    pixels = read_picture(file).astype(float)
    for part in (np.s_[:100], np.s_[100:], np.s_[100:150, 40:120], np.s_[7, 9]):
        share, expected = pixels[part].sum() / pixels.sum(), counts[part].sum() / counts.sum()
        assert share == pytest.approx(expected, rel=0.02)


def test_few_counts_in_a_large_picture_are_not_averaged_away(file: Path) -> None:
    counts = np.zeros((2048, 2048), np.uint16)
    counts[np.arange(0, 2000, 100), 500] = 1
    counts[100, 1800] = 12
    tifffile.imwrite(file, counts)
    pixels = read_picture(file).astype(float)
    assert pixels.shape == (1024, 1024)
    assert pixels[:, :512].sum() / pixels.sum() == pytest.approx(20 / 32, abs=1e-3)


@pytest.mark.parametrize("dtype", ["i1", "i2", "i4", "i8", "f2", "f4", "f8"])
def test_negative_values_are_refused(file: Path, dtype: str) -> None:
    tifffile.imwrite(file, np.array([[1, 2], [-5, 3]]).astype(dtype))
    with pytest.raises(InputError, match="must not have negative values, got -5"):
        read_picture(file)


@pytest.mark.parametrize("dtype", ["c8", "c16"])
def test_complex_values_are_refused(file: Path, dtype: str) -> None:
    tifffile.imwrite(file, BUMP.astype(dtype))
    with pytest.raises(InputError, match="complex"):
        read_picture(file)


@pytest.mark.parametrize("software", [True, False])
def test_a_mask(file: Path, software: bool) -> None:
    """tifffile calls True black and means True; who says black without it means black."""
    mask = BUMP > 0.5
    if software:
        tifffile.imwrite(file, mask)
    else:
        tifffile.imwrite(file, mask, software=False, metadata=None)
    expected = mask if software else ~mask
    assert np.array_equal(read_picture(file), expected * np.uint16(FULL))
    tifffile.imwrite(file, mask, photometric="minisblack")
    assert np.array_equal(read_picture(file), mask * np.uint16(FULL))


@pytest.mark.parametrize(
    "values",
    [
        (BUMP * 255).astype("u1"),
        (BUMP * 65535).astype("u2"),
        (BUMP * 4095).astype("u2"),
        (BUMP * 12).astype("u4"),
        BUMP.astype("f4"),
        (BUMP * 1e-5).astype("f8"),
    ],
    ids=["u1", "u2", "12 in 16 bits", "u4", "f4", "small f8"],
)
def test_0_may_stand_for_white_and_dark_for_dense(file: Path, values: NDArray[Any]) -> None:
    expected = values.max() - values.astype(float)
    tifffile.imwrite(file, values, photometric="miniswhite")
    assert difference(read_picture(file), expected) < 1e-4
    tifffile.imwrite(file, values)
    assert difference(read_picture(file, invert=True), expected) < 1e-4


@pytest.mark.parametrize("white", [np.uint8(255), np.uint16(65535), np.uint16(900), 1.0, 0.3])
def test_rounding_is_not_taken_for_ink(file: Path, white: Any) -> None:
    tifffile.imwrite(file, np.full((9, 8, 3), white), photometric="rgb")
    with pytest.raises(InputError, match="all white"):
        read_picture(file, invert=True)


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 12, 16])
@pytest.mark.parametrize("photometric", [0, 1])
def test_samples_of_few_bits(file: Path, bits: int, photometric: int) -> None:
    values = np.floor(BUMP * (2**bits - 1) + 0.5).astype(np.uint16)
    spread = (values[..., None] >> np.arange(bits - 1, -1, -1)) & 1
    data = np.packbits(spread.astype(np.uint8).reshape(HEIGHT, -1), axis=1).tobytes()
    tags = {256: WIDTH, 257: HEIGHT, 258: bits, 259: 1, 262: photometric, 278: HEIGHT}
    file.write_bytes(raw_tiff(data, tags, "<" if bits == 12 else ">"))
    if (bits, photometric) == (12, 0):
        with pytest.raises(InputError, match=r"not read \(MINISWHITE, 12 bits, NONE\): save it"):
            read_picture(file)
        return
    expected = values if photometric else 2**bits - 1 - values.astype(int)
    assert difference(read_picture(file), expected) < 1e-4


@pytest.mark.parametrize("bits", [10, 14])
def test_samples_of_bits_that_nobody_reads_are_refused_in_words(file: Path, bits: int) -> None:
    tags = {256: 16, 257: 16, 258: bits, 259: 1, 278: 16}
    file.write_bytes(raw_tiff(bytes(32 * bits), tags))
    with pytest.raises(InputError, match=f"{bits} bits, NONE.: save it as gray or RGB of 8, 16"):
        read_picture(file)


def test_a_value_that_stands_for_nothing_is_empty(file: Path) -> None:
    for nothing, text in ((np.float32(-9999), "-9999"), (np.float32(np.nan), "nan")):
        values = BUMP.astype(np.float32)
        values[5:9] = nothing
        tifffile.imwrite(file, values, extratags=[(42113, "s", 0, text, True)])
        for invert in (False, True):
            pixels = read_picture(file, invert=invert)
            assert not pixels[5:9].any()
            kept = np.delete(values, np.s_[5:9], axis=0).astype(float)
            expected = kept.max() - kept if invert else kept
            assert difference(np.delete(pixels, np.s_[5:9], axis=0), expected) < 1e-3


# ---------------------------------------------------------------- colour, alpha, other channels


@pytest.mark.parametrize("planar", ["contig", "separate"])
@pytest.mark.parametrize("extra", [0, 1, 2])
@pytest.mark.parametrize("dtype", FULLS)
@pytest.mark.parametrize("colours", [1, 3])
def test_a_channel_covers_only_if_the_file_calls_it_alpha(
    file: Path, colours: int, dtype: str, extra: int, planar: str
) -> None:
    full = FULLS[dtype]
    shares = COLOUR[..., :colours] * (0.9 * RAMP[..., None] if extra == 1 else 1)
    data = np.dstack([shares * full, RAMP * full]).astype(dtype)
    written = data if planar == "contig" else np.moveaxis(data, 2, 0)
    kind = "rgb" if colours == 3 else "minisblack"
    tifffile.imwrite(
        file, written, photometric=kind, planarconfig=planar, extrasamples=[extra], metadata=None
    )
    notes: list[Sentence] = []
    pixels = read_picture(file, tell=notes.append)
    expected = (data[..., :3] @ LUMINANCE) if colours == 3 else data[..., 0].astype(float)
    if extra == 2:
        expected = expected * data[..., -1] / full
    assert difference(pixels, expected) < 1e-4
    if extra == 0:
        assert str(notes[0]).endswith(
            "3 of 4 channels are read, those of colour and alpha"
            if colours == 3
            else "channel 1 of 2 is read"
        )
    else:
        assert notes == []


@pytest.mark.parametrize("dtype", FULLS)
def test_alpha_behind_another_channel(file: Path, dtype: str) -> None:
    full = FULLS[dtype]
    infrared = BUMP.T[:HEIGHT, :HEIGHT].repeat(2, axis=1)[:, :WIDTH]
    data = (np.dstack([COLOUR, infrared, RAMP]) * full).astype(dtype)
    tifffile.imwrite(file, data, photometric="rgb", extrasamples=[0, 2], metadata=None)
    expected = (data[..., :3] @ LUMINANCE) * data[..., 4]
    assert difference(read_picture(file), expected) < 1e-4


@pytest.mark.parametrize("dtype", FULLS)
def test_five_channels_of_gray(file: Path, dtype: str) -> None:
    planes = (np.stack([BUMP, RAMP, 1 - BUMP, RAMP, RAMP]) * FULLS[dtype]).astype(dtype)
    tifffile.imwrite(file, planes, photometric="minisblack", planarconfig="separate", metadata=None)
    notes: list[Sentence] = []
    assert difference(read_picture(file, tell=notes.append), planes[0]) < 1e-4
    assert "channel 1 of 5" in notes[0]


@pytest.mark.parametrize("dtype", FULLS)
def test_transparent_everywhere_says_what_to_do(file: Path, dtype: str) -> None:
    data = (np.dstack([COLOUR, 0 * BUMP]) * FULLS[dtype]).astype(dtype)
    tifffile.imwrite(file, data, photometric="rgb", extrasamples=[2], metadata=None)
    for invert in (False, True):
        with pytest.raises(InputError, match="transparent everywhere: remove its alpha channel"):
            read_picture(file, invert=invert)


@pytest.mark.parametrize("dtype", ["u1", "u2"])
@pytest.mark.parametrize("step", [256, 1])
def test_palettes_of_16_bits_and_of_those_who_use_8(file: Path, dtype: str, step: int) -> None:
    count = 2 ** (8 * np.dtype(dtype).itemsize)
    random = np.random.default_rng(5)
    table = random.integers(0, 65536, (3, count)).astype(np.uint16) // (257 - step)
    values = (BUMP * (count - 1)).astype(dtype)
    tifffile.imwrite(file, values, photometric="palette", colormap=table, metadata=None)
    expected = (table.T @ LUMINANCE)[values]
    assert difference(read_picture(file), expected) < 1e-4


@pytest.mark.parametrize("packing", ["raw", "tiff_lzw"])
@pytest.mark.parametrize("mode", ["CMYK", "YCbCr", "LAB"])
def test_other_colours(file: Path, mode: str, packing: str) -> None:
    rgb = Image.fromarray((COLOUR * 255).astype(np.uint8))
    if mode == "LAB":
        rgb.convert("YCbCr").save(file, compression=packing)
        file.write_bytes(file.read_bytes().replace(*_photometric(6, 8)))
        with pytest.raises(InputError, match="is not read"):
            read_picture(file)
        return
    rgb.convert(mode).save(file, compression=packing)
    assert difference(read_picture(file), LIGHT) < 0.01


def _photometric(old: int, new: int) -> tuple[bytes, bytes]:
    tag = struct.pack("<HHI", 262, 3, 1)
    return tag + struct.pack("<H", old), tag + struct.pack("<H", new)


# ---------------------------------------------------------------- layout and packing

LAYOUTS: dict[str, dict[str, Any]] = {
    "strips": {"rowsperstrip": 7},
    "tiles": {"tile": (16, 32)},
    "big": {"bigtiff": True},
    "planes": {"planarconfig": "separate", "rowsperstrip": 9},
    "planes of tiles": {"planarconfig": "separate", "tile": (32, 16)},
}


@pytest.mark.parametrize("packing", [None, "zlib", "lzma"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("dtype", [*FULLS, "u4", "f8"])
def test_layouts(file: Path, dtype: str, layout: str, packing: str | None) -> None:
    how = LAYOUTS[layout]
    data = (COLOUR * FULLS.get(dtype, 1000)).astype(dtype)
    written = np.moveaxis(data, 2, 0) if "planarconfig" in how else data
    tifffile.imwrite(file, written, photometric="rgb", compression=packing, metadata=None, **how)
    assert difference(read_picture(file), data @ LUMINANCE) < 1e-4


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("dtype", ["u1", "u2", "i4", "u8"])
def test_differences_of_whole_numbers(file: Path, dtype: str, order: str) -> None:
    data = (COLOUR * 200).astype(dtype)
    tifffile.imwrite(
        file,
        data,
        photometric="rgb",
        compression="zlib",
        predictor=2,
        byteorder=order,
        tile=(16, 16),
        metadata=None,
    )
    assert difference(read_picture(file), data @ LUMINANCE) < 1e-4


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("dtype", ["f2", "f4", "f8"])
def test_differences_of_floats(file: Path, dtype: str, channels: int) -> None:
    """As the TIFF Technical Note 3 of Adobe has them, and GDAL writes them."""
    data = COLOUR[..., :channels].astype(dtype)
    size = data.itemsize
    sorted_ = data.astype(f">{dtype}").reshape(HEIGHT, -1).view(np.uint8)
    sorted_ = sorted_.reshape(HEIGHT, -1, size).transpose(0, 2, 1).reshape(HEIGHT, -1, channels)
    apart = sorted_.copy()
    apart[:, 1:] -= sorted_[:, :-1]
    tags: dict[int, tuple[int, ...] | int] = {256: WIDTH, 257: HEIGHT, 259: 8, 278: HEIGHT}
    tags |= {258: (8 * size,) * channels, 339: (3,) * channels, 277: channels, 317: 3}
    tags |= {262: 2 if channels == 3 else 1}
    file.write_bytes(raw_tiff(zlib.compress(apart.tobytes()), tags))
    expected = data @ LUMINANCE if channels == 3 else data[..., 0]
    assert difference(read_picture(file), expected) < 1e-4


@pytest.mark.parametrize(
    ("packing", "predictor"),
    [("tiff_lzw", 1), ("tiff_lzw", 2), ("tiff_adobe_deflate", 2), ("packbits", 1)],
)
@pytest.mark.parametrize("dtype", ["u1", "u2", "i4", "f4"])
def test_packings_of_libtiff(file: Path, dtype: str, packing: str, predictor: int) -> None:
    values = (BUMP * (1 if dtype == "f4" else 200)).astype(dtype)
    Image.fromarray(values).save(file, compression=packing, tiffinfo={317: predictor})
    assert difference(read_picture(file), values) < 1e-4


@pytest.mark.parametrize("dtype", ["u2", "f4"])
def test_lzw_of_colour_that_pillow_does_not_know(file: Path, dtype: str) -> None:
    """Strips of LZW are taken from a gray TIFF whose rows have the same bytes."""
    data = (COLOUR * (1000 if dtype == "u2" else 1)).astype(dtype)
    gray = Image.fromarray(data.reshape(HEIGHT, -1).view(np.uint8))
    buffer = io.BytesIO()
    gray.save(buffer, "TIFF", compression="tiff_lzw", tiffinfo={278: HEIGHT})
    buffer.seek(0)
    with tifffile.TiffFile(buffer) as tiff:
        page = tiff.pages.first
        strips = [
            buffer.getvalue()[offset : offset + count]
            for offset, count in zip(page.dataoffsets, page.databytecounts, strict=True)
        ]
    assert len(strips) == 1
    assert sys.byteorder == "little"
    tags: dict[int, tuple[int, ...] | int] = {256: WIDTH, 257: HEIGHT, 259: 5, 278: HEIGHT}
    tags |= {258: (8 * data.itemsize,) * 3, 277: 3, 262: 2}
    tags |= {339: (3 if dtype == "f4" else 1,) * 3}
    file.write_bytes(raw_tiff(strips[0], tags))
    assert difference(read_picture(file), data @ LUMINANCE) < 1e-4


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_of_tiles(file: Path, orientation: int) -> None:
    values = (BUMP * 65535).astype(np.uint16)
    tifffile.imwrite(
        file, values, tile=(16, 16), extratags=[(274, 3, 1, orientation, True)], metadata=None
    )
    oracle = Image.fromarray(values)
    oracle.getexif()[274] = orientation
    from PIL import ImageOps

    assert np.array_equal(read_picture(file), np.asarray(ImageOps.exif_transpose(oracle)))


def test_blocks_that_a_file_leaves_out_are_empty(file: Path) -> None:
    values = (BUMP * 65535).astype(np.uint16)
    tifffile.imwrite(file, values, rowsperstrip=10, compression="zlib", metadata=None)
    with tifffile.TiffFile(file, mode="r+") as tiff:
        page = tiff.pages.first
        page.tags[273].overwrite((0, *page.dataoffsets[1:]))
        page.tags[279].overwrite((0, *page.databytecounts[1:]))
    values[:10] = 0
    assert np.array_equal(read_picture(file), values)


# ---------------------------------------------------------------- what is made to do harm


@given(st.integers(0, 10**6), st.integers(0, 255), st.sampled_from(["", "zlib", "tiles", "pages"]))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None
)
def test_a_damaged_byte_gives_a_picture_or_a_sentence(
    tmp_path: Path, place: int, value: int, kind: str
) -> None:
    buffer, path = io.BytesIO(), tmp_path / "damaged.tif"
    data = (COLOUR * 65535).astype(np.uint16)
    how: dict[str, Any] = {"": {}, "zlib": {"compression": "zlib", "predictor": 2}}.get(kind, {})
    if kind == "pages":
        tifffile.imwrite(buffer, data[:30, :30, 0].reshape(3, 10, 30), photometric="minisblack")
    else:
        tile = {"tile": (16, 16)} if kind == "tiles" else {}
        tifffile.imwrite(buffer, data, photometric="rgb", metadata=None, **how, **tile)
    content = bytearray(buffer.getvalue())
    content[place % min(len(content), 500)] = value
    path.write_bytes(content)
    try:
        pixels = read_picture(path)
    except InputError as error:
        assert "damaged.tif" in str(error)
        assert "\n" not in str(error)
    else:
        assert pixels.any()


def test_a_chain_of_pages_that_runs_in_a_circle_ends(file: Path) -> None:
    tifffile.imwrite(file, np.ones((300, 4, 4), np.uint8), photometric="minisblack", metadata=None)
    with tifffile.TiffFile(file) as tiff:
        last, back = tiff.pages[299], tiff.pages[150]
        place = last.offset + 2 + 12 * len(last.tags)
        target = struct.pack(tiff.tiff.offsetformat, back.offset)
    content = bytearray(file.read_bytes())
    content[place : place + 4] = target
    file.write_bytes(content)
    notes: list[Sentence] = []
    assert read_picture(file, tell=notes.append).any()
    assert "page 1 of 300" in notes[0]
