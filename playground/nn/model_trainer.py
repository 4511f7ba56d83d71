"""What a trainer of any model offers to those who own the loop, and the phases of an iteration."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.density.target import Target
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection, InspectionRequest
from playground.nn.model_config import ModelConfig


class Phase(NamedTuple):
    """A phase that has just finished, and the points [2, n] that it drew, if any.

    `name` is one that the window knows. `layer` [n] holds the layers of real points,
    or the layers or codes requested of generated ones.
    """

    name: str
    points: Tensor | None = None
    layer: Tensor | None = None


class ModelInspector(Protocol):
    """Inspects one model in turns, without touching anything that trains."""

    @property
    def inspection(self) -> Inspection:
        """The newest inspection."""

    def refresh(self, request: InspectionRequest, now: int) -> bool:
        """Recompute the oldest of the requested parts; False if all are from `now` already."""


class ModelTrainer(Protocol):
    """Trains one model on a target, one step at a time; the caller owns the loop.

    Everything that the next step depends on is in its state. Nothing in a step is read back from
    the device; `seconds` is the time spent in steps.
    """

    @property
    def config(self) -> ModelConfig:
        """The settings, of which the live ones may have changed."""

    @property
    def target(self) -> Target:
        """What is learned."""

    @property
    def device(self) -> torch.device:
        """Where it is computed."""

    @property
    def seconds(self) -> float:
        """The time spent in steps."""

    @property
    def continues(self) -> bool:
        """Whether the random numbers continue exactly those of the loaded run."""

    @property
    def iteration(self) -> int:
        """The number of iterations that have passed."""

    @property
    def codes(self) -> int:
        """Number of codes of an InfoGAN; 0 for other models."""

    def step(self) -> None:
        """Run one iteration."""

    def d_step(self) -> None:
        """Take one step of the discriminator alone; nothing where there is none."""

    def g_step(self) -> None:
        """Take one step of what generates alone."""

    def phases(self) -> Iterator[Phase]:
        """Run one iteration, pausing after each phase; exhaust the iterator to complete it."""

    def snapshot(self) -> Snapshot:
        """The current snapshot of the run. Raises Diverged if a loss was no finite number."""

    def sample(
        self,
        n: int,
        seed: int = 0,
        layer: int | None = None,
        weights: NDArray[np.float32] | None = None,
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Sample `n` generated points, float32 [n, 2] in the unit square, and their layers [n].

        Uses the current evaluation weights, or those of a snapshot. The points depend on `seed`
        alone. With a `layer` all points are of that layer or code.
        """

    def codes_of(self, points: NDArray[np.floating]) -> NDArray[np.int64]:
        """The code int64 [n] that an InfoGAN predicts for each of `points` [n, 2]."""

    def curves(self) -> NDArray[np.float32]:
        """The points [codes, steps, 2] of a sweep of an InfoGAN's first continuous value."""

    def inspector(self) -> ModelInspector:
        """Inspects the model as it trains; it always sees the current weights."""

    def inspect_snapshot(self, snapshot: Snapshot, request: InspectionRequest) -> Inspection:
        """The inspection that `request` would have given when `snapshot` was taken."""

    def state(self) -> dict[str, NDArray[Any]]:
        """Everything that the next step depends on, by name; `load` resumes exactly from it."""

    def load(self, state: Mapping[str, NDArray[Any]]) -> None:
        """Load `state` and continue from its iteration; InputError if it is of another model."""

    def apply(self, config: ModelConfig) -> None:
        """Apply changed settings that may change while a run trains. Raises InputError, changing
        nothing, if any other setting differs.
        """

    def retarget(self, target: Target) -> None:
        """Train on `target` from now on with the current networks; the schedules restart."""
