"""The moments of a run that a page goes through: points, losses and D's outputs, no weights."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from playground.nn.history import Snapshot
from playground.nn.inspection import InspectionRequest

if TYPE_CHECKING:
    from playground.nn.model_trainer import ModelTrainer


@dataclass(frozen=True, eq=False)
class Moment:
    """A run at `iteration`, as it is seen: `generated` float32 [n, 2] with the `layer` int64 [n] or
    code that each point was requested of, and the newest losses.

    `d_output` float32 [maps, cells, cells] is D's raw output as `Inspection.d_output` has it; there
    are no maps where D does not judge single points.
    """

    iteration: int
    generated: NDArray[np.float32]
    layer: NDArray[np.int64]
    d_loss: float
    g_loss: float
    d_output: NDArray[np.float32]


def moments_of(trainer: "ModelTrainer", snapshots: Iterable[Snapshot]) -> list[Moment]:
    """The moments of `snapshots`, inspected with `trainer`'s networks; it stays as it is."""
    return [_moment(trainer, snapshot) for snapshot in snapshots]


def _moment(trainer: "ModelTrainer", snapshot: Snapshot) -> Moment:
    inspection = trainer.inspect_snapshot(snapshot, InspectionRequest(d_output=True))
    return Moment(
        iteration=snapshot.iteration,
        generated=snapshot.generated,
        layer=snapshot.generated_layer,
        d_loss=snapshot.d_loss,
        g_loss=snapshot.g_loss,
        d_output=inspection.d_output,
    )
