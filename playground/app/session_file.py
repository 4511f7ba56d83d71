"""The session's file: the state of the window as a value, read and written on another thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, QThreadPool, Signal

from playground.app.model_slots import RunSetup
from playground.app.notices import fault_text
from playground.app.session import Session
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.message import Sentence
from playground.plots.view import View
from playground.runs.session.file import SavedSession, read_session, write_session
from playground.runs.session.saved_run import SavedRun


@dataclass(frozen=True, eq=False)
class SessionState:
    """The drawing, the setup, the view, and the runs by slot id."""

    drawing: Drawing
    setup: RunSetup
    view: View
    runs: Mapping[int, SavedRun]

    @classmethod
    def of(cls, session: Session) -> "SessionState":
        """The state of `session` now; later changes to the session do not affect it."""
        configs = session.run.plan.configs
        runs = {
            slot: SavedRun.of(slot, configs[slot], past)
            for slot, past in session.run.histories.items()
            if not session.waiting
        }
        return cls(session.editor.drawing, session.setup, session.view, runs)

    @property
    def newest(self) -> "SessionState":
        """The same without the past of the runs: enough to continue, and small."""
        newest = {slot: run.newest for slot, run in self.runs.items()}
        return replace(self, runs=newest)

    @property
    def moments(self) -> int:
        """How many past snapshots there are, of the run with most."""
        return max((len(run.snapshots) for run in self.runs.values()), default=0)

    @classmethod
    def read(cls, path: Path) -> "SessionState":
        """The state in a session's file. Raises InputError."""
        saved = read_session(path)
        try:
            setup, view = RunSetup.from_json(saved.setup, complete=True), View.from_json(saved.view)
            for run in saved.runs:
                _check_model(run, setup)
        except InputError as error:
            raise InputError("`{path}`: {reason}", path=path, reason=error.sentence) from error
        return cls(saved.drawing, setup, view, {run.place: run for run in saved.runs})

    def write(self, path: Path) -> "SessionState":
        """Replace the file at `path`, whole or not at all; returns what it holds.

        The past of the runs is thinned out. Raises OSError.
        """
        setup, view, runs = self.setup.as_json(), self.view.as_json(), tuple(self.runs.values())
        written = write_session(path, SavedSession(self.drawing, setup, view, runs))
        return replace(self, runs={run.place: run for run in written.runs})


def _check_model(run: SavedRun, setup: RunSetup) -> None:
    asked = setup.slots[run.place].config.model
    if run.config.model != asked:
        raise InputError(
            "a run must be of the model {asked!r}, got {found!r}",
            asked=asked,
            found=run.config.model,
        )


P = ParamSpec("P")
Step = Callable[Concatenate["SessionFile", P], None]

_OPENING, _SAVING = Sentence("Opening the session"), Sentence("Saving the session")


def _ends_busy(doing: Sentence) -> Callable[[Step[P]], Step[P]]:
    """Has whatever a step of reading or writing raises end it, with a problem.

    Else the file would stay busy, and nothing could be saved any more.
    """

    def decorated(step: Step[P]) -> Step[P]:
        @wraps(step)
        def guarded(self: "SessionFile", /, *args: P.args, **kwargs: P.kwargs) -> None:
            try:
                step(self, *args, **kwargs)
            except Exception as error:
                self._fail(fault_text(error, doing))

        return guarded

    return decorated


class SessionFile(QObject):
    """Knows which file the session is in, and whether it has changed since it was saved there.

    It reads or writes one file at a time, and ignores requests meanwhile. When that fails, both the
    session and the file stay as they were, and the reason is a problem.
    """

    opened = Signal(object)  # Path: the session in this file has been restored
    saved = Signal(object)  # Path: the session is in this file
    failed = Signal()  # it could not be opened or saved
    file_changed = Signal()  # another file, or another answer to whether all is in it
    _done = Signal(object)  # what is left to do on the window's thread

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._notices = session, session.notices
        self.path: Path | None = None
        """The file of the session, once there is one."""
        self.changed = False
        """Whether the session has changed since it was in its file."""
        self.busy = False
        """Whether a file is being read or written."""
        self._wanted: Path | None = None
        self._in_file: tuple[object, ...] = ()
        self._pool = QThreadPool(self, maxThreadCount=1)
        self._done.connect(lambda rest: rest())
        session.run.settled.connect(self._write)
        session.editor.stepped.connect(self._compare)
        session.slots_changed.connect(self._compare)
        session.control.progress_changed.connect(self._compare)

    @property
    def name(self) -> str:
        """What a new file might be called: the name of the drawing."""
        return self._session.editor.drawing.name

    def save(self, path: Path) -> None:
        """Save the session to this file, as it is once the worker has sent its states."""
        if not self.busy:
            self.busy, self._wanted = True, path
            self._notices.info.emit(self.tr("Saving “{name}”…").format(name=path.name))
            self._session.run.settle()

    def restore(self, path: Path) -> None:
        """Restore the session in this file in place of the current one."""
        if not self.busy:
            self.busy = True
            self._notices.info.emit(self.tr("Opening “{name}”…").format(name=path.name))
            self._pool.start(lambda: self._read(path))

    def close(self) -> None:
        """Wait for what is being written."""
        self._pool.waitForDone()

    @_ends_busy(_OPENING)
    def _read(self, path: Path) -> None:
        """On the pool's thread."""
        state = SessionState.read(path)
        self._done.emit(lambda: self._restore(path, state))

    @_ends_busy(_OPENING)
    def _restore(self, path: Path, state: SessionState) -> None:
        self._session.restore(state.setup, state.drawing, state.runs, state.view)
        self._note_saved(path, self._now())
        text = self.tr("Opened “{name}”: its models are where they were saved; Play continues.")
        self._notices.info.emit(text.format(name=path.name))
        self.opened.emit(path)

    @_ends_busy(_SAVING)
    def _write(self) -> None:
        path, self._wanted = self._wanted, None
        if path is not None:
            state = SessionState.of(self._session)
            self._pool.start(lambda: self._write_to(path, state))

    @_ends_busy(_SAVING)
    def _write_to(self, path: Path, state: SessionState) -> None:
        """On the pool's thread."""
        try:
            written = state.write(path)
        except OSError as error:
            text = self.tr("“{path}” could not be saved ({reason}); a file that was there stays.")
            self._fail(text.format(path=path, reason=error.strerror or error))
        else:
            self._done.emit(lambda: self._finish_saving(path, state, written))

    @_ends_busy(_SAVING)
    def _finish_saving(self, path: Path, state: SessionState, written: SessionState) -> None:
        done = {slot: run.iteration for slot, run in state.runs.items()}
        self._note_saved(path, (state.drawing, state.setup, done))
        text = self.tr("Saved “{name}”.")
        if written.moments < state.moments:
            text = self.tr(
                "Saved “{name}”; of the past, the file holds {count} evenly spaced snapshots."
            )
        self._notices.info.emit(text.format(name=path.name, count=written.moments))
        self.saved.emit(path)

    def _fail(self, sentence: str) -> None:
        def tell() -> None:
            self.busy = False
            self.failed.emit()
            self._notices.problem.emit(sentence)

        self._done.emit(tell)

    def _now(self) -> tuple[object, ...]:
        """What tells a session that has changed from one that has not."""
        session = self._session
        done = {} if session.waiting else session.run.iterations
        return (session.editor.drawing, session.setup, done)

    def _note_saved(self, path: Path, in_file: tuple[object, ...]) -> None:
        self.path, self._in_file = path, in_file
        self.changed = self._now() != in_file
        self.busy = False
        self.file_changed.emit()

    def _compare(self) -> None:
        changed = self.path is not None and self._now() != self._in_file
        if changed != self.changed:
            self.changed = changed
            self.file_changed.emit()
