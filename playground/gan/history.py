"""What is remembered of a run: snapshots to look back at, checkpoints to go on from. No torch."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from playground.gan.config import GanConfig
from playground.gan.snapshot import Snapshot
from playground.gan.trail import Trail
from playground.metrics.moment import Moment, Scale

MOST_SNAPSHOTS = 160
MOST_CHECKPOINTS = 24
MOST_FIGURES = 400

MOST_BYTES = 96 * 2**20
"""Of the snapshots of one model, and as many of its checkpoints; the first and newest stay."""

S = TypeVar("S", bound=np.generic)

State = Mapping[str, NDArray[np.generic]]
"""What a trainer needs to go on exactly where it was; see `Trainer.state`."""


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """`state` is a trainer's under `config`, whose live settings may have changed on the way."""

    config: GanConfig
    state: State


def _snapshot_bytes(snapshot: Snapshot) -> int:
    return sum(np.asarray(getattr(snapshot, one.name)).nbytes for one in fields(snapshot))


def _checkpoint_bytes(checkpoint: Checkpoint) -> int:
    return sum(array.nbytes for array in checkpoint.state.values())


def _snapshots() -> Trail[Snapshot]:
    return Trail(MOST_SNAPSHOTS, MOST_BYTES, _snapshot_bytes)


def _checkpoints() -> Trail[Checkpoint]:
    return Trail(MOST_CHECKPOINTS, MOST_BYTES, _checkpoint_bytes)


@dataclass(frozen=True, eq=False)
class History:
    """The past of one model's run, in bounded memory."""

    snapshots: Trail[Snapshot] = field(default_factory=_snapshots)
    checkpoints: Trail[Checkpoint] = field(default_factory=_checkpoints)
    figures: Trail[tuple[Moment, Scale]] = field(default_factory=lambda: Trail(MOST_FIGURES))

    @property
    def newest_state(self) -> State:
        """The newest one to go on from; empty before the first."""
        newest: State = {}
        for _, checkpoint in self.checkpoints:
            newest = checkpoint.state
        return newest

    @property
    def size(self) -> int:
        """Bytes that are kept, where points that several snapshots share count for each."""
        return self.snapshots.size + self.checkpoints.size

    def see(self, snapshot: Snapshot) -> None:
        """Remember a snapshot. Points that are as in the newest one are kept once."""
        if self.snapshots.iterations:
            _, known = self.snapshots.at(self.snapshots.iterations[-1])
            snapshot = _sharing(known, snapshot)
        self.snapshots.add(snapshot.iteration, snapshot)

    def keep(self, iteration: int, config: GanConfig, state: State) -> None:
        """Remember how to go on from `iteration`, unless there is no going on from `state`."""
        if _is_sound(state):
            self.checkpoints.add(iteration, Checkpoint(config, state))

    def judge(self, moment: Moment, scale: Scale) -> None:
        """Remember the figures of a moment."""
        self.figures.add(moment.iteration, (moment, scale))

    def rewind(self, iteration: int) -> None:
        """Forget what came after `iteration`: the run goes on from there."""
        self.snapshots.rewind(iteration)
        self.checkpoints.rewind(iteration)
        self.figures.rewind(iteration)

    def until(self, iteration: int) -> "History":
        """A past of its own that is the same up to `iteration`."""
        return History(
            self.snapshots.until(iteration),
            self.checkpoints.until(iteration),
            self.figures.until(iteration),
        )


def _sharing(known: Snapshot, snapshot: Snapshot) -> Snapshot:
    """`snapshot`, holding those arrays of `known` that are the same and hardly ever change."""
    return replace(
        snapshot,
        real=_either(known.real, snapshot.real),
        real_layer=_either(known.real_layer, snapshot.real_layer),
        generated_layer=_either(known.generated_layer, snapshot.generated_layer),
    )


def _either(known: NDArray[S], new: NDArray[S]) -> NDArray[S]:
    return known if np.array_equal(known, new) else new


def _is_sound(state: State) -> bool:
    """Whether all weights are finite; the losses are not, before the first step."""
    return all(
        bool(np.isfinite(array).all())
        for name, array in state.items()
        if name != "losses" and np.issubdtype(array.dtype, np.floating)
    )
