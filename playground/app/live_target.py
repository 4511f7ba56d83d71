"""The drawing as a target to learn, also while a stroke goes on."""

from PySide6.QtCore import QObject, QTimer, Signal

from playground.app.drawing_editor import DrawingEditor
from playground.density.target import Target

FEED_MS = 150
"""Between two targets of one stroke: tables and pictures of a target cost the training time."""


class LiveTarget(QObject):
    """Takes the target from the editor at intervals during a stroke, and at its end.

    A target of the same name with as many layers counts as the same one, edited; any other replaces
    it. While the drawing is empty the last target stays, and its run has to wait.
    """

    replaced = Signal(object)  # Target
    edited = Signal(object)  # Target
    waiting_changed = Signal(bool)

    def __init__(
        self, editor: DrawingEditor, target: Target, parent: QObject | None = None
    ) -> None:
        """Begin with what is drawn, or with `target` where that is empty."""
        super().__init__(parent)
        self._editor = editor
        drawn = editor.target()
        self.target = drawn or target
        self.waiting = drawn is None
        """Whether there is nothing to learn."""
        self._timer = QTimer(self, interval=FEED_MS, singleShot=True)
        self._timer.timeout.connect(self._update_while_drawing)
        editor.painted.connect(self._update_soon)
        editor.stepped.connect(self._update)

    def _update_soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _update_while_drawing(self) -> None:
        if not self._editor.sketching:
            return
        target = self._editor.target()
        # A run begins, or has to wait, only when the hand has been lifted.
        if target is not None and not self.waiting and self._is_edit(target):
            self._edit(target)

    def _update(self) -> None:
        self._timer.stop()
        target = self._editor.target()
        if target is None:
            self._set_waiting(True)
        elif self._is_edit(target):
            self._edit(target)
            self._set_waiting(False)
        else:
            self.target = target
            self._set_waiting(False)
            self.replaced.emit(target)

    def _is_edit(self, target: Target) -> bool:
        now = self.target
        return target.name == now.name and len(target.layers) == len(now.layers)

    def _edit(self, target: Target) -> None:
        self.target = target
        self.edited.emit(target)

    def _set_waiting(self, waiting: bool) -> None:
        if waiting != self.waiting:
            self.waiting = waiting
            self.waiting_changed.emit(waiting)
