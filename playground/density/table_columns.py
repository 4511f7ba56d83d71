"""What the columns of a table hold, and which of them are x, y and the label."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.density.column_names import (
    Pair,
    find_pair,
    is_aside,
    is_counter,
    is_label,
    is_named,
)
from playground.density.table_cells import Dialect, is_grouped, is_missing
from playground.message import Sentence

MOST_LABELS = 100
"""A table of more labels than this has no layers of its own accord."""

LONGEST_LABEL = 200
"""What is longer is a text, and no label."""

_MOST_NUMBERED = 10
"""Whole numbers in front are classes if there are no more of them."""

_LEAST_SHUFFLED = 10
"""Fewer numbers may be an order of the lines by chance."""

_LONGEST_NAME = 40


@dataclass(frozen=True)
class Column:
    """A column, as a sample of its cells shows it; `number` counts from 1.

    - `numeric`: most cells are numbers, infinity and thousands separators included;
    - `textual`: most of those that are not empty are none;
    - `whole`: all of its numbers are whole ones;
    - `counting`: it numbers the lines, in their order or another;
    - `rising`: each number is larger than the one before it;
    - `grouped`: it may have thousands separators, for all that is seen;
    - `complete`: no cell is empty;
    - `different`: so many values, counted up to one more than `MOST_LABELS`;
    - `longest`: the characters of the longest cell;
    - `sampled`: so many cells.
    """

    number: int
    name: str
    numeric: bool
    textual: bool
    whole: bool
    counting: bool
    rising: bool
    grouped: bool
    complete: bool
    different: int
    longest: int
    sampled: int

    @property
    def title(self) -> str:
        """Its name, or its number if it has none."""
        if not self.name:
            return Sentence("column {number}", number=self.number)
        name = self.name if len(self.name) <= _LONGEST_NAME else f"{self.name[:_LONGEST_NAME]}…"
        return f"`{name}`"

    @property
    def is_empty(self) -> bool:
        """Whether all cells are empty, as those after separators that end the lines are."""
        return self.longest == 0

    @property
    def can_label(self) -> bool:
        """Whether its values may tell layers apart."""
        return self.complete and self.different <= MOST_LABELS and self.longest <= LONGEST_LABEL


def describe(
    number: int, name: str, cells: Sequence[str], lines: Sequence[int], dialect: Dialect
) -> Column:
    """Describe a column by `cells`, those of the `lines` (from 0, in order)."""
    cells = [cell.strip() for cell in cells]
    filled = [cell for cell in cells if not is_missing(cell)]
    plain = [cell for cell in filled if dialect.is_number(cell)]
    odd = (cell for cell in filled if not dialect.is_number(cell))
    numbers = len(plain) + sum(is_grouped(cell) or _is_infinite(cell) for cell in odd)
    values = dialect.numbers(plain)
    assert values is not None  # is_number() is stricter
    whole = len(plain) == len(cells) and bool((values == np.rint(values)).all())
    different = set(cells)
    return Column(
        number,
        name,
        numeric=2 * numbers > len(filled) and 2 * len(filled) >= len(cells),
        textual=2 * numbers < len(filled),
        whole=whole,
        counting=whole and _counts(values, lines),
        rising=whole and bool((values[1:] > values[:-1]).all()),
        grouped=_may_be_grouped(plain, dialect),
        complete="" not in different,
        different=min(len(different), MOST_LABELS + 1),
        longest=max(map(len, different)),
        sampled=len(cells),
    )


def choose_pair(columns: Sequence[Column]) -> Pair | None:
    """The columns of x and y: those named so, or else the first two that may be; None if none are.

    What numbers the lines or the groups, a time, and what is the same in all lines come last.
    """
    usable = [i for i, column in enumerate(columns) if not column.textual]
    if pair := find_pair({i: columns[i].name for i in usable if columns[i].name}):
        return pair
    rest = [i for i in usable if columns[i].numeric]
    for reject in (is_index, _is_constant, _is_aside, _is_class):
        rest = _without(rest, [i for i in rest if reject(columns[i])])
    rest = _without(rest, _leading(columns, rest))
    if len(rest) < 2:
        return None
    for name, x, y in (("x", 0, 1), ("y", 1, 0)):
        named = [i for i in rest if is_named(columns[i].name, name)]
        if named:
            both = [named[0], next(i for i in rest if i != named[0])]
            return Pair(both[x], both[y])
    return Pair(rest[0], rest[1])


def choose_label(columns: Sequence[Column], pair: Pair) -> int | None:
    """The column that tells layers apart: one named so, of words, or of numbers without a name."""
    others = [i for i in range(len(columns)) if i not in pair]
    for fits in (_labels_by_name, _labels_by_words, _labels_by_numbers):
        for i in others:
            if fits(columns[i]):
                return i
    return None


def is_index(column: Column) -> bool:
    """Whether the column numbers the lines or things, by its name or by what it is."""
    return column.counting or (bool(column.name) and is_counter(column.name))


def _is_aside(column: Column) -> bool:
    return is_aside(column.name)


def _is_class(column: Column) -> bool:
    """By its name, which may be the y of those who classify."""
    return is_label(column.name) or _is_classified(column)


def _is_classified(column: Column) -> bool:
    return is_named(column.name, "y") and column.whole and _is_few(column)


def _is_constant(column: Column) -> bool:
    return column.different == 1


def _without(columns: list[int], rejected: Sequence[int]) -> list[int]:
    """Those that are not rejected, or all if fewer than two would be left."""
    away = set(rejected)
    rest = [i for i in columns if i not in away]
    return rest if len(rest) >= 2 else columns


def _leading(columns: Sequence[Column], numeric: Sequence[int]) -> Sequence[int]:
    """A first column of whole numbers, classes or an index with gaps, before measured ones."""
    if numeric[:1] != [0] or not columns[0].whole:
        return ()
    measured = not any(columns[i].whole for i in numeric[1:])
    return (0,) if measured and (columns[0].rising or _is_few(columns[0])) else ()


def _labels_by_name(column: Column) -> bool:
    repeats = column.different <= 2 or column.different < column.sampled
    fits = 1 < column.different <= MOST_LABELS and column.longest <= LONGEST_LABEL
    return _is_class(column) and repeats and fits and not column.counting


def _labels_by_words(column: Column) -> bool:
    return not column.numeric and _tells_apart(column, column.sampled // 2)


def _labels_by_numbers(column: Column) -> bool:
    """Only without a name: counts and sizes are whole numbers, too, and have few values."""
    return column.whole and not column.name and _tells_apart(column, column.sampled // 3)


def _tells_apart(column: Column, most: int) -> bool:
    stands_aside = is_index(column) or is_aside(column.name)
    return not stands_aside and column.can_label and 1 < column.different <= max(most, 2)


def _is_few(column: Column) -> bool:
    return 1 < column.different <= min(_MOST_NUMBERED, max(column.sampled // 3, 2))


def _is_infinite(cell: str) -> bool:
    return cell.lstrip("+-").lower() in ("inf", "infinity")


def _counts(values: NDArray[np.float64], lines: Sequence[int]) -> bool:
    """Whether whole `values` go up by one with each line, or are some order of the lines."""
    if len(values) < 3:
        return False
    if len(np.unique(values - np.asarray(lines))) == 1:
        return True
    if len(values) < _LEAST_SHUFFLED:
        return False
    low, high = values.min(), values.max()
    return len(np.unique(values)) == len(values) and low >= 0 and high <= low + lines[-1]


def _may_be_grouped(plain: Sequence[str], dialect: Dialect) -> bool:
    """Whether the decimal sign may divide thousands, as in 980 and 1,020.

    It has three digits after it always, and numbers without it are far from those with it. Decimal
    points are suspected only where semicolons separate.
    """
    if dialect.decimal == "." and dialect.separator != ";":
        return False
    signed = [cell for cell in plain if dialect.decimal in cell]
    bare = [cell for cell in plain if dialect.decimal not in cell]
    if not bare or len(signed) < 2 or not all(map(is_grouped, signed)):
        return False
    if any(len(cell.lstrip("+-")) > 3 for cell in bare):
        return False
    values, others = dialect.numbers(signed), dialect.numbers(bare)
    assert values is not None
    assert others is not None
    reach = float(np.ptp(values)) + 1
    return bool(others.min() < values.min() - reach or others.max() > values.max() + reach)
