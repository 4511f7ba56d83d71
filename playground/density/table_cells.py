"""How the lines of a table fall into cells, and which cells are numbers."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Decimal = Literal[".", ","]

SEPARATORS = (";", "\t", ",", "|", None)
"""None is any run of spaces. The first of equals is taken."""

JUDGED = 1000
"""So many lines, from all over the file, tell what it is like."""

_LONGEST_HEAD = 30  # lines above the points
_FORMS = {
    ".": re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"),
    ",": re.compile(r"[+-]?(?:\d+(?:,\d+)?|,\d+)(?:[eE][+-]?\d+)?"),
}
_DIGIT = re.compile(r"\d")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Dialect:
    """The separator, None for any run of spaces, and the decimal sign."""

    separator: str | None
    decimal: Decimal

    def rows(self, lines: Sequence[str]) -> list[list[str]]:
        """The cells of each line, without their quotes."""
        if any('"' in line for line in lines):
            return [self._unquoted(line) for line in lines]
        return [line.split(self.separator) for line in lines]

    def is_number(self, cell: str) -> bool:
        """Whether `cell` is a finite number, written without thousands separators."""
        return _FORMS[self.decimal].fullmatch(cell.strip()) is not None

    def numbers(self, cells: Sequence[str]) -> NDArray[np.float64] | None:
        """The numbers [cells], or None if one of them is none; infinity and NaN are let through."""
        other = "." if self.decimal == "," else ","
        joined = "".join(cells)
        if "_" in joined or other in joined:  # float() takes 1_000 for a number
            return None
        if self.decimal == ",":
            cells = [cell.replace(",", ".") for cell in cells]
        try:
            return np.fromiter(map(float, cells), np.float64, len(cells))
        except ValueError:
            return None

    def _unquoted(self, line: str) -> list[str]:
        if '"' not in line:
            return line.split(self.separator)
        separator = self.separator
        if separator is None:
            line, separator = line.replace("\t", " ").strip(), " "
        try:
            return next(csv.reader([line], delimiter=separator, skipinitialspace=True))
        except csv.Error:  # a cell longer than csv takes
            return _split(line, separator)


def is_grouped(cell: str) -> bool:
    """Whether `cell` looks like a number with thousands separators, such as 1,234.5."""
    return _GROUPED.fullmatch(cell.strip()) is not None


def is_missing(cell: str) -> bool:
    """Whether `cell` stands for a value that is not there."""
    return cell.strip().lower() in {"", "-", "na", "n/a", "nan", "null", "none", "?", "."}


def spread(lines: Sequence[str], most: int) -> list[int]:
    """Up to `most` indices of `lines`, those of the first ones and of others evenly over all."""
    if len(lines) <= most:
        return list(range(len(lines)))
    chosen = np.linspace(0, len(lines) - 1, most - _LONGEST_HEAD).round().astype(int)
    return sorted({*range(_LONGEST_HEAD), *chosen.tolist()})


def find_dialect(lines: Sequence[str], separator: str | None = None) -> Dialect | None:
    """The dialect in which most cells are numbers, or None if these lines are no table of points.

    A thousand lines from all over the file are judged together; `separator` is one that the file
    itself names.
    """
    sample = [lines[i] for i in spread(lines, JUDGED)]
    return max(
        _candidates(sample, (separator,) if separator else SEPARATORS),
        key=lambda dialect: _quality(dialect, sample),
        default=None,
    )


def _split(line: str, separator: str) -> list[str]:
    """The cells of a line of any length; every other part between quotes is inside them."""
    cells, cell = [], ""
    parts = line.split('"')
    for i, part in enumerate(parts):
        if i % 2:
            cell += part
        elif not part and 0 < i < len(parts) - 1:  # two quotes within a cell stand for one
            cell += '"'
        else:
            before, *after = part.split(separator)
            cells += [cell + before, *after][:-1]
            cell = after[-1] if after else cell + before
    return [*cells, cell]


def _candidates(lines: Sequence[str], separators: Sequence[str | None]) -> Iterator[Dialect]:
    text = "\n".join(lines)
    tabs = False
    for separator in separators:
        if tabs and separator is None:
            return  # what has tabs may have spaces within its cells
        if separator is not None and separator not in text:
            continue
        for decimal in _decimals(text, separator):
            dialect = Dialect(separator, decimal)
            if _quality(dialect, lines) > 0:
                tabs |= separator == "\t"
                yield dialect


def _decimals(text: str, separator: str | None) -> tuple[Decimal, ...]:
    """A comma that separates is a decimal sign within quotes only."""
    commas = "," in text and (separator != "," or '"' in text)
    return (".", ",") if commas else (".",)


def _quality(dialect: Dialect, lines: Sequence[str]) -> float:
    """Of the cells with a digit, the part that are numbers, 0 … 1; all lines must be as long.

    0 if the lines are no table: fewer than two numbers are for the first ones, and for half of the
    others. Cells without a digit say nothing, however many there are.
    """
    rows = dialect.rows(lines)
    scores = [[_score(dialect, cell) for cell in row if _DIGIT.search(cell)] for row in rows]
    points = [i for i, score in enumerate(scores) if sum(score) > 1.5]
    if not points or points[0] > max(2, min(len(points), _LONGEST_HEAD)):
        return 0.0
    if 2 * len(points) < len(rows) - points[0]:
        return 0.0
    width = Counter(len(rows[i]) for i in points).most_common(1)[0][0]
    below = range(points[0], len(rows))
    fitting = [i for i in below if len(rows[i]) == width]
    found = [score for i in fitting for score in scores[i]]
    return round(sum(found) / len(found) * len(fitting) / len(below), 6)


def _score(dialect: Dialect, cell: str) -> float:
    """Thousands separators count for a little less: they are refused once the columns are known."""
    if dialect.is_number(cell):
        return 1.0
    return 0.9 if is_grouped(cell) else 0.0
