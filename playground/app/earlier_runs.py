"""The runs of a window that ended since another one began, to be brought back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from playground.app.storage.session_state import SessionState
from playground.drawing.drawing import Drawing
from playground.message import Sentence
from playground.nn.history import State
from playground.runs.session.saved_run import SavedRun

MOST_RUNS = 8

MOST_BYTES = 256 * 2**20
"""Of all runs together; beyond it the oldest ones lose their past, and still go on."""


@dataclass(frozen=True, eq=False)
class EarlierRun:
    """A run as it was when it ended: the worker's `number` for it, and the document it learned.

    `opened` is the file that the document is from, and `because` what was done to the run that no
    command repeats; both may be None.
    """

    number: int
    document: int
    state: SessionState
    device: str = "auto"
    opened: Path | None = None
    because: Sentence | None = None

    @property
    def size(self) -> int:
        """Its memory, in bytes."""
        return sum(run.history().size for run in self.state.runs.values())

    @property
    def title(self) -> str:
        """The drawing, the presets, the seed and the iteration."""
        setup = self.state.setup
        text = QCoreApplication.translate(
            "EarlierRun", "{name}, {preset}, seed {seed}: iteration {iteration}"
        )
        return text.format(
            name=self.state.drawing.name,
            preset=" | ".join(dict.fromkeys(slot.preset for slot in setup.slots)),
            seed=setup.seed,
            iteration=f"{self.state.iteration:,}",
        )

    def with_states(self, states: Mapping[int, State]) -> "EarlierRun":
        """The same with newer states of its models, which came after it had ended."""
        runs = {
            slot: _with_state(run, states[slot]) if slot in states else run
            for slot, run in self.state.runs.items()
        }
        return replace(self, state=replace(self.state, runs=runs))


def _with_state(run: SavedRun, state: State) -> SavedRun:
    past = run.history()
    past.add_checkpoint(int(state["iteration"]), run.config, state)
    return SavedRun.of(run.place, run.config, past)


class EarlierRuns:
    """The last runs, the oldest first, bounded in number and memory.

    Where there are too many, the one that is quickest to train again goes.
    """

    def __init__(self) -> None:
        self.runs: tuple[EarlierRun, ...] = ()

    @property
    def trained(self) -> tuple[EarlierRun, ...]:
        """Those that have left iteration 0, the newest first."""
        return tuple(run for run in reversed(self.runs) if run.state.iteration)

    def keep(self, ended: EarlierRun) -> None:
        """Keep this run, with as much of its past as a file would hold."""
        self.runs = (*self.runs, replace(ended, state=ended.state.thinned))
        while len(self.runs) > MOST_RUNS:
            self.take(min(self.runs[:-1], key=lambda run: run.state.iteration).number)
        self.runs = _within(self.runs, MOST_BYTES)

    def add_states(self, number: int, states: Mapping[int, State]) -> None:
        """The worker has sent the last states of a run that may be here."""
        self.runs = tuple(
            run.with_states(states) if run.number == number else run for run in self.runs
        )

    def take(self, number: int) -> EarlierRun | None:
        """Give the run of this number away; None where it is not here any more."""
        found = next((run for run in self.runs if run.number == number), None)
        self.runs = tuple(run for run in self.runs if run is not found)
        return found

    def newest_of(self, document: int, drawing: Drawing) -> EarlierRun | None:
        """The last run that learned this drawing in this document."""
        runs = (run for run in reversed(self.runs) if run.document == document)
        return next((run for run in runs if run.state.drawing.equals(drawing)), None)


def _within(runs: tuple[EarlierRun, ...], most_bytes: int) -> tuple[EarlierRun, ...]:
    """The same, where the oldest keep no past if all of it would take more than `most_bytes`."""
    kept: list[EarlierRun] = []
    for run in reversed(runs):
        most_bytes -= run.size
        kept.append(run if most_bytes >= 0 else replace(run, state=run.state.newest))
    return tuple(reversed(kept))
