"""Names on pictures: they come from files, in any script or none, and are drawn as can be."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, lru_cache

from matplotlib import rcParams
from matplotlib.font_manager import (
    FontEntry,
    FontProperties,
    findfont,
    findSystemFonts,
    fontManager,
    get_font,
)
from matplotlib.text import Text

from playground.message import printable

_NO_BYTES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Halves of characters that stand for no byte of a file name."""
_UNKNOWN = "\ufffd"
_BOLDEST = 500


def write_name(artist: Text, name: str) -> str:
    """Give `artist` the fonts for `name`, and say `name` as it can be drawn; never a formula."""
    text = drawable(name)
    families = _families(text, _base())
    if artist.get_fontfamily() != families:
        artist.set_fontfamily(families)
    artist.set_parse_math(False)
    return text


def drawable(name: str) -> str:
    """`name` with a sign for each letter that no font here has, and without what is no letter.

    Bytes of a file name that the locale could not read are read as UTF-8.
    """
    raw = _NO_BYTES.sub(_UNKNOWN, name).encode("utf-8", "surrogateescape")
    text = printable(raw.decode("utf-8", "replace"))
    known = _known(text, _base())
    return "".join(letter if letter in known else _UNKNOWN for letter in text)


def _base() -> tuple[str, ...]:
    return tuple(rcParams["font.family"])


_KEPT = 256
"""Names that are remembered: those of a window, while its pictures move."""


@lru_cache(_KEPT)
def _known(text: str, base: tuple[str, ...]) -> frozenset[str]:
    """Those letters of `text` that some font has."""
    lacking = _lacking(text, base)
    for font in _further_fonts(lacking):
        lacking = lacking - _letters(font.fname)
    return frozenset(text) - frozenset(map(chr, lacking))


@lru_cache(_KEPT)
def _families(text: str, base: tuple[str, ...]) -> list[str]:
    """`base`, and the families that have what it lacks; the first with a letter draws it."""
    return [*base, *(font.name for font in _further_fonts(_lacking(text, base)))]


def _lacking(text: str, base: tuple[str, ...]) -> frozenset[int]:
    known = [_letters(findfont(FontProperties(family=[name]))) for name in base]
    return frozenset(code for code in map(ord, text) if not any(code in one for one in known))


@lru_cache(_KEPT)
def _further_fonts(lacking: frozenset[int]) -> tuple[FontEntry, ...]:
    """The fewest fonts found for these letters: one with all of them, else one after another."""
    if not lacking:
        return ()
    _add_new_fonts()
    best: FontEntry | None = None
    most: frozenset[int] = frozenset()
    for font in _plain_fonts():
        found = lacking & _letters(font.fname)
        if len(found) > len(most):
            best, most = font, found
        if found == lacking:
            break
    return (best, *_further_fonts(lacking - most)) if best is not None else ()


@cache
def _add_new_fonts() -> None:
    """Tell matplotlib, once, of the fonts that were installed since it made its list."""
    known = {font.fname for font in fontManager.ttflist}
    for path in findSystemFonts():
        if path not in known:
            with suppress(RuntimeError, OSError, ValueError):  # damaged, or of another kind
                fontManager.addfont(path)


def _plain_fonts() -> Iterator[FontEntry]:
    """One font of each family, upright and not bold, sans-serif first."""
    plain = {
        font.name: font
        for font in reversed(fontManager.ttflist)
        if font.style == "normal"
        and (not isinstance(font.weight, int) or font.weight <= _BOLDEST)
        # It has a box for everything, which tells nobody anything.
        and "lastresort" not in font.name.replace(" ", "").lower()
    }
    yield from sorted(plain.values(), key=lambda font: ("Sans" not in font.name, font.name))


@cache
def _letters(path: str) -> frozenset[int]:
    """The letters in a font, none for one of bitmaps, which are of no size that is wanted."""
    try:
        font = get_font(path)
    except (RuntimeError, OSError):
        return frozenset()
    return frozenset(font.get_charmap()) if font.scalable else frozenset()
