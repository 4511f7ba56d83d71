"""Saves the drawing and the training state, so that neither a crash nor a quit loses them.

The drawing is written after every step, the training state beside it from time to time and when
the window closes; the next start finds both.
"""

import errno
import os
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QLockFile, QObject, QTimer

from playground.app.background import Background
from playground.app.drawing_editor import DrawingEditor
from playground.app.model_slots import RunSetup
from playground.app.notices import Notices, fault_text
from playground.app.session import Session
from playground.app.storage.session_file import SessionFile
from playground.app.storage.session_state import SessionState
from playground.app.storage.window_record import RECORD_SUFFIX, WindowRecord
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.message import Sentence
from playground.plots.view import View
from playground.runs.session.drawing import DRAWING_SUFFIX, read_drawing, write_drawing
from playground.runs.session.file import SESSION_SUFFIX

_DELAY_MS = 250
_MOST_EARLIER = 20


def data_folder() -> Path:
    """The user's data folder of the playground."""
    return user_data_path("playground", appauthor=False)


class DrawingAutosave(QObject):
    """Gives each open window a file of its own, locked while the window lives.

    So two windows save two drawings, and what a window leaves behind, even when it crashes, can be
    claimed by the next one. Writing happens on another thread: a drawing is a value.
    """

    def __init__(self, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._folder = data_folder() / "drawings"
        self.file: Path | None = None
        """The window's file, once it has drawn something."""
        self._lock: QLockFile | None = None
        self._editor: DrawingEditor | None = None
        self._failure = ""
        self._background = Background(self)
        self._timer = QTimer(self, interval=_DELAY_MS, singleShot=True)
        self._timer.timeout.connect(self._write)

    def reopen(self) -> Drawing | None:
        """The newest drawing that no window has open; its file is this window's from now on."""
        for path in self.earlier():
            try:
                lock = _lock(path)
            except OSError:
                return None
            if lock is None:
                continue
            try:
                drawing = read_drawing(path)
            except InputError:
                lock.unlock()  # it stays where it is, for whoever can mend it
                continue
            self.file, self._lock = path, lock
            self._sweep(path)
            return drawing
        return None

    def earlier(self) -> list[Path]:
        """The files of drawings that this window does not hold, the newest first."""
        dated = []
        for path in self._folder.glob(f"*{DRAWING_SUFFIX}"):
            with suppress(OSError):
                dated.append((path.stat().st_mtime, path))
        return [path for _, path in sorted(dated, reverse=True) if path != self.file]

    def beside(self, suffix: str) -> Path:
        """A path beside the drawing's, under the same lock. Raises OSError."""
        if not self._holds_file:
            self._claim()
            self._write()
        assert self.file is not None
        return self.file.with_suffix(suffix)

    def watch(self, editor: DrawingEditor) -> None:
        """Save what is drawn, from the next step on."""
        self._editor = editor
        editor.stepped.connect(self._write_soon)

    def leave(self, drawing: Drawing) -> Path | None:
        """Leave the file behind with `drawing` in it; what is drawn from now on gets another one.

        Returns the file, or None where there can be none.
        """
        self._timer.stop()
        try:
            if not self._holds_file:
                self._claim()
        except OSError as error:
            self._fail(error)
            return None
        path, lock = self.file, self._lock
        assert path is not None and lock is not None
        self.file = self._lock = None
        self._background.start(lambda: self._write_last(path, drawing, lock))
        self._write_soon()
        return path

    def flush(self) -> str:
        """Write at once what is not written yet; returns why that failed, or ""."""
        if self._timer.isActive() or self._failure:
            self._timer.stop()
            self._write()
        self._background.wait()
        return self._failure

    def close(self) -> None:
        """Write, and release the file for the next window, which takes the one closed last."""
        self.flush()
        if self._lock is not None:
            if self.file is not None and self._holds_file:
                with suppress(OSError):
                    os.utime(self.file)
            self._lock.unlock()
            self._lock = None

    def _write_soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _write(self) -> None:
        assert self._editor is not None
        if not self._holds_file:
            try:
                self._claim()
            except OSError as error:
                self._fail(error)
                return
        path, drawing = self.file, self._editor.drawing
        assert path is not None
        self._background.start(lambda: self._write_to(path, drawing))

    def _sweep(self, path: Path) -> None:
        """Remove what a killed window had begun to write."""
        for part in self._folder.glob(f".{path.stem}.*.part"):
            with suppress(OSError):
                part.unlink()

    @property
    def _holds_file(self) -> bool:
        """Whether the window still holds its file.

        Another one may have claimed it, where someone removed the folder with the lock in it.
        """
        return self._lock is not None and self._lock.getLockInfo()[0] == os.getpid()

    def _claim(self) -> None:
        self._lock = None
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in self.earlier()[_MOST_EARLIER - 1 :]:
            lock = _lock(old)
            if lock is not None:
                for suffix in (DRAWING_SUFFIX, SESSION_SUFFIX, RECORD_SUFFIX):
                    old.with_suffix(suffix).unlink(missing_ok=True)
                lock.unlock()
        name = f"{datetime.now():%Y-%m-%d %H.%M.%S} {os.getpid()}"
        paths = (self._folder / f"{name}-{number}{DRAWING_SUFFIX}" for number in count(1))
        while self._lock is None:
            path = next(path for path in paths if not path.exists())
            self.file, self._lock = path, _lock(path)

    def _write_to(self, path: Path, drawing: Drawing) -> None:
        """In the background."""
        try:
            write_drawing(path, drawing)
        except Exception as error:  # whatever it is, the window must not close without a word
            self._fail(error)
        else:
            self._failure = ""

    def _write_last(self, path: Path, drawing: Drawing, lock: QLockFile) -> None:
        """In the background. Nobody takes the file, or its name, before it is written."""
        self._write_to(path, drawing)
        lock.unlock()

    def _fail(self, error: Exception) -> None:
        first, self._failure = not self._failure, _reason(error, Sentence("Saving the drawing"))
        if first:
            failure = self._failure
            self._background.answer(lambda: self._tell_failure(failure))

    def _tell_failure(self, failure: str) -> None:
        text = self.tr(
            "The drawing cannot be saved in {folder} ({reason}); "
            "unless that changes, it is lost when the window closes."
        )
        self._notices.problem.emit(text.format(folder=self._folder, reason=failure))


def _reason(error: Exception, doing: Sentence) -> str:
    """Why nothing was written; what nobody foresaw is logged."""
    if isinstance(error, OSError):
        return str(error.strerror or error)
    return fault_text(error, doing)


def _lock(path: Path) -> QLockFile | None:
    """A lock on `path`, or None while a living window has it. Raises OSError."""
    lock = QLockFile(f"{path}.lock")
    lock.setStaleLockTime(0)  # only a dead process loses its lock, however old it is
    if lock.tryLock(0):
        return lock
    if lock.error() == QLockFile.LockError.LockFailedError:
        return None
    raise PermissionError(errno.EACCES, "Permission denied", str(path))


PLAYING_MS = 15_000
"""At most so much training is lost in a crash, beside the 5 seconds between two states."""

_RESTING_MS = 500

CLOSING_SECONDS = 2.0
"""A window that is closed waits no longer for the newest state of its models."""


class RunAutosave(QObject):
    """Writes how the run stands beside the window's drawing, now and then and when it is closed.

    That is the setup, the view and the newest state of the models. The next window that shows the
    drawing continues from there, or opens the session's file again where all was in it.
    """

    def __init__(
        self,
        drawing_autosave: DrawingAutosave,
        session: Session,
        session_file: SessionFile,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._drawing_autosave, self._session = drawing_autosave, session
        self._file, self._notices = session_file, session.notices
        self._failed = self._closed = False
        self._unread = self._left_behind() is not None
        """Whether there is something of an earlier window that has not been restored yet."""
        self._background = Background(self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._write)
        session.run.saved.connect(self._write_soon)
        session.slots_changed.connect(self._write_soon)
        session.view_changed.connect(self._write_soon)
        session_file.file_changed.connect(self._write_soon)

    @property
    def idle(self) -> bool:
        """Whether nothing is being read or written, or waits to be."""
        return not self._timer.isActive() and not self._background.busy

    def recover(self) -> None:
        """Restore, paused, what the window left that had the drawing before."""
        path = self._left_behind()
        if path is None:
            return
        record = WindowRecord.read(path.with_suffix(RECORD_SUFFIX))
        if record.known_file and not record.changed:
            self._unread = False
            self._file.restore(record.known_file)
        else:
            self._background.start(lambda: self._read(path, record))

    def close(self, *, given_up: bool = False) -> None:
        """Write the newest state, for the next start; later calls do nothing.

        With `given_up` changes the session's file stays as it is, and the next start opens it.
        """
        if self._closed:
            return
        self._closed = True
        self._timer.stop()
        self._session.control.set_playing(False)
        self._session.run.settle_within(CLOSING_SECONDS)
        if self._worth_keeping and not self._unread:
            self._write(closed=True, given_up=given_up)
        self._background.wait()
        if not self._worth_keeping and not self._unread:
            self._remove()

    @property
    def _worth_keeping(self) -> bool:
        """Whether the window differs from a new one with this drawing."""
        session = self._session
        pasts = session.run.histories.values()
        trained = any(past.checkpoints.iterations[-1:] > (0,) for past in pasts)
        set_up = (session.setup, session.view) != (RunSetup(), View())
        return trained or set_up or self._file.path is not None

    def _left_behind(self) -> Path | None:
        file = self._drawing_autosave.file
        path = file and file.with_suffix(SESSION_SUFFIX)
        return path if path and path.is_file() else None

    def _remove(self) -> None:
        path = self._left_behind()
        if path is not None:
            for one in (path, path.with_suffix(RECORD_SUFFIX)):
                with suppress(OSError):
                    one.unlink(missing_ok=True)

    def _write_soon(self) -> None:
        if self._worth_keeping and not self._unread and not self._closed:
            wait = PLAYING_MS if self._session.control.playing else _RESTING_MS
            if not self._timer.isActive() or self._timer.remainingTime() > wait:
                self._timer.start(wait)

    def _write(self, *, closed: bool = False, given_up: bool = False) -> None:
        try:
            path = self._drawing_autosave.beside(SESSION_SUFFIX)
        except OSError as error:
            self._fail(error)
            return
        state, file = self._session.state.newest, self._file
        record = WindowRecord.of(file.path, changed=file.changed and not given_up, closed=closed)
        self._background.start(lambda: self._write_to(path, state, record))

    def _write_to(self, path: Path, state: SessionState, record: WindowRecord) -> None:
        """In the background."""
        try:
            state.write(path)
            record.write(path.with_suffix(RECORD_SUFFIX))
        except Exception as error:
            fault = error
            self._background.answer(lambda: self._fail(fault))
        else:
            self._failed = False

    def _fail(self, error: Exception) -> None:
        if not self._failed:
            self._failed = True
            text = self.tr(
                "The training state cannot be saved ({reason}); a crash would lose this run."
            )
            reason = _reason(error, Sentence("Saving the training state"))
            self._notices.problem.emit(text.format(reason=reason))

    def _read(self, path: Path, record: WindowRecord) -> None:
        """In the background."""
        state = None
        try:
            state = SessionState.read(path)
        except InputError:
            pass  # the drawing is there; a run that is lost is not news
        except Exception as error:
            text = fault_text(error, Sentence("Reading the run that was left behind"))
            self._background.answer(lambda: self._notices.problem.emit(text))
        self._background.answer(lambda: self._take(state, record))

    def _take(self, state: SessionState | None, record: WindowRecord) -> None:
        session = self._session
        begun = session.control.playing or any(session.run.iterations.values())
        self._unread = state is None and not begun
        if state is not None and not begun:
            self._restore(state, record)

    def _restore(self, state: SessionState, record: WindowRecord) -> None:
        """Continue with the drawing as it is by now, if it still has as many layers."""
        session, target = self._session, state.drawing.target()
        fits = target is not None and len(target.layers) == len(session.target.layers)
        runs = state.runs if fits and not session.waiting else {}
        session.restore(state.setup, runs=runs, view=state.view)
        if record.known_file:
            self._file.attach(record.known_file)
        iteration = min(session.run.iterations.values(), default=0)
        self._notices.info.emit(self._welcome(iteration, closed=record.closed))

    def _welcome(self, iteration: int, *, closed: bool) -> str:
        if closed and iteration:
            text = self.tr(
                "Your window is here again as you left it; Play continues at iteration "
                "{iteration:,}."
            )
        elif iteration:
            text = self.tr(
                "The window ended unexpectedly: your drawing is here again, and Play continues at "
                "iteration {iteration:,}."
            )
        else:
            text = self.tr("Your drawing and your settings are here again.")
        return text.format(iteration=iteration)
