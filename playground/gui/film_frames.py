"""Which snapshots of a run's past a film shows. No Qt in here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from playground.gan.history import History
from playground.gan.snapshot import Snapshot
from playground.plots.view import View

_NONE = np.zeros(0, np.float32)


def film_frames(histories: Sequence[History], count: int) -> tuple[tuple[Snapshot, ...], ...]:
    """`count` moments, evenly spread over the iterations, each with a snapshot of every history.

    It is the nearest one that there is, of an iteration that all histories know where most are
    such; so a snapshot may be shown more than once. The weights are left out, since a film has no
    use for them. Raises ValueError when a history is empty.
    """
    known = [{at: _light(snapshot) for at, snapshot in one.snapshots} for one in histories]
    shared = set.intersection(*(set(one) for one in known))
    if 2 * len(shared) >= min(map(len, known)):
        known = [{at: one[at] for at in shared} for one in known]
    first, last = max(map(min, known)), max(map(max, known))
    moments = np.linspace(first, last, count)
    return tuple(tuple(_nearest(one, at) for one in known) for at in moments)


def filmed(view: View) -> View:
    """What of `view` snapshots alone can show."""
    heat, strip = view.heat, view.strip
    return replace(
        view,
        heat=heat if heat == "best" else "none",
        strip=strip if strip == "losses" else "densities",
        arrows=False,
        grid=False,
        modes=False,
    )


def _nearest(known: Mapping[int, Snapshot], at: float) -> Snapshot:
    return known[min(known, key=lambda iteration: abs(iteration - at))]


def _light(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, d_weights=_NONE, g_weights=_NONE, q_weights=_NONE)
