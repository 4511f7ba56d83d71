"""The lines of a text file, whatever its encoding and line ends, read in bounded pieces."""

import codecs
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from playground.errors import InputError

MOST_LINES = 5_000_000
"""A table of more lines is refused once they have been counted."""

_MOST_CHARACTERS = 2**29
_LONGEST_LINE = 1_000_000
_MOST_JOINED = 100  # lines of one quoted cell
_PIECE = 2**20  # characters
_START = 4096  # bytes
_BLANK = " \t,;|"
_COMMENTS = ("#", "%", "//")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_SURROGATE = re.compile("[\udc80-\udcff]")
_OPENING = re.compile(r'(?:^|[,;\t| ])\s*"')
_SEPARATOR = re.compile(r'"?sep=(.)"?[,;\t]*', re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class TextLines:
    """The lines of a table that hold something.

    `numbers` has the number of each in the file, from 1. `comment` is what the last comment above
    them says; `separator` is what a first line such as `sep=;` says.
    """

    lines: Sequence[str]
    numbers: Sequence[int]
    comment: str = ""
    separator: str | None = None


def read_lines(path: Path) -> TextLines:
    """Read UTF-8, UTF-16 or UTF-32; a byte that is no UTF-8 is read as Latin-1 (Windows-1252).

    Lines end in any of the three ways; a quoted cell may run over several. Lines that are empty or
    begin with #, % or // are passed over, as are lines of nothing but separators at the end.
    Raises InputError for what is no text, is too long, or cannot be read.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would wait for whoever fills it
            raise InputError("`{path}` is a folder or a device, and no file", path=path)
        if not path.stat().st_size:  # nor is it read: what the system makes up may never end
            return TextLines((), ())
        with path.open("rb") as file:
            encoding = _encoding(file.read(_START), path)
        errors = "surrogateescape" if encoding.startswith("utf-8") else "strict"
        with path.open(encoding=encoding, errors=errors) as text:
            return _kept(_joined(_raw_lines(text, path), path))
    except UnicodeError as error:
        raise no_table(path) from error
    except OSError as error:
        raise InputError(
            "`{path}` cannot be read: {reason}", path=path, reason=(error.strerror or "").lower()
        ) from error


def _kept(numbered: Iterator[tuple[int, str]]) -> TextLines:
    lines: list[str] = []
    numbers = array("L")
    comment, separator = "", None
    for number, line in numbered:
        bare = line.lstrip()
        if not bare:
            continue
        if bare.startswith(_COMMENTS):
            comment = comment if lines else bare.lstrip("#%/").strip()
        elif not lines and separator is None and (found := _SEPARATOR.fullmatch(line)):
            separator = found[1]
        else:
            lines.append(line)
            numbers.append(number)
    while lines and not lines[-1].strip(_BLANK):
        del lines[-1], numbers[-1]
    return TextLines(lines, numbers, comment, separator)


def _joined(lines: Iterator[str], path: Path) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, those of one quoted cell joined by spaces."""
    numbered = enumerate(lines, 1)
    for number, line in numbered:
        if number > MOST_LINES:
            raise InputError(
                "`{path}` has more than {most:,} lines, the limit", path=path, most=MOST_LINES
            )
        while '"' in line and _is_open(line):
            further, more = next(numbered, (0, ""))
            if not further or further > number + _MOST_JOINED:
                raise InputError(
                    "`{path}` must close every quote, and does not in line {line}",
                    path=path,
                    line=number,
                )
            line = f"{line} {more}"
        yield number, line


def _is_open(line: str) -> bool:
    """Whether a quoted cell goes on in the next line; a sign for inches opens none."""
    return line.count('"') % 2 == 1 and _OPENING.search(line) is not None


def _raw_lines(file: TextIO, path: Path) -> Iterator[str]:
    """The lines without their ends, never more than a piece of the file at a time."""
    number, rest = 0, ""
    for piece in _pieces(file, path):
        *lines, rest = (rest + piece).split("\n")
        yield from lines
        number += len(lines)
        if len(rest) > _LONGEST_LINE:
            raise InputError(
                "`{path}` must have at most {most:,} characters a line, and has more in line "
                "{line}",
                path=path,
                most=_LONGEST_LINE,
                line=number + 1,
            )
    if rest:
        yield rest


def _pieces(file: TextIO, path: Path) -> Iterator[str]:
    left = _MOST_CHARACTERS
    while piece := file.read(_PIECE):
        if "\0" in piece or (left == _MOST_CHARACTERS and _CONTROL.search(piece)):
            raise no_table(path)
        left -= len(piece)
        if left < 0:
            raise InputError(
                "`{path}` has more than {most:,} characters, the limit",
                path=path,
                most=_MOST_CHARACTERS,
            )
        yield _mended(piece)


def _encoding(start: bytes, path: Path) -> str:
    """By the mark at the start, or by where the zeros are if there is none."""
    if start.startswith(_WORKBOOKS):
        raise InputError("`{path}` is a workbook; save its sheet as CSV", path=path)
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = len(start) // 2
    even, odd = start[: 2 * half : 2].count(0), start[1 : 2 * half : 2].count(0)
    if even == 0 and odd > half / 2:
        return "utf-16-le"
    return "utf-16-be" if odd == 0 and even > half / 2 else "utf-8"


def _mended(piece: str) -> str:
    """Bytes that were no UTF-8 as Latin-1, and the minus sign of typography as that of numbers."""
    if piece.isascii():
        return piece
    return _SURROGATE.sub(_as_latin, piece).replace("\N{MINUS SIGN}", "-")


def _as_latin(found: re.Match[str]) -> str:
    byte = bytes([ord(found[0]) - 0xDC00])
    return byte.decode("cp1252", "replace")


def no_table(path: Path) -> InputError:
    """What to say of a file that cannot be read as points at all."""
    return InputError(
        "`{path}` is no table of points: it must be a text file with two columns of numbers",
        path=path,
    )
