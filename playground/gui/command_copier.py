"""Puts on the clipboard the command lines that give the numbers of a run."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from playground.errors import InputError
from playground.gui.language import said
from playground.gui.session import Session


class CommandCopier(QObject):
    """Says what it copied, or why there is nothing to copy."""

    problem = Signal(str)
    noted = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def copy(self, places: Sequence[int]) -> None:
        """Copy one line for each of these places."""
        try:
            lines = self._session.commands(places)
        except InputError as error:
            self.problem.emit(said(error))
            return
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.noted.emit(self.tr("Copied: {line}").format(line=lines[0]))
