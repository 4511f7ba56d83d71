"""One model's run as a value: its settings and past, checked, and thinned out for a file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from playground.errors import InputError
from playground.message import Sentence
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.models import model_of
from playground.nn.history import Checkpoint, History, Snapshot
from playground.nn.model_config import ModelConfig

ArrayKind = tuple["np.dtype[Any]", tuple[int, ...]]
"""An array's type and shape."""

ArrayKinds = Mapping[str, ArrayKind]

_MOST_POINTS = 100_000
_MOST_STREAM = 2**16
_MOST_ITERATIONS = 2**31 - 1
"""Half a year of training; the timeline of the window goes no further."""


@dataclass(frozen=True, eq=False)
class SavedRun:
    """What trained in a `place` of the window by `config`; the past in the order of iterations."""

    place: int
    config: ModelConfig
    snapshots: tuple[Snapshot, ...]
    checkpoints: tuple[Checkpoint, ...]
    figures: tuple[tuple[StepMetrics, Scale], ...] = ()

    @classmethod
    def of(cls, place: int, config: ModelConfig, past: History) -> "SavedRun":
        """All of a past, which may go on meanwhile."""
        snapshots = tuple(one for _, one in past.snapshots)
        checkpoints = tuple(one for _, one in past.checkpoints)
        figures = tuple(one for _, one in past.figures)
        return cls(place, config, snapshots, checkpoints, figures)

    @property
    def sound(self) -> "SavedRun":
        """The same without what there is no going on from, or looking back at; this takes time."""
        return replace(
            self,
            snapshots=tuple(one for one in self.snapshots if _is_finite(_floats(one))),
            checkpoints=tuple(one for one in self.checkpoints if _is_finite(_state_floats(one))),
        )

    @property
    def newest(self) -> "SavedRun":
        """The same with the newest moment only."""
        return replace(
            self,
            snapshots=self.snapshots[-1:],
            checkpoints=self.checkpoints[-1:],
            figures=self.figures[-1:],
        )

    @property
    def iteration(self) -> int:
        """Where it goes on."""
        return int(self.checkpoints[-1].state["iteration"]) if self.checkpoints else 0

    def history(self) -> History:
        """The past, to go on from."""
        past = History()
        past.snapshots.extend((one.iteration, one) for one in self.snapshots)
        past.checkpoints.extend((int(one.state["iteration"]), one) for one in self.checkpoints)
        past.figures.extend((moment.iteration, (moment, scale)) for moment, scale in self.figures)
        return past

    def check(self, layers: int) -> None:
        """Raise InputError unless all of it is of this model on a target of so many layers."""
        check_ascending(Sentence("snapshots"), [one.iteration for one in self.snapshots])
        check_ascending(
            Sentence("checkpoints"), [int(one.state["iteration"]) for one in self.checkpoints]
        )
        for snapshot in self.snapshots:
            _check_snapshot(snapshot, self.config, layers)
        for checkpoint in self.checkpoints:
            _check_checkpoint(checkpoint, layers)


def check_ascending(what: str, iterations: Sequence[Any]) -> None:
    """Raise InputError unless each is later than the one before; ValueError for what is no time."""
    if not all(type(one) is int for one in iterations):
        raise ValueError("an iteration is no whole number")
    rises = all(one < other for one, other in pairwise(iterations))
    if not rises or (iterations and not 0 <= iterations[0] <= iterations[-1] <= _MOST_ITERATIONS):
        raise InputError("its {what} are not in the order of their iterations", what=what)


def check_weights(kinds: ArrayKinds, iteration: int, counts: Mapping[str, int]) -> None:
    """Raise InputError unless the snapshot's vectors of weights are as long as `counts` says.

    A file may have them in half precision; KeyError where it has none.
    """
    at = Sentence("the snapshot of iteration {iteration}", iteration=iteration)
    for name, count in counts.items():
        kind, shape = kinds[name]
        single = np.dtype(np.float32) if kind == np.float16 else kind
        _check_array(name, at, (single, shape), np.float32, (count,))


def is_of_optimizer(name: str) -> bool:
    """Whether an array of a state belongs to an optimizer, which a light file has none of."""
    return ".optimizer." in name


def check_state(
    kinds: ArrayKinds, iteration: int, config: ModelConfig, layers: int, *, light: bool = False
) -> None:
    """Raise InputError unless a checkpoint has the arrays that a trainer by `config` needs.

    A `light` one has those of no optimizer.
    """
    at = Sentence("the checkpoint of iteration {iteration}", iteration=iteration)
    model = model_of(config)
    shapes = model.state_shapes(config, layers)
    if light:
        shapes = {name: shape for name, shape in shapes.items() if not is_of_optimizer(name)}
    streams = {f"stream.{name}" for name in model.streams}
    if kinds.keys() != shapes.keys() | streams:
        raise InputError("{at} belongs to another network or optimizer", at=at)
    whole = {"iteration": np.int64, "since": np.int64, "seconds": np.float64}
    for name, shape in shapes.items():
        _check_array(name, at, kinds[name], whole.get(name, np.float32), shape)
    for name in streams:
        size = min(prod(kinds[name][1]), _MOST_STREAM)
        _check_array(name, at, kinds[name], np.uint8, (size,))


def _check_snapshot(snapshot: Snapshot, config: ModelConfig, layers: int) -> None:
    at = Sentence("the snapshot of iteration {iteration}", iteration=snapshot.iteration)
    points, real = len(snapshot.generated), len(snapshot.real)
    needed: dict[str, tuple[type, tuple[int, ...]]] = {
        "real": (np.float32, (real, 2)),
        "real_layer": (np.int64, (real,)),
        "generated": (np.float32, (points, 2)),
        "generated_layer": (np.int64, (points,)),
    }
    for name, count in model_of(config).snapshot_weights(config, layers).items():
        needed[name] = (np.float32, (count,))
    for name, (kind, shape) in needed.items():
        _check_array(name, at, _kind(getattr(snapshot, name)), kind, shape)
    if not 1 <= points <= _MOST_POINTS or not 1 <= real <= _MOST_POINTS:
        raise InputError("{at} has {points} and {real} points", at=at, points=points, real=real)
    for layer in (snapshot.real_layer, snapshot.generated_layer):
        if not 0 <= layer.min() <= layer.max() < max(config.condition_count(layers), 1):
            raise InputError("a point of {at} is of a layer that there is not", at=at)
    if not _is_finite(_floats(snapshot)):
        raise InputError("{at} has values that are no finite numbers", at=at)


def _check_checkpoint(checkpoint: Checkpoint, layers: int) -> None:
    state = checkpoint.state
    iteration = int(state["iteration"])
    kinds = {name: _kind(array) for name, array in state.items()}
    check_state(kinds, iteration, checkpoint.config, layers)
    at = Sentence("the checkpoint of iteration {iteration}", iteration=iteration)
    if not _is_finite(_state_floats(checkpoint)):
        raise InputError("{at} has values that are no finite numbers", at=at)
    if not 0 <= int(state["since"]) <= int(state["iteration"]) or float(state["seconds"]) < 0:
        raise InputError("{at} is of no time that there is", at=at)


def _kind(array: NDArray[Any]) -> ArrayKind:
    return array.dtype, array.shape


def _check_array(
    name: str, at: Sentence, found: ArrayKind, kind: type, shape: tuple[int, ...]
) -> None:
    if found != (np.dtype(kind), shape):
        raise InputError(
            "{name} of {at} must be {wanted}, got {found}",
            name=name,
            at=at,
            wanted=f"{np.dtype(kind)} {list(shape)}",
            found=f"{found[0]} {list(found[1])}",
        )


def _floats(snapshot: Snapshot) -> Iterable[NDArray[Any]]:
    """What must be finite; the losses are not, before the first step."""
    yield from (snapshot.real, snapshot.generated, np.array(snapshot.seconds))
    yield from (snapshot.d_weights, snapshot.g_weights, snapshot.q_weights)


def _state_floats(checkpoint: Checkpoint) -> Iterable[NDArray[Any]]:
    return (
        array
        for name, array in checkpoint.state.items()
        if name != "losses" and array.dtype.kind == "f"
    )


def _is_finite(arrays: Iterable[NDArray[Any]]) -> bool:
    return all(bool(np.isfinite(array).all()) for array in arrays)


MOST_SNAPSHOT_BYTES = 14 * 2**20
"""Of one run, as `run_parts` writes them: 50 of two `stable` networks, all of two `classic` ones.

Thinning is what makes a file small: deflated, the digits of trained weights lose 7 % of their size,
at 3 MB a second; 27 % where each is told by its difference from the one before.
"""

MOST_CHECKPOINT_BYTES = 12 * 2**20
"""Of one run; a fork begins at one of them."""

T = TypeVar("T")


@dataclass(frozen=True)
class FileBytes:
    """About how many bytes runs take in a file: `whole`, and `light`."""

    whole: int
    light: int

    @classmethod
    def of(cls, runs: Iterable[SavedRun]) -> "FileBytes":
        """Of these runs; `light` is without their past and their optimizers."""
        kept = [thinned(run) for run in runs]
        whole = light = 0
        for run in kept:
            whole += sum(map(_snapshot_bytes, run.snapshots))
            whole += sum(map(_checkpoint_bytes, run.checkpoints))
            light += sum(map(_snapshot_bytes, run.snapshots[-1:]))
            light += sum(map(_light_bytes, run.checkpoints[-1:]))
        return cls(whole, light)


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


def _light_bytes(checkpoint: Checkpoint) -> int:
    return sum(
        array.nbytes for name, array in checkpoint.state.items() if not is_of_optimizer(name)
    )
