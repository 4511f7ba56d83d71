"""Sentences that can be said in another language later, by whoever faces the person."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

_NONE: Mapping[str, Any] = MappingProxyType({})


class Sentence(str):
    """An English sentence that remembers its template and the values that went into it.

    `Sentence("{path} does not exist", path=path)` is an ordinary text; the window translates the
    template and puts the values in again. A template without values is taken as it stands.
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> "Sentence":
        """Fill in the template; KeyError where a value lacks."""
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
