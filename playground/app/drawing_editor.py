"""The drawing being edited, with its undo history: every change goes through here."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from playground.density.geometry import Pixels
from playground.density.target import Target
from playground.drawing.delta import DrawingDelta
from playground.drawing.drawing import Drawing, DrawingLayer, paintable
from playground.drawing.rasterize import EditPreview
from playground.drawing.tools import BRUSH_SIZES, Brush, Edit, Tool

MOST_BYTES = 200 * 2**20
"""Memory of all undo steps together; beyond it the oldest ones are forgotten."""


Show = Callable[[DrawingDelta, int], None]
"""Applies the difference, and says which document the drawing is of then."""


class UndoStep(QUndoCommand):
    """One undo step: the drawing before and after, each as a difference from the other.

    `documents` are those that the drawing was of before, and is of after it.
    """

    def __init__(
        self, text: str, before: Drawing, after: Drawing, documents: tuple[int, int], show: Show
    ) -> None:
        super().__init__(text)
        self._before: DrawingDelta | None = DrawingDelta.of(before, after)
        self._after: DrawingDelta | None = DrawingDelta.of(after, before)
        self._documents = documents
        self._show = show
        self._done = True  # pushing calls redo, and what it does has been done by then

    @property
    def size(self) -> int:
        """Its memory, in bytes."""
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
            self._show(self._before, self._documents[0])

    def redo(self) -> None:  # noqa: D102
        if self._done:
            self._done = False
        elif self._after:
            self._show(self._after, self._documents[1])


class UndoHistory(QObject):
    """The undo steps, behind a QUndoStack; `show` is called with the difference to apply."""

    changed = Signal()

    def __init__(self, show: Show, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack = QUndoStack(self)
        self._show = show
        self._steps: list[UndoStep] = []
        self._stack.indexChanged.connect(self.changed)

    @property
    def undo_text(self) -> str:
        """The name of the step that undo would undo; empty if there is none (any more)."""
        index = self._stack.index()
        if not index or self._steps[index - 1].forgotten:
            return ""
        return self._stack.undoText()

    @property
    def redo_text(self) -> str:
        """The name of the step that redo would redo; empty if there is none."""
        return self._stack.redoText()

    @property
    def size(self) -> int:
        """The memory of all steps, in bytes."""
        return sum(step.size for step in self._steps)

    def add(self, text: str, before: Drawing, after: Drawing, documents: tuple[int, int]) -> None:
        """Add a step that has just been done."""
        step = UndoStep(text, before, after, documents, self._show)
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
        """Redo the step undone last."""
        self._stack.redo()


class DrawingEditor(QObject):
    """Holds the drawing and the tool in use, and makes each change a step that can be undone.

    While a tool is in use (`sketch` … `finish`) `drawing` stays what it was, and `shown` has the
    edit in it.
    """

    replaced = Signal()  # anything may have changed
    painted = Signal(object)  # Box: these pixels of the current sheet have changed
    stepped = Signal()  # the drawing has changed by a step, an undo or a redo
    tool_changed = Signal(str, object)  # Tool, Brush

    def __init__(self, drawing: Drawing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.drawing = drawing
        self.document = 0
        """A number for each drawing that was begun or opened; edits stay in the document."""
        self.returning = False
        """Whether the step that is being told is an undo or a redo."""
        self._documents = count(1)
        self.tool: Tool = "brush"
        self.brush = Brush()
        self.history = UndoHistory(self._apply, self)
        self._sketch: EditPreview | None = None
        self._preview: Pixels | None = None

    @property
    def sketching(self) -> bool:
        """Whether a tool is in use."""
        return self._sketch is not None

    @property
    def previewing(self) -> bool:
        """Whether something is shown that is not drawn yet."""
        return self._preview is not None

    @property
    def shown(self) -> Drawing:
        """The drawing as it looks now, with an unfinished edit or a preview in it.

        The pixels of an unfinished edit still change: who keeps them must copy them.
        """
        pixels = self._sketch.pixels if self._sketch else self._preview
        if pixels is None:
            return self.drawing
        drawing = self.drawing
        return drawing.replaced(drawing.current, drawing.current_layer.with_pixels(pixels))

    def target(self) -> Target | None:
        """The target that is shown; None where nothing is drawn."""
        shown = self.shown
        if self._sketch is not None:
            shown = shown.replaced(
                shown.current, shown.current_layer.with_pixels(self._sketch.pixels.copy())
            )
        return shown.target()

    def do(self, text: str, drawing: Drawing) -> None:
        """Edit the drawing; `text` names the step, as in “Undo add layer”."""
        self._do(text, drawing, self.document)

    def open(self, text: str, drawing: Drawing, document: int | None = None) -> None:
        """Show another document in place of this one: a new one, or one that was here before."""
        self._do(text, drawing, next(self._documents) if document is None else document)

    def edit_sheet(self, text: str, index: int, sheet: DrawingLayer) -> None:
        """Replace the sheet at `index`."""
        self.do(text, self.drawing.replaced(index, sheet))

    def load(self, pixels: Pixels) -> None:
        """Replace the pixels of the current sheet."""
        sheet = self.drawing.current_layer.with_pixels(pixels)
        self.edit_sheet(self.tr("load image"), self.drawing.current, sheet)

    def add_sheets(self, text: str, sheets: Sequence[DrawingLayer]) -> None:
        """Add `sheets` after all others."""
        self.do(text, self.drawing.added(sheets))

    def choose(self, index: int) -> None:
        """Make the sheet at `index` the current one; this is no step."""
        if index != self.drawing.current:
            self.cancel()
            self.drawing = replace(self.drawing, current=index)
            self.replaced.emit()

    def sketch(self, edit: Edit) -> None:
        """Show `edit` on the current sheet in place of the unfinished one before."""
        if self._sketch is None:
            self._begin_sketch()
        assert self._sketch is not None
        box = self._sketch.draw(edit)
        if not box.empty:
            self.painted.emit(box)

    def finish(self, text: str) -> None:
        """Make the unfinished edit a step, if it changed anything."""
        if self._sketch is None:
            return
        if not self._sketch.has_changes:
            self.cancel()
            return
        sketch, self._sketch = self._sketch, None
        before = self.drawing
        self.drawing = before.replaced(
            before.current, before.current_layer.with_pixels(sketch.pixels)
        )
        self.history.add(text, before, self.drawing, (self.document, self.document))
        self.stepped.emit()

    def preview(self, pixels: Pixels | None) -> None:
        """Show the current sheet with these pixels, or as it is again."""
        self._preview = pixels
        self.replaced.emit()

    def cancel(self) -> None:
        """Drop an unfinished edit, or a preview."""
        if self._sketch is not None or self._preview is not None:
            self._sketch = self._preview = None
            self.replaced.emit()

    def undo(self) -> None:
        """Undo the newest step, or the unfinished one."""
        if self._sketch is not None or self._preview is not None:
            self.cancel()
        else:
            self.history.undo()

    def redo(self) -> None:
        """Redo the step undone last."""
        self.cancel()
        self.history.redo()

    def set_tool(self, tool: Tool) -> None:
        """Draw with another tool."""
        self.tool = tool
        self.tool_changed.emit(tool, self.brush)

    def change_brush(self, name: str, value: float) -> None:
        """Change the brush's "size", "strength" or "softness"."""
        changed: dict[str, Any] = {name: value}
        self.brush = replace(self.brush, **changed)
        self.tool_changed.emit(self.tool, self.brush)

    def resize_brush(self, factor: float) -> None:
        """Scale the brush by `factor`, by at least one unit of its size."""
        size = round(self.brush.size)
        least, most = BRUSH_SIZES
        scaled = round(size * factor)
        wanted = max(scaled, size + 1) if factor > 1 else min(scaled, size - 1)
        self.change_brush("size", float(min(max(wanted, least), most)))

    def _do(self, text: str, drawing: Drawing, document: int) -> None:
        self.cancel()
        documents = self.document, document
        before, self.drawing, self.document = self.drawing, drawing, document
        self.history.add(text, before, drawing, documents)
        self.replaced.emit()
        self.stepped.emit()

    def _begin_sketch(self) -> None:
        previewed, self._preview = self._preview is not None, None
        pixels = self.drawing.current_layer.pixels
        self._sketch = EditPreview(paintable(pixels))
        if previewed or self._sketch.pixels.shape != pixels.shape:
            self.replaced.emit()

    def _apply(self, packed: DrawingDelta, document: int) -> None:
        self.drawing, self.document = packed.restore(self.drawing), document
        self.returning = True
        try:
            self.replaced.emit()
            self.stepped.emit()
        finally:
            self.returning = False
