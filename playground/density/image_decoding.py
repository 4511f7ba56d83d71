"""An image file, turned into light and cover, whatever its format."""

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from PIL import Image, ImageFile, UnidentifiedImageError
from PIL.TiffImagePlugin import TiffImageFile

from playground.density import tiff
from playground.density.raster import BYTE, Raster, Samples, Stored, boxes, checked, plane, raster
from playground.density.raster import LUMINANCE as LUMINANCE
from playground.density.target import FULL
from playground.errors import InputError

if TYPE_CHECKING:
    from tifffile import TiffPage

MOST_PIXELS = 64_000_000
"""Larger pictures are refused before they are decoded."""

MOST_BYTES = 2**30
"""What decoding may hold at once, as the header tells it; with the rest it stays under 1.5 GiB."""

FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "WEBP", "GIF", "PPM")
"""What Pillow may open: its readers of drawing languages and of movies stay shut."""

_SCANNED = ("JPEG", "MPO")
_KINDS = "PNG, JPEG, BMP, TIFF, WebP or GIF"
_MOST_SIDE = 1_000_000
_MOST_SCANNED = 16 * MOST_PIXELS
"""Each scan of a JPEG goes through all of its pixels; there are some ten in one."""
_MOST_SLOW = 16_000_000
"""The same for what Pillow decodes in Python, such as packed BMP."""


class Pages(Protocol):
    """The pages of an open image file, or its frames; they count from 1."""

    count: int

    def size(self, number: int) -> tuple[int, int]:
        """Width and height, as the header has them."""

    def is_full(self, number: int) -> bool:
        """Whether the page is a picture of its own, and no thumbnail or mask of another."""

    def read(self, number: int) -> Raster:
        """Decode a page."""


@contextmanager
def opened(path: Path) -> Iterator[Pages]:
    """The pages of an image file.

    Raises InputError, also for whatever goes wrong in the block: if there is no such file, if it
    holds no picture or a damaged one, if a page has more than `MOST_PIXELS` pixels or would take
    more than `MOST_BYTES` to decode, or if a value of it is negative, complex or not finite.
    """
    try:
        if not path.exists():
            raise InputError("`{path}` does not exist", path=path)
        if not path.is_file():
            raise InputError(
                "`{path}` must be an image file, and is a folder or a device", path=path
            )
        if not path.stat().st_size:  # what the system makes up has no size, and may never end
            raise UnidentifiedImageError
        with warnings.catch_warnings():
            # Libraries warn about oddities of a file; what matters is refused here in words.
            warnings.simplefilter("ignore")
            with _open_tiff(path) if _is_tiff(path) else _open_frames(path) as pages:
                yield pages
    except InputError:
        raise
    except PermissionError as error:
        raise InputError("`{path}` cannot be read: permission denied", path=path) from error
    except UnidentifiedImageError as error:
        raise InputError(
            "`{path}` must be a picture ({kinds}), and is none", path=path, kinds=_KINDS
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except MemoryError as error:
        raise InputError(
            "`{path}` is too large for the memory of this computer", path=path
        ) from error
    except Exception as error:  # readers raise whatever a damaged file leads them to
        reason = " ".join(str(error).split()) or type(error).__name__
        raise InputError(
            "`{path}` is damaged or cut off and cannot be read: {reason}", path=path, reason=reason
        ) from error


def pixel_count(path: Path) -> int:
    """How many pixels all pages of an image file have, by its header; 0 if it is no image file."""
    try:
        with opened(path) as pages:
            width, height = pages.size(1)
            return width * height * pages.count
    except InputError:
        return 0


# ---------------------------------------------------------------- what Pillow reads


class _ImageFrames:
    """The frames of what Pillow has open; 16-bit colour in PNG keeps its depth."""

    def __init__(self, path: Path, image: ImageFile.ImageFile) -> None:
        self._path, self._image = path, image
        self.count = getattr(image, "n_frames", 1)

    def size(self, number: int) -> tuple[int, int]:
        if number > 1 or self._image.tell():
            self._image.seek(number - 1)
        return self._image.size

    def is_full(self, _: int) -> bool:
        return True

    def read(self, number: int) -> Raster:
        image = self._image
        _check_size(self._path, *self.size(number))
        if image.format in _SCANNED:
            _check_scans(self._path, *image.size)
        if image.tile and image.tile[0].codec_name in {*Image.DECODERS} - {"ppm"}:
            _check_size(self._path, *image.size, most=_MOST_SLOW)
        if _is_numbers(image):
            return raster(_numbers(self._path, image))
        deep = number == 1 and _is_deep_png(image)
        stored = _deep_png(self._path) if deep else _frame(self._path, image)
        image.load()  # only now the orientation is known for certain: it may follow the pixels
        return raster(stored._replace(turn=image.getexif().get(274, 1)))


@contextmanager
def _open_frames(path: Path) -> Iterator[Pages]:
    with Image.open(path, formats=FORMATS) as image:
        yield _ImageFrames(path, image)


def _frame(path: Path, image: ImageFile.ImageFile) -> Stored:
    """What Pillow decodes without loss."""
    key = _transparent_value(image)
    image.load()
    mode = image.mode
    if mode == "LAB":
        raise _unknown(path, "LAB")
    whole = mode.startswith("I")
    light = plane(image.size)
    cover = plane(image.size) if image.has_transparency_data and mode != "F" else None
    for area, box in boxes(*light.shape):
        part = image.crop(box)
        if mode == "F" or whole:
            values = checked(path, np.asarray(part))
            light[area] = values
            if cover is not None:
                cover[area] = values != key
        elif cover is not None:
            pixels = np.asarray(part.convert("RGBA"))
            light[area], cover[area] = pixels[..., :3] @ LUMINANCE, pixels[..., 3] / BYTE
        else:
            light[area] = _gray(np.asarray(part.convert("L" if mode in ("1", "L") else "RGB")))
    if mode == "F":
        return Stored(light, None, 1.0)
    bits = image.tag_v2.get(258, (16,))[0] if isinstance(image, TiffImageFile) else 16  # or 12
    return Stored(light, cover, 2.0**bits - 1 if whole else BYTE)


def _transparent_value(image: ImageFile.ImageFile) -> Any:
    """What the file calls transparent; in PNGs of 2 or 4 bits Pillow spreads all values but it."""
    key = image.info.get("transparency")
    spread = {"L;2": 85, "L;4": 17}.get(str(image.tile[0].args), 1) if image.tile else 1
    if isinstance(key, int) and key <= 255 // spread:
        image.info["transparency"] = key = key * spread
    return key


def _is_deep_png(image: ImageFile.ImageFile) -> bool:
    """Whether the file has 16 bits a channel, of which Pillow is about to drop half."""
    colour = image.format == "PNG" and image.mode in ("RGB", "RGBA")
    return colour and bool(image.tile) and str(image.tile[0].args).endswith(";16B")


def _deep_png(path: Path) -> Stored:
    """A PNG with 16 bits a channel.

    Of two bytes Pillow keeps the first, or the second if it takes the samples for little-endian:
    reading the file both ways gives both. Gray with alpha has four bytes a pixel, as RGBA has.
    """
    with Image.open(path, formats=["PNG"]) as image:
        mode, gray, size = image.mode, image.tile[0].args == "LA;16B", image.size
        key = image.info.get("transparency")
    light = plane(size)
    cover = plane(size) if mode == "RGBA" or key is not None else None
    hit = np.ones(light.shape, bool)
    for layout, factor in [("RGBA", 1)] if gray else [(f"{mode};16B", 256), (f"{mode};16L", 1)]:
        for area, four in _reread(path, layout):
            if gray:
                four = four[..., ::2] * 256.0 + four[..., 1::2]
            light[area] += factor * _gray(four[..., 0] if gray else four[..., :3])
            if mode == "RGBA" and cover is not None:
                cover[area] += four[..., -1] * (factor / FULL)
            elif key is not None:
                hit[area] &= (four == np.array(key) // factor % 256).all(axis=2)
    if mode == "RGB" and cover is not None:
        cover += ~hit
    return Stored(light, cover, FULL)


def _reread(path: Path, layout: str) -> Iterator[tuple[tuple[slice, slice], Samples]]:
    """The bytes [h, w, channels] that Pillow keeps if it takes the samples for `layout`."""
    with Image.open(path, formats=["PNG"]) as image:
        image.tile = [tile._replace(args=layout) for tile in image.tile]
        image.load()
        for area, box in boxes(image.height, image.width):
            yield area, np.asarray(image.crop(box))


def _is_numbers(image: ImageFile.ImageFile) -> bool:
    """Whether it is a PPM or PGM with a white of its own, which Pillow brings to 8 bits, slowly."""
    return bool(image.tile) and image.tile[0].codec_name.startswith("ppm") and _white(image) > 0


def _white(image: ImageFile.ImageFile) -> int:
    args = image.tile[0].args
    return int(args[1]) if isinstance(args, tuple) else 0  # bits have none


def _numbers(path: Path, image: ImageFile.ImageFile) -> Stored:
    """The numbers of a PPM or a PGM: text, or one or two bytes each, the high one first."""
    white, (kind, _, offset, _) = _white(image), image.tile[0]
    bands = len(image.getbands())
    count = image.width * image.height * bands
    if kind == "ppm_plain":
        with path.open("rb") as file:
            file.seek(offset)
            text = re.sub(rb"#[^\r\n]*", b"", file.read(MOST_BYTES // 4))
        numbers = np.fromstring(text, np.float32, count, sep=" ")
    else:
        numbers = np.fromfile(path, ">u2" if white > 255 else "u1", count, offset=offset)
    if len(numbers) < count:
        raise ValueError(f"{count:,} samples are needed, and {len(numbers):,} are there")
    samples = numbers.reshape((image.height, image.width, bands)[: 2 if bands == 1 else 3])
    light = plane(image.size)
    for area, _ in boxes(*light.shape):
        light[area] = _gray(np.minimum(checked(path, samples[area]), white))
    if white > BYTE:
        return Stored(light, None, float(white))
    light *= BYTE / white
    return Stored(light, None, BYTE)


# ---------------------------------------------------------------- TIFF


class _TiffPages:
    """The pages of a TIFF; Pillow reads those that are not plain."""

    def __init__(self, path: Path, file: Any) -> None:
        self._path, self._file = path, file
        directories = tiff.count_directories(file)
        self._single = directories == 1
        self.count = tiff.count_frames(file.pages.first) if self._single else directories

    def size(self, number: int) -> tuple[int, int]:
        page = self._page(number)
        return page.imagewidth, page.imagelength

    def is_full(self, number: int) -> bool:
        return tiff.is_full(self._page(number))

    def read(self, number: int) -> Raster:
        page = self._page(number)
        _check_size(self._path, *self.size(number))
        if page.imagedepth > 1:
            raise InputError(
                "`{path}` must be a flat picture, and has the axes {axes}",
                path=self._path,
                axes=page.axes,
            )
        _check_bytes(self._path, page)
        if tiff.is_plain(page):
            frame = number - 1 if self._single else 0
            return raster(tiff.read_page(self._path, page, frame))
        try:
            with Image.open(self._path, formats=["TIFF"]) as image:
                image.seek(number - 1)
                stored = _frame(self._path, image)
                if _is_boolean(page, self._file.pages.first):
                    np.subtract(BYTE, stored.light, out=stored.light)
                return raster(stored._replace(turn=image.getexif().get(274, 1)))
        except (UnidentifiedImageError, SyntaxError) as error:
            raise _unknown(self._path, _described(page)) from error

    def _page(self, number: int) -> "TiffPage":
        page: TiffPage = self._file.pages[0 if self._single else number - 1]
        return page


def _is_tiff(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in tiff.STARTS


@contextmanager
def _open_tiff(path: Path) -> Iterator[Pages]:
    logging.getLogger("tifffile").addHandler(logging.NullHandler())  # it prints when in doubt
    import tifffile  # slow to import, and rarely needed

    with tifffile.TiffFile(path) as file:
        yield _TiffPages(path, file)


def _is_boolean(page: "TiffPage", first: "TiffPage") -> bool:
    """Whether it is a boolean array that tifffile wrote: it calls True black, and means True."""
    bits = page.photometric == 0 and page.bitspersample == 1
    return bits and "tifffile" in (page.software or first.software)


def _check_bytes(path: Path, page: "TiffPage") -> None:
    """Raise InputError if decoding a page would hold too much at once."""
    wide = page.dtype is not None and page.dtype.itemsize > 4
    pixel = (8 if wide else 4) * (2 if page.extrasamples else 1)
    planes = page.imagewidth * page.imagelength * pixel
    copies = 1 if page.compression == 1 else 2 if page.predictor == 1 else 3
    held = planes + copies * tiff.block_bytes(page)
    if held > MOST_BYTES:
        raise InputError(
            "`{path}` takes {held} GB of memory to read, more than the limit of {most} GB: "
            "save it with fewer pixels, or with smaller tiles or strips",
            path=path,
            held=f"{held / 1e9:.1f}",
            most=f"{MOST_BYTES / 1e9:.1f}",
        )


def _described(page: "TiffPage") -> str:
    names = [getattr(v, "name", str(v)) for v in (page.photometric, page.compression)]
    return f"{names[0]}, {page.bitspersample} bits, {names[1]}"


# ---------------------------------------------------------------- what both have in common


def _check_size(path: Path, width: int, height: int, most: int = MOST_PIXELS) -> None:
    if width * height > min(most, MOST_PIXELS):
        raise _too_large(path, min(most, MOST_PIXELS))
    if not width * height:
        raise ValueError("it has no pixels")
    if max(width, height) > _MOST_SIDE:
        raise InputError(
            "`{path}` has {side:,} pixels a side, more than the limit of {most:,}",
            path=path,
            side=max(width, height),
            most=_MOST_SIDE,
        )


def _check_scans(path: Path, width: int, height: int) -> None:
    """Raise InputError for a JPEG that is made of so many scans that decoding has no end."""
    scans = path.read_bytes().count(b"\xff\xda")
    if scans * width * height > _MOST_SCANNED:
        raise InputError(
            "`{path}` is made of {scans:,} scans, too many for its size", path=path, scans=scans
        )


def _too_large(path: Path, most: int = MOST_PIXELS) -> InputError:
    if most == _MOST_SLOW:
        return InputError(
            "`{path}` has more than {millions} million pixels, the limit of its kind: "
            "save it as PNG",
            path=path,
            millions=most // 10**6,
        )
    return InputError(
        "`{path}` has more than {millions} million pixels, the limit",
        path=path,
        millions=most // 10**6,
    )


def _unknown(path: Path, kind: str) -> InputError:
    return InputError(
        "`{path}` is a TIFF of a kind that is not read ({kind}): save it as gray or RGB "
        "of 8, 16 or 32 bits",
        path=path,
        kind=kind,
    )


def _gray(samples: Samples) -> Samples:
    """Luminance [h, w] of gray [h, w] or of RGB [h, w, 3]."""
    return samples @ LUMINANCE if samples.ndim == 3 else samples
