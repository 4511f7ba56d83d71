"""An event filter on the window, where files can be dropped."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from playground.app.importing import Drop
from playground.app.notices import Notices
from playground.app.translation import tr_message
from playground.errors import InputError


class DropZone(QObject):
    """Says what a drop would do while files are dragged, and what was dropped."""

    hovered = Signal(str)  # what a drop here would do; empty when the drag has left
    dropped = Signal(object)  # Drop

    def __init__(self, window: QWidget, canvas: QWidget, notices: Notices) -> None:
        """What is dropped on `canvas`, a part of `window`, is added to the drawing."""
        super().__init__(window)
        self._window, self._canvas, self._notices = window, canvas, notices
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: D102, N802
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            self._hover(event)
        elif isinstance(event, QDropEvent):
            self._take(event)
        elif isinstance(event, QDragLeaveEvent):
            self.hovered.emit("")
        else:
            return False
        return True

    def _hover(self, event: QDragMoveEvent) -> None:
        try:
            drop = self._drop(event)
        except InputError as error:
            self._notices.info.emit(tr_message(error))
            event.ignore()
            return
        self.hovered.emit(tr_message(drop.sentence))
        event.acceptProposedAction()

    def _take(self, event: QDropEvent) -> None:
        self.hovered.emit("")
        try:
            drop = self._drop(event)
        except InputError as error:
            self._notices.problem.emit(tr_message(error))
            return
        event.acceptProposedAction()
        self.dropped.emit(drop)

    def _drop(self, event: QDropEvent) -> Drop:
        """What is dragged; over the canvas it is to be added. Raises InputError."""
        urls = event.mimeData().urls()
        point = self._canvas.mapFrom(self._window, event.position().toPoint())
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        return Drop.of(paths, adds=self._canvas.rect().contains(point))
