"""Several values of a setting as one text: `0.01,0.06,0.3`, `0-19`, `relu,tanh`, `on,off`."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from playground.errors import InputError
from playground.settings import Setting

MOST_RUNS = 100_000
"""No sweep has more runs, and no list more values."""

_RANGE = re.compile(r"(\d{1,18})-(\d{1,18})")
_SWITCHES = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}


def value_list(item: Setting, text: str) -> tuple[Any, ...]:
    """The values of the setting that `text` lists, in its order.

    They are separated by commas; of a number, `3-7` stands for the whole numbers from 3 to 7.
    Raises InputError for a value that breaks the setting's rule, and for a list without any.
    """
    values = [value for part in name_list(text) for value in _values(item, part)]
    for value in values:
        item.check(value)
    return tuple(values)


def name_list(text: str) -> tuple[str, ...]:
    """The names in `text`, separated by commas; those inside parentheses belong to a formula."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth <= 0:
            parts.append("")
        else:
            parts[-1] += sign
    return tuple(part.strip() for part in parts)


def _values(item: Setting, part: str) -> Iterator[Any]:
    if item.kind in (int, float) and (found := _RANGE.fullmatch(part)):
        yield from map(item.kind, _range(item, int(found[1]), int(found[2])))
    elif item.kind is bool:
        yield _SWITCHES.get(part.lower(), part)  # the check says what is wrong, in words
    else:
        value: Any = item.read(part)
        if item.kind in (int, float):
            with suppress(ValueError):
                value = item.kind(part)
        yield value


def _range(item: Setting, first: int, last: int) -> range:
    if first > last:
        raise InputError(
            "{flag} must be a range that rises, got {first}-{last}",
            flag=item.flag,
            first=first,
            last=last,
        )
    if last - first >= MOST_RUNS:
        raise InputError(
            "{flag} must be a range of at most {most:,} numbers, got {first}-{last}",
            flag=item.flag,
            most=MOST_RUNS,
            first=first,
            last=last,
        )
    return range(first, last + 1)
