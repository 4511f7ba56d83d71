"""The session's file, read and written on another thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal

from playground.app.background import Background
from playground.app.model_slots import RunSetup
from playground.app.notices import fault_text
from playground.app.session import Session
from playground.app.storage.former_versions import FormerVersion, FormerVersions
from playground.app.storage.session_state import SessionState
from playground.drawing.drawing import Drawing
from playground.message import Sentence
from playground.nn.history import History
from playground.runs.atomic import sweep_asides
from playground.runs.session.saved_run import FileBytes


@dataclass(frozen=True, eq=False)
class _InFile:
    """The file of a document, and what was in it when it was saved or opened; None: not known."""

    path: Path
    drawing: Drawing | None = None
    setup: RunSetup | None = None
    iterations: Mapping[int, int] | None = None

    def holds(self, session: Session) -> bool:
        """Whether all of `session` is in it."""
        done = {} if session.waiting else session.run.iterations
        drawing = session.editor.drawing
        if self.drawing is None or (session.setup, done) != (self.setup, self.iterations):
            return False
        return drawing is self.drawing or drawing.equals(self.drawing)


def megabytes(size: int) -> str:
    """A size as it is said, such as "2.4 MB"."""
    return f"{size / 1e6:.1f} MB"


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


@dataclass(frozen=True, eq=False)
class _SaveOrder:
    """What is to be saved: the document and the run of then, and their `state` as far as known."""

    path: Path
    document: int
    histories: Mapping[int, History]
    state: SessionState
    light: bool

    @classmethod
    def of(cls, path: Path, session: Session, *, light: bool) -> "_SaveOrder":
        state = session.state
        return cls(path, session.editor.document, session.run.histories, state, light)

    def settled(self, session: Session) -> SessionState:
        """The newest state, unless another document or run has taken the place of this one."""
        same = session.editor.document == self.document and session.run.histories is self.histories
        return session.state if same else self.state


class SessionFile(QObject):
    """Knows which file the session is in, and whether it has changed since it was saved there.

    A file belongs to the document that was saved in it or opened from it: another drawing has none,
    and undo that brings the document back brings its file, too. It reads or writes one file at a
    time, and ignores requests meanwhile. When that fails, both the session and the file stay as
    they were, and the reason is a problem.
    """

    opened = Signal(object)  # Path: the session in this file has been restored
    saved = Signal(object)  # Path: the session is in this file
    failed = Signal()  # it could not be opened or saved
    file_changed = Signal()  # another file, or another answer to whether all is in it

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._notices = session, session.notices
        self.former_versions = FormerVersions()
        """What the files held that have been replaced by saving."""
        self.changed = False
        """Whether the session has changed since it was in its file."""
        self.busy = False
        """Whether a file is being read or written."""
        self._order: _SaveOrder | None = None
        self._files: dict[int, _InFile] = {}
        self._shown: Path | None = None
        self._background = Background(self)
        session.run.settled.connect(self._write)
        session.editor.stepped.connect(self._compare)
        session.slots_changed.connect(self._compare)
        session.control.progress_changed.connect(self._compare)

    @property
    def path(self) -> Path | None:
        """The file of the session, once there is one; a drawing opened in its place has none."""
        known = self._files.get(self._session.editor.document)
        return known.path if known else None

    @property
    def name(self) -> str:
        """What a new file might be called: the name of the drawing."""
        return self._session.editor.drawing.name

    @property
    def file_bytes(self) -> FileBytes:
        """About how large a file of the session would be now, whole and light."""
        return self._session.state.file_bytes

    @_ends_busy(_SAVING)
    def save(self, path: Path, *, light: bool = False) -> None:
        """Save the session to this file, as it is once the worker has sent its states.

        A `light` file, to give away, has not the past of the runs; it is not the session's own.
        """
        if not self.busy:
            self.busy, self._order = True, _SaveOrder.of(path, self._session, light=light)
            self._notices.info.emit(self.tr("Saving “{name}”…").format(name=path.name))
            self._session.run.settle()

    def restore(self, path: Path) -> None:
        """Restore the session in this file in place of the current one."""
        self._open(path, path.name, lambda state: self._restore(path, state))

    def restore_former(self, version: FormerVersion) -> None:
        """Restore what a file held before it was saved; it has no file then."""
        self._open(version.copy, version.path.name, lambda state: self._restore_former(state))

    def attach(self, path: Path) -> None:
        """The session is an edited one of this file, as in a window before."""
        sweep_asides(path)
        self._files[self._session.editor.document] = _InFile(path)
        self._compare()

    def close(self) -> None:
        """Wait for what is being written, and let go of what was replaced."""
        self._background.wait()
        self.former_versions.close()

    def _open(self, path: Path, name: str, then: Callable[[SessionState], None]) -> None:
        if not self.busy:
            self.busy = True
            self._notices.info.emit(self.tr("Opening “{name}”…").format(name=name))
            self._background.start(lambda: self._read(path, then))

    @_ends_busy(_OPENING)
    def _read(self, path: Path, then: Callable[[SessionState], None]) -> None:
        """In the background."""
        sweep_asides(path)
        state = SessionState.read(path)
        self._background.answer(lambda: then(state))

    @_ends_busy(_OPENING)
    def _restore(self, path: Path, state: SessionState) -> None:
        self._session.restore(state.setup, state.drawing, state.runs, state.view)
        self._note_saved(path, self._session.editor.document, state)
        text = self.tr("Opened “{name}”: its models are where they were saved; Play continues.")
        self._notices.info.emit(text.format(name=path.name))
        self.opened.emit(path)

    @_ends_busy(_OPENING)
    def _restore_former(self, state: SessionState) -> None:
        self._session.restore(state.setup, state.drawing, state.runs, state.view)
        self.busy = False
        text = self.tr("The former version is here, without a file; Save session asks for one.")
        self._notices.info.emit(text)

    @_ends_busy(_SAVING)
    def _write(self) -> None:
        order, self._order = self._order, None
        if order is not None:
            state = order.settled(self._session)
            self._background.start(lambda: self._write_to(order, state))

    @_ends_busy(_SAVING)
    def _write_to(self, order: "_SaveOrder", state: SessionState) -> None:
        """In the background."""
        path = order.path
        sweep_asides(path)
        former = self.former_versions.keep(path)
        try:
            written = state.write(path, light=order.light)
        except OSError as error:
            if former is not None:
                self.former_versions.drop(former)
            text = self.tr("“{path}” could not be saved ({reason}); a file that was there stays.")
            self._fail(text.format(path=path, reason=error.strerror or error))
        else:
            kept = former is not None
            self._background.answer(lambda: self._finish_saving(order, state, written, kept=kept))

    @_ends_busy(_SAVING)
    def _finish_saving(
        self, order: "_SaveOrder", state: SessionState, written: SessionState, *, kept: bool
    ) -> None:
        path, known = order.path, self._files.get(order.document)
        own = known is not None and known.path == path
        if order.light:
            self._finish_light(order, own=own)
            return
        self._note_saved(path, order.document, state)
        text = self.tr("Saved “{name}”.")
        if kept and not own:
            text = self.tr("Saved “{name}”; File ▸ Former versions has what the file held before.")
        elif written.moments < state.moments:
            text = self.tr(
                "Saved “{name}”; of the past, the file holds {count} evenly spaced snapshots."
            )
        self._notices.info.emit(text.format(name=path.name, count=written.moments))
        self.saved.emit(path)

    def _finish_light(self, order: "_SaveOrder", *, own: bool) -> None:
        path = order.path
        if own:  # it was the whole session until now
            self._files[order.document] = _InFile(path)
        self.busy = False
        self._compare()
        text = self.tr(
            "Saved a copy “{name}” without the past ({size}); the session keeps its file."
        )
        self._notices.info.emit(text.format(name=path.name, size=megabytes(path.stat().st_size)))

    def _fail(self, sentence: str) -> None:
        def tell() -> None:
            self.busy = False
            self.failed.emit()
            self._notices.problem.emit(sentence)

        self._background.answer(tell)

    def _note_saved(self, path: Path, document: int, state: SessionState) -> None:
        done = {slot: run.iteration for slot, run in state.runs.items()}
        self._files[document] = _InFile(path, state.drawing, state.setup, done)
        self.busy = False
        self._compare()

    def _compare(self) -> None:
        known = self._files.get(self._session.editor.document)
        path = known.path if known else None
        changed = known is not None and not known.holds(self._session)
        if (path, changed) != (self._shown, self.changed):
            self._shown, self.changed = path, changed
            self.file_changed.emit()
