"""Keeps the drawing, and how far its models are, so that neither a crash nor a quit costs them.

The drawing is written after every step, the models beside it from time to time; the next start
finds both.
"""

import errno
import os
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QLockFile, QObject, QThreadPool, QTimer, Signal

from playground.app.drawing_editor import DrawingEditor
from playground.app.session import Session
from playground.app.session_file import SessionState
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.gui.panels.view_toolbar import ViewToolbar
from playground.runs.session.drawing import DRAWING_SUFFIX, read_drawing, write_drawing
from playground.runs.session.file import SESSION_SUFFIX

_DELAY_MS = 250
_MOST_EARLIER = 20


def data_folder() -> Path:
    """Where the drawings of the person live."""
    return user_data_path("playground", appauthor=False)


class DrawingAutosave(QObject):
    """Each open window has a file of its own, locked while the window lives.

    So two windows keep two drawings, and what a window leaves behind, also when it crashes, can be
    claimed by the next one. Writing happens on another thread: a drawing is a value.
    """

    problem = Signal(str)
    _written = Signal(str)  # why it was not; empty if it was

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = data_folder() / "drawings"
        self.file: Path | None = None
        """Where the window keeps its drawing, once it has one to keep."""
        self._lock: QLockFile | None = None
        self._easel: DrawingEditor | None = None
        self._failure = ""
        self._pool = QThreadPool(self, maxThreadCount=1)
        self._timer = QTimer(self, interval=_DELAY_MS, singleShot=True)
        self._timer.timeout.connect(self._write)
        self._written.connect(self._hear)

    def reopen(self) -> Drawing | None:
        """The newest drawing that no window has open; it is kept in its file from now on."""
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
        """The files of drawings that no living window keeps, the newest first."""
        dated = []
        for path in self._folder.glob(f"*{DRAWING_SUFFIX}"):
            with suppress(OSError):
                dated.append((path.stat().st_mtime, path))
        return [path for _, path in sorted(dated, reverse=True) if path != self.file]

    def beside(self, suffix: str) -> Path:
        """Where the window may keep more, locked like its drawing. Raises OSError."""
        if not self._holds_file:
            self._claim()
            self._write()
        assert self.file is not None
        return self.file.with_suffix(suffix)

    def watch(self, easel: DrawingEditor) -> None:
        """Keep what is on `easel` from its next step on."""
        self._easel = easel
        easel.stepped.connect(self._soon)

    def flush(self) -> str:
        """Write at once what is not written yet; why that failed, or nothing."""
        if self._timer.isActive() or self._failure:
            self._timer.stop()
            self._write()
        self._pool.waitForDone()
        return self._failure

    def close(self) -> None:
        """Write, and let go of the file for the next window."""
        self.flush()
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _write(self) -> None:
        assert self._easel is not None
        if not self._holds_file:
            try:
                self._claim()
            except OSError as error:
                self._fail(error)
                return
        path, drawing = self.file, self._easel.drawing
        assert path is not None
        self._pool.start(lambda: self._write_to(path, drawing))

    def _sweep(self, path: Path) -> None:
        """Remove what a window that was killed had begun to write."""
        for part in self._folder.glob(f".{path.stem}.*.part"):
            with suppress(OSError):
                part.unlink()

    @property
    def _holds_file(self) -> bool:
        """Whether there is a file of its own; another window may take one whose lock was removed.

        That happens when the person, or a cleaner of disks, removes the folder.
        """
        return self._lock is not None and self._lock.getLockInfo()[0] == os.getpid()

    def _claim(self) -> None:
        self._lock = None
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in self.earlier()[_MOST_EARLIER - 1 :]:
            lock = _lock(old)
            if lock is not None:
                for path in (old, old.with_suffix(SESSION_SUFFIX)):
                    path.unlink(missing_ok=True)
                lock.unlock()
        name = f"{datetime.now():%Y-%m-%d %H.%M.%S} {os.getpid()}"
        paths = (self._folder / f"{name}-{number}{DRAWING_SUFFIX}" for number in count(1))
        while self._lock is None:
            path = next(path for path in paths if not path.exists())
            self.file, self._lock = path, _lock(path)

    def _write_to(self, path: Path, drawing: Drawing) -> None:
        """On the pool's thread."""
        try:
            write_drawing(path, drawing)
        except OSError as error:
            self._fail(error)
        else:
            self._failure = ""

    def _fail(self, error: OSError) -> None:
        first, self._failure = not self._failure, str(error.strerror or error)
        if first:
            self._written.emit(self._failure)

    def _hear(self, failure: str) -> None:
        text = self.tr(
            "The drawing cannot be kept in {folder} ({reason}); "
            "it is lost when the window closes, unless there is room again."
        )
        self.problem.emit(text.format(folder=self._folder, reason=failure))


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
"""The most that a crash costs a run that trains, beside what the worker tells every 5 seconds."""

_RESTING_MS = 500


class RunAutosave(QObject):
    """Writes the newest state of the run into the window's own folder while it trains and rests.

    Only a window that ended without closing leaves one behind; the next one that shows its drawing
    goes on from there. Who closes a window has seen how far it was, and may have saved it.
    """

    problem = Signal(str)
    noted = Signal(str)
    _done = Signal(object)  # what is left to do on the window's thread

    def __init__(
        self, keeper: DrawingAutosave, session: Session, look_bar: ViewToolbar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._keeper, self._session, self._look_bar = keeper, session, look_bar
        self._failed = False
        self._pool = QThreadPool(self, maxThreadCount=1)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._write)
        self._done.connect(lambda rest: rest())
        session.run.remembered.connect(self._soon)

    def go_on(self) -> None:
        """Take up, paused, the run that was left behind with the drawing, if one was."""
        path = self._left_behind()
        if path is not None:
            self._pool.start(lambda: self._read(path))

    def close(self, *, clean: bool) -> None:
        """Stop; what is kept stays where the window did not close as it should."""
        if self._timer.isActive() and not clean:
            self._write()
        self._timer.stop()
        self._pool.waitForDone()
        path = self._left_behind()
        if clean and path is not None:
            with suppress(OSError):
                path.unlink()

    def _left_behind(self) -> Path | None:
        path = self._keeper.file and self._keeper.file.with_suffix(SESSION_SUFFIX)
        return path if path and path.is_file() else None

    def _soon(self) -> None:
        pasts = self._session.run.histories.values()
        if any(past.checkpoints.iterations[-1:] > (0,) for past in pasts):
            wait = PLAYING_MS if self._session.playing else _RESTING_MS
            if not self._timer.isActive() or self._timer.remainingTime() > wait:
                self._timer.start(wait)

    def _write(self) -> None:
        try:
            path = self._keeper.beside(SESSION_SUFFIX)
        except OSError as error:
            self._fail(error)
            return
        mark = SessionState.of(self._session, self._look_bar.view).newest
        self._pool.start(lambda: self._write_to(path, mark))

    def _write_to(self, path: Path, mark: SessionState) -> None:
        """On the pool's thread."""
        try:
            mark.write(path)
        except OSError as error:
            fault = error
            self._done.emit(lambda: self._fail(fault))
        else:
            self._failed = False

    def _fail(self, error: OSError) -> None:
        if not self._failed:
            self._failed = True
            text = self.tr(
                "How far the models are cannot be kept ({reason}); a crash would cost the run."
            )
            self.problem.emit(text.format(reason=error.strerror or error))

    def _read(self, path: Path) -> None:
        """On the pool's thread."""
        with suppress(InputError):  # the drawing is there; no run is no news then
            mark = SessionState.read(path)
            self._done.emit(lambda: self._take(mark))

    def _take(self, mark: SessionState) -> None:
        """Go on with the drawing as it is by now, if it still has as many layers."""
        session, target = self._session, mark.drawing.target()
        fits = target is not None and len(target.layers) == len(session.target.layers)
        if not fits or session.waiting or session.playing or any(session.run.iterations):
            return
        session.take_up(mark.setup, runs=mark.runs)
        self._look_bar.show_view(mark.view)
        text = self.tr(
            "The window ended unexpectedly: your drawing is here again, and Play goes on at "
            "iteration {iteration:,}."
        )
        self.noted.emit(text.format(iteration=min(session.run.iterations, default=0)))
