"""The file of the session: written and read on another thread, while the window goes on."""

from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal

from playground.errors import InputError
from playground.gui.bookmark import Bookmark
from playground.gui.language import said
from playground.gui.look_bar import LookBar
from playground.gui.session import Session


class Saving(QObject):
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

    def __init__(self, session: Session, look_bar: LookBar, parent: QObject) -> None:
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
            mark = Bookmark.read(path)
        except InputError as error:
            self._fail(said(error))
        else:
            self._done.emit(lambda: self._take(path, mark))

    def _take(self, path: Path, mark: Bookmark) -> None:
        self._session.take_up(mark.setup, mark.drawing, mark.runs)
        self._look_bar.show_view(mark.view)
        self._settle_at(path, self._now())
        text = self.tr("Opened “{name}”; its models are where they were left, and Play goes on.")
        self.noted.emit(text.format(name=path.name))
        self.opened.emit(path)

    def _write(self) -> None:
        path, self._wanted = self._wanted, None
        if path is not None:
            mark = Bookmark.of(self._session, self._look_bar.view)
            self._pool.start(lambda: self._write_to(path, mark))

    def _write_to(self, path: Path, mark: Bookmark) -> None:
        """On the pool's thread."""
        try:
            written = mark.write(path)
        except OSError as error:
            text = self.tr("“{path}” could not be saved ({reason}); a file that was there stays.")
            self._fail(text.format(path=path, reason=error.strerror or error))
        else:
            self._done.emit(lambda: self._be_saved(path, mark, written))

    def _be_saved(self, path: Path, mark: Bookmark, written: Bookmark) -> None:
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
