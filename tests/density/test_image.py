"""Files of every kind are written here and read back; the oracle is the array that was written."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from PIL import Image, ImageOps
from skimage.color import rgb2gray

from playground.density import image_decoding as decode
from playground.density.image import read_picture, reduce
from playground.density.target import FULL, Layer
from playground.errors import InputError

RNG = np.random.default_rng(0)
GRAY8 = RNG.integers(0, 256, (12, 17), dtype=np.uint8)
GRAY16 = RNG.integers(0, 65536, (12, 17), dtype=np.uint16)
RGB8 = RNG.integers(0, 256, (12, 17, 3), dtype=np.uint8)
RGB16 = RNG.integers(0, 65536, (12, 17, 3), dtype=np.uint16)
FLOATS = RNG.random((12, 17)).astype(np.float32)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "picture.png"


def deep_png(pixels: NDArray[np.uint16], extra: bytes = b"") -> bytes:
    """Write a PNG of 16 bits a channel: gray, gray with alpha, RGB or RGBA; no filter."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    height, width, channels = pixels.shape
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    rows = pixels.astype(">u2").reshape(height, -1).view(np.uint8)
    data = zlib.compress(np.insert(rows, 0, 0, axis=1).tobytes())
    header = struct.pack(">IIBBBBB", width, height, 16, kind, 0, 0, 0)
    transparency = chunk(b"tRNS", extra) if extra else b""
    body = chunk(b"IHDR", header) + transparency + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def luminance(rgb: NDArray[np.generic]) -> NDArray[np.float64]:
    return rgb2gray(rgb) * FULL


# ---------------------------------------------------------------- depth and formats


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "GIF", "PPM"])
def test_8_bit_gray_is_kept_exactly(file: Path, kind: str) -> None:
    Image.fromarray(GRAY8).save(file, kind)
    assert np.array_equal(read_picture(file), GRAY8.astype(np.uint16) * 257)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_16_bit_gray_is_kept_exactly(file: Path, kind: str) -> None:
    Image.fromarray(GRAY16).save(file, kind)
    pixels = read_picture(file)
    assert pixels.dtype == np.uint16
    assert np.array_equal(pixels, GRAY16)


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "WEBP"])
def test_colour_gives_luminance(file: Path, kind: str) -> None:
    Image.fromarray(RGB8).save(file, kind, **({"lossless": True} if kind == "WEBP" else {}))
    assert np.abs(read_picture(file) - luminance(RGB8)).max() <= 0.5 + 1e-6


def test_gray_stored_as_colour_is_exact(file: Path) -> None:
    Image.fromarray(np.dstack([GRAY8] * 3)).save(file)
    assert np.array_equal(read_picture(file), GRAY8.astype(np.uint16) * 257)


def test_jpeg_is_near(file: Path) -> None:
    smooth = np.tile(np.linspace(0, 255, 64).astype(np.uint8), (64, 1))
    Image.fromarray(smooth).save(file, "JPEG", quality=95)
    assert np.abs(read_picture(file) / 257 - smooth).max() < 4


def test_16_bit_colour_png_keeps_its_depth(file: Path) -> None:
    file.write_bytes(deep_png(RGB16))
    assert np.abs(read_picture(file) - luminance(RGB16)).max() <= 0.5 + 1e-6


@pytest.mark.parametrize("channels", [2, 4])
def test_16_bit_png_with_alpha_keeps_its_depth(file: Path, channels: int) -> None:
    colour, alpha = RGB16[..., : channels - 1], GRAY16
    file.write_bytes(deep_png(np.dstack([colour, alpha])))
    light = luminance(colour) if channels == 4 else colour[..., 0]
    assert np.abs(read_picture(file) - light * (alpha / FULL)).max() <= 1


def test_16_bit_png_with_a_transparent_value(file: Path) -> None:
    gray = GRAY16[..., None]
    file.write_bytes(deep_png(gray, struct.pack(">H", GRAY16[3, 4])))
    expected = np.where(GRAY16[3, 4] == GRAY16, 0, GRAY16)
    assert np.array_equal(read_picture(file), expected)
    file.write_bytes(deep_png(RGB16, struct.pack(">HHH", *RGB16[3, 4])))
    assert read_picture(file)[3, 4] == 0
    assert np.count_nonzero(read_picture(file) == 0) == 1


@pytest.mark.parametrize("compression", [None, "zlib"])
@pytest.mark.parametrize("planar", ["contig", "separate"])
def test_16_bit_colour_tiff_keeps_its_depth(
    file: Path, compression: str | None, planar: str
) -> None:
    data = RGB16 if planar == "contig" else np.moveaxis(RGB16, 2, 0)
    tifffile.imwrite(
        file, data, photometric="rgb", planarconfig=planar, compression=compression, metadata=None
    )
    assert np.abs(read_picture(file) - luminance(RGB16)).max() <= 0.5 + 1e-6


@pytest.mark.parametrize("byteorder", ["<", ">"])
@pytest.mark.parametrize("white", ["minisblack", "miniswhite"])
def test_16_bit_tiff_of_either_byte_order_and_direction(
    file: Path, byteorder: str, white: str
) -> None:
    tifffile.imwrite(file, GRAY16, byteorder=byteorder, photometric=white)
    expected = GRAY16 if white == "minisblack" else FULL - GRAY16
    assert np.array_equal(read_picture(file), expected)


def test_16_bit_tiff_in_a_compression_that_only_pillow_knows(file: Path) -> None:
    for photometric in (0, 1):
        Image.fromarray(GRAY16).save(
            file, "TIFF", compression="tiff_lzw", tiffinfo={262: photometric}
        )
        expected = GRAY16 if photometric else FULL - GRAY16
        assert np.array_equal(read_picture(file), expected)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_floats_up_to_one_are_shares_of_white(file: Path, dtype: type) -> None:
    values = FLOATS.astype(dtype)
    tifffile.imwrite(file, values)
    assert np.abs(read_picture(file) - values.astype(float) * FULL).max() <= 0.5 + 1e-6


def test_larger_floats_are_shares_of_the_largest(file: Path) -> None:
    tifffile.imwrite(file, FLOATS * 300)
    expected = FLOATS.astype(float) / FLOATS.max() * FULL
    assert np.abs(read_picture(file) - expected).max() <= 0.5 + 1e-2


def test_float_colour(file: Path) -> None:
    tifffile.imwrite(file, RGB16 / FULL, photometric="rgb", metadata=None)
    assert np.abs(read_picture(file) - luminance(RGB16)).max() <= 0.5 + 1e-6


@pytest.mark.parametrize("bad", [np.nan, np.inf, -0.5])
def test_floats_that_are_no_density_are_refused(file: Path, bad: float) -> None:
    values = FLOATS.copy()
    values[2, 3] = bad
    tifffile.imwrite(file, values)
    with pytest.raises(InputError, match=r"picture\.png` must .* (NaN|negative)"):
        read_picture(file)


# ---------------------------------------------------------------- modes


def test_one_bit(file: Path) -> None:
    bits = GRAY8 > 100
    Image.fromarray(bits).save(file)
    assert np.array_equal(read_picture(file), bits * np.uint16(FULL))


def test_alpha_is_put_on_black(file: Path) -> None:
    Image.fromarray(np.dstack([RGB8, GRAY8]), "RGBA").save(file)
    assert np.abs(read_picture(file) - luminance(RGB8) * (GRAY8 / 255)).max() <= 1
    Image.fromarray(np.dstack([RGB8[..., 0], GRAY8]), "LA").save(file)
    assert np.abs(read_picture(file) - RGB8[..., 0] * 257.0 * (GRAY8 / 255)).max() <= 1


def test_premultiplied_tiff_is_not_multiplied_again(file: Path) -> None:
    light = (GRAY16 * (FLOATS * 0.9)).astype(np.uint16)
    data = np.dstack([light, GRAY16])
    tifffile.imwrite(
        file, data, photometric="minisblack", extrasamples=["assocalpha"], metadata=None
    )
    assert np.array_equal(read_picture(file), light)


def test_dark_ink_on_nothing_is_dense_when_inverted(file: Path) -> None:
    ink = np.zeros((4, 4, 4), np.uint8)
    ink[1, 2, 3] = 255
    Image.fromarray(ink, "RGBA").save(file)
    with pytest.raises(InputError, match="all black"):
        read_picture(file)
    expected = np.zeros((4, 4))
    expected[1, 2] = FULL
    assert np.array_equal(read_picture(file, invert=True), expected)


def test_palette_with_and_without_transparency(file: Path) -> None:
    image = Image.fromarray(GRAY8 % 4, "P")
    image.putpalette([0, 0, 0, 255, 0, 0, 0, 255, 0, 255, 255, 255])
    image.save(file)
    shades = np.array([0, 0.2125, 0.7154, 1]) * FULL
    assert np.abs(read_picture(file) - shades[GRAY8 % 4]).max() <= 0.5 + 1e-6
    image.save(file, transparency=3)
    shades[3] = 0
    assert np.abs(read_picture(file) - shades[GRAY8 % 4]).max() <= 0.5 + 1e-6
    image.save(file, transparency=bytes([255, 255, 0, 255]))
    shades[2:] = 0, FULL
    assert np.abs(read_picture(file) - shades[GRAY8 % 4]).max() <= 0.5 + 1e-6


def test_cmyk(file: Path) -> None:
    image = Image.new("CMYK", (8, 8), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 4, 8))
    image.save(file, "JPEG", quality=100)
    pixels = read_picture(file)
    assert pixels[:, :3].max() < 0.03 * FULL
    assert pixels[:, 5:].min() > 0.97 * FULL


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "packed TIFF", "deep"])
def test_exif_rotation(file: Path, orientation: int, kind: str) -> None:
    exif = Image.Exif()
    exif[274] = orientation
    if kind == "deep":
        tifffile.imwrite(file, GRAY16, extratags=[(274, 3, 1, orientation, True)])
        stored = GRAY16
    else:
        packed = {"compression": "packbits"} if kind == "packed TIFF" else {}
        Image.fromarray(GRAY8).save(file, kind.split()[-1], exif=exif, **packed)
        stored = GRAY8.astype(np.uint16) * 257
    oracle = Image.fromarray(stored)
    oracle.getexif()[274] = orientation
    assert np.array_equal(read_picture(file), np.asarray(ImageOps.exif_transpose(oracle)))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF", "PNG"])
def test_the_first_frame_of_many(file: Path, kind: str) -> None:
    first, second = Image.fromarray(GRAY8), Image.fromarray(255 - GRAY8)
    lossless = {"lossless": True} if kind == "WEBP" else {}
    first.save(file, kind, save_all=True, append_images=[second], **lossless)
    assert np.abs(read_picture(file) - GRAY8 * 257.0).max() <= 1


# ---------------------------------------------------------------- invert and black point


@given(arrays(np.uint16, (3, 5)), st.booleans(), st.floats(0, 1, exclude_max=True))
@example(np.full((3, 5), 16 * 257, np.uint16), False, 16 / 255)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_black_point_and_invert(
    tmp_path: Path, pixels: NDArray[np.uint16], invert: bool, black_point: float
) -> None:
    path = tmp_path / "x.png"
    Image.fromarray(pixels).save(path)
    expected = _fully(pixels, invert)
    expected[expected / FULL < black_point * (1 - 1e-9)] = 0
    if expected.any():
        read = read_picture(path, invert=invert, black_point=black_point)
        assert np.array_equal(read, expected)
    else:
        with pytest.raises(InputError):
            read_picture(path, invert=invert, black_point=black_point)


def _fully(pixels: NDArray[np.uint16], invert: bool) -> NDArray[np.uint16]:
    """The pixels, or what they lack; white is the largest of what stays below half of it."""
    top = int(pixels.max())
    if invert:
        return _fully((top if 0 < top < FULL / 2 else FULL) - pixels, False)
    scale = FULL / top if 0 < top < FULL / 2 else 1
    return np.rint(pixels * scale).astype(np.uint16)


@pytest.mark.parametrize("black_point", [-0.1, 1.0, 1.3, np.nan])
def test_black_point_out_of_range(file: Path, black_point: float) -> None:
    with pytest.raises(InputError, match=r"`black_point` must be in \[0, 1\), got"):
        read_picture(file, black_point=black_point)


def test_nothing_left_says_which(file: Path) -> None:
    Image.new("L", (5, 5)).save(file)
    with pytest.raises(InputError, match=r"picture\.png` must not be all black"):
        read_picture(file)
    Image.new("L", (5, 5), 255).save(file)
    with pytest.raises(InputError, match="all white"):
        read_picture(file, invert=True)
    Image.new("L", (5, 5), 100).save(file)
    with pytest.raises(InputError, match=r"`black_point` must leave .* 0.392 .* got 0.5"):
        read_picture(file, black_point=0.5)


# ---------------------------------------------------------------- large pictures


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 39), st.integers(0, 2**32 - 1))
@settings(max_examples=200, deadline=None)
def test_reducing_keeps_mass_and_place(height: int, width: int, longest: int, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, FULL, (height, width), endpoint=True)
    pixels = pixels.astype(np.uint16)
    small = reduce(pixels, longest)
    assert max(small.shape) == min(longest, max(height, width))
    before, after = Layer("a", pixels), Layer("b", small)
    # Each pixel is rounded once, by at most one half.
    slack = 0.5 / FULL * small.size * after.frame.pixel**2
    assert abs(before.mass - after.mass) <= slack + 1e-12
    for axis in (0, 1):  # mass moves by less than half of the larger pixel
        moments = [_moment(layer, axis) for layer in (before, after)]
        reach = before.mass * after.frame.pixel / 2
        assert abs(moments[0] - moments[1]) <= reach + slack + 1e-12


def _moment(layer: Layer, axis: int) -> float:
    """Mass times its mean distance from the centre along an axis of the picture."""
    length = layer.pixels.shape[axis]
    places = (np.arange(length) + 0.5 - length / 2) * layer.frame.pixel
    sums = layer.pixels.sum(axis=1 - axis, dtype=np.float64)
    return float(places @ sums) / FULL * layer.frame.pixel**2


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 11), st.integers(0, 999))
def test_reducing_is_averaging_over_areas(h: int, w: int, longest: int, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, FULL, (h, w)).astype(np.uint16)
    small = reduce(pixels, longest)
    if max(h, w) <= longest:
        assert small is pixels
        return
    # Oracle: repeat every pixel so often that the new pixels are whole blocks of repeats.
    side = max(h, w)
    fine = np.kron(pixels, np.ones((2 * longest, 2 * longest)))
    pads = [(n * 2 * side - m * 2 * longest) // 2 for n, m in zip(small.shape, (h, w), strict=True)]
    padded = np.pad(fine, [(pads[0], pads[0]), (pads[1], pads[1])])
    blocks = padded.reshape(small.shape[0], 2 * side, small.shape[1], 2 * side)
    assert np.abs(small - blocks.mean(axis=(1, 3))).max() <= 0.5 + 1e-6


def test_a_large_picture_is_reduced_and_keeps_the_black_point(file: Path) -> None:
    large = np.zeros((3000, 4000), np.uint8)
    large[1234, 567] = 255
    large[:100] = 2
    Image.fromarray(large).save(file)
    pixels = read_picture(file)
    assert pixels.shape == (768, 1024)
    expected = 255 * 257 / (4000 / 1024) ** 2
    assert pixels[200:].sum() == pytest.approx(expected, abs=1)
    cut = read_picture(file, black_point=0.01)
    assert set(np.unique(cut[cut > 0] >= 0.01 * FULL)) == {True}
    assert not cut[:25].any()


def test_1024_is_not_reduced_and_1025_is(file: Path) -> None:
    for side in (1024, 1025):
        Image.new("L", (side, 3), 200).save(file)
        assert max(read_picture(file).shape) == 1024
        assert read_picture(file).max() == 200 * 257


# ---------------------------------------------------------------- files that are none


def _text(path: Path) -> None:
    path.write_text("I am no picture\n")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.mkdir()


def _missing(path: Path) -> None:
    pass


def _cut(kind: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        buffer = io.BytesIO()
        noise = np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8)
        Image.fromarray(noise).save(buffer, kind)
        path.write_bytes(buffer.getvalue()[: len(buffer.getvalue()) // 2])

    write.__name__ = f"cut {kind}"
    return write


KINDS = ["PNG", "JPEG", "BMP", "TIFF", "WEBP"]
BAD = [_text, _empty, _folder, _missing, *map(_cut, KINDS)]


@pytest.mark.parametrize("write", BAD, ids=lambda write: write.__name__)
def test_bad_files_are_named_in_one_sentence(
    file: Path, write: Callable[[Path], None], capfd: pytest.CaptureFixture[str]
) -> None:
    write(file)
    with pytest.raises(InputError) as error:
        read_picture(file)
    assert str(file) in str(error.value)
    assert "\n" not in str(error.value)
    assert capfd.readouterr() == ("", "")


def test_a_file_without_permission(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.fromarray(GRAY8).save(file)

    def refuse(*args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything, so it is played
    with pytest.raises(InputError, match="permission denied"):
        read_picture(file)


@pytest.mark.parametrize("side", [8_001, 12_000, 60_000])
def test_a_bomb_is_refused_before_it_is_decoded(file: Path, side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    data = struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + data + struct.pack(">I", 9) + b"IDAT" + b"x" * 13)
    with pytest.raises(InputError, match="more than 64 million pixels"):
        read_picture(file)


def test_a_deep_tiff_bomb_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tifffile.imwrite(file, np.ones((20, 30)))
    monkeypatch.setattr(decode, "MOST_PIXELS", 599)
    with pytest.raises(InputError, match="pixels, the limit"):
        read_picture(file)


@given(st.sampled_from([*KINDS, "deep"]), st.integers(0, 10**6), st.integers(0, 255))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None
)
def test_a_damaged_byte_gives_a_picture_or_a_sentence(
    tmp_path: Path, kind: str, place: int, value: int
) -> None:
    buffer = io.BytesIO()
    if kind == "deep":
        tifffile.imwrite(buffer, RGB16, photometric="rgb", metadata=None)
    else:
        Image.fromarray(RGB8).save(buffer, kind)
    data = bytearray(buffer.getvalue())
    data[place % min(len(data), 300)] = value
    path = tmp_path / "damaged.png"
    path.write_bytes(data)
    try:
        pixels = read_picture(path)
    except InputError as error:
        assert "damaged.png" in str(error)
    else:
        assert pixels.any()
        assert pixels.dtype == np.uint16
