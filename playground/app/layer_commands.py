"""What can be done to the layers of the drawing; each is one step that can be undone."""

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from playground.app.drawing_editor import DrawingEditor
from playground.app.images import gray_image, pixels_of
from playground.app.notices import Notices
from playground.drawing.drawing import Drawing, DrawingLayer


def layer_share(drawing: Drawing) -> float | None:
    """The current layer's share of all points, 0 … 1; None where it is empty or hidden."""
    if not drawing.current_layer.contributes:
        return None
    total = sum(sheet.density.mass for sheet in drawing.layers if sheet.contributes)
    return float(drawing.current_layer.density.mass / total)


class LayerCommands(QObject):
    """Changes the current layer, or the stack, in the editor."""

    def __init__(
        self, editor: DrawingEditor, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._editor, self._notices = editor, notices

    def add(self) -> None:
        """Add an empty layer."""
        name = self._drawing.free_name(self.tr("layer {number}"))
        self._editor.add_sheets(self.tr("add layer"), [DrawingLayer.blank(name)])

    def duplicate(self) -> None:
        """Add a copy of the current layer after it."""
        self._editor.do(self.tr("duplicate layer"), self._drawing.duplicated())

    def delete(self) -> None:
        """Delete the current layer; an empty one replaces the last."""
        drawing, name = self._drawing, self.tr("layer {number}")
        self._editor.do(self.tr("delete layer"), drawing.removed(drawing.current, name))

    def move_up(self) -> None:
        """Swap the current layer with the one above."""
        self._move_by(-1)

    def move_down(self) -> None:
        """Swap the current layer with the one below."""
        self._move_by(1)

    def move(self, first: int, to: int) -> None:
        """Move the layer at `first` to the index `to`."""
        self._editor.do(self.tr("reorder layers"), self._drawing.moved(first, to))

    def merge(self) -> None:
        """Merge the current layer with the one above."""
        if self._drawing.current:
            merged = self._drawing.merged_up(self._drawing.current)
            self._editor.do(self.tr("merge layers"), merged)

    def merge_all(self) -> None:
        """Merge all visible layers into one."""
        self._editor.do(self.tr("merge all layers"), self._drawing.merged_all())

    def recolor(self, color: int) -> None:
        """Give the current layer this colour of the palette."""
        self._edit(self.tr("change colour"), replace(self._drawing.current_layer, color=color))

    def invert(self) -> None:
        """Swap black and white in the current layer."""
        self._edit(self.tr("invert"), self._drawing.current_layer.inverted())

    def clear(self) -> None:
        """Empty the current layer."""
        cleared = self._drawing.current_layer.cleared()
        if cleared is not self._drawing.current_layer:
            self._edit(self.tr("clear layer"), cleared)

    def copy(self) -> None:
        """Copy the current layer to the clipboard, as a gray image of 16 bits."""
        QGuiApplication.clipboard().setImage(gray_image(self._editor.shown.current_layer.pixels))
        text = self.tr("Copied the layer “{name}” as an image.")
        self._notices.info.emit(text.format(name=self._drawing.current_layer.name))

    def paste(self) -> None:
        """Add the image in the clipboard as a layer, or put it into an empty one."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            text = self.tr("There is no image in the clipboard to paste.")
            self._notices.problem.emit(text)
            return
        pixels = pixels_of(image)
        if not pixels.any():
            text = self.tr("The image in the clipboard is all black, so it has no density.")
            self._notices.problem.emit(text)
        elif self._drawing.current_layer.pixels.any():
            self._editor.add_sheets(self.tr("paste"), [DrawingLayer(self.tr("pasted"), pixels)])
        else:
            self._edit(self.tr("paste"), self._drawing.current_layer.with_pixels(pixels))

    def rename(self, index: int, name: str) -> None:
        """Rename a layer; an empty name changes nothing."""
        sheet, name = self._drawing.layers[index], name.strip()
        if not name:
            self._editor.replaced.emit()  # so that views show the old name again
        elif name != sheet.name:
            renamed = replace(sheet, name=name)
            self._editor.edit_sheet(self.tr("rename layer"), index, renamed)

    def set_visible(self, index: int, visible: bool) -> None:
        """Show or hide a layer; the models do not learn hidden ones."""
        sheet = self._drawing.layers[index]
        if visible != sheet.visible:
            text = self.tr("show layer") if visible else self.tr("hide layer")
            self._editor.edit_sheet(text, index, replace(sheet, visible=visible))

    def toggle_visible(self) -> None:
        """Hide the current layer, or show it again."""
        self.set_visible(self._drawing.current, not self._drawing.current_layer.visible)

    def set_weight(self, weight: float) -> None:
        """Weigh the current layer against the others."""
        self._edit(self.tr("weigh layer"), replace(self._drawing.current_layer, weight=weight))

    def preview_black_point(self, share: float) -> None:
        """Show the current layer without what is darker than `share` of full white, 0 … 1."""
        self._editor.preview(self._drawing.current_layer.blackened(share).pixels)

    def apply_black_point(self, share: float) -> None:
        """Empty what is darker than `share` of full white."""
        sheet = self._drawing.current_layer.blackened(share)
        if sheet is self._drawing.current_layer:
            self._editor.cancel()
        else:
            self._edit(self.tr("black point"), sheet)

    def refuse_hidden(self) -> None:
        """Say why nothing can be drawn on the current layer."""
        text = self.tr("The layer “{name}” is hidden: show it to draw on it.")
        self._notices.info.emit(text.format(name=self._drawing.current_layer.name))

    @property
    def _drawing(self) -> Drawing:
        return self._editor.drawing

    def _move_by(self, count: int) -> None:
        current = self._drawing.current
        if 0 <= current + count < len(self._drawing.layers):
            self.move(current, current + count)

    def _edit(self, text: str, sheet: DrawingLayer) -> None:
        self._editor.edit_sheet(text, self._drawing.current, sheet)
