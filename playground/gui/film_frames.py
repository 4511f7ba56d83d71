"""Which snapshots of a run's past a film shows. No Qt in here."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from playground.gan.history import History
from playground.gan.snapshot import Snapshot
from playground.plots.view import View

_NONE = np.zeros(0, np.float32)


def film_frames(histories: Sequence[History], count: int) -> tuple[tuple[Snapshot, ...], ...]:
    """`count` moments, evenly spread over the iterations, each with a snapshot of every history.

    It is the nearest one that there is: a snapshot may be shown more than once. The weights are
    left out, since a film has no use for them. Raises IndexError when a history is empty.
    """
    known = [_Known(history) for history in histories]
    first = max(one.iterations[0] for one in known)
    last = max(one.iterations[-1] for one in known)
    moments = np.linspace(first, last, count)
    return tuple(tuple(one.nearest(at) for one in known) for at in moments)


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


class _Known:
    """The snapshots of one history, light ones, each made once."""

    def __init__(self, history: History) -> None:
        self.iterations = np.array(history.snapshots.iterations)
        self._snapshots = [_light(snapshot) for _, snapshot in history.snapshots]

    def nearest(self, at: float) -> Snapshot:
        return self._snapshots[int(np.abs(self.iterations - at).argmin())]


def _light(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, d_weights=_NONE, g_weights=_NONE, q_weights=_NONE)
