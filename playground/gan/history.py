"""What is remembered of a run: snapshots to look back at, checkpoints to go on from. No torch."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import pairwise
from math import inf
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from playground.gan.config import GanConfig
from playground.metrics.step_metrics import Scale, StepMetrics

T = TypeVar("T")


class ThinnedSeries(Generic[T]):
    """What was at some iterations of a run: evenly spread over it, the first and the newest always.

    When there are more than `most`, or they weigh more than `most_bytes`, every other one is
    forgotten and new ones are kept half as often; so any number of iterations leaves between half
    of what there is room for and all of it.
    """

    def __init__(
        self, most: int, most_bytes: float = inf, weigh: Callable[[T], int] = lambda _: 0
    ) -> None:
        """`weigh` tells the bytes of a moment."""
        self._most, self._most_bytes, self._weigh = most, most_bytes, weigh
        self._spacing = 1
        self._iterations: list[int] = []
        self._moments: list[T] = []
        self._size = 0

    def __len__(self) -> int:
        return len(self._moments)

    def __iter__(self) -> Iterator[tuple[int, T]]:
        return zip(self._iterations, self._moments, strict=True)

    @property
    def iterations(self) -> tuple[int, ...]:
        """When the moments were, ascending."""
        return tuple(self._iterations)

    @property
    def size(self) -> int:
        """Bytes of all moments."""
        return self._size

    def add(self, iteration: int, moment: T) -> None:
        """The newest moment. Those at or after `iteration` are forgotten: time was turned back."""
        self.rewind(iteration - 1)
        if self._newest_is_extra():
            self._forget(-1)
        self._iterations.append(iteration)
        self._moments.append(moment)
        self._size += self._weigh(moment)
        while len(self) > self._most or (self._size > self._most_bytes and len(self) > 2):
            self._thin_out()

    def at(self, iteration: int) -> tuple[int, T]:
        """The last moment at or before `iteration`, else the first. Raises IndexError if empty."""
        place = max(bisect_right(self._iterations, iteration) - 1, 0)
        return self._iterations[place], self._moments[place]

    def extend(self, moments: Iterable[tuple[int, T]]) -> None:
        """Take over the past of another trail; what follows is kept as often as it was there."""
        for iteration, moment in moments:
            self.add(iteration, moment)
        # The newest may stand closer: it was kept only because it was the newest.
        gaps = [later - earlier for earlier, later in pairwise(self._iterations[:-1])]
        self._spacing = max(self._spacing, min(gaps, default=1))

    def rewind(self, iteration: int) -> None:
        """Forget what came after `iteration`."""
        while self._iterations and self._iterations[-1] > iteration:
            self._forget(-1)

    def until(self, iteration: int) -> "ThinnedSeries[T]":
        """A trail of its own that has the same moments up to `iteration`."""
        trail = ThinnedSeries(self._most, self._most_bytes, self._weigh)
        trail.extend((known, moment) for known, moment in self if known <= iteration)
        return trail

    def _newest_is_extra(self) -> bool:
        """Whether the newest was kept only because it was the newest."""
        return len(self) > 1 and self._iterations[-1] - self._iterations[-2] < self._spacing

    def _thin_out(self) -> None:
        for place in reversed(range(1, len(self) - 1, 2)):
            self._forget(place)
        gaps = pairwise(self._iterations)
        self._spacing = max(2 * self._spacing, min(later - earlier for earlier, later in gaps))

    def _forget(self, place: int) -> None:
        self._size -= self._weigh(self._moments[place])
        del self._iterations[place], self._moments[place]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What a run shows at `iteration`: NumPy arrays on the CPU, never tensors or modules.

    Points are float32 [n, 2] in the unit square, x to the right, y up; the layers are int64 [n],
    all 0 for a plain GAN; for an InfoGAN the codes that were asked for, and those that it reads off
    the real points. The latents behind `generated` are the same in every snapshot of a run,
    and so are the real points, so each point can be followed through training. `d_loss` and
    `g_loss` are those of the newest steps, NaN before the first. The weights are the networks'
    parameters, float32, flat; `g_weights` are the averaged ones where the run averages, `q_weights`
    those of an InfoGAN's reader of codes (else none).
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
        """Whether both show the same real points, as those of one run on one target do."""
        return np.array_equal(self.real, other.real)


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

    def judge(self, moment: StepMetrics, scale: Scale) -> None:
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
