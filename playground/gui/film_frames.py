"""What a film of a run's past shows. No Qt in here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from playground.gan.history import History
from playground.gan.snapshot import Snapshot
from playground.gui.orders import FilmKind, FilmOrder, Look

if TYPE_CHECKING:  # matplotlib comes after the first paint
    from playground.plots.scene import Scene

_NONE = np.zeros(0, np.float32)


def film_of(
    scenes: "Sequence[Scene]",
    histories: Sequence[History],
    *,
    device: str,
    look: Look,
    kind: FilmKind,
    seconds: int,
    per_second: int,
) -> FilmOrder:
    """The film of `scenes` through the past of each, from the beginning, with all that they show.

    Raises ValueError when a history is empty.
    """
    inside = any(scene.view.wanted().inside for scene in scenes)
    frames = film_frames(histories, seconds * per_second, inside=inside)
    firsts = zip(scenes, frames[0], strict=True)
    return FilmOrder(
        scenes=tuple(replace(scene, snapshot=first, past=None) for scene, first in firsts),
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
