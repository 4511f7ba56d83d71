"""Formats beside TIFF whose numbers Pillow alone would change, and what is made to do harm."""

import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from playground.density.image import read_picture
from playground.density.image_decoding import pixel_count
from playground.density.raster import LUMINANCE
from playground.density.target import FULL
from playground.errors import InputError

RANDOM = np.random.default_rng(4)
GRAY = RANDOM.integers(0, 12, (9, 14))
GRAY[0, 0] = 12
COLOUR = RANDOM.integers(0, 12, (9, 14, 3))
COLOUR[0, 0] = 12


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "picture.img"


# ---------------------------------------------------------------- numbers of their own white


def _plain(numbers: np.ndarray, kind: bytes, white: int) -> bytes:
    rows = b"\n".join(b" ".join(b"%d" % n for n in row.ravel()) + b" # 99" for row in numbers)
    return b"%s\n# 7\n%d %d\n%d\n" % (kind, numbers.shape[1], numbers.shape[0], white) + rows


def _binary(numbers: np.ndarray, kind: bytes, white: int) -> bytes:
    data = numbers.astype(">u2" if white > 255 else "u1").tobytes()
    return b"%s %d %d %d\n" % (kind, numbers.shape[1], numbers.shape[0], white) + data


@pytest.mark.parametrize("white", [12, 15, 255, 1023, 4095, 65535])
@pytest.mark.parametrize("write", [_plain, _binary])
def test_pgm_and_ppm_of_any_white(
    file: Path, write: Callable[[np.ndarray, bytes, int], bytes], white: int
) -> None:
    kinds = (b"P2", b"P3") if write is _plain else (b"P5", b"P6")
    for numbers, light, kind in zip((GRAY, COLOUR), (GRAY, COLOUR @ LUMINANCE), kinds, strict=True):
        file.write_bytes(write(numbers, kind, white))
        full = 255 / white * 257 if white <= 255 else FULL / 12
        assert np.abs(read_picture(file) - light * full).max() <= 0.5 + 1e-6


def test_numbers_that_are_cut_off_or_negative(file: Path) -> None:
    file.write_bytes(_binary(COLOUR, b"P6", 4095)[:-1])
    with pytest.raises(InputError, match="samples are needed"):
        read_picture(file)
    file.write_bytes(_plain(GRAY - 1, b"P2", 255))
    with pytest.raises(InputError, match="negative"):
        read_picture(file)


@pytest.mark.parametrize("order", "<>")
def test_floats_of_a_portable_float_map(file: Path, order: str) -> None:
    values = (RANDOM.random((9, 14)) / 1000).astype(f"{order}f4")
    scale = b"-1.0" if order == "<" else b"1.0"
    file.write_bytes(b"Pf\n14 9\n" + scale + b"\n" + values[::-1].tobytes())
    assert np.abs(read_picture(file) - values / values.max() * FULL).max() <= 0.5 + 1e-2


@pytest.mark.parametrize("dtype", ["f4", "i4", "V8", "O"])
def test_an_array_of_numpy_is_refused_in_words(tmp_path: Path, dtype: str) -> None:
    path = tmp_path / "array.npy"
    np.save(path, np.zeros((4, 4), dtype), allow_pickle=dtype == "O")
    with pytest.raises(InputError, match=r"must be a picture \(PNG, JPEG, BMP, TIFF"):
        read_picture(path)


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_a_transparent_gray_of_a_png_of_few_bits(file: Path, bits: int) -> None:
    shades = 2**bits
    values = np.arange(64).reshape(4, 16) % shades
    spread = (values[..., None] >> np.arange(bits - 1, -1, -1)) & 1
    rows = np.packbits(spread.astype(np.uint8).reshape(4, -1), axis=1)
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 4, bits, 0, 0, 0, 0))
    data = _chunk(b"IDAT", zlib.compress(np.insert(rows, 0, 0, axis=1).tobytes()))
    key = 0 if bits == 1 else 1
    clear = _chunk(b"tRNS", struct.pack(">H", key))
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + header + clear + data + _chunk(b"IEND", b""))
    light = np.rint(values * (FULL / (shades - 1)))
    assert np.array_equal(read_picture(file), np.where(values == key, 0, light))
    dark = np.where(values == key, 0, FULL - light)
    if dark.any():
        assert np.array_equal(read_picture(file, invert=True), dark)


# ---------------------------------------------------------------- the size by the header


def test_the_pixels_of_all_pages_are_counted(file: Path, tmp_path: Path) -> None:
    Image.new("L", (30, 20)).save(file, "PNG")
    assert pixel_count(file) == 600
    tifffile.imwrite(file, np.zeros((3, 20, 30)), photometric="minisblack")
    assert pixel_count(file) == 1800
    file.write_text("x,y\n1,2\n")
    assert pixel_count(file) == pixel_count(tmp_path) == pixel_count(tmp_path / "none") == 0


# ---------------------------------------------------------------- what is made to do harm


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _header(width: int, height: int) -> bytes:
    return _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 16, 0, 0, 0, 0))


def _second_header(path: Path) -> None:
    data = _chunk(b"IDAT", zlib.compress(bytes(9 * 4)))
    start = b"\x89PNG\r\n\x1a\n" + _header(4, 4)
    path.write_bytes(start + _header(30_000, 60_000) + data + _chunk(b"IEND", b""))


def _tiff(*tags: tuple[int, int, int], more: bytes = b"") -> bytes:
    """A TIFF of 8000 × 8000 samples; `more` lies behind its only directory, at 1000."""
    entries = {256: (4, 8000), 257: (4, 8000), 262: (3, 1), 278: (4, 8000)}
    entries |= {tag: (kind, value) for tag, kind, value in tags}
    body = struct.pack("<H", len(entries))
    for tag, (kind, value) in sorted(entries.items()):
        count = 1 if kind in (3, 4) else kind
        body += struct.pack("<HHII", tag, 3 if count > 1 else kind, count, value)
    return (struct.pack("<2sHI", b"II", 42, 8) + body + bytes(4)).ljust(1000, b"\0") + more


def _many_samples(path: Path) -> None:
    more = struct.pack("<40H", *[16] * 40)
    tags = (258, 40, 1000), (277, 3, 40), (259, 3, 8), (273, 4, 8), (279, 4, 8)
    path.write_bytes(_tiff(*tags, more=more))


def _wide_samples(path: Path) -> None:
    more = struct.pack("<6H", 64, 64, 64, 3, 3, 3)
    tags = (258, 3, 64), (277, 3, 40), (259, 3, 8), (273, 4, 8), (279, 4, 0), (339, 3, 3)
    path.write_bytes(_tiff(*tags, more=more))


def _huge_tile(path: Path) -> None:
    tags = (256, 4, 16), (257, 4, 16), (322, 4, 64_000), (323, 4, 64_000), (259, 3, 5), (258, 3, 8)
    path.write_bytes(_tiff(*tags, (324, 4, 1000), (325, 4, 60), more=bytes(60)))


def _wide_row(path: Path) -> None:
    tags = (256, 4, 60_000_000), (257, 4, 1), (258, 3, 64), (277, 3, 6), (259, 3, 1)
    path.write_bytes(_tiff(*tags, (273, 4, 8), (279, 4, 0), (278, 4, 1)))


def _much_in_a_strip(path: Path) -> None:
    packer = zlib.compressobj(9)
    start = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    more = start + 3000 * (packer.compress(b"\x07" * 2**20) + packer.flush(zlib.Z_FULL_FLUSH))
    tags = (256, 4, 64), (257, 4, 64), (278, 4, 64), (258, 3, 16), (259, 3, 8)
    path.write_bytes(_tiff(*tags, (273, 4, 1000), (279, 4, len(more)), more=more))


def _lines_of_a_packed_bitmap(path: Path) -> None:
    head = struct.pack("<IiiHHIIiiII", 40, 60_000_007, 1, 1, 8, 1, 12, 0, 0, 0, 0)
    palette = b"".join(struct.pack("<I", i * 0x10101) for i in range(256))
    data = b"\x01\x09\x00\x00" * 3
    start = 14 + len(head) + len(palette)
    whole = head + palette + data
    path.write_bytes(b"BM" + struct.pack("<IHHI", 14 + len(whole), 0, 0, start) + whole)


HARM = [
    _second_header,
    _many_samples,
    _wide_samples,
    _huge_tile,
    _wide_row,
    _much_in_a_strip,
    _lines_of_a_packed_bitmap,
]

READ = """
import sys
from pathlib import Path
from playground.density.image import read_picture
from playground.errors import InputError
try:
    print(read_picture(Path(sys.argv[1])).shape)
except InputError as error:
    print(error)
"""

MEASURE = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-c", *sys.argv[1:]], check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss * (1 if sys.platform == "darwin" else 1024), used.ru_utime + used.ru_stime)
"""
"""Starts the reader from a small process, since what a child takes begins with its parent's."""


def _measured(path: Path) -> tuple[str, int, float]:
    """What reading a file says, the bytes that it takes at most, and the seconds."""
    pytest.importorskip("resource")
    command = [sys.executable, "-c", MEASURE, READ, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not run.stderr
    said, figures = run.stdout.splitlines()
    most, seconds = figures.split()
    return said, int(most), float(seconds)


@pytest.mark.parametrize("write", HARM, ids=lambda write: write.__name__[1:])
def test_small_files_take_little_memory_and_time(file: Path, write: Callable[[Path], None]) -> None:
    write(file)
    said, most, seconds = _measured(file)
    assert most < 500e6
    assert seconds < 10
    if write is not _much_in_a_strip:  # what its header tells of is honest, and there
        assert str(file) in said


def _gray8(path: Path, row: np.ndarray) -> None:
    Image.fromarray(np.tile(row, (8000, 1))).save(path, "PNG", compress_level=1)


def _gray16(path: Path, row: np.ndarray) -> None:
    tifffile.imwrite(path, np.tile(row.astype(np.uint16) * 257, (8000, 1)), compression="zlib")


def _rgb(path: Path, row: np.ndarray) -> None:
    Image.fromarray(np.tile(row[:, None], (8000, 1, 3))).save(path, "PNG", compress_level=1)


@pytest.mark.parametrize("write", [_gray8, _gray16, _rgb], ids=lambda write: write.__name__[1:])
def test_64_million_honest_pixels_stay_below_one_and_a_half_gigabytes(
    file: Path, write: Callable[[Path, np.ndarray], None]
) -> None:
    write(file, (np.arange(8000) // 32).astype(np.uint8))
    said, most, _ = _measured(file)
    assert said == "(1024, 1024)"
    assert most < 1.5 * 2**30


def _scanned(file: Path, count: int, side: int) -> None:
    """A progressive JPEG of a few pixels that says it has more, with its last scan repeated."""
    Image.fromarray(np.full((8, 8), 200, np.uint8)).save(file, "JPEG", progressive=True)
    data = file.read_bytes()
    head, last = data.find(b"\xff\xc2"), data.rfind(b"\xff\xda")
    size = struct.pack(">HH", side, side)
    data = data[: head + 5] + size + data[head + 9 : last] + data[last:-2] * count + b"\xff\xd9"
    file.write_bytes(data)


def test_a_jpeg_of_endless_scans_is_refused_and_an_honest_one_read(file: Path) -> None:
    _scanned(file, 20_000, 8000)
    with pytest.raises(InputError, match="scans, too many"):
        read_picture(file)
    _scanned(file, 1, 400)
    assert read_picture(file).shape == (400, 400)


def test_a_side_that_no_picture_has_is_refused(file: Path) -> None:
    file.write_bytes(b"P5 10000000 1 255\n" + bytes(10**7))
    with pytest.raises(InputError, match="10,000,000 pixels a side"):
        read_picture(file)


def test_what_the_system_makes_up_is_not_read(file: Path) -> None:
    """Files of /proc have no size; reading some of them waits for ever."""
    file.touch()
    with pytest.raises(InputError, match="must be a picture"):
        read_picture(file)
