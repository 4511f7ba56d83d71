"""The jobs of the export process, and its reports; all of them frozen and picklable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.nn.history import History, Snapshot, State
from playground.page.recorded_run import RecordedRun

if TYPE_CHECKING:
    from playground.plots.scene import Scene
    from playground.plots.theme import Theme

PictureKind = Literal["png", "svg"]
FilmKind = Literal["gif", "mp4"]
PointsKind = Literal["csv", "npy"]


@dataclass(frozen=True, eq=False)
class FrameStyle:
    """How scenes are drawn; `fonts` are the families matplotlib takes characters from."""

    theme: "Theme"
    fonts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class PictureJob:
    """A picture of the scenes side by side; `dpi` is ignored for an SVG."""

    scenes: "tuple[Scene, ...]"
    style: FrameStyle
    kind: PictureKind
    dpi: int


@dataclass(frozen=True, eq=False)
class FilmJob:
    """A film of the scenes side by side; each of `frames` has one snapshot for each scene.

    `figures` are the metrics of each scene's run; the models are inspected on `device`. At 100
    `dpi` a frame is as large as the scenes are on the screen.
    """

    scenes: "tuple[Scene, ...]"
    frames: tuple[tuple[Snapshot, ...], ...]
    figures: tuple[tuple[tuple[StepMetrics, Scale], ...], ...]
    device: str
    style: FrameStyle
    kind: FilmKind
    per_second: int
    dpi: int = 100


@dataclass(frozen=True, eq=False)
class PointsJob:
    """Write points [n, 2], and their layers [n] unless that is None."""

    points: NDArray[np.floating[Any]]
    layer: NDArray[np.int64] | None
    kind: PointsKind


@dataclass(frozen=True, eq=False)
class DensityJob:
    """Write `n` exact points of a target, of all layers by their shares."""

    target: Target
    n: int
    seed: int
    kind: PointsKind


@dataclass(frozen=True, eq=False)
class PageJob:
    """Write a web page of runs on `target`, side by side; they are inspected on `device`."""

    target: Target
    runs: tuple[RecordedRun, ...]
    device: str


@dataclass(frozen=True, eq=False)
class ReportJob:
    """Write a report of runs on `target`, each with the state that it is in."""

    target: Target
    runs: tuple[tuple[RecordedRun, State], ...]
    device: str


ExportJob = PictureJob | FilmJob | PointsJob | DensityJob | PageJob | ReportJob


@dataclass(frozen=True)
class ExportProgress:
    """Report: `done` of `total` frames are drawn."""

    done: int
    total: int


@dataclass(frozen=True)
class ExportDone:
    """Report: the file is complete."""


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
    style: FrameStyle,
    kind: FilmKind,
    seconds: int,
    per_second: int,
    dpi: int = 100,
) -> FilmJob:
    """A film of `scenes` through the past of each, from the beginning, with all that they show.

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
        style=style,
        kind=kind,
        per_second=per_second,
        dpi=dpi,
    )


def film_frames(
    histories: Sequence[History], count: int, *, inside: bool
) -> tuple[tuple[Snapshot, ...], ...]:
    """`count` frames, evenly spread over the iterations, each with a snapshot of every history.

    The snapshot is the nearest one; where most iterations are known to all histories, only those
    are used. A snapshot may appear more than once. The weights are dropped unless the models are
    inspected (`inside`). Raises ValueError when a history is empty.
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
