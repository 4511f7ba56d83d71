"""Keeps how far the models are beside the drawing, so that a crash does not cost the run."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from playground.errors import InputError
from playground.gui.bookmark import Bookmark
from playground.gui.keeper import Keeper
from playground.gui.look_bar import LookBar
from playground.gui.session import Session
from playground.runs.session_file import SUFFIX

PLAYING_MS = 15_000
"""The most that a crash costs a run that trains, beside what the worker tells every 5 seconds."""

_RESTING_MS = 500


class RunKeeper(QObject):
    """Writes the newest state of the run into the window's own folder while it trains and rests.

    Only a window that ended without closing leaves one behind; the next one that shows its drawing
    goes on from there. Who closes a window has seen how far it was, and may have saved it.
    """

    problem = Signal(str)
    noted = Signal(str)
    _done = Signal(object)  # what is left to do on the window's thread

    def __init__(
        self, keeper: Keeper, session: Session, look_bar: LookBar, parent: QObject
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
        path = self._keeper.file and self._keeper.file.with_suffix(SUFFIX)
        return path if path and path.is_file() else None

    def _soon(self) -> None:
        pasts = self._session.run.histories.values()
        if any(past.checkpoints.iterations[-1:] > (0,) for past in pasts):
            wait = PLAYING_MS if self._session.playing else _RESTING_MS
            if not self._timer.isActive() or self._timer.remainingTime() > wait:
                self._timer.start(wait)

    def _write(self) -> None:
        try:
            path = self._keeper.beside(SUFFIX)
        except OSError as error:
            self._fail(error)
            return
        mark = Bookmark.of(self._session, self._look_bar.view).newest
        self._pool.start(lambda: self._write_to(path, mark))

    def _write_to(self, path: Path, mark: Bookmark) -> None:
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
            mark = Bookmark.read(path)
            self._done.emit(lambda: self._take(mark))

    def _take(self, mark: Bookmark) -> None:
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
