"""What the export process can be asked to make; all of it frozen and picklable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.gan.history import History, Snapshot
from playground.metrics.step_metrics import Scale, StepMetrics

if TYPE_CHECKING:
    from playground.plots.scene import Scene
    from playground.plots.theme import Theme

PictureKind = Literal["png", "svg"]
FilmKind = Literal["gif", "mp4"]
PointsKind = Literal["csv", "npy"]


@dataclass(frozen=True, eq=False)
class FrameStyle:
    """How scenes are drawn: `fonts` are the families that matplotlib takes letters from."""

    theme: "Theme"
    fonts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class PictureJob:
    """The scenes side by side, as they are; an SVG has no use for `dpi`."""

    scenes: "tuple[Scene, ...]"
    look: FrameStyle
    kind: PictureKind
    dpi: int


@dataclass(frozen=True, eq=False)
class FilmJob:
    """The scenes side by side through `frames`, each with one snapshot for each scene.

    `figures` are those of each scene's run, and `device` is the one that looks inside its model.
    """

    scenes: "tuple[Scene, ...]"
    frames: tuple[tuple[Snapshot, ...], ...]
    figures: tuple[tuple[tuple[StepMetrics, Scale], ...], ...]
    device: str
    look: FrameStyle
    kind: FilmKind
    per_second: int


@dataclass(frozen=True, eq=False)
class PointsJob:
    """Points [n, 2] that were drawn, and their layers [n] where there are any."""

    points: NDArray[np.floating[Any]]
    layer: NDArray[np.int64] | None
    kind: PointsKind


@dataclass(frozen=True, eq=False)
class DensityJob:
    """`n` exact points of a target; of one of its layers, or of all in their shares."""

    target: Target
    n: int
    seed: int
    kind: PointsKind


Order = PictureJob | FilmJob | PointsJob | DensityJob


@dataclass(frozen=True)
class ExportProgress:
    """Report: `done` of `total` frames are drawn."""

    done: int
    total: int


@dataclass(frozen=True)
class ExportDone:
    """Report: the file is whole."""


@dataclass(frozen=True)
class ExportFailed:
    """Report: there is no file, for this reason, which may be a `Sentence`."""

    reason: str


Report = ExportProgress | ExportDone | ExportFailed


_NONE = np.zeros(0, np.float32)


def film_of(
    scenes: "Sequence[Scene]",
    histories: Sequence[History],
    *,
    device: str,
    look: FrameStyle,
    kind: FilmKind,
    seconds: int,
    per_second: int,
) -> FilmJob:
    """The film of `scenes` through the past of each, from the beginning, with all that they show.

    Raises ValueError when a history is empty.
    """
    inside = any(scene.view.wanted().needs_networks for scene in scenes)
    frames = film_frames(histories, seconds * per_second, inside=inside)
    firsts = zip(scenes, frames[0], strict=True)
    return FilmJob(
        scenes=tuple(replace(scene, snapshot=first, state=None) for scene, first in firsts),
        frames=frames,
        figures=tuple(tuple(figure for _, figure in past.figures) for past in histories),
        device=device,
        look=look,
        kind=kind,
        per_second=per_second,
    )


def film_frames(
    histories: Sequence[History], count: int, *, inside: bool
) -> tuple[tuple[Snapshot, ...], ...]:
    """`count` moments, evenly spread over the iterations, each with a snapshot of every history.

    It is the nearest one that there is, of an iteration that all histories know where most are
    such; so a snapshot may be shown more than once. The weights are left out unless the film looks
    `inside`. Raises ValueError when a history is empty.
    """
    known = [dict(past.snapshots) for past in histories]
    shared = set.intersection(*(set(one) for one in known))
    if 2 * len(shared) >= min(map(len, known)):
        known = [{at: one[at] for at in shared} for one in known]
    if not inside:
        known = [{at: _light(snapshot) for at, snapshot in one.items()} for one in known]
    first, last = max(map(min, known)), max(map(max, known))
    moments = np.linspace(first, last, count)
    return tuple(tuple(_nearest(one, at) for one in known) for at in moments)


def _nearest(known: Mapping[int, Snapshot], at: float) -> Snapshot:
    return known[min(known, key=lambda iteration: abs(iteration - at))]


def _light(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, d_weights=_NONE, g_weights=_NONE, q_weights=_NONE)
