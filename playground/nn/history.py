"""The stored past of a run: snapshots to look back at, checkpoints to resume from. No torch."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import pairwise
from math import inf
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from playground.metrics.step_metrics import Scale, StepMetrics
from playground.nn.model_config import ModelConfig

T = TypeVar("T")


class ThinnedSeries(Generic[T]):
    """A series of entries by iteration, thinned to a bounded size; its first and newest always
    stay.

    When there are more than `most` entries, or they exceed `most_bytes`, every other one is dropped
    and new ones are kept half as often; so any number of iterations leaves the series between half
    full and full, evenly spaced.
    """

    def __init__(
        self, most: int, most_bytes: float = inf, size_of: Callable[[T], int] = lambda _: 0
    ) -> None:
        """`size_of` returns the number of bytes of an entry."""
        self._most, self._most_bytes, self._size_of = most, most_bytes, size_of
        self._spacing = 1
        self._iterations: list[int] = []
        self._entries: list[T] = []
        self._size = 0

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[tuple[int, T]]:
        return zip(self._iterations, self._entries, strict=True)

    @property
    def iterations(self) -> tuple[int, ...]:
        """The iterations of the entries, ascending."""
        return tuple(self._iterations)

    @property
    def size(self) -> int:
        """The number of bytes of all entries."""
        return self._size

    def add(self, iteration: int, entry: T) -> None:
        """Add the newest entry, dropping those at or after `iteration` (the run went back)."""
        self.rewind(iteration - 1)
        if self._newest_is_extra():
            self._forget(-1)
        self._iterations.append(iteration)
        self._entries.append(entry)
        self._size += self._size_of(entry)
        while len(self) > self._most or (self._size > self._most_bytes and len(self) > 2):
            self._thin_out()

    def at(self, iteration: int) -> tuple[int, T]:
        """The last entry at or before `iteration`, else the first. Raises IndexError if empty."""
        index = max(bisect_right(self._iterations, iteration) - 1, 0)
        return self._iterations[index], self._entries[index]

    def extend(self, entries: Iterable[tuple[int, T]]) -> None:
        """Append the entries of another series; later ones keep at least the same spacing."""
        for iteration, entry in entries:
            self.add(iteration, entry)
        # The newest may be closer: it was kept only because it was the newest.
        gaps = [later - earlier for earlier, later in pairwise(self._iterations[:-1])]
        self._spacing = max(self._spacing, min(gaps, default=1))

    def rewind(self, iteration: int) -> None:
        """Drop the entries after `iteration`."""
        while self._iterations and self._iterations[-1] > iteration:
            self._forget(-1)

    def until(self, iteration: int) -> "ThinnedSeries[T]":
        """A new series with the entries up to `iteration`."""
        series = ThinnedSeries(self._most, self._most_bytes, self._size_of)
        series.extend((known, entry) for known, entry in self if known <= iteration)
        return series

    def _newest_is_extra(self) -> bool:
        """Whether the newest entry is kept only because it is the newest."""
        return len(self) > 1 and self._iterations[-1] - self._iterations[-2] < self._spacing

    def _thin_out(self) -> None:
        for index in reversed(range(1, len(self) - 1, 2)):
            self._forget(index)
        gaps = pairwise(self._iterations)
        self._spacing = max(2 * self._spacing, min(later - earlier for earlier, later in gaps))

    def _forget(self, index: int) -> None:
        self._size -= self._size_of(self._entries[index])
        del self._iterations[index], self._entries[index]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The visible state of a run at `iteration`: NumPy arrays on the CPU, never tensors or modules.

    Points are float32 [n, 2] in the unit square, x to the right, y up. The layers are int64 [n],
    all 0 for a plain GAN; for an InfoGAN `generated_layer` holds the requested codes and
    `real_layer` those predicted from the real points. The latents behind `generated` and the real
    points are the same in every snapshot of a run, so each point can be followed through training.
    `d_loss` and `g_loss` are those of the latest steps, NaN before the first. The weights are the
    networks' parameters, float32, flat; `g_weights` is the running average if the run keeps one,
    `q_weights` belongs to an InfoGAN's code reader (else empty). The G of a flow is its velocity;
    it has no D, whose loss is NaN then and whose weights are empty.
    """

    iteration: int
    seconds: float
    real: NDArray[np.float32]
    real_layer: NDArray[np.int64]
    generated: NDArray[np.float32]
    generated_layer: NDArray[np.int64]
    d_loss: float
    g_loss: float
    d_weights: NDArray[np.float32]
    g_weights: NDArray[np.float32]
    q_weights: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))

    def has_real_points_of(self, other: "Snapshot") -> bool:
        """Whether both snapshots have the same real points, as within one run on one target."""
        return np.array_equal(self.real, other.real)


MOST_SNAPSHOTS = 160
MOST_CHECKPOINTS = 24
MOST_FIGURES = 400

MOST_BYTES = 96 * 2**20
"""Limit for the snapshots of one model, and also for its checkpoints; the first and newest stay."""

S = TypeVar("S", bound=np.generic)

State = Mapping[str, NDArray[np.generic]]
"""A trainer's state, from which it resumes exactly; see `Trainer.state`."""


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """`state` is a trainer's under `config`, whose live settings may have changed meanwhile."""

    config: ModelConfig
    state: State


def _snapshot_bytes(snapshot: Snapshot) -> int:
    return sum(np.asarray(getattr(snapshot, one.name)).nbytes for one in fields(snapshot))


def _checkpoint_bytes(checkpoint: Checkpoint) -> int:
    return sum(array.nbytes for array in checkpoint.state.values())


def _snapshots() -> ThinnedSeries[Snapshot]:
    return ThinnedSeries(MOST_SNAPSHOTS, MOST_BYTES, _snapshot_bytes)


def _checkpoints() -> ThinnedSeries[Checkpoint]:
    return ThinnedSeries(MOST_CHECKPOINTS, MOST_BYTES, _checkpoint_bytes)


@dataclass(frozen=True, eq=False)
class History:
    """The past of one model's run, in bounded memory."""

    snapshots: ThinnedSeries[Snapshot] = field(default_factory=_snapshots)
    checkpoints: ThinnedSeries[Checkpoint] = field(default_factory=_checkpoints)
    figures: ThinnedSeries[tuple[StepMetrics, Scale]] = field(
        default_factory=lambda: ThinnedSeries(MOST_FIGURES)
    )

    @property
    def newest_state(self) -> State:
        """The newest state to resume from; empty if there is none."""
        newest: State = {}
        for _, checkpoint in self.checkpoints:
            newest = checkpoint.state
        return newest

    @property
    def size(self) -> int:
        """The number of bytes kept; points shared by several snapshots count for each."""
        return self.snapshots.size + self.checkpoints.size

    def add_snapshot(self, snapshot: Snapshot) -> None:
        """Add a snapshot, sharing the arrays that equal those of the newest one."""
        if self.snapshots.iterations:
            _, known = self.snapshots.at(self.snapshots.iterations[-1])
            snapshot = _sharing(known, snapshot)
        self.snapshots.add(snapshot.iteration, snapshot)

    def add_checkpoint(self, iteration: int, config: ModelConfig, state: State) -> None:
        """Add a checkpoint at `iteration`, unless `state` has non-finite weights."""
        if _is_sound(state):
            self.checkpoints.add(iteration, Checkpoint(config, state))

    def add_metrics(self, metrics: StepMetrics, scale: Scale) -> None:
        """Add the metrics of a step."""
        self.figures.add(metrics.iteration, (metrics, scale))

    def rewind(self, iteration: int) -> None:
        """Drop everything after `iteration`: the run continues from there."""
        self.snapshots.rewind(iteration)
        self.checkpoints.rewind(iteration)
        self.figures.rewind(iteration)

    def until(self, iteration: int) -> "History":
        """A new history that is the same up to `iteration`."""
        return History(
            self.snapshots.until(iteration),
            self.checkpoints.until(iteration),
            self.figures.until(iteration),
        )


def _sharing(known: Snapshot, snapshot: Snapshot) -> Snapshot:
    """`snapshot`, reusing those arrays of `known` that are equal and rarely change."""
    return replace(
        snapshot,
        real=_shared(known.real, snapshot.real),
        real_layer=_shared(known.real_layer, snapshot.real_layer),
        generated_layer=_shared(known.generated_layer, snapshot.generated_layer),
    )


def _shared(known: NDArray[S], new: NDArray[S]) -> NDArray[S]:
    return known if np.array_equal(known, new) else new


def _is_sound(state: State) -> bool:
    """Whether all weights are finite; the losses are NaN before the first step."""
    return all(
        bool(np.isfinite(array).all())
        for name, array in state.items()
        if name != "losses" and np.issubdtype(array.dtype, np.floating)
    )
