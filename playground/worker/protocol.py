"""What the window and its worker process tell each other; all of it frozen and picklable.

An entrant is one model of a run, by its place among the run's `configs`.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.history import Snapshot, State
from playground.gan.inspection import Inspection, InspectionRequest
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.worker.shared_memory import BufferLayout

Clock = Literal["iterations", "seconds"]
"""What is equal for all entrants: the iterations done, or the time spent training."""

Part = Literal["discriminator", "generator", "both"]
"""What a single step moves; "both" is a whole iteration."""


@dataclass(frozen=True)
class Rules:
    """How entrants race: by which clock, and who trains at all; the others stand still.

    Whoever is behind by the clock goes next, so one that joins later catches up first.
    """

    clock: Clock
    active: tuple[int, ...]


@dataclass(frozen=True)
class Begin:
    """Command: leave the run at hand and start this one, at iteration 0 or from `states`; paused.

    `run` is an id that no other run of this window has; everything the worker reports about a run
    carries it. There is one trainer for each of `configs`; of each is looked at what is `wanted`.
    An empty state is a beginning. `kept` names for each the entrant of the run at hand that goes on
    as it is, from wherever it has come to by now; where that one is not there (any more), or None,
    the state counts.
    """

    run: int
    configs: tuple[GanConfig, ...]
    target: Target
    device: str
    rules: Rules
    wanted: tuple[InspectionRequest, ...] = ()
    states: tuple[State, ...] = ()
    kept: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class UseBuffer:
    """Command: post the pictures of `run` into the mailbox of this name; it is empty."""

    run: int
    name: str
    layout: BufferLayout


@dataclass(frozen=True)
class Retarget:
    """Command: have the trainers of `run` go on with this target, of as many layers."""

    run: int
    target: Target


@dataclass(frozen=True)
class Play:
    """Command: train; `slowly`, phase by phase with a `PhaseFinished` after each."""

    slowly: bool = False


@dataclass(frozen=True)
class Pause:
    """Command: stop after the iteration at hand and post its pictures."""


@dataclass(frozen=True)
class Step:
    """Command: move this part of every active entrant once, and stay paused."""

    part: Part


@dataclass(frozen=True)
class Change:
    """Command: go on with these configs; they differ in live settings only."""

    configs: tuple[GanConfig, ...]


@dataclass(frozen=True)
class SetRules:
    """Command: race by these rules from now on."""

    rules: Rules


@dataclass(frozen=True)
class Inspect:
    """Command: from now on look at this inside of each entrant."""

    wanted: tuple[InspectionRequest, ...]


@dataclass(frozen=True, eq=False)
class Sample:
    """Command: draw `n` points of an entrant of `run`, as it is with these weights of G.

    All are asked of `layer`, where it is given; no stream of the training moves.
    """

    run: int
    entrant: int
    n: int
    seed: int
    layer: int | None
    weights: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class InspectSnapshot:
    """Command: look at this inside of an entrant of `run` as it was at a snapshot of it."""

    run: int
    entrant: int
    snapshot: Snapshot
    wanted: InspectionRequest


@dataclass(frozen=True)
class Save:
    """Command: tell the states to go on from, as they are now."""


@dataclass(frozen=True)
class FloorsReady:
    """Command, of the worker to itself: the floors are there, so moments can be judged."""


@dataclass(frozen=True)
class SlotReleased:
    """Command: this entrant's place in the mailbox is empty again."""

    entrant: int


Command = (
    Begin
    | UseBuffer
    | Retarget
    | Play
    | Pause
    | Step
    | Change
    | SetRules
    | Inspect
    | Save
    | Sample
    | InspectSnapshot
    | FloorsReady
    | SlotReleased
)


@dataclass(frozen=True)
class Ready:
    """Report: torch is loaded, and these devices can be chosen."""

    devices: tuple[str, ...]


@dataclass(frozen=True)
class Begun:
    """Report: the trainers of `run` stand, and their pictures need a mailbox of this layout.

    They go on exactly from the states that they were given, unless one came from another
    kind of device: then it does not draw the random numbers that it would have drawn there.
    """

    run: int
    layout: BufferLayout
    continues: bool = True


@dataclass(frozen=True)
class SnapshotReady:
    """Report: the mailbox holds a new picture of this entrant of `run`."""

    run: int
    entrant: int


@dataclass(frozen=True, eq=False)
class MetricsReady:
    """Report: the figures of a moment of this entrant of `run`."""

    run: int
    entrant: int
    moment: StepMetrics
    scale: Scale


NOTHING = np.zeros((0, 2), np.float32), np.zeros(0, np.int64)
"""No points."""


@dataclass(frozen=True, eq=False)
class Sampled:
    """Report: the points [n, 2] that a `Sample` asked for, and their layers [n].

    There are none where the run is over, or the memory did not suffice.
    """

    run: int
    points: NDArray[np.float32]
    layer: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class SnapshotInspected:
    """Report: the answer to an `InspectSnapshot`; the metrics of then once there are floors."""

    run: int
    entrant: int
    look: Inspection
    moment: StepMetrics | None


@dataclass(frozen=True, eq=False)
class PhaseFinished:
    """Report: in slow motion, an entrant of `run` has just been through the phase `name`.

    `points`, float32 [n, 2], are those that the phase drew, with their layers or codes int64 [n];
    others drew none.
    """

    run: int
    entrant: int
    name: str
    points: NDArray[np.float32]
    layer: NDArray[np.int64]


@dataclass(frozen=True)
class Saved:
    """Report: the states to go on from should this process die; `asked` for by a `Save`, or not."""

    run: int
    iteration: int
    states: tuple[State, ...]
    asked: bool = False


@dataclass(frozen=True)
class RunEnded:
    """Report: `run` cannot start or go on, for the reason in this sentence; it is over.

    `entrant` is the one that failed, where it was one.
    """

    run: int
    sentence: str
    entrant: int | None = None


Report = (
    Ready
    | Begun
    | SnapshotReady
    | MetricsReady
    | Sampled
    | SnapshotInspected
    | PhaseFinished
    | Saved
    | RunEnded
)
