"""Where the points of a table begin, and the names above them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playground.density.column_names import find_pair, is_word
from playground.density.table_cells import (
    JUDGED,
    SEPARATORS,
    Dialect,
    is_grouped,
    is_missing,
    spread,
)
from playground.density.table_text import TextLines
from playground.errors import InputError

_MOST_LINES = 40
_LONG = 16  # digits of what is no number of a row
_GAP = re.compile(r"\s{2,}")
_BRACKET = re.compile(r"\s+(?=[\[(])")

Row = Sequence[str]


@dataclass(frozen=True)
class Head:
    """What stands above the points: `first` is the index of their first line.

    `names` has one for each column, "" where there is none; `header` is the index of their line,
    None if there is none or they stand in a comment.
    """

    names: tuple[str, ...]
    first: int
    header: int | None = None

    @property
    def passed(self) -> tuple[int, ...]:
        """The indices of the lines above the points that are no header."""
        return tuple(i for i in range(self.first) if i != self.header)


def find_head(text: TextLines, dialect: Dialect, path: Path) -> Head:
    """Read the top of a table. Raises InputError for names that are more or fewer than the cells.

    The names are the first line above the points that names x and y, or else the first one that has
    a cell for each column; column numbers are names, too, if the points do not look like them.
    """
    body = _Body(text.lines, dialect)
    rows = [body.row(line) for line in text.lines[:_MOST_LINES]]
    first = next((i for i, row in enumerate(rows) if body.has_points(row)), len(rows))
    above = {i: names for i in range(first) if (names := body.names(text.lines[i]))}
    if not above and first < len(rows) and body.are_numbers_for_names(rows[first], first):
        above, first = {first: tuple(map(str.strip, rows[first]))}, first + 1
    if above:
        header = next((i for i, names in above.items() if _has_pair(names)), min(above))
        return Head(above[header], first, header)
    if first and body.names_other_columns(rows[first - 1]):
        raise InputError(
            "`{path}` must have a name for each column, and has {found} in line {line} above "
            "{columns} columns",
            path=path,
            found=len(rows[first - 1]),
            line=text.numbers[first - 1],
            columns=body.width,
        )
    names = body.names(text.comment)
    return Head(names if _has_pair(names) else ("",) * body.width, first)


class _Body:
    """The points of a sample of the lines, by which a line above them is judged."""

    def __init__(self, lines: Sequence[str], dialect: Dialect) -> None:
        self._dialect = dialect
        chosen = spread(lines, JUDGED)
        rows = dialect.rows([lines[i] for i in chosen])
        points = {i: row for i, row in zip(chosen, rows, strict=True) if self._count(row) >= 2}
        self.width = Counter(map(len, points.values())).most_common(1)[0][0]
        self._rows = {i: row for i, row in points.items() if len(row) == self.width}
        columns = range(self.width)
        self._numeric = [i for i in columns if self._share(i) > 0.5]
        self._ends_empty = not any(row[-1].strip() for row in self._rows.values())

    def row(self, line: str) -> Row:
        """The cells of one line; a unit in brackets belongs to the name before it."""
        if self._dialect.separator is None:
            line = _BRACKET.sub("", line)
        return self._dialect.rows([line])[0]

    def has_points(self, row: Row) -> bool:
        """Whether a number stands where the others have theirs."""
        if len(row) != self.width:
            return self._count(row) >= 2
        return any(self._is_number(row[i]) for i in self._numeric)

    def names(self, line: str) -> tuple[str, ...]:
        """A name for each column, or none if there are not as many.

        They may be separated in another way than the points are, if they name x and y.
        """
        if names := self._filled(self.row(line)):
            return names
        others = (self._filled(cells) for cells in _other_cells(line))
        return next(filter(_has_pair, others), ())

    def _filled(self, row: Row) -> tuple[str, ...]:
        """The first column, and an empty last one, need no name.

        So it is in R's write.table, and where separators end the lines.
        """
        names = tuple(cell.strip() for cell in row)
        lacking = self.width - len(names)
        if lacking == -1 and not names[-1]:
            return names[:-1]
        if lacking == 1 and self._ends_empty:
            return (*names, "")
        if lacking == 1 and self._names_rows:
            return ("", *names)
        return names if not lacking else ()

    def are_numbers_for_names(self, row: Row, at: int) -> bool:
        """Whether the first of the lines has column numbers, or known names among numbers."""
        cells = [cell.strip() for cell in row]
        if len(cells) != self.width:
            return False
        numbers = [cells[i] for i in self._numeric if self._is_number(cells[i])]
        words = [
            cell for i, cell in enumerate(cells) if is_word(cell) and self._is_new(i, cell, at)
        ]
        texts = [
            i for i in self._numeric if not (is_missing(cells[i]) or self._is_number(cells[i]))
        ]
        if len(texts) > 1 or (words and all(number.isdigit() for number in numbers)):
            return True
        if len(numbers) < len(self._numeric):  # an index without a name, most likely
            return cells[0] == "" and _count_up(numbers)
        return self._is_unlike_points(cells, at, counts=_count_up(cells))

    def names_other_columns(self, row: Row) -> bool:
        """Whether `row`, of another length, has names: a title or a sentence has none."""
        cells = tuple(cell.strip() for cell in row)
        return len(cells) > 1 and (self._dialect.separator is not None or _has_pair(cells))

    @property
    def _names_rows(self) -> bool:
        """Whether the first column has a name, or the number, of each row, as R writes them."""
        first = {i: row[0].strip() for i, row in self._rows.items()}
        if 0 not in self._numeric:
            return len(set(first.values())) == len(first) > 1
        counts = all(cell.isdigit() and len(cell) < _LONG for cell in first.values())
        return counts and len({int(cell) - i for i, cell in first.items()}) == 1 < len(first)

    def _is_new(self, column: int, cell: str, at: int) -> bool:
        """Whether no other line has `cell` in that column, as it would have a label."""
        return all(row[column].strip() != cell for i, row in self._rows.items() if i != at)

    def _is_unlike_points(self, cells: Sequence[str], at: int, *, counts: bool) -> bool:
        """Whether whole numbers cannot be a point.

        If they count, no point has whole numbers, or they lie far off in some column; else both,
        and far off in all columns.
        """
        others = [row for i, row in self._rows.items() if i != at]
        numbers = {i: cells[i] for i in self._numeric}
        if not others or not all(cell.isdigit() for cell in numbers.values()):
            return False
        whole = any(row[i].strip().lstrip("+-").isdigit() for row in others for i in numbers)
        far = [self._is_far(i, float(cell), others) for i, cell in numbers.items()]
        return (not whole or any(far)) if counts else (not whole and all(far))

    def _is_far(self, column: int, value: float, rows: Sequence[Row]) -> bool:
        cells = [row[column].strip() for row in rows]
        values = self._dialect.numbers([cell for cell in cells if self._dialect.is_number(cell)])
        if values is None or len(values) < 3:
            return False
        low, high = float(values.min()), float(values.max())
        return not low - (high - low) <= value <= high + (high - low)

    def _share(self, column: int) -> float:
        numbers = sum(self._is_number(row[column]) for row in self._rows.values())
        return numbers / len(self._rows)

    def _count(self, row: Row) -> int:
        return sum(map(self._is_number, row))

    def _is_number(self, cell: str) -> bool:
        return self._dialect.is_number(cell) or is_grouped(cell)


def _other_cells(line: str) -> Iterator[Row]:
    """The cells of a line that is not separated as the points are."""
    for separator in SEPARATORS:
        yield line.split(separator)
    yield _GAP.split(line.strip())


def _count_up(cells: Row) -> bool:
    """Whether these are column numbers, from 0 or from 1."""
    starts = (0, 1) if len(cells) > 1 else ()
    return any(list(cells) == [str(start + i) for i in range(len(cells))] for start in starts)


def _has_pair(names: Row) -> bool:
    return find_pair(dict(enumerate(names))) is not None
