"""The messages between the window and the processes that draw and learn digits. No Qt."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Open:
    """Request: open this run folder, and draw from it from now on."""

    path: Path


@dataclass(frozen=True)
class OpenShipped:
    """Request: open the model that ships with the playground, and draw from it from now on."""


@dataclass(frozen=True)
class Opened:
    """Report: the run is open; its model, the kind of its data, and the epochs it was trained.

    `path` is None for the model that ships with the playground.

    `digits` is the digit each label stands for, -1 for none; it is empty for an unconditional
    model. `values` is the number of continuous codes.
    """

    path: Path | None
    model: str
    data: str
    epoch: int
    digits: tuple[int, ...]
    values: int


@dataclass(frozen=True)
class DigitsRequest:
    """Request: draw a sheet of so many rows, of one label or (None) all, at these codes."""

    rows: int
    label: int | None
    values: tuple[float, ...]
    seed: int


@dataclass(frozen=True)
class DigitSheet:
    """Report: a sheet as gray bytes, `height` rows of `width` pixels, in `columns` of images."""

    columns: int
    height: int
    width: int
    pixels: bytes


@dataclass(frozen=True)
class Refused:
    """Report: it cannot be done, for the reason in `sentence`."""

    sentence: str


@dataclass(frozen=True)
class Fetching:
    """Report: `here` of `total` bytes of one of MNIST's files are downloaded."""

    name: str
    here: int
    total: int | None


@dataclass(frozen=True)
class Learning:
    """Report: the progress of the training, and the time left at this speed."""

    epoch: int
    epochs: int
    iteration: int
    iterations: int
    images_per_second: float
    seconds_left: float


@dataclass(frozen=True)
class Pictured:
    """Report: an epoch is done; its picture, and whether drawn digits stand in for MNIST."""

    path: Path
    stands_in: bool


@dataclass(frozen=True)
class Learned:
    """Report: the training has ended or was stopped; the run is in this folder."""

    path: Path


class StopTraining:
    """Request: stop training, and save the run."""
