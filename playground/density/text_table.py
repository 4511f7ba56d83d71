"""A table of points as text: opened once, it gives the points of any of its columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from playground.density.column_names import find_pair
from playground.density.table_cells import (
    JUDGED,
    SEPARATORS,
    Dialect,
    find_dialect,
    is_grouped,
    spread,
)
from playground.density.table_columns import LONGEST_LABEL, MOST_LABELS, Column, describe
from playground.density.table_head import find_head
from playground.density.table_reading import TableReading, default_reading
from playground.density.table_text import TextLines, no_table, read_lines
from playground.errors import InputError
from playground.message import Sentence

_BLOCK = 50_000  # lines whose cells are held at a time
_MOST_SAMPLED = 20_000  # lines by which the columns are told
_MOST_CELLS = 1_000_000  # in them
_LONGEST_SHOWN = 40

Points = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TextTable:
    """The lines of a table below its head, and how it is read if nobody says otherwise."""

    path: Path
    lines: Sequence[str]
    numbers: Sequence[int]
    reading: TableReading

    def points(self, reading: TableReading) -> tuple[Points, tuple[str, ...]]:
        """Points float64 [n, 2], y up, in the table's units, and the label of each, or none.

        Raises InputError, with its line, for the first cell that is no finite number, is no label,
        or may have thousands separators, and for a line with more or fewer cells than the others.
        """
        axes = [reading.columns[i] for i in (reading.x, reading.y)]
        for column in axes:
            if column.grouped:
                raise self._grouped(column, reading.dialect)
        labels = None if reading.label is None else _Labels(self, reading.columns[reading.label])
        points = np.empty((len(self.lines), 2))
        for start, rows in self._blocks(reading):
            for axis, column in enumerate(axes):
                cells = [row[column.number - 1] for row in rows]
                numbers = self._numbers(cells, start, reading.dialect, column)
                points[start : start + len(rows), axis] = numbers
            if labels is not None:
                labels.add(rows, start)
        if reading.y_down:
            points[:, 1] *= -1
        return points, tuple(labels.all) if labels else ()

    def _blocks(self, reading: TableReading) -> Iterator[tuple[int, list[list[str]]]]:
        """The cells of the lines, with the index of the first of them."""
        width = len(reading.columns)
        may_lack = reading.columns[-1].is_empty
        for start in range(0, len(self.lines), _BLOCK):
            rows = reading.dialect.rows(self.lines[start : start + _BLOCK])
            if set(map(len, rows)) != {width}:
                rows = [fitted(row, width, may_lack=may_lack) for row in rows]
            wrong = next((i for i, row in enumerate(rows) if len(row) != width), None)
            if wrong is not None:
                raise InputError(
                    "`{path}` must have as many columns in every line, {first}, and has {found} "
                    "in line {line}",
                    path=self.path,
                    first=width,
                    found=len(rows[wrong]),
                    line=self.numbers[start + wrong],
                )
            yield start, rows

    def _numbers(self, cells: list[str], start: int, dialect: Dialect, column: Column) -> Points:
        values = dialect.numbers(cells)
        if values is None or not np.isfinite(values).all():
            raise self._no_number(cells, start, dialect, column)
        return values

    def _no_number(
        self, cells: list[str], start: int, dialect: Dialect, column: Column
    ) -> InputError:
        """What is wrong with the first of `cells` that is no finite number."""
        at = next(i for i, cell in enumerate(cells) if not _is_finite(cell, dialect))
        cell = cells[at].strip()
        template = _NO_NUMBER
        if not cell:
            template = _EMPTY
        elif is_grouped(cell):
            template = _GROUPED
        return self.refusal(template, start + at, column, cell)

    def _grouped(self, column: Column, dialect: Dialect) -> InputError:
        for start in range(0, len(self.lines), _BLOCK):
            rows = dialect.rows(self.lines[start : start + _BLOCK])
            for i, row in enumerate(rows):
                if dialect.decimal in (cell := row[column.number - 1].strip()):
                    return self.refusal(_GROUPED, start + i, column, cell)
        raise AssertionError("a grouped column has a grouped number")

    def refusal(self, template: Sentence, at: int, column: Column, cell: str) -> InputError:
        """The error for a cell of the line with the index `at`."""
        return InputError(
            template,
            path=self.path,
            column=column.title,
            line=self.numbers[at],
            cell=_cut(cell),
            labels=MOST_LABELS,
            characters=LONGEST_LABEL,
        )


_EMPTY = Sentence("`{path}` must have a number in every line, and {column} is empty in line {line}")
_NO_NUMBER = Sentence(
    "`{path}` must have a finite number in every line, and {column} is `{cell}` in line {line}"
)
_GROUPED = Sentence(
    "`{path}` must have numbers without thousands separators, and {column} is `{cell}` in line "
    "{line}"
)
_NO_LABEL = Sentence(
    "`{path}` must have a label in every line, and {column} is empty in line {line}"
)
_TOO_LONG = Sentence(
    "`{path}` must have labels of at most {characters} characters, and {column} has more in line "
    "{line}"
)
_TOO_MANY = Sentence(
    "`{path}` must have at most {labels} labels, and {column} has one more, `{cell}`, in line "
    "{line}"
)


class _Labels:
    """The labels of the points; `all` has one string for each different one."""

    def __init__(self, table: TextTable, column: Column) -> None:
        self._table, self._column = table, column
        self._known: dict[str, str] = {}
        self.all: list[str] = []

    def add(self, rows: list[list[str]], start: int) -> None:
        """Those of `rows`, the first of which has the index `start`. Raises InputError."""
        cells = [row[self._column.number - 1].strip() for row in rows]
        before = len(self._known)
        self.all.extend(map(self._known.setdefault, cells, cells))
        for order, label in enumerate(list(self._known)[before:], before + 1):
            if template := _fault(label, order):
                at = start + cells.index(label)
                raise self._table.refusal(template, at, self._column, label)


def _fault(label: str, order: int) -> Sentence | None:
    if not label:
        return _NO_LABEL
    if len(label) > LONGEST_LABEL:
        return _TOO_LONG
    return _TOO_MANY if order > MOST_LABELS else None


def open_table(path: Path) -> TextTable:
    """Open a table and tell what its columns are. Raises InputError if it is no table of points.

    Values are separated by semicolons, tabs, commas, bars or spaces, with decimal points or commas;
    `read_lines` says what else a file may have.
    """
    text = read_lines(path)
    if not text.lines:
        raise _too_few(path, 0)
    dialect = find_dialect(text.lines, text.separator)
    if dialect is None:
        raise _odd_cell(text, path) or no_table(path)
    head = find_head(text, dialect, path)
    lines, numbers = text.lines[head.first :], text.numbers[head.first :]
    if len(lines) < 2:
        raise no_table(path) if head.passed else _too_few(path, len(lines))
    passed = tuple(text.numbers[i] for i in head.passed)
    columns = _columns(lines, dialect, head.names)
    if not columns:
        raise no_table(path)
    reading = default_reading(columns, dialect, passed, path)
    return TextTable(path, lines, numbers, reading)


def _columns(lines: Sequence[str], dialect: Dialect, names: Sequence[str]) -> tuple[Column, ...]:
    """What each column is like; none where no line has a cell for each name."""
    width = len(names)
    chosen = spread(lines, max(JUDGED, min(_MOST_SAMPLED, _MOST_CELLS // width)))
    rows = dialect.rows([lines[i] for i in chosen])
    kept = [(i, row) for i, row in zip(chosen, rows, strict=True) if len(row) == width]
    if not kept:
        return ()
    places, rows = [i for i, _ in kept], [row for _, row in kept]
    return tuple(
        describe(i + 1, names[i], [row[i] for row in rows], places, dialect) for i in range(width)
    )


def fitted(row: list[str], width: int, *, may_lack: bool) -> list[str]:
    """A row without empty cells beyond `width`, and with the last one if it may be lacking."""
    if may_lack and len(row) == width - 1:
        return [*row, ""]
    return row if any(cell.strip() for cell in row[width:]) else row[:width]


def _is_finite(cell: str, dialect: Dialect) -> bool:
    values = dialect.numbers([cell])
    return values is not None and bool(np.isfinite(values).all())


def _too_few(path: Path, count: int) -> InputError:
    return InputError(
        "`{path}` must have at least two points, and has {count}", path=path, count=count
    )


def _odd_cell(text: TextLines, path: Path) -> InputError | None:
    """What to say of a table with names for x and y whose first point has, say, units."""
    for separator in SEPARATORS:
        dialect = Dialect(separator, ".")
        names, *rows = dialect.rows(text.lines[:2])
        pair = find_pair(dict(enumerate(names)))
        if pair is None or len(rows) != 1 or len(rows[0]) != len(names):
            continue
        for i in pair:
            cell = rows[0][i].strip()
            if not dialect.is_number(cell):
                values = {"path": path, "column": f"`{names[i].strip()}`", "line": text.numbers[1]}
                return InputError(_NO_NUMBER if cell else _EMPTY, cell=_cut(cell), **values)
    return None


def _cut(cell: str) -> str:
    return cell if len(cell) <= _LONGEST_SHOWN else f"{cell[:_LONGEST_SHOWN]}…"
