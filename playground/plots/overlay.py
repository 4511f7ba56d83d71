"""What an overlay over the points is, and what it is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from matplotlib.artist import Artist

from playground.metrics.step_metrics import StepMetrics
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection
from playground.plots.view import View


@dataclass(frozen=True, eq=False)
class OverlayData:
    """What is known of the iteration shown; None where it is not (yet)."""

    snapshot: Snapshot | None
    inspection: Inspection | None
    metrics: StepMetrics | None


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
