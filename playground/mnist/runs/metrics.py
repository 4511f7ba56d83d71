"""`metrics.csv` of an image run: one row per epoch."""

import csv
import io
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from playground.runs.atomic import atomic_write


@dataclass(frozen=True)
class EpochFigures:
    """The figures of one epoch: progress, mean losses, and the error of Q's codes.

    `images_per_second` counts real images during training, without the time for saved images. The
    figures of codes are an InfoGAN's: mean losses of c1 (nats) and of the others, and the share of
    test digits whose code stands for another digit (`error`, at n = 2,000, codes matched one to
    one); NaN elsewhere.
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


_COLUMNS = tuple(field.name for field in fields(EpochFigures))


def read_metrics(path: Path) -> list[EpochFigures]:
    """The complete rows of the table at `path`; none if there is no file. Raises OSError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    rows = []
    for row in csv.DictReader(lines):
        values = [row.get(name) for name in _COLUMNS]
        if None in values:  # truncated when a process was killed
            continue
        numbers = [float(value or "nan") for value in values if value is not None]
        rows.append(EpochFigures(int(numbers[0]), int(numbers[1]), *numbers[2:]))
    return rows


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
