"""Which moments of a run's past go into a file: so many that it can be sent to somebody."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from playground.gan.history import Checkpoint
from playground.gan.snapshot import Snapshot
from playground.runs.saved_run import SavedRun

MOST_SNAPSHOT_BYTES = 14 * 2**20
"""Of one run, as `run_parts` writes them: 50 of two `stable` networks, all of two `classic` ones.

Thinning is what makes a file small: deflated, the digits of trained weights lose 7 % of their size,
at 3 MB a second; 27 % where each is told by its difference from the one before.
"""

MOST_CHECKPOINT_BYTES = 12 * 2**20
"""Of one run; a fork begins at one of them."""

T = TypeVar("T")


def thinned(run: SavedRun) -> SavedRun:
    """`run` with as much of its past as fits into a file; the first and the newest always."""
    return replace(
        run,
        snapshots=spread(run.snapshots, MOST_SNAPSHOT_BYTES, _snapshot_bytes),
        checkpoints=spread(run.checkpoints, MOST_CHECKPOINT_BYTES, _checkpoint_bytes),
    )


def spread(moments: Sequence[T], most_bytes: int, weigh: Callable[[T], int]) -> tuple[T, ...]:
    """Those of `moments` that may stay where all of them together may weigh `most_bytes`.

    The first and the last always do, and between any two that stay equally many are left out, or
    one more. Moments are taken to weigh about the same.
    """
    whole = sum(map(weigh, moments))
    if whole <= most_bytes or len(moments) < 3:
        return tuple(moments)
    last = len(moments) - 1
    gaps = max(len(moments) * most_bytes // whole - 1, 1)
    return tuple(moments[gap * last // gaps] for gap in range(gaps + 1))


def _snapshot_bytes(snapshot: Snapshot) -> int:
    """The weights are written in half precision; the other points hardly ever change."""
    weights = (snapshot.d_weights, snapshot.g_weights, snapshot.q_weights)
    return snapshot.generated.nbytes + sum(array.nbytes for array in weights) // 2


def _checkpoint_bytes(checkpoint: Checkpoint) -> int:
    return sum(array.nbytes for array in checkpoint.state.values())
