"""An image file, turned into light and cover at 16 bits, whatever its format."""

import logging
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile, UnidentifiedImageError
from PIL.TiffImagePlugin import TiffImageFile

from playground.density.target import FULL
from playground.errors import InputError

if TYPE_CHECKING:
    from tifffile import TiffPage

MOST_PIXELS = 64_000_000
"""Larger pictures are refused before they are decoded."""

FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "WEBP", "GIF", "PPM")
"""What Pillow may open: its readers of drawing languages and of movies stay shut."""

LUMINANCE = np.array([0.2125, 0.7154, 0.0721])
"""Weights of red, green and blue (Rec. 709, as in scikit-image's `rgb2gray`)."""

_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_TURNS = {2: (0, True), 3: (2, False), 4: (2, True), 5: (3, True)}
_TURNS |= {6: (3, False), 7: (1, True), 8: (1, False)}
_BAND = 256

Samples = NDArray[Any]
"""uint8, uint16 or float64, from black at 0; white is 255, 65535 or 1."""


class Stored(NamedTuple):
    """What a file holds: gray [h, w] or RGB [h, w, 3], alpha [h, w], and the EXIF orientation."""

    colour: Samples
    alpha: Samples | None
    turn: int
    premultiplied: bool = False


class Raster(NamedTuple):
    """A decoded picture, upright, row 0 at the top.

    `light` is uint16 [h, w], the luminance times the cover: what is seen before a black paper.
    `cover` is uint16 [h, w], 0 where the picture is transparent, or None if it is opaque.
    """

    light: NDArray[np.uint16]
    cover: NDArray[np.uint16] | None


def decode(path: Path) -> Raster:
    """Read the first frame of an image file.

    Raises InputError if there is no such file, if it holds no picture or a damaged one, if it has
    more than `MOST_PIXELS` pixels, or if a value of it is negative or not finite.
    """
    try:
        if not path.exists():
            raise InputError("`{path}` does not exist", path=path)
        if not path.is_file():
            raise InputError(
                "`{path}` must be an image file, and is a folder or a device", path=path
            )
        with warnings.catch_warnings():
            # Libraries warn about oddities of a file; what matters is refused here in words.
            warnings.simplefilter("ignore")
            stored = _read_tiff(path) or _read_any(path)
    except InputError:
        raise
    except PermissionError as error:
        raise InputError("`{path}` cannot be read: permission denied", path=path) from error
    except UnidentifiedImageError as error:
        kinds = "PNG, JPEG, BMP, TIFF, WebP or GIF"
        raise InputError(
            "`{path}` must be a picture ({kinds}), and is none", path=path, kinds=kinds
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except Exception as error:  # readers raise whatever a damaged file leads them to
        reason = " ".join(str(error).split()) or type(error).__name__
        raise InputError(
            "`{path}` is damaged or cut off and cannot be read: {reason}", path=path, reason=reason
        ) from error
    return _raster(path, stored)


def _too_large(path: Path) -> InputError:
    return InputError(
        "`{path}` has more than {millions} million pixels, the limit",
        path=path,
        millions=MOST_PIXELS // 10**6,
    )


def _read_any(path: Path) -> Stored:
    """What Pillow can read; 16-bit colour in PNG keeps its depth."""
    with Image.open(path, formats=FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise _too_large(path)
        deep = image.format == "PNG" and image.mode in ("RGB", "RGBA") and _is_deep(image)
        samples, alpha = _deep_png(path) if deep else _samples(image)
        image.load()  # only now the orientation is known for certain: it may follow the pixels
        turn = image.getexif().get(274, 1)
    return Stored(samples, alpha, turn)


def _samples(image: ImageFile.ImageFile) -> tuple[Samples, Samples | None]:
    """Gray [h, w] or RGB [h, w, 3], and alpha [h, w], of what Pillow decodes without loss."""
    image.load()
    if image.mode == "F":
        return np.asarray(image, dtype=np.float64), None
    if image.mode.startswith("I"):
        gray = np.clip(np.asarray(image), 0, FULL).astype(np.uint16)
        if isinstance(image, TiffImageFile) and image.tag_v2.get(262) == 0:
            gray = FULL - gray  # 0 stands for white, which Pillow mends in 8 bits only
        key = image.info.get("transparency")
        return gray, None if key is None else np.where(gray == key, 0, FULL).astype(np.uint16)
    if image.has_transparency_data:
        pixels = np.asarray(image.convert("RGBA"))
        return pixels[..., :3], pixels[..., 3]
    return np.asarray(image.convert("L" if image.mode in ("1", "L") else "RGB")), None


def _is_deep(image: ImageFile.ImageFile) -> bool:
    """Whether the file has 16 bits a channel, of which Pillow is about to drop half."""
    return str(image.tile[0].args).endswith(";16B")


def _deep_png(path: Path) -> tuple[Samples, Samples | None]:
    """Gray [h, w] or RGB [h, w, 3], and alpha [h, w], of a PNG with 16 bits a channel.

    Of two bytes Pillow keeps the first, or the second if it takes the samples for little-endian:
    reading the file both ways gives both. Gray with alpha has four bytes a pixel, as RGBA has.
    """
    with Image.open(path, formats=["PNG"]) as image:
        mode, gray = image.mode, image.tile[0].args == "LA;16B"
        key = image.info.get("transparency")
    if gray:
        four = _reread(path, "RGBA")
        return four[..., 0] * 256 + four[..., 1], four[..., 2] * 256 + four[..., 3]
    pixels = _reread(path, f"{mode};16B") * 256 + _reread(path, f"{mode};16L")
    if mode == "RGBA":
        return pixels[..., :3], pixels[..., 3]
    if key is None:
        return pixels, None
    return pixels, np.where((pixels == key).all(axis=2), 0, FULL).astype(np.uint16)


def _reread(path: Path, layout: str) -> NDArray[np.uint16]:
    """The bytes [h, w, channels] that Pillow keeps if it takes the samples for `layout`."""
    with Image.open(path, formats=["PNG"]) as image:
        image.tile = [tile._replace(args=layout) for tile in image.tile]
        return np.asarray(image).astype(np.uint16)


def _read_tiff(path: Path) -> Stored | None:
    """A TIFF with samples that Pillow drops bits of or does not know; None of any other file."""
    with path.open("rb") as file:
        if file.read(4) not in _TIFF_STARTS:
            return None
    logging.getLogger("tifffile").addHandler(logging.NullHandler())  # it prints when in doubt
    import tifffile  # slow to import, and rarely needed

    with tifffile.TiffFile(path) as tiff:
        page = tiff.pages.first
        if page.imagewidth * page.imagelength * page.imagedepth > MOST_PIXELS:
            raise _too_large(path)
        wide = page.dtype is not None and page.dtype.itemsize > 1
        if page.photometric not in (0, 1, 2) or not (wide or _lies_on_its_side(page)):
            return None
        try:
            samples = page.asarray()
        except ValueError:  # a compression that only Pillow knows
            return None
        return _sorted(path, page, samples)


def _lies_on_its_side(page: "TiffPage") -> bool:
    """Whether Pillow would take height for width, as it does if the samples are not compressed."""
    turned = page.tags.valueof(274, default=1) > 4
    return turned and page.compression == 1 and page.bitspersample == 8


def _sorted(path: Path, page: "TiffPage", samples: Samples) -> Stored:
    """Sort the samples of a deep TIFF page into colour and alpha."""
    if page.axes not in ("YX", "YXS", "SYX"):
        raise InputError(
            "`{path}` must be a flat picture, and has the axes {axes}", path=path, axes=page.axes
        )
    if page.axes == "SYX":
        samples = np.moveaxis(samples, 0, 2)
    samples = _scaled(path, samples.reshape(*samples.shape[:2], -1))
    colours = 3 if page.photometric == 2 else 1
    if samples.shape[2] < colours + bool(page.extrasamples):
        raise ValueError(f"{samples.shape[2]} samples a pixel are too few")
    colour = samples[..., :3] if colours == 3 else samples[..., 0]
    alpha = samples[..., colours] if page.extrasamples else None
    if page.photometric == 0:  # 0 stands for white
        colour = colour.max(initial=1) - colour if colour.dtype.kind == "f" else FULL - colour
    premultiplied = bool(page.extrasamples) and page.extrasamples[0] == 1
    return Stored(colour, alpha, page.tags.valueof(274, default=1), premultiplied)


def _scaled(path: Path, samples: Samples) -> Samples:
    """Whole numbers of any width brought to 16 bits; floats are left as they are."""
    if samples.dtype.kind not in "iu" or samples.dtype == np.uint16:
        return samples.astype(np.float64) if samples.dtype.kind == "f" else samples
    if samples.min() < 0:
        raise InputError(
            "`{path}` must not have negative values, got {least}", path=path, least=samples.min()
        )
    return _rounded(samples.astype(np.float64) * (FULL / np.iinfo(samples.dtype).max))


def _raster(path: Path, stored: Stored) -> Raster:
    """Weigh the colours, put the picture on black, and turn it upright."""
    colour, alpha, turn, premultiplied = stored
    if colour.dtype.kind == "f":
        colour = _float_light(path, colour)
        alpha = None if alpha is None else np.clip(alpha, 0, 1) * FULL
    light = _gray(colour)
    if alpha is None:
        return Raster(_upright(light, turn), None)
    cover = _gray(alpha)
    if not premultiplied:
        light = _rounded(light * (cover / FULL))
    return Raster(_upright(np.minimum(light, cover), turn), _upright(cover, turn))


def _float_light(path: Path, values: Samples) -> Samples:
    """Floats in 0 … 1 times 65535; if any is larger, all are divided by the largest first."""
    if not np.isfinite(values).all():
        raise InputError(
            "`{path}` must have finite values only, and has NaN or infinity", path=path
        )
    if values.min() < 0:
        raise InputError(
            "`{path}` must not have negative values, got {least:g}", path=path, least=values.min()
        )
    light: Samples = values * (FULL / max(values.max(), 1))
    return light


def _gray(samples: Samples) -> NDArray[np.uint16]:
    """Luminance uint16 [h, w] of samples of 8 bits, of 16, or of floats in 0 … 65535."""
    scale = 257.0 if samples.dtype == np.uint8 else 1.0  # 255 * 257 = 65535
    gray = np.empty(samples.shape[:2], np.uint16)
    for top in range(0, len(gray), _BAND):  # in bands, since floats take eight times the memory
        band = samples[top : top + _BAND]
        gray[top : top + _BAND] = _rounded(scale * (band @ LUMINANCE if band.ndim == 3 else band))
    return gray


def _rounded(values: Samples) -> NDArray[np.uint16]:
    whole: NDArray[np.uint16] = np.rint(np.clip(values, 0, FULL)).astype(np.uint16)
    return whole


def _upright(picture: NDArray[np.uint16], turn: int) -> NDArray[np.uint16]:
    """Undo what the EXIF orientation `turn` (1 … 8) says was done to the picture."""
    quarters, mirrored = _TURNS.get(turn, (0, False))
    picture = np.rot90(picture, quarters)
    return np.ascontiguousarray(picture[:, ::-1] if mirrored else picture)
