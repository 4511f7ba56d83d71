"""The state of a session as a value: what a file holds, and what a run is brought back from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from playground.app.model_slots import RunSetup
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.plots.view import View
from playground.runs.foreign_file import foreign_file
from playground.runs.session.archive import DAMAGED
from playground.runs.session.file import KIND, SavedSession, read_session, write_session
from playground.runs.session.saved_run import FileBytes, SavedRun, thinned


@dataclass(frozen=True, eq=False)
class SessionState:
    """The drawing, the setup, the view, and the runs by slot id."""

    drawing: Drawing
    setup: RunSetup
    view: View
    runs: Mapping[int, SavedRun]

    @property
    def newest(self) -> "SessionState":
        """The same without the past of the runs: enough to continue, and small."""
        newest = {slot: run.newest for slot, run in self.runs.items()}
        return replace(self, runs=newest)

    @property
    def thinned(self) -> "SessionState":
        """The same with as much of the past as a file would hold."""
        return replace(self, runs={slot: thinned(run) for slot, run in self.runs.items()})

    @property
    def moments(self) -> int:
        """How many past snapshots there are, of the run with most."""
        return max((len(run.snapshots) for run in self.runs.values()), default=0)

    @property
    def iteration(self) -> int:
        """Where the run continues that is furthest."""
        return max((run.iteration for run in self.runs.values()), default=0)

    @classmethod
    def read(cls, path: Path) -> "SessionState":
        """The state in a session's file. Raises InputError."""
        saved = read_session(path)
        with foreign_file(path, DAMAGED, kind=KIND):
            setup, view = RunSetup.from_json(saved.setup, complete=True), View.from_json(saved.view)
            for run in saved.runs:
                _check_model(run, setup)
        return cls(saved.drawing, setup, view, {run.place: run for run in saved.runs})

    @property
    def file_bytes(self) -> FileBytes:
        """About how large a file would be, whole and light; the drawing takes little."""
        return FileBytes.of(self.runs.values())

    def write(self, path: Path, *, light: bool = False) -> "SessionState":
        """Replace the file at `path`, whole or not at all; returns what it holds.

        The past of the runs is thinned out, or left out with `light`. Raises OSError.
        """
        setup, view, runs = self.setup.as_json(), self.view.as_json(), tuple(self.runs.values())
        written = write_session(path, SavedSession(self.drawing, setup, view, runs), light=light)
        return replace(self, runs={run.place: run for run in written.runs})


def _check_model(run: SavedRun, setup: RunSetup) -> None:
    asked = setup.slots[run.place].config.model
    if run.config.model != asked:
        raise InputError(
            "a run must be of the model {asked!r}, got {found!r}",
            asked=asked,
            found=run.config.model,
        )
