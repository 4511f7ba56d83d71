"""What can be done with layers: the same actions for buttons, menus and keys."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from playground.app.drawing_editor import DrawingEditor
from playground.drawing.drawing import COLORS, Drawing, DrawingLayer
from playground.gui.widgets.icons import color_icon, tool_icon
from playground.gui.widgets.images import gray_image, layer_qcolor, pixels_of
from playground.gui.widgets.keys import plain
from playground.plots.theme import Theme


class LayerActions(QObject):
    """Changes the drawing of `easel`; those that need a dialog or a file are only signalled."""

    split = Signal()
    load = Signal()
    black_point = Signal()
    rename = Signal()
    problem = Signal(str)
    noted = Signal(str)

    def __init__(self, easel: DrawingEditor, parent: QObject) -> None:
        super().__init__(parent)
        self._easel = easel
        self.add = self._action("add", self.tr("&Add layer"), "Ctrl+Shift+N", self._add)
        self.duplicate = self._action(
            "duplicate", self.tr("D&uplicate layer"), "Ctrl+J", self._duplicate
        )
        self.delete = self._action("delete", self.tr("&Delete layer"), "Ctrl+Del", self._delete)
        self.up = self._action("up", self.tr("Move layer &up"), "Ctrl+Up", lambda: self._move(-1))
        self.down = self._action(
            "down", self.tr("Move layer &down"), "Ctrl+Down", lambda: self._move(1)
        )
        self.merge = self._action(
            "merge", self.tr("&Merge with the layer above"), "Ctrl+E", self._merge
        )
        self.merge_all = self._action(
            "", self.tr("Merge a&ll layers"), "Ctrl+Shift+E", self._merge_all
        )
        self.cut_apart = self._action(
            "split", self.tr("&Split into parts"), "Ctrl+K", self.split.emit
        )
        self.name_it = self._action("", self.tr("&Rename…"), "F2", self.rename.emit)
        self.invert = self._action("", self.tr("&Invert"), "Ctrl+I", self._invert)
        self.darken = self._action("", self.tr("&Black point…"), "Ctrl+B", self.black_point.emit)
        self.clear = self._action("", self.tr("&Clear"), "Del", self._clear)
        self.load_image = self._action("", self.tr("Load &image into layer…"), "", self.load.emit)
        self.copy = self._action("", self.tr("&Copy layer"), "Ctrl+C", self._copy)
        self.paste = self._action("", self.tr("&Paste as layer"), "Ctrl+V", self._paste)
        self.colors = QMenu(self.tr("C&olour"))
        self._colors = QActionGroup(self)
        self._fill_colors()
        easel.replaced.connect(self._show)
        self._show()

    @property
    def buttons(self) -> list[QAction]:
        """Those with an icon."""
        return [
            self.add,
            self.duplicate,
            self.delete,
            self.up,
            self.down,
            self.merge,
            self.cut_apart,
        ]

    def fill(self, menu: QMenu) -> None:
        """Put all that concerns one layer, and the stack, into `menu`."""
        menu.addActions([self.add, self.duplicate, self.delete, self.name_it])
        menu.addMenu(self.colors)
        menu.addSeparator()
        menu.addActions([self.up, self.down])
        menu.addSeparator()
        menu.addActions([self.merge, self.merge_all, self.cut_apart])
        menu.addSeparator()
        menu.addActions([self.invert, self.darken, self.clear, self.load_image])

    def draw_icons(self, ink: QColor, theme: Theme) -> None:
        """Draw the icons for the surroundings."""
        for action in self.buttons:
            action.setIcon(tool_icon(action.objectName(), ink))
        for color, action in enumerate(self._colors.actions()):
            action.setIcon(color_icon(layer_qcolor(color, theme)))

    def _action(self, icon: str, text: str, keys: str, do: Callable[[], None]) -> QAction:
        action = QAction(text, self, shortcut=QKeySequence(keys))
        action.setObjectName(icon)
        tip = plain(text).rstrip("…")
        action.setToolTip(f"{tip} ({keys})" if keys else tip)
        action.triggered.connect(lambda: do())
        return action

    def _fill_colors(self) -> None:
        for color in range(COLORS):
            action = QAction(self._colors, checkable=True)
            action.setText(self.tr("Colour &{number}").format(number=color + 1))
            action.triggered.connect(lambda _=False, color=color: self._recolor(color))
            self.colors.addAction(action)

    def _show(self) -> None:
        drawing = self._easel.drawing
        last = len(drawing.layers) - 1
        self.up.setEnabled(drawing.current > 0)
        self.merge.setEnabled(drawing.current > 0)
        self.down.setEnabled(drawing.current < last)
        self.merge_all.setEnabled(last > 0)
        self._colors.actions()[drawing.current_layer.color % COLORS].setChecked(True)

    @property
    def _drawing(self) -> Drawing:
        return self._easel.drawing

    def _edit(self, text: str, sheet: DrawingLayer) -> None:
        self._easel.edit_sheet(text, self._drawing.current, sheet)

    def _add(self) -> None:
        self._easel.add_sheets(
            self.tr("add layer"),
            [DrawingLayer.blank(self._drawing.free_name(self.tr("layer {number}")))],
        )

    def _duplicate(self) -> None:
        self._easel.do(self.tr("duplicate layer"), self._drawing.duplicated())

    def _delete(self) -> None:
        drawing, name = self._drawing, self.tr("layer {number}")
        self._easel.do(self.tr("delete layer"), drawing.removed(drawing.current, name))

    def _move(self, by: int) -> None:
        current = self._drawing.current
        if 0 <= current + by < len(self._drawing.layers):
            self._easel.do(self.tr("reorder layers"), self._drawing.moved(current, current + by))

    def _merge(self) -> None:
        if self._drawing.current:
            self._easel.do(self.tr("merge layers"), self._drawing.merged_up(self._drawing.current))

    def _merge_all(self) -> None:
        self._easel.do(self.tr("merge all layers"), self._drawing.merged_all())

    def _recolor(self, color: int) -> None:
        self._edit(self.tr("change colour"), replace(self._drawing.current_layer, color=color))

    def _invert(self) -> None:
        self._edit(self.tr("invert"), self._drawing.current_layer.inverted())

    def _clear(self) -> None:
        cleared = self._drawing.current_layer.cleared()
        if cleared is not self._drawing.current_layer:
            self._edit(self.tr("clear layer"), cleared)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setImage(gray_image(self._easel.shown.current_layer.pixels))
        text = self.tr("Copied the layer “{name}” as an image.")
        self.noted.emit(text.format(name=self._drawing.current_layer.name))

    def _paste(self) -> None:
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self.problem.emit(self.tr("There is no image in the clipboard to paste."))
            return
        pixels = pixels_of(image)
        if not pixels.any():
            self.problem.emit(
                self.tr("The image in the clipboard is all black, so it has no density.")
            )
            return
        if self._drawing.current_layer.pixels.any():
            self._easel.add_sheets(self.tr("paste"), [DrawingLayer(self.tr("pasted"), pixels)])
        else:
            self._edit(self.tr("paste"), self._drawing.current_layer.with_pixels(pixels))
