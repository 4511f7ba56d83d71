"""Where files can be dropped: the window, as an event filter on it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from playground.app.importing import Drop
from playground.app.translation import tr_message
from playground.errors import InputError


class DropZone(QObject):
    """Says what a drop would do while it is dragged, and that it happened."""

    hovered = Signal(str)  # what a drop here would do; empty when there is none any more
    refused = Signal(str)  # why it would do nothing
    dropped = Signal(object)  # Drop
    failed = Signal(str)  # why a drop did nothing

    def __init__(self, window: QWidget, canvas: QWidget) -> None:
        """What is dropped on `canvas`, a part of `window`, is added to the drawing."""
        super().__init__(window)
        self._window, self._canvas = window, canvas
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
            self.refused.emit(tr_message(error))
            event.ignore()
            return
        self.hovered.emit(tr_message(drop.sentence))
        event.acceptProposedAction()

    def _take(self, event: QDropEvent) -> None:
        self.hovered.emit("")
        try:
            drop = self._drop(event)
        except InputError as error:
            self.failed.emit(tr_message(error))
            return
        event.acceptProposedAction()
        self.dropped.emit(drop)

    def _drop(self, event: QDropEvent) -> Drop:
        """What is dragged; over the canvas it is to be added. InputError if it is of no use."""
        urls = event.mimeData().urls()
        place = self._canvas.mapFrom(self._window, event.position().toPoint())
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        return Drop.of(paths, adds=self._canvas.rect().contains(place))
