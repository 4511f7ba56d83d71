"""Undo and redo of the drawing, in bounded memory."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from playground.density.drawing import Drawing
from playground.density.packed import Packed

MOST_BYTES = 200 * 2**20
"""What all steps together may keep; beyond it the oldest ones are forgotten."""


class Step(QUndoCommand):
    """One thing that a person did: the drawing before and after, each given the other."""

    def __init__(
        self, text: str, before: Drawing, after: Drawing, show: Callable[[Packed], None]
    ) -> None:
        super().__init__(text)
        self._before: Packed | None = Packed.of(before, after)
        self._after: Packed | None = Packed.of(after, before)
        self._show = show
        self._done = True  # pushing calls redo, and what it does has been done by then

    @property
    def size(self) -> int:
        """Bytes that it keeps."""
        return sum(packed.size for packed in (self._before, self._after) if packed)

    def forget(self) -> None:
        """Free the memory; the step can no longer be undone."""
        self._before = self._after = None

    @property
    def forgotten(self) -> bool:
        """Whether it can no longer be undone."""
        return self._before is None

    def undo(self) -> None:  # noqa: D102
        if self._before:
            self._show(self._before)

    def redo(self) -> None:  # noqa: D102
        if self._done:
            self._done = False
        elif self._after:
            self._show(self._after)


class History(QObject):
    """The steps, behind a QUndoStack; `show` is called with what to go back, or on, to."""

    changed = Signal()

    def __init__(self, show: Callable[[Packed], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack = QUndoStack(self)
        self._show = show
        self._steps: list[Step] = []
        self._stack.indexChanged.connect(self.changed)

    @property
    def undo_text(self) -> str:
        """What undoing would undo; empty where there is nothing (any more)."""
        index = self._stack.index()
        if not index or self._steps[index - 1].forgotten:
            return ""
        return self._stack.undoText()

    @property
    def redo_text(self) -> str:
        """What redoing would do; empty where there is nothing."""
        return self._stack.redoText()

    @property
    def size(self) -> int:
        """Bytes that all steps keep."""
        return sum(step.size for step in self._steps)

    def add(self, text: str, before: Drawing, after: Drawing) -> None:
        """Note a step that was just done."""
        step = Step(text, before, after, self._show)
        self._steps = [*self._steps[: self._stack.index()], step]
        spare = self.size - MOST_BYTES
        for old in self._steps[:-1]:
            if spare <= 0:
                break
            spare -= old.size
            old.forget()
        self._stack.push(step)

    def undo(self) -> None:
        """Undo the newest step."""
        if self.undo_text:
            self._stack.undo()

    def redo(self) -> None:
        """Do again what was undone last."""
        self._stack.redo()
