"""The session's file: the state of the window as a value, written and read on another thread."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal

from playground.app.model_slots import RunSetup
from playground.app.session import Session
from playground.app.translation import tr_message
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.gui.panels.view_toolbar import ViewToolbar
from playground.plots.view import View
from playground.runs.session.file import SavedSession, read_session, write_session
from playground.runs.session.saved_run import SavedRun


@dataclass(frozen=True, eq=False)
class SessionState:
    """What is drawn, how it trains, what is seen of it, and the runs by their place."""

    drawing: Drawing
    setup: RunSetup
    view: View
    runs: Mapping[int, SavedRun]

    @classmethod
    def of(cls, session: "Session", view: View) -> "SessionState":
        """Where `session` is; what happens to it from now on changes nothing of it."""
        configs = session.run.plan.by_place
        runs = {
            place: SavedRun.of(place, configs[place], past)
            for place, past in session.run.histories.items()
            if not session.waiting
        }
        return cls(session.easel.drawing, session.setup, view, runs)

    @property
    def newest(self) -> "SessionState":
        """The same without the past of the runs: enough to go on, and small."""
        newest = {place: run.newest for place, run in self.runs.items()}
        return replace(self, runs=newest)

    @property
    def moments(self) -> int:
        """How many there are to look back at, of the run with most."""
        return max((len(run.snapshots) for run in self.runs.values()), default=0)

    @classmethod
    def read(cls, path: Path) -> "SessionState":
        """The one in a session's file. Raises InputError."""
        saved = read_session(path)
        try:
            setup, view = RunSetup.from_json(saved.setup), View.from_json(saved.view)
            for run in saved.runs:
                _check_model(run, setup)
        except InputError as error:
            raise InputError("`{path}`: {reason}", path=path, reason=error.sentence) from error
        return cls(saved.drawing, setup, view, {run.place: run for run in saved.runs})

    def write(self, path: Path) -> "SessionState":
        """Write it in place of what is there, whole or not at all; returns what the file has of it.

        The past of the runs is thinned out. Raises OSError.
        """
        setup, view, runs = self.setup.as_json(), self.view.as_json(), tuple(self.runs.values())
        written = write_session(path, SavedSession(self.drawing, setup, view, runs))
        return replace(self, runs={run.place: run for run in written.runs})


def _check_model(run: SavedRun, setup: RunSetup) -> None:
    asked = setup.entrants[run.place].config.model
    if run.config.model != asked:
        raise InputError(
            "a run must be of the model {asked!r}, got {found!r}",
            asked=asked,
            found=run.config.model,
        )


class SessionFile(QObject):
    """Knows which file the session is in, and whether it has changed since it was there.

    One thing is done at a time; what is asked for meanwhile is not done. What cannot be done is
    told as a problem, and then both the session and the file are as they were.
    """

    opened = Signal(object)  # Path; the session of this file is at hand
    saved = Signal(object)  # Path; the session is in this file
    file_changed = Signal()  # another file, or another answer to whether all is in it
    busy_changed = Signal(bool)  # whether a file is being written or read
    problem = Signal(str)
    noted = Signal(str)
    _done = Signal(object)  # what is left to do on the window's thread

    def __init__(self, session: Session, look_bar: ViewToolbar, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._look_bar = session, look_bar
        self.path: Path | None = None
        """The file of the session, once there is one."""
        self.changed = False
        """Whether it has changed since it was in its file."""
        self.busy = False
        self._wanted: Path | None = None
        self._kept: tuple[object, ...] = ()
        self._pool = QThreadPool(self, maxThreadCount=1)
        self._done.connect(lambda rest: rest())
        session.run.settled.connect(self._write)
        session.easel.stepped.connect(self._compare)
        session.entrants_changed.connect(self._compare)
        session.progress_changed.connect(self._compare)

    @property
    def name(self) -> str:
        """What the session is about."""
        return self._session.easel.drawing.name

    def save(self, path: Path) -> None:
        """Put the session, as it is when the worker has told how far it is, into this file."""
        if not self.busy:
            self._set_busy(True)
            self._wanted = path
            self.noted.emit(self.tr("Saving “{name}”…").format(name=path.name))
            self._session.run.settle()

    def open(self, path: Path) -> None:
        """Take the session of this file in place of the one at hand."""
        if not self.busy:
            self._set_busy(True)
            self.noted.emit(self.tr("Opening “{name}”…").format(name=path.name))
            self._pool.start(lambda: self._read(path))

    def close(self) -> None:
        """Wait for what is being written."""
        self._pool.waitForDone()

    def _read(self, path: Path) -> None:
        """On the pool's thread."""
        try:
            mark = SessionState.read(path)
        except InputError as error:
            self._fail(tr_message(error))
        else:
            self._done.emit(lambda: self._take(path, mark))

    def _take(self, path: Path, mark: SessionState) -> None:
        self._session.take_up(mark.setup, mark.drawing, mark.runs)
        self._look_bar.show_view(mark.view)
        self._settle_at(path, self._now())
        text = self.tr("Opened “{name}”; its models are where they were left, and Play goes on.")
        self.noted.emit(text.format(name=path.name))
        self.opened.emit(path)

    def _write(self) -> None:
        path, self._wanted = self._wanted, None
        if path is not None:
            mark = SessionState.of(self._session, self._look_bar.view)
            self._pool.start(lambda: self._write_to(path, mark))

    def _write_to(self, path: Path, mark: SessionState) -> None:
        """On the pool's thread."""
        try:
            written = mark.write(path)
        except OSError as error:
            text = self.tr("“{path}” could not be saved ({reason}); a file that was there stays.")
            self._fail(text.format(path=path, reason=error.strerror or error))
        else:
            self._done.emit(lambda: self._be_saved(path, mark, written))

    def _be_saved(self, path: Path, mark: SessionState, written: SessionState) -> None:
        done = tuple(run.iteration for run in mark.runs.values())
        self._settle_at(path, (mark.drawing, mark.setup, done))
        text = self.tr("Saved “{name}”.")
        if written.moments < mark.moments:
            text = self.tr(
                "Saved “{name}”; the file has {count} moments of the past, evenly spread over it."
            )
        self.noted.emit(text.format(name=path.name, count=written.moments))
        self.saved.emit(path)

    def _fail(self, sentence: str) -> None:
        def tell() -> None:
            self._set_busy(False)
            self.problem.emit(sentence)

        self._done.emit(tell)

    def _now(self) -> tuple[object, ...]:
        """What tells a session that has changed from one that has not."""
        session = self._session
        done = () if session.waiting else session.run.iterations
        return (session.easel.drawing, session.setup, done)

    def _settle_at(self, path: Path, kept: tuple[object, ...]) -> None:
        self.path, self._kept = path, kept
        self.changed = self._now() != kept
        self._set_busy(False)
        self.file_changed.emit()

    def _compare(self) -> None:
        changed = self.path is not None and self._now() != self._kept
        if changed != self.changed:
            self.changed = changed
            self.file_changed.emit()

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit(busy)
