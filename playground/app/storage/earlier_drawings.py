"""Keeps what a person has made when another document takes its place, for later windows, too."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from playground.app.background import Background
from playground.app.earlier_runs import EarlierRun
from playground.app.notices import fault_text
from playground.app.session import Session
from playground.app.storage.autosave import DrawingAutosave
from playground.app.storage.session_file import SessionFile
from playground.app.storage.session_state import SessionState
from playground.app.storage.window_record import RECORD_SUFFIX, WindowRecord
from playground.density.load import load_target
from playground.density.shipped import shipped_names
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.message import Sentence
from playground.runs.session.drawing import read_drawing
from playground.runs.session.file import SESSION_SUFFIX


@dataclass(frozen=True, eq=False)
class _Kept:
    """A drawing that was left, in the file at `path`; `file` is the one of its session."""

    path: Path
    document: int
    drawing: Drawing
    file: Path | None


class EarlierDrawings(QObject):
    """Leaves behind a drawing that was painted on, or a session that its file does not hold.

    Undo brings it back while the window is open. The drawing stays in its autosave's file, the
    newest state of its run beside it, until there are too many.
    """

    def __init__(
        self,
        autosave: DrawingAutosave,
        session: Session,
        session_file: SessionFile,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._autosave, self._session, self._file = autosave, session, session_file
        self._notices = session.notices
        self._document, self._drawing = session.editor.document, session.editor.drawing
        self._opened: Drawing | None = None if autosave.file else self._drawing
        """The document as it was opened; None for one of which an earlier window has painted."""
        self._waiting: _Kept | None = None
        self._background = Background(self)
        self._note_file()
        session_file.file_changed.connect(self._note_file)
        session.editor.stepped.connect(self._follow)
        session.run_started.connect(self._keep_run)

    def bring_back(self, path: Path) -> None:
        """Open one of the drawings that the autosave lists as earlier, with its run if it has one.

        It belongs to its session's file again, if that is still what it was.
        """
        if path.with_suffix(SESSION_SUFFIX).is_file():
            self._background.start(lambda: self._read(path))
        else:
            self._session.importer.open_files([path])

    def close(self) -> None:
        """Wait for what is being written."""
        self._background.wait()

    def _note_file(self) -> None:
        """Remember the document's file: when the document is left, that has changed already."""
        if self._session.editor.document == self._document:
            self._path, self._unsaved = self._file.path, self._file.changed

    def _follow(self) -> None:
        editor = self._session.editor
        if editor.document != self._document:
            if self._worth_keeping:
                self._keep()
            self._document, self._opened = editor.document, editor.drawing
            self._note_file()
        self._drawing = editor.drawing

    @property
    def _worth_keeping(self) -> bool:
        drawing = self._drawing
        if self._path is not None:
            return self._unsaved
        if drawing.target() is None or (self._opened and drawing.equals(self._opened)):
            return False
        return not _is_shipped(drawing)

    def _keep(self) -> None:
        path = self._autosave.leave(self._drawing)
        if path is None:
            return
        self._waiting = _Kept(path, self._document, self._drawing, self._path)
        self._keep_run()
        if not self._session.editor.returning:
            text = self.tr("Your drawing is kept: Undo brings it back, or File ▸ Earlier drawings.")
            self._notices.info.emit(text)

    def _keep_run(self) -> None:
        """Write the run of the drawing that was left, once it is among the earlier ones."""
        kept = self._waiting
        if kept is None:
            return
        run = self._session.earlier_runs.newest_of(kept.document, kept.drawing)
        if run is not None:
            self._waiting = None
            self._background.start(lambda: self._write(kept, run))

    def _write(self, kept: _Kept, run: EarlierRun) -> None:
        """In the background."""
        record = WindowRecord.of(kept.file, changed=True, closed=True)
        try:
            run.state.newest.write(kept.path.with_suffix(SESSION_SUFFIX))
            record.write(kept.path.with_suffix(RECORD_SUFFIX))
        except Exception as error:
            self._tell(fault_text(error, Sentence("Saving the training state")))

    def _read(self, path: Path) -> None:
        """In the background."""
        try:
            state = SessionState.read(path.with_suffix(SESSION_SUFFIX))
            whole = state.drawing.equals(read_drawing(path))
        except InputError:
            whole = False
        except Exception as error:
            self._tell(fault_text(error, Sentence("Reading “{name}”", name=path.name)))
            return
        if whole:
            record = WindowRecord.read(path.with_suffix(RECORD_SUFFIX))
            self._background.answer(lambda: self._restore(state, record))
        else:
            self._background.answer(lambda: self._session.importer.open_files([path]))

    def _restore(self, state: SessionState, record: WindowRecord) -> None:
        self._session.restore(state.setup, state.drawing, state.runs, state.view)
        if record.known_file:
            self._file.attach(record.known_file)
        text = self.tr("The drawing is here again, at iteration {iteration}; Play continues.")
        self._notices.info.emit(text.format(iteration=f"{state.iteration:,}"))

    def _tell(self, problem: str) -> None:
        self._background.answer(lambda: self._notices.problem.emit(problem))


def _is_shipped(drawing: Drawing) -> bool:
    """Whether it is a shipped density as it comes."""
    if drawing.name not in shipped_names():
        return False
    return drawing.equals(Drawing.of(load_target(drawing.name)))
