"""What the window and the processes that draw and learn digits say to each other. No Qt."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Open:
    """Draw from this run folder from now on."""

    path: Path


@dataclass(frozen=True)
class Opened:
    """The run is open: its model, where its digits are from, and how far it was trained.

    `digits` says which digit each label stands for, -1 for none; it is empty where a model cannot
    be asked for anything. `values` is the number of continuous codes.
    """

    path: Path
    model: str
    data: str
    epoch: int
    digits: tuple[int, ...]
    values: int


@dataclass(frozen=True)
class DigitsRequest:
    """Draw a sheet of so many rows: of one label, or None for all, at these continuous codes."""

    rows: int
    label: int | None
    values: tuple[float, ...]
    seed: int


@dataclass(frozen=True)
class DigitSheet:
    """A sheet as gray bytes, `height` rows of `width` pixels, in `columns` of images."""

    columns: int
    height: int
    width: int
    pixels: bytes


@dataclass(frozen=True)
class Refused:
    """It cannot be done, for the reason that the sentence gives."""

    sentence: str


@dataclass(frozen=True)
class Fetching:
    """MNIST's files are being downloaded."""

    name: str
    here: int
    total: int | None


@dataclass(frozen=True)
class Learning:
    """Training goes on: `iteration` of `iterations`, and what is left at this speed."""

    epoch: int
    epochs: int
    iteration: int
    iterations: int
    images_per_second: float
    seconds_left: float


@dataclass(frozen=True)
class Pictured:
    """An epoch is done: its picture, and whether other digits than MNIST's must stand in for it."""

    path: Path
    stands_in: bool


@dataclass(frozen=True)
class Learned:
    """Training ended, at its end or where it was stopped; the run is in this folder."""

    path: Path


class StopTraining:
    """Stop training; what was learned is saved."""
