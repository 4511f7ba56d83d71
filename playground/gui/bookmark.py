"""Where a person is in the window, as a value that goes to a file and back. No Qt in here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from playground.density.drawing import Drawing
from playground.errors import InputError
from playground.gui.setup import Setup
from playground.plots.view import View
from playground.runs.saved_run import SavedRun
from playground.runs.session_file import SavedSession, read_session, write_session

if TYPE_CHECKING:
    from playground.gui.session import Session


@dataclass(frozen=True, eq=False)
class Bookmark:
    """What is drawn, how it trains, what is seen of it, and the runs by their place."""

    drawing: Drawing
    setup: Setup
    view: View
    runs: Mapping[int, SavedRun]

    @classmethod
    def of(cls, session: "Session", view: View) -> "Bookmark":
        """Where `session` is; what happens to it from now on changes nothing of it."""
        configs = session.run.plan.by_place
        runs = {
            place: SavedRun.of(place, configs[place], past)
            for place, past in session.run.histories.items()
            if not session.waiting
        }
        return cls(session.easel.drawing, session.setup, view, runs)

    @property
    def newest(self) -> "Bookmark":
        """The same without the past of the runs: enough to go on, and small."""
        newest = {place: run.newest for place, run in self.runs.items()}
        return replace(self, runs=newest)

    @property
    def moments(self) -> int:
        """How many there are to look back at, of the run with most."""
        return max((len(run.snapshots) for run in self.runs.values()), default=0)

    @classmethod
    def read(cls, path: Path) -> "Bookmark":
        """The one in a session's file. Raises InputError."""
        saved = read_session(path)
        try:
            setup, view = Setup.from_json(saved.setup), View.from_json(saved.view)
            for run in saved.runs:
                _check_model(run, setup)
        except InputError as error:
            raise InputError("`{path}`: {reason}", path=path, reason=error.sentence) from error
        return cls(saved.drawing, setup, view, {run.place: run for run in saved.runs})

    def write(self, path: Path) -> "Bookmark":
        """Write it in place of what is there, whole or not at all; returns what the file has of it.

        The past of the runs is thinned out. Raises OSError.
        """
        setup, view, runs = self.setup.as_json(), self.view.as_json(), tuple(self.runs.values())
        written = write_session(path, SavedSession(self.drawing, setup, view, runs))
        return replace(self, runs={run.place: run for run in written.runs})


def _check_model(run: SavedRun, setup: Setup) -> None:
    asked = setup.entrants[run.place].config.model
    if run.config.model != asked:
        raise InputError(
            "a run must be of the model {asked!r}, got {found!r}",
            asked=asked,
            found=run.config.model,
        )
