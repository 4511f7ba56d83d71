"""What is remembered of a run: snapshots to look back at, checkpoints to go on from. No torch."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from playground.gan.config import GanConfig
from playground.gan.snapshot import Snapshot
from playground.gan.trail import Trail

MOST_SNAPSHOTS = 160
MOST_CHECKPOINTS = 24

State = Mapping[str, NDArray[np.generic]]
"""What a trainer needs to go on exactly where it was; see `Trainer.state`."""


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """`state` is a trainer's under `config`, whose live settings may have changed on the way."""

    config: GanConfig
    state: State


@dataclass(frozen=True, eq=False)
class History:
    """The past of one model's run. A model of the window takes 0.5 MB for each snapshot."""

    snapshots: Trail[Snapshot] = field(default_factory=lambda: Trail(MOST_SNAPSHOTS))
    checkpoints: Trail[Checkpoint] = field(default_factory=lambda: Trail(MOST_CHECKPOINTS))

    @property
    def newest_state(self) -> State:
        """The newest one to go on from; empty before the first."""
        newest: State = {}
        for _, checkpoint in self.checkpoints:
            newest = checkpoint.state
        return newest

    def see(self, snapshot: Snapshot) -> None:
        """Remember a snapshot. Real points are kept once, however many snapshots show them."""
        for _, known in self.snapshots:
            if np.array_equal(known.real, snapshot.real):
                real, layer = known.real, known.real_layer
                if np.array_equal(layer, snapshot.real_layer):
                    snapshot = replace(snapshot, real=real, real_layer=layer)
            break
        self.snapshots.add(snapshot.iteration, snapshot)

    def keep(self, iteration: int, config: GanConfig, state: State) -> None:
        """Remember how to go on from `iteration`."""
        self.checkpoints.add(iteration, Checkpoint(config, state))
