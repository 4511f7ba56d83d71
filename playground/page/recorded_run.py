"""A run as a window or a session has it, with as much of its past as a page has room for."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.metrics.step_metrics import Scale, StepMetrics
from playground.nn.history import Snapshot
from playground.nn.model_config import ModelConfig

MOST_MOMENTS = 60
"""Of one run: a slider has no room for more."""


@dataclass(frozen=True, eq=False)
class RecordedRun:
    """`snapshots` ascend, the first and the newest are those of the run.

    `losses` float [m, 3] are iteration, D's and G's; `distances` float [m, 2] are iteration and the
    sliced Wasserstein distance as a multiple of the floor.
    """

    config: ModelConfig
    snapshots: tuple[Snapshot, ...]
    losses: NDArray[np.float64]
    distances: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        config: ModelConfig,
        snapshots: Sequence[Snapshot],
        figures: Sequence[tuple[StepMetrics, Scale]],
    ) -> "RecordedRun":
        """Of a past with at least one snapshot."""
        count = min(len(snapshots), MOST_MOMENTS)
        chosen = np.linspace(0, len(snapshots) - 1, count).round().astype(int)
        return cls(
            config,
            tuple(snapshots[index] for index in chosen),
            _rows([(one.iteration, one.d_loss, one.g_loss) for one in snapshots], 3),
            _rows([(one.iteration, one.figures.sliced_wasserstein) for one, _ in figures], 2),
        )


def _rows(rows: Sequence[tuple[float, ...]], width: int) -> NDArray[np.float64]:
    return np.array(rows, np.float64).reshape(-1, width)
