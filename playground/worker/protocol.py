"""The commands and reports that pass between the window and its training process.

All of them are frozen and picklable. Everything about one model names it by its slot id: 0 is the
left panel, 1 the right. Where only one of the two can learn the target, the other id is absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.nn.history import Snapshot, State
from playground.nn.inspection import Inspection, InspectionRequest
from playground.nn.model_config import ModelConfig
from playground.worker.shared_memory import BufferLayout

SLOTS = 2
"""A window has so many models."""

Clock = Literal["iterations", "seconds"]
"""What is kept equal for all models: the iterations done, or the time spent training."""

Part = Literal["discriminator", "generator", "both"]
"""What a single step updates; "both" is a whole iteration."""


@dataclass(frozen=True)
class Rules:
    """The slots that train, and the clock they share; the other slots stand still.

    The model that is behind by the clock trains next, so one that joins later catches up first.
    Some of the slots may train in another process.
    """

    clock: Clock
    active: tuple[int, ...]


@dataclass(frozen=True)
class Begin:
    """Command: drop the current run and begin this one, paused.

    `run` is an id that no other run of this window has; every report about a run carries it.
    `configs` has one entry per model that trains, by slot, and `wanted` what to inspect of each. A
    model starts from its entry in `states`, or at iteration 0 without one. The trainers of the
    slots in `kept` carry on in the new run as they are, whatever `states` says, and where it is
    `retargeted` they learn `target` from now on; a slot that the current run does not have (any
    more) starts from its state. What the run that is dropped has not saved yet is reported first.
    """

    run: int
    configs: Mapping[int, ModelConfig]
    target: Target
    device: str
    rules: Rules
    wanted: Mapping[int, InspectionRequest] = field(default_factory=dict)
    states: Mapping[int, State] = field(default_factory=dict)
    kept: tuple[int, ...] = ()
    retargeted: bool = False


@dataclass(frozen=True)
class UseBuffer:
    """Command: write the snapshots of `run` into the shared buffer of this name, which is empty."""

    run: int
    name: str
    layout: BufferLayout


@dataclass(frozen=True)
class Retarget:
    """Command: train `run` on this target from now on; it must have as many layers."""

    run: int
    target: Target


@dataclass(frozen=True)
class Play:
    """Command: train; `slowly` means phase by phase, with a `PhaseFinished` after each."""

    slowly: bool = False


@dataclass(frozen=True)
class Pause:
    """Command: stop after the current iteration and publish its snapshots."""


@dataclass(frozen=True)
class Step:
    """Command: update this part of every active model once, and stay paused."""

    part: Part


@dataclass(frozen=True)
class Change:
    """Command: train by these configs, by slot; they differ in live settings only."""

    configs: Mapping[int, ModelConfig]


@dataclass(frozen=True)
class SetRules:
    """Command: follow these rules from now on."""

    rules: Rules


@dataclass(frozen=True)
class Inspect:
    """Command: inspect this of each model from now on, by slot."""

    wanted: Mapping[int, InspectionRequest]


@dataclass(frozen=True, eq=False)
class Sample:
    """Command: draw `n` points from the generator in `slot` of `run`, with these weights.

    All points are of `layer` unless that is None. No random stream of the training advances.
    """

    run: int
    slot: int
    n: int
    seed: int
    layer: int | None
    weights: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class InspectSnapshot:
    """Command: inspect the model in `slot` of `run` as it was at `snapshot`."""

    run: int
    slot: int
    snapshot: Snapshot
    wanted: InspectionRequest


@dataclass(frozen=True)
class Save:
    """Command: report the training states as they are now (`Saved`, with `asked` set)."""


@dataclass(frozen=True)
class Together:
    """Command: obey `command` once every process has come to it, all at the same iteration."""

    number: int
    command: "Play | Pause | Step | Change | SetRules | Retarget | Save"


@dataclass(frozen=True)
class FloorsReady:
    """Command, from the worker to itself: metrics can be computed from now on."""


@dataclass(frozen=True)
class ThreadFailed:
    """Command, from the worker to itself, and report: what went on beside the training has failed.

    The training goes on; `sentence` says what there will not be.
    """

    sentence: str


@dataclass(frozen=True)
class SlotReleased:
    """Command: the window has read the snapshot of `slot`; its room in the buffer is free again."""

    slot: int


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
    | Together
    | Sample
    | InspectSnapshot
    | FloorsReady
    | ThreadFailed
    | SlotReleased
)


@dataclass(frozen=True)
class Ready:
    """Report: torch is loaded, and these devices are available."""

    devices: tuple[str, ...]


@dataclass(frozen=True)
class Begun:
    """Report: the trainers of `run` exist; their snapshots need a buffer of this layout.

    They continue exactly from the states they were given, unless one was saved on another kind of
    device (`continues` is False): then it draws other random numbers than it would have there.
    """

    run: int
    layout: BufferLayout
    continues: bool = True


@dataclass(frozen=True)
class SnapshotReady:
    """Report: the buffer holds a new snapshot of the model in `slot` of `run`."""

    run: int
    slot: int


@dataclass(frozen=True, eq=False)
class MetricsReady:
    """Report: the metrics of one iteration of the model in `slot` of `run`."""

    run: int
    slot: int
    metrics: StepMetrics
    scale: Scale


NO_POINTS = np.zeros((0, 2), np.float32), np.zeros(0, np.int64)
"""No points [0, 2], and their layers [0]."""


@dataclass(frozen=True, eq=False)
class Sampled:
    """Report: the points [n, 2] that a `Sample` asked for, and their layers [n].

    Empty where the run has ended, or memory ran out.
    """

    run: int
    points: NDArray[np.float32]
    layer: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class SnapshotInspected:
    """Report: the answer to an `InspectSnapshot`, with metrics if wanted and available."""

    run: int
    slot: int
    inspection: Inspection
    metrics: StepMetrics | None


@dataclass(frozen=True, eq=False)
class PhaseFinished:
    """Report, in slow motion: the model in `slot` of `run` has finished the phase `name`.

    `points`, float32 [n, 2], are the ones the phase drew, with their layers or codes int64 [n];
    a phase that draws none has n = 0.
    """

    run: int
    slot: int
    name: str
    points: NDArray[np.float32]
    layer: NDArray[np.int64]


@dataclass(frozen=True)
class Saved:
    """Report: states to continue from should this process die, by slot.

    `iteration` is that of the model furthest behind; `asked` says whether a `Save` asked for it.
    """

    run: int
    iteration: int
    states: Mapping[int, State]
    asked: bool = False


@dataclass(frozen=True)
class RunEnded:
    """Report: `run` cannot begin or continue, for the reason in `sentence`.

    `slot` is that of the model that failed, or None where it was none in particular.
    """

    run: int
    sentence: str
    slot: int | None = None


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
    | ThreadFailed
)
