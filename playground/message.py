"""Sentences that can be said in another language later, by whoever faces the person."""

import re
from collections.abc import Mapping
from pathlib import PurePath
from reprlib import Repr
from types import MappingProxyType
from typing import Any
from unicodedata import bidirectional, category

_NONE: Mapping[str, Any] = MappingProxyType({})

_MOST_VALUE = 300
_MOST_TEXT = 4000
_MOST_DIGITS = 40
_SPACES = frozenset("\n\r\t\v\f\x85\u2028\u2029")
_TURNING = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
_BRIEF = Repr()
_BRIEF.maxlist = _BRIEF.maxtuple = _BRIEF.maxdict = 10
_BRIEF.maxstring = _BRIEF.maxother = _BRIEF.maxlong = 100


def plain_text(text: str, most: int = _MOST_VALUE) -> str:
    """`text` on one line of at most `most` characters, without a sign that a terminal obeys.

    Escape sequences, and marks that turn the direction of writing, are spelled out by their
    numbers; letters of any language stay, and so does what a file name holds beyond Unicode. What
    is cut off ends in "…".
    """
    if len(text) > most:
        text = text[: most - 1] + "…"
    return text if text.isprintable() else "".join(map(_plain, text))


def _plain(sign: str) -> str:
    if sign in _SPACES:
        return " "
    if category(sign) == "Cc" or bidirectional(sign) in _TURNING:
        return sign.encode("unicode_escape").decode()
    return sign


class _Brief(str):
    """Stands for a value too long to be shown, in whatever format it is asked for."""

    def __repr__(self) -> str:
        return str(self)

    def __format__(self, spec: str) -> str:
        return str(self)


def _shown(value: Any) -> Any:
    """`value`, or what stands for it in a sentence, where it would not be plain and short."""
    match value:
        case Sentence() | bool() | float():
            return value
        case str():
            return plain_text(value)
        case PurePath():
            plain = plain_text(str(value), _MOST_TEXT)
            return value if plain == str(value) else plain
        case int():
            digits = int(abs(value).bit_length() * 0.30103)
            return value if digits < _MOST_DIGITS else _Brief(f"10^{digits}")
        case list() | tuple() | dict():
            return _Brief(plain_text(_BRIEF.repr(value)))
    return value


class Sentence(str):
    """An English sentence that remembers its template and the values that went into it.

    `Sentence("{path} does not exist", path=path)` is an ordinary text; the window translates the
    template and puts the values in again. A template without values is taken as it stands.

    Values may come from anybody's file: they are shown on one line, of bounded length, and without
    signs that a terminal obeys (`plain_text`).
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> "Sentence":
        """Fill in the template; KeyError where a value lacks."""
        values = {name: _shown(value) for name, value in values.items()}
        self = super().__new__(cls, template.format(**values) if values else template)
        self.template, self.values = template, values or _NONE
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.template, dict(self.values))


def _again(template: str, values: dict[str, Any]) -> Sentence:
    """The sentence on the other side of a pipe between two processes."""
    return Sentence(template, **values)


_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """`text` on one line, for a terminal: what would steer it, or turn the line round, is escaped.

    File names, files and servers can say anything.
    """
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
