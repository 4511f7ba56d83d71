"""The left column: the canvas, its tools, and the layers."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from playground.density.picture import blackened
from playground.density.sheet import Sheet
from playground.gui.black_point import BlackPointBar
from playground.gui.canvas import Canvas
from playground.gui.easel import Easel
from playground.gui.layer_actions import LayerActions
from playground.gui.layer_list import LayerList
from playground.gui.titled import titled
from playground.gui.tools import Tools
from playground.plots.theme import Theme


class TargetPanel(QWidget):
    """Shows what an easel holds, and hands on to it what a person does."""

    def __init__(self, easel: Easel, theme: Theme) -> None:
        super().__init__()
        self._easel, self._theme = easel, theme
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.canvas = Canvas()
        self.tools = Tools()
        self.black_point = BlackPointBar()
        self.actions_of_layers = LayerActions(easel, self)
        self.layers = LayerList(self.actions_of_layers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.title, self.canvas, self.black_point, self.tools):
            layout.addWidget(widget)
        layout.addWidget(self.layers, 1)
        self._connect_canvas()
        self._connect_layers()
        self.use_theme(theme)

    def use_theme(self, theme: Theme) -> None:
        """Show the layers in its colours."""
        self._theme = theme
        ink = self.palette().color(QPalette.ColorRole.ButtonText)
        self.actions_of_layers.draw_icons(ink, theme)
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.use_theme(self._theme)

    def _connect_canvas(self) -> None:
        easel = self._easel
        self.canvas.use(self.tools.tool, self.tools.brush)
        self.tools.changed.connect(self.canvas.use)
        self.canvas.sketched.connect(easel.sketch)
        self.canvas.finished.connect(easel.finish)
        self.canvas.cancelled.connect(easel.cancel)
        self.canvas.refused.connect(self._say_hidden)
        easel.replaced.connect(self._show)
        easel.painted.connect(lambda box: self.canvas.show_painted(easel.shown, box))
        easel.stepped.connect(lambda: self.layers.show_share(easel.drawing))

    def _connect_layers(self) -> None:
        easel, layers = self._easel, self.layers
        layers.chosen.connect(easel.choose)
        layers.renamed.connect(self._rename)
        layers.shown_changed.connect(self._set_visible)
        layers.weighed.connect(self._weigh)
        layers.moved.connect(
            lambda first, to: easel.do(self.tr("reorder layers"), easel.drawing.moved(first, to)),
            Qt.ConnectionType.QueuedConnection,  # the list is still busy with it
        )
        self.actions_of_layers.black_point.connect(self.black_point.ask)
        self.black_point.tried.connect(self._try_black_point)
        self.black_point.applied.connect(self._apply_black_point)
        self.black_point.left.connect(easel.cancel)

    def _show(self) -> None:
        shown = self._easel.shown
        if not self._easel.sketching:
            self.canvas.let_go()
        self.canvas.show_drawing(shown, self._theme)
        self.layers.show_drawing(shown, self._theme)
        if not self._easel.previewing:
            self.black_point.hide()
        text = titled(shown)
        room = max(self.width(), 230)
        self.title.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room))
        self.title.setToolTip(", ".join(sheet.name for sheet in shown.sheets))

    def _say_hidden(self) -> None:
        name = self._easel.drawing.sheet.name
        text = self.tr("The layer “{name}” is hidden: show it to draw on it.")
        self.actions_of_layers.noted.emit(text.format(name=name))

    def _rename(self, index: int, name: str) -> None:
        sheet = self._easel.drawing.sheets[index]
        if not name.strip():
            self._show()
        elif name.strip() != sheet.name:
            self._edit(self.tr("rename layer"), index, replace(sheet, name=name.strip()))

    def _set_visible(self, index: int, visible: bool) -> None:
        sheet = self._easel.drawing.sheets[index]
        if visible != sheet.visible:
            text = self.tr("show layer") if visible else self.tr("hide layer")
            self._edit(text, index, replace(sheet, visible=visible))

    def _weigh(self, weight: float) -> None:
        drawing = self._easel.drawing
        self._edit(self.tr("weigh layer"), drawing.current, replace(drawing.sheet, weight=weight))

    def _edit(self, text: str, index: int, sheet: Sheet) -> None:
        self._easel.edit_sheet(text, index, sheet)

    def _try_black_point(self, share: float) -> None:
        pixels = self._easel.drawing.sheet.pixels
        self._easel.preview(blackened(pixels, share))

    def _apply_black_point(self, share: float) -> None:
        drawing = self._easel.drawing
        pixels = blackened(drawing.sheet.pixels, share)
        if np.array_equal(pixels, drawing.sheet.pixels):
            self._easel.cancel()
        else:
            self._edit(self.tr("black point"), drawing.current, drawing.sheet.with_pixels(pixels))
