"""The pages of a TIFF: samples of any width, layout and packing, read block by block.

tifffile reads the directories; the samples are read here, because no block may unfold to more than
its directory says, and because no whole picture of wide samples is to be held beside its light.
"""

import io
import math
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from playground.density.raster import (
    BYTE,
    LUMINANCE,
    Area,
    Samples,
    Stored,
    boxes,
    checked,
    full_value,
    plane,
)
from playground.density.target import FULL
from playground.errors import InputError
from playground.message import Sentence

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffPage

STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
"""How a TIFF or a BigTIFF begins."""

MOST_PAGES = 100_000
"""Directories beyond these are not counted."""

_ALPHA = (1, 2, 999)
"""The values of ExtraSamples that mean alpha: associated, not associated, and Corel's."""

_NODATA = 42113
"""GDAL's tag for the value that stands for nothing."""

_WHITE = {"u1": BYTE, "u2": float(FULL), "f2": 1.0, "f4": 1.0, "f8": 1.0}

_DEFLATE = (8, 32946)
_LZMA = 34925
_PACKINGS = (1, 5, 32773, 50000, _LZMA, *_DEFLATE)
_MOST_LZMA = 2**28
_BAND_BYTES = 2**24


def count_directories(tiff: "TiffFile") -> int:
    """How long the chain of directories is until it ends, breaks off or runs in a circle."""
    form, file = tiff.tiff, tiff.filehandle
    file.seek(4 if form.version == 42 else 8)
    seen: set[int] = set()
    while len(seen) < MOST_PAGES:
        try:
            offset = struct.unpack(form.offsetformat, file.read(form.offsetsize))[0]
            if not offset or offset in seen:
                break
            file.seek(offset)
            tags = struct.unpack(form.tagnoformat, file.read(form.tagnosize))[0]
            file.seek(offset + form.tagnosize + tags * form.tagsize)
        except (struct.error, OSError, ValueError, OverflowError):
            break
        seen.add(offset)
    return len(seen)


def count_frames(page: "TiffPage") -> int:
    """How many frames lie one after another behind the only directory of a file.

    Large stacks of ImageJ are like this, and those that tifffile truncates.
    """
    import tifffile

    declared = 1
    if page.is_imagej:
        facts = tifffile.tifffile.imagej_description_metadata(page.imagej_description or "")
        declared = int(facts.get("images", 1))
    elif page.is_shaped:
        facts = tifffile.tifffile.shaped_description_metadata(page.shaped_description or "")
        declared = math.prod(map(int, facts["shape"])) // max(math.prod(page.shape), 1)
    if declared < 2 or not (is_plain(page) and page.is_contiguous):
        return 1
    there = (page.parent.filehandle.size - page.dataoffsets[0]) // max(page.nbytes, 1)
    return max(1, min(declared, there, MOST_PAGES))


def is_full(page: "TiffPage") -> bool:
    """Whether it is a picture of its own: no thumbnail of another page, and no mask."""
    return not (page.is_reduced or page.is_mask)


def is_plain(page: "TiffPage") -> bool:
    """Whether `read_page` can read it: gray, RGB or a palette, in whole bytes of one kind."""
    palette = page.photometric == 3
    return (
        (page.photometric in (0, 1, 2) or (palette and page.dtype in (np.uint8, np.uint16)))
        and page.dtype is not None
        and page.bitspersample == 8 * page.dtype.itemsize
        and page.compression in _PACKINGS
        and page.predictor in (1, 2, 3)
        and (page.predictor != 3 or page.dtype.kind == "f")
        and page.fillorder == 1
    )


def block_bytes(page: "TiffPage") -> int:
    """How many bytes of samples have to be held at once: of a row, or of a whole strip or tile."""
    deep, wide = _block_shape(page)
    bits = page.bitspersample if isinstance(page.bitspersample, int) else sum(page.bitspersample)
    rows = 1 if page.compression == 1 and is_plain(page) else deep
    return rows * wide * _together(page) * bits // 8


def read_page(path: Path, page: "TiffPage", frame: int = 0) -> Stored:
    """What a plain page holds; `frame` is the frame of a file with a single directory.

    Raises InputError for samples that are no density, and ValueError for a damaged page.
    """
    if _dtype(page).kind == "c":
        raise InputError(
            "`{path}` must have real values, and has complex ones: save their magnitude", path=path
        )
    planes = _Planes(path, page)
    for channel, area, values in _parts(page, planes.channels, frame):
        planes.add(channel, area, values)
    return planes.stored()


class _Planes:
    """Light and cover of a page, as they come together from parts of its channels."""

    def __init__(self, path: Path, page: "TiffPage") -> None:
        self._path, self._page, self._dtype = path, page, _dtype(page)
        self._colours = 3 if page.photometric == 2 else 1
        self._alpha = _alpha_channel(page, self._colours)
        self._empty = page.nodata if self._colours == 1 and _NODATA in page.tags else None
        size = (page.imagewidth, page.imagelength)
        covered = self._alpha is not None or self._empty is not None
        self._light = plane(size, self._dtype)
        self._cover = plane(size, self._dtype) if covered else None
        self._table = _colormap(page) @ LUMINANCE if page.photometric == 3 else None

    @property
    def channels(self) -> tuple[int, ...]:
        """Those that count."""
        return (*range(self._colours), *([] if self._alpha is None else [self._alpha]))

    def add(self, channel: int, area: Area, values: Samples) -> None:
        """Take samples [h, w] of a channel. Raises InputError."""
        if self._cover is not None and channel == self._alpha:
            self._cover[area] = checked(self._path, values) / _full_alpha(self._dtype)
            return
        if self._cover is not None and self._empty is not None and self._alpha is None:
            there = (values != self._empty) & ~np.isnan(values)
            self._cover[area] = there
            values = np.where(there, values, values.dtype.type(0))
        if self._table is not None:
            self._light[area] = self._table[values]
        else:
            weight = LUMINANCE[channel] if self._colours == 3 else 1.0
            self._light[area] += checked(self._path, values) * weight

    def stored(self) -> Stored:
        """All of it."""
        light, cover, page = self._light, self._cover, self._page
        white = float(FULL) if self._table is not None else _WHITE.get(self._dtype.str[1:])
        if cover is not None:
            cover /= max(cover.max(), 1)
        if page.photometric == 0:  # 0 stands for white
            light = full_value(float(light.max()), white) - light
        premultiplied = (
            self._alpha is not None and page.extrasamples[self._alpha - self._colours] == 1
        )
        turn = page.tags.valueof(274, default=1)
        note = _left_out(self._path, page.samplesperpixel, self._colours, len(self.channels))
        return Stored(light, cover, white, turn, premultiplied, note)


def _alpha_channel(page: "TiffPage", colours: int) -> int | None:
    """Which channel covers, by what the file says of those beyond the colours."""
    extras = tuple(map(int, page.extrasamples))
    if page.samplesperpixel < colours + len(extras):
        raise ValueError(f"{page.samplesperpixel} samples a pixel are too few")
    return next((colours + i for i, kind in enumerate(extras) if kind in _ALPHA), None)


def _full_alpha(dtype: np.dtype[Any]) -> float:
    return 1.0 if dtype.kind == "f" else float(np.iinfo(dtype).max)


def _left_out(path: Path, channels: int, colours: int, read: int) -> Sentence | None:
    """What to say of channels that are neither colour nor alpha."""
    if channels == read:
        return None
    if read == colours == 1:
        return Sentence("`{path}`: channel 1 of {count} is read", path=path, count=channels)
    return Sentence(
        "`{path}`: {read} of {count} channels are read, those of colour and alpha",
        path=path,
        read=read,
        count=channels,
    )


def _parts(
    page: "TiffPage", channels: tuple[int, ...], frame: int
) -> Iterator[tuple[int, Area, Samples]]:
    """Where which samples [h, w] of the `channels` lie, in parts that floats may be made of.

    Parts that the file leaves out are left out. Raises ValueError where it ends early.
    """
    together = _together(page) > 1
    for first, top, left, block in _blocks(page, (0,) if together else channels, frame):
        for (rows, columns), _ in boxes(*block.shape[:2]):
            area = _moved(rows, top), _moved(columns, left)
            for channel in channels if together else (first,):
                yield channel, area, block[rows, columns, channel - first]


def _blocks(
    page: "TiffPage", planes: tuple[int, ...], frame: int
) -> Iterator[tuple[int, int, int, Samples]]:
    """(plane, top, left, samples [h, w, channels]) of strips and tiles, within the picture.

    The samples are in the machine's byte order.
    """
    deep, wide = _block_shape(page)
    across, down = math.ceil(page.imagewidth / wide), math.ceil(page.imagelength / deep)
    for number in planes:
        for place in range(across * down):
            top, left = place // across * deep, place % across * wide
            index = number * across * down + place
            for first, rows in _rows(page, index, page.imagelength - top, frame):
                block = rows[: page.imagelength - top - first, : page.imagewidth - left]
                yield number, top + first, left, block


def _moved(one: slice, by: int) -> slice:
    return slice(one.start + by, one.stop + by)


def _colormap(page: "TiffPage") -> NDArray[np.float64]:
    """The palette of a page: RGB [colours, 3] in 0 … 65535; some writers use 8 bits of the 16."""
    table = page.colormap
    if table is None or table.shape != (3, 2**page.bitspersample):
        raise ValueError("its palette has another size than its samples need")
    colours: NDArray[np.float64] = table.T.astype(np.float64)
    return colours * 257 if colours.max() < 256 else colours


def _block_shape(page: "TiffPage") -> tuple[int, int]:
    """Rows and columns of a strip or a tile."""
    if page.is_tiled:
        return page.tilelength, page.tilewidth
    return page.rowsperstrip, page.imagewidth


def _dtype(page: "TiffPage") -> np.dtype[Any]:
    assert page.dtype is not None, "is_plain"
    return page.dtype


def _together(page: "TiffPage") -> int:
    """How many samples of a pixel lie side by side."""
    return page.samplesperpixel if page.planarconfig == 1 else 1


def _rows(
    page: "TiffPage", index: int, left_over: int, frame: int
) -> Iterator[tuple[int, Samples]]:
    """(first row, samples [rows, columns, channels]) of a strip or a tile, in one or several."""
    deep, wide = _block_shape(page)
    if index >= min(len(page.dataoffsets), len(page.databytecounts)):
        raise ValueError(f"the place of block {index} is not given")
    offset, count = page.dataoffsets[index], page.databytecounts[index]
    if not offset and not count:
        return
    file, width = page.parent.filehandle, wide * _together(page) * _dtype(page).itemsize
    if page.compression == 1:
        step = max(1, _BAND_BYTES // width)
        last = min(deep, left_over)
        for first in range(0, last, step):
            rows = min(step, last - first)
            file.seek(offset + first * width + frame * page.nbytes)
            yield first, _samples(page, _exactly(file.read(rows * width), rows * width))
        return
    rows = deep if page.is_tiled else min(deep, left_over)
    file.seek(offset)
    packed = file.read(min(count, file.size))
    yield 0, _samples(page, _unpacked(packed, page.compression, rows, width))


def _samples(page: "TiffPage", data: bytes) -> Samples:
    """The samples [rows, columns, channels] of unpacked bytes."""
    wide, channels, dtype = _block_shape(page)[1], _together(page), _dtype(page)
    if page.predictor == 3:  # differences of bytes, the bytes of a row sorted by significance
        sums = _summed(np.frombuffer(data, np.uint8).reshape(-1, wide * dtype.itemsize, channels))
        sorted_ = sums.reshape(-1, dtype.itemsize, wide * channels).transpose(0, 2, 1)
        floats = np.ascontiguousarray(sorted_).view(dtype.newbyteorder(">"))
        return floats.astype(dtype).reshape(-1, wide, channels)
    stored = np.frombuffer(data, dtype.newbyteorder(page.parent.byteorder))
    samples: Samples = stored.astype(dtype, copy=False).reshape(-1, wide, channels)
    if page.predictor == 2:
        samples = _summed(samples.view(f"u{dtype.itemsize}")).view(dtype)
    return samples


def _summed(differences: Samples) -> Samples:
    """Undo horizontal differencing [rows, columns, channels]; sums wrap around."""
    sums: Samples = np.cumsum(differences, axis=1, dtype=differences.dtype)
    return sums


def _exactly(data: bytes, size: int) -> bytes:
    if len(data) < size:
        raise ValueError(f"{size:,} bytes of samples are needed, and {len(data):,} are there")
    return data[:size]


def _unpacked(data: bytes, packing: int, rows: int, width: int) -> bytes:
    """The first `rows` * `width` bytes that `data` unfolds to, and no more than these."""
    size = rows * width
    if packing in _DEFLATE:
        return _exactly(zlib.decompressobj().decompress(data, size), size)
    if packing == _LZMA:
        import lzma  # some builds of Python lack it

        return _exactly(lzma.LZMADecompressor(memlimit=_MOST_LZMA).decompress(data, size), size)
    # libtiff unpacks a strip of any bytes: they are presented to it as gray of 8 or 32 bits.
    bits = 8 if width % 4 else 32
    with Image.open(_strip(data, packing, rows, width * 8 // bits, bits), formats=["TIFF"]) as one:
        return np.asarray(one).tobytes()


def _strip(data: bytes, packing: int, rows: int, width: int, bits: int) -> BinaryIO:
    """A gray TIFF of a single strip in the machine's byte order."""
    order = "II" if sys.byteorder == "little" else "MM"
    start = struct.calcsize("=2sHI")
    long, short = 4, 3
    tags = [(256, long, width), (257, long, rows), (258, short, bits), (259, short, packing)]
    tags += [(262, short, 1), (273, long, start), (278, long, rows), (279, long, len(data))]
    packed = data + bytes(len(data) % 2)
    file = io.BytesIO()
    file.write(struct.pack("=2sHI", order.encode(), 42, start + len(packed)) + packed)
    file.write(struct.pack("=H", len(tags)))
    for tag, kind, value in tags:
        form = "=HHII" if kind == long else "=HHIH2x"
        file.write(struct.pack(form, tag, kind, 1, value))
    file.write(struct.pack("=I", 0))
    file.seek(0)
    return file
