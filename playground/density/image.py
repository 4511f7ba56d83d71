"""An image file, read as the pixels of a density."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from playground.density.image_decoding import MOST_PIXELS, Pages, opened
from playground.density.raster import Raster, boxes, full_value
from playground.density.target import FULL, WEIGHTS
from playground.errors import InputError
from playground.message import Sentence

LONGEST = 1024
"""Pictures with a longer side are reduced to this many pixels."""

MOST_LAYERS = 100
"""More pages than these cannot be layers."""

_MOST_TRIED = 1000
_SEARCH = MOST_PIXELS
"""So many pages, or a little more pixels, are searched for one that is not empty."""

_LOSS = 1e-3
_NOISE = 1e-6
"""White less white may leave a trace of rounding, which must not be taken for the largest value."""

Number = TypeVar("Number", np.uint16, np.floating[Any])

Tell = Callable[[Sentence], None]
"""Takes what a reader has to say about a file that it can read."""


def silent(_: Sentence) -> None:
    """Let it pass."""


@dataclass(frozen=True, eq=False)
class PageDensity:
    """A page of an image file as a density: `pixels` is uint16 [h, w], and `page` counts from 1.

    `full` is what a pixel of 65535 stands for and `white` is what white is (see `Raster`), both in
    the file's own numbers, so that pages can be weighed against each other. `hidden` says that all
    of it is transparent.
    """

    pixels: NDArray[np.uint16]
    full: float
    white: float | None
    page: int
    hidden: bool


def read_picture(
    path: Path,
    *,
    invert: bool = False,
    black_point: float = 0.0,
    page: int | None = None,
    tell: Tell = silent,
) -> NDArray[np.uint16]:
    """Read an image file as a density: uint16 [h, w], row 0 at the top, 65535 is dense.

    8-bit values are multiplied by 257 and 16-bit values kept, so neither loses anything; colours
    give their luminance; floats in 0 … 1 are shares of full white. But the largest value becomes
    65535 if the picture has more than 8 bits and stays below half of white (12 bits in 16,
    probabilities that sum to one), and if its samples have no white: floats above 1, whole numbers
    with a sign or of 32 bits and more. Transparent pixels are empty. `invert` takes dark for dense,
    for a drawing on white or on nothing. A picture whose longer side is over 1024 is reduced by
    area averaging, which keeps its mass and its place. Last, pixels below the share `black_point`
    of 65535 become empty and the others stay as they are, so the result never has a value between.

    Of several pages or frames `page` is read; by default, the first that is not empty and no
    thumbnail of another. `tell` is told what was left out, and which page was chosen.

    Raises InputError if the file cannot be read (see `decode.opened`), if `black_point` is not in
    [0, 1), if there is no such page, or if nothing is left of the picture.
    """
    read = read_page(path, invert=invert, black_point=black_point, page=page, tell=tell)
    return read.pixels


def read_page(
    path: Path,
    *,
    invert: bool = False,
    black_point: float = 0.0,
    page: int | None = None,
    tell: Tell = silent,
) -> PageDensity:
    """The same with what is needed to weigh it against others."""
    _check_black_point(black_point)
    with opened(path) as pages:
        if page is None:
            read = _first(path, pages, invert, tell)
        else:
            _check_page(path, pages, page)
            read = _density(page, pages.read(page), invert, tell)
    if not read.pixels.any():
        raise _hidden(path) if read.hidden else _all_empty(path, read.page, pages.count, invert)
    return _cut(path, read, black_point)


def read_pages(
    path: Path, *, invert: bool = False, black_point: float = 0.0, tell: Tell = silent
) -> list[PageDensity]:
    """All pages but empty ones and thumbnails; all are of one size.

    Raises InputError as `read_picture` does, if the sizes differ, or if there are more than
    `MOST_LAYERS`.
    """
    _check_black_point(black_point)
    read: list[PageDensity] = []
    with opened(path) as pages:
        if pages.count > MOST_LAYERS:
            raise InputError(
                "`{path}` has {count} pages, and at most {most} can be layers: take one of them",
                path=path,
                count=pages.count,
                most=MOST_LAYERS,
            )
        size: tuple[int, ...] = ()
        for number in _full_pages(pages):
            raster = pages.read(number)
            size = size or raster.light.shape
            if raster.light.shape != size:
                raise _sizes_differ(path, number, size, raster.light.shape)
            read.append(_density(number, raster, invert, tell if not read else silent))
    kept = [one for one in read if one.pixels.any()]
    if not kept:
        raise _all_empty(path, pages.count, pages.count, invert)
    if len(kept) < pages.count:
        tell(
            Sentence(
                "`{path}`: {kept} of {count} pages are read, the others are empty or thumbnails",
                path=path,
                kept=len(kept),
                count=pages.count,
            )
        )
    return [_cut(path, one, black_point) for one in kept]


def stored_pixels(path: Path) -> NDArray[np.uint16]:
    """A layer that was stored as a gray PNG of 8 or 16 bits, value for value: uint16 [h, w].

    Raises InputError as `read_picture` does.
    """
    with opened(path) as pages:
        light, _, white, _ = pages.read(1)
    levels = np.rint(reduce(light, LONGEST) * (FULL / (white or FULL)))
    pixels: NDArray[np.uint16] = levels.astype(np.uint16)
    if not pixels.any():
        raise _all_empty(path, 1, 1, False)
    return pixels


def balance(pages: Sequence[PageDensity]) -> list[float]:
    """The weights that give each its mass beside the others', the largest 1.

    What has a white is weighed by that, and floats in 0 … 1 count as such. As soon as one goes
    further, or is a whole number without a white, all of these are plain numbers, weighed against
    each other; there is no exchange between them and white, so the largest is as good as white.
    """
    numbers = [one for one in pages if one.white is None or one.white == 1]
    bare = any(one.white is None or one.full > one.white for one in numbers)
    largest = max(one.full for one in numbers) if bare else 1.0
    whites = (largest if one.white is None or one.white == 1 else one.white for one in pages)
    weights = [one.full / white for one, white in zip(pages, whites, strict=True)]
    return [max(weight / max(weights), WEIGHTS[0]) for weight in weights]


def _first(path: Path, pages: Pages, invert: bool, tell: Tell) -> PageDensity:
    """The first page that is not empty; the last that was tried if all are."""
    read: PageDensity | None = None
    told: list[Sentence] = []
    tried = 0
    for number in _full_pages(pages):
        told.clear()
        raster = pages.read(number)
        read = _density(number, raster, invert, told.append)
        tried += raster.light.size
        if read.pixels.any() or tried > _SEARCH:
            break
    if read is None:
        raise ValueError("it has no page that is a picture of its own")
    if pages.count > 1 and read.pixels.any():
        tell(_page_told(path, read.page, pages))
    for note in told:
        tell(note)
    return read


def _full_pages(pages: Pages) -> Iterator[int]:
    """The numbers of those that are pictures of their own; all, if none is."""
    numbers = range(1, min(pages.count, _MOST_TRIED) + 1)
    full = (number for number in numbers if pages.is_full(number))
    first = next(full, None)
    yield from numbers if first is None else (first, *full)


def _density(number: int, raster: Raster, invert: bool, tell: Tell) -> PageDensity:
    """A decoded page as a density, reduced; all of it may be empty."""
    light, cover, white, note = raster
    if note is not None:
        tell(note)
    if invert:
        full = full_value(float(light.max()), white)
        for area, _ in boxes(*light.shape):
            left = full * (1 if cover is None else cover[area]) - light[area]
            light[area] = np.where(left < _NOISE * full, 0, left)
    dense = reduce(light, LONGEST)
    full = full_value(float(dense.max()), white)
    pixels = _rounded(dense / full * FULL)
    hidden = cover is not None and not cover.any()
    return PageDensity(pixels, full, white, number, hidden)


def blackened(pixels: NDArray[np.uint16], black_point: float) -> NDArray[np.uint16]:
    """Empty the pixels below the share `black_point` of full white, and leave the others."""
    # A hair less, so that 16/255 keeps pixels of 16 whatever the last bit of the quotient.
    return np.where(pixels >= black_point * FULL - 1e-6, pixels, np.uint16(0))


def reduce(pixels: NDArray[Number], longest: int) -> NDArray[Number]:
    """Average over areas so that the longer side has at most `longest` pixels: [h, w].

    The longer side is divided evenly; the shorter one gets as many of these larger pixels as cover
    it, centred, with nothing beyond its edges. So proportions, place and mass all stay. Means of
    whole numbers are rounded.
    """
    if max(pixels.shape) <= longest:
        return pixels
    step = max(pixels.shape) / longest
    means = _average(_average(pixels, step).T, step).T
    whole = np.issubdtype(pixels.dtype, np.integer)
    return (np.rint(means) if whole else means).astype(pixels.dtype)


def _average(values: NDArray[np.generic], step: float) -> NDArray[np.float64]:
    """Means over runs of `step` rows, a share of a row counting as such: float64 [rows/step, m]."""
    rows = len(values)
    count = int(np.ceil(rows / step - 1e-9))
    edges = np.clip(np.arange(count + 1) * step - (count * step - rows) / 2, 0, rows)
    means = np.empty((count, values.shape[1]))
    for i, (low, high) in enumerate(pairwise(edges)):
        row = np.arange(int(low), min(int(np.ceil(high)), rows))
        share = np.minimum(row + 1, high) - np.maximum(row, low)
        means[i] = share @ values[row[0] : row[-1] + 1] / step
    return means


def _rounded(levels: NDArray[np.floating]) -> NDArray[np.uint16]:
    """Whole numbers in 0 … 65535; where rounding each would move mass, they share what is left.

    A picture may range further than 16 bits do: a hot pixel, a heavy tail. Then each row, to and
    fro, hands on what was cut off, as in error diffusion, and every region keeps its mass.
    """
    whole = np.rint(levels)
    if np.abs(whole - levels).sum() > _LOSS * levels.sum():
        snake = levels.astype(np.float64)
        snake[1::2] = snake[1::2, ::-1]
        total = np.floor(np.cumsum(snake) + 0.5)
        whole = np.diff(total, prepend=0).reshape(levels.shape)
        whole[1::2] = whole[1::2, ::-1]
    pixels: NDArray[np.uint16] = np.clip(whole, 0, FULL).astype(np.uint16)
    return pixels


def _cut(path: Path, read: PageDensity, black_point: float) -> PageDensity:
    """The page without the pixels below the black point. Raises InputError if none is left."""
    pixels = blackened(read.pixels, black_point)
    if not pixels.any():
        raise InputError(
            "`black_point` must leave something of `{path}`, whose brightest pixel has "
            "{share} of full white, got {black_point}",
            path=path,
            share=f"{read.pixels.max() / FULL:.3g}",
            black_point=black_point,
        )
    return replace(read, pixels=pixels)


def _check_black_point(black_point: float) -> None:
    if not 0 <= black_point < 1:
        raise InputError(
            "`black_point` must be in [0, 1), got {black_point}", black_point=black_point
        )


def _check_page(path: Path, pages: Pages, page: int) -> None:
    if not 1 <= page <= pages.count:
        raise InputError(
            "`page` must be in 1 … {count} for `{path}`, got {page}",
            path=path,
            count=pages.count,
            page=page,
        )


def _page_told(path: Path, page: int, pages: Pages) -> Sentence:
    return Sentence(
        "`{path}`: page {page} of {count} is read", path=path, page=page, count=pages.count
    )


def _sizes_differ(
    path: Path, page: int, size: tuple[int, ...], other: tuple[int, ...]
) -> InputError:
    return InputError(
        "`{path}` must have pages of one size to take them as layers, and page {page} has "
        "{other} pixels where the first has {size}",
        path=path,
        page=page,
        other=f"{other[1]} × {other[0]}",
        size=f"{size[1]} × {size[0]}",
    )


def _hidden(path: Path) -> InputError:
    return InputError(
        "`{path}` must not be transparent everywhere: remove its alpha channel if colours count",
        path=path,
    )


def _all_empty(path: Path, page: int, count: int, invert: bool) -> InputError:
    if count > 1:
        return InputError(
            "`{path}` must not be empty, and of its {count} pages none up to page {page} "
            "has any density",
            path=path,
            count=count,
            page=page,
        )
    if invert:
        return InputError(
            "`{path}` must not be all white (or transparent) when inverted: "
            "it would have no density",
            path=path,
        )
    return InputError(
        "`{path}` must not be all black (or transparent): it would have no density", path=path
    )
