"""What an overlay over the points is, and what it is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from matplotlib.artist import Artist
from numpy.typing import NDArray

from playground.metrics.step_metrics import StepMetrics
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection
from playground.plots.region import WHOLE, Region
from playground.plots.view import View

Moves = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Where points were, and where they are [n, 2]."""


@dataclass(frozen=True, eq=False)
class OverlayData:
    """What is known of the iteration shown, None where it is not (yet); and where it is shown.

    `moves` are those of the generated points when they moved last.
    """

    snapshot: Snapshot | None
    inspection: Inspection | None
    metrics: StepMetrics | None
    region: Region = WHOLE
    moves: Moves | None = None


class Overlay(Protocol):
    """Artists built once, hidden; `update` sets their data and draws nothing."""

    beneath: bool
    """Whether it lies beneath the points."""

    @property
    def artists(self) -> list[Artist]:
        """Its artists, in drawing order."""

    def update(self, view: View, data: OverlayData, words: Callable[[str], str]) -> str:
        """Show it if `view` asks for it and `data` has it, else hide it; returns its note or "".

        `words` translates the note.
        """
