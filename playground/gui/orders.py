"""What can be exported by a process of its own; all of it frozen and picklable. No Qt in here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.gan.snapshot import Snapshot
from playground.metrics.moment import Moment, Scale

if TYPE_CHECKING:  # matplotlib comes after the first paint
    from playground.plots.scene import Scene
    from playground.plots.theme import Theme

PictureKind = Literal["png", "svg"]
FilmKind = Literal["gif", "mp4"]
PointsKind = Literal["csv", "npy"]


@dataclass(frozen=True, eq=False)
class Look:
    """How scenes are drawn: `fonts` are the families that matplotlib takes letters from."""

    theme: "Theme"
    fonts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class PictureOrder:
    """The scenes side by side, as they are; an SVG has no use for `dpi`."""

    scenes: "tuple[Scene, ...]"
    look: Look
    kind: PictureKind
    dpi: int


@dataclass(frozen=True, eq=False)
class FilmOrder:
    """The scenes side by side through `frames`, each with one snapshot for each scene.

    `figures` are those of each scene's run, and `device` is the one that looks inside its model.
    """

    scenes: "tuple[Scene, ...]"
    frames: tuple[tuple[Snapshot, ...], ...]
    figures: tuple[tuple[tuple[Moment, Scale], ...], ...]
    device: str
    look: Look
    kind: FilmKind
    per_second: int


@dataclass(frozen=True, eq=False)
class PointsOrder:
    """Points [n, 2] that were drawn, and their layers [n] where there are any."""

    points: NDArray[np.floating[Any]]
    layer: NDArray[np.int64] | None
    kind: PointsKind


@dataclass(frozen=True, eq=False)
class DensityOrder:
    """`n` exact points of a target; of one of its layers, or of all in their shares."""

    target: Target
    n: int
    seed: int
    kind: PointsKind


Order = PictureOrder | FilmOrder | PointsOrder | DensityOrder


@dataclass(frozen=True)
class Progress:
    """Report: `done` of `total` frames are drawn."""

    done: int
    total: int


@dataclass(frozen=True)
class Made:
    """Report: the file is whole."""


@dataclass(frozen=True)
class Unmade:
    """Report: there is no file, for this reason, which may be a `Sentence`."""

    reason: str


Report = Progress | Made | Unmade
