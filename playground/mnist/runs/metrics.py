"""`metrics.csv` of an image run: one row per epoch."""

import csv
import io
from dataclasses import astuple, dataclass, fields
from math import nan
from pathlib import Path

from playground.runs.atomic import atomic_write
from playground.runs.foreign_file import content_of, foreign_file, is_filled


@dataclass(frozen=True)
class EpochFigures:
    """The figures of one epoch: progress, mean losses, the error of Q's codes, and the distance.

    `images_per_second` counts real images during training, without the time for saved images. The
    figures of codes are an InfoGAN's: mean losses of c1 (nats) and of the others, and the share of
    test digits whose code stands for another digit (`error`, at n = 2,000, codes matched one to
    one); NaN elsewhere. `frechet` is the Fréchet distance to 2,000 test digits in the classifier's
    features, `frechet_floor` that of as many training digits; NaN until a classifier was trained
    for these digits.
    """

    epoch: int
    iteration: int
    seconds: float
    images_per_second: float
    d_loss: float
    g_loss: float
    c1_loss: float
    values_loss: float
    labelled_loss: float
    error: float
    frechet: float = nan
    frechet_floor: float = nan


_COLUMNS = tuple(field.name for field in fields(EpochFigures))
_LATER = ("frechet", "frechet_floor")
"""Columns that tables of 0.1 lack."""
_MOST_TABLE = 2**23
"""A longer one would be of more epochs than anybody waits for."""
_MOST_COUNT = 2**53


def read_metrics(path: Path) -> list[EpochFigures]:
    """The whole rows of the table at `path`; none where it is not there, or empty.

    Raises InputError for a table that is damaged.
    """
    if not is_filled(path):
        return []
    with foreign_file(path, "{path}: is no table of a run ({reason})"):
        table = csv.DictReader(content_of(path, _MOST_TABLE).decode().splitlines())
        without = dict.fromkeys(set(_LATER) - set(table.fieldnames or ()), "")
        rows = [[(without | row).get(name) for name in _COLUMNS] for row in table]
        # A row that lacks some was cut short by the end of a process.
        return [_figures([text or "" for text in row]) for row in rows if None not in row]


def _figures(texts: list[str]) -> EpochFigures:
    numbers = [float(text or "nan") for text in texts]
    if not all(0 <= count <= _MOST_COUNT and count.is_integer() for count in numbers[:2]):
        raise ValueError(f"an epoch or iteration is {', '.join(texts[:2])}")
    return EpochFigures(int(numbers[0]), int(numbers[1]), *numbers[2:])


def write_metrics(path: Path, rows: list[EpochFigures]) -> None:
    """Write the whole table atomically. Raises OSError."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_COLUMNS)
    for row in rows:
        epoch, iteration, *numbers = astuple(row)
        cells = ["" if value != value else f"{value:.6g}" for value in numbers]
        table.writerow([epoch, iteration, *cells])
    with atomic_write(path) as file:
        file.write(text.getvalue().encode())
