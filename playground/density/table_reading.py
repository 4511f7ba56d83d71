"""Which columns of a table are read as what, and the sentence that says so."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from playground.density.column_names import runs_down
from playground.density.table_cells import Dialect
from playground.density.table_columns import Column, choose_label, choose_pair, is_index
from playground.density.table_text import no_table
from playground.errors import InputError
from playground.message import Sentence

_MOST_NAMES = 20
_MOST_DIGITS = 9


@dataclass(frozen=True)
class TableReading:
    """How a table is read: `x`, `y` and `label` (None: no layers) are indices into `columns`.

    `y_down` says that y grows downwards, as rows of a picture do; `passed` has the numbers of the
    lines above the points that are no header.
    """

    columns: tuple[Column, ...]
    dialect: Dialect
    x: int
    y: int
    label: int | None
    y_down: bool
    passed: tuple[int, ...] = ()

    @property
    def sentence(self) -> Sentence:
        """All of it in one line, without a full stop."""
        x, y, label = (None if i is None else self.columns[i].title for i in self._chosen)
        template = _SENTENCES[self.y_down, label is not None]
        said = Sentence(template, x=x, y=y, label=label)
        for more in self._asides():
            said = Sentence("{said}; {more}", said=said, more=more)
        return said

    def with_pair(self, x: int, y: int) -> "TableReading":
        """The same table with other columns for x and y; the name of y tells which way it goes."""
        label = None if self.label in (x, y) else self.label
        down = runs_down(self.columns[y].name)
        return replace(self, x=x, y=y, label=label, y_down=down)

    @property
    def _chosen(self) -> tuple[int, int, int | None]:
        return self.x, self.y, self.label

    def _asides(self) -> list[Sentence]:
        """What else a person may want to know."""
        said = []
        index = next(filter(is_index, self.columns[: max(self.x, self.y)]), None)
        if index is not None and self.columns.index(index) not in self._chosen:
            said.append(Sentence("{column} is an index", column=index.title))
        if self.dialect.decimal == ",":
            said.append(Sentence("decimal commas"))
        if self.passed:
            lines = ", ".join(map(str, self.passed))
            said.append(Sentence("lines passed over: {lines}", lines=lines))
        return said


_SENTENCES = {
    (False, True): Sentence("x is {x}, y is {y} and runs up, a layer for each {label}"),
    (False, False): Sentence("x is {x}, y is {y} and runs up, no labels"),
    (True, True): Sentence("x is {x}, y is {y} and runs down, a layer for each {label}"),
    (True, False): Sentence("x is {x}, y is {y} and runs down, no labels"),
}


def default_reading(
    columns: tuple[Column, ...], dialect: Dialect, passed: tuple[int, ...], path: Path
) -> TableReading:
    """What the names and the cells tell. Raises InputError without two columns of numbers."""
    pair = choose_pair(columns)
    if pair is None:
        raise no_table(path)
    label = choose_label(columns, pair)
    down = runs_down(columns[pair.y].name)
    return TableReading(columns, dialect, *pair, label, down, passed)


def chosen_reading(
    reading: TableReading, wanted: str | Sequence[str | int], path: Path
) -> TableReading:
    """The columns that a person names: x and y, and the label if there are to be layers.

    `wanted` has names, or numbers from 1, as a sequence or as text with commas between. If all are
    numbers they are names only where all of them are. Raises InputError.
    """
    items = [str(item).strip() for item in _items(wanted)]
    if len(items) not in (2, 3):
        raise InputError(
            "--columns must name two columns, x,y, or three, x,y,label, and names {count}",
            count=len(items),
        )
    columns = reading.columns
    numbered = all(map(_is_count, items))
    if numbered and not all(_named(columns, item) for item in items):
        found = [_numbered(columns, int(item), path) for item in items]
    else:
        found = [_found(columns, item, path) for item in items]
    if len(set(found)) < len(found):
        raise InputError(
            "--columns must name different columns, and names {column} twice",
            column=next(columns[i].title for i in found if found.count(i) > 1),
        )
    label = found[2] if len(found) == 3 else None
    return replace(reading.with_pair(found[0], found[1]), label=label)


def _items(wanted: str | Sequence[str | int]) -> Sequence[str | int]:
    """Names with a comma are quoted."""
    if not isinstance(wanted, str):
        return wanted
    return next(csv.reader([wanted], skipinitialspace=True), [])


def _is_count(item: str) -> bool:
    """Whether `item` is the number of a column; "²" is a digit, and no number."""
    return item.isdecimal() and len(item) <= _MOST_DIGITS


def _found(columns: Sequence[Column], item: str, path: Path) -> int:
    if matches := _named(columns, item):
        return matches[0]
    if _is_count(item):
        return _numbered(columns, int(item), path)
    names = [column.name for column in columns if column.name]
    close = get_close_matches(item, names, n=1)
    raise InputError(
        "`{path}` must have the column `{name}`, and has {columns}",
        path=path,
        name=item,
        columns=", ".join(f"`{name}`" for name in (close or names)[:_MOST_NAMES])
        or Sentence("no names"),
    )


def _named(columns: Sequence[Column], item: str) -> list[int]:
    """The columns of that name, in capitals or not if none is written like it."""
    exact = [i for i, column in enumerate(columns) if column.name == item]
    folded = item.casefold()
    return exact or [i for i, column in enumerate(columns) if column.name.casefold() == folded]


def _numbered(columns: Sequence[Column], number: int, path: Path) -> int:
    if not 1 <= number <= len(columns):
        raise InputError(
            "`{path}` must have a column {number}, and has {count}",
            path=path,
            number=number,
            count=len(columns),
        )
    return number - 1
