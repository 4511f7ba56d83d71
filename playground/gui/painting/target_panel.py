"""The left column: the canvas, its tools, the layers, and a layer's black point."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from playground.app.drawing_editor import DrawingEditor
from playground.app.translation import drawing_label
from playground.drawing.drawing import DrawingLayer
from playground.gui.painting.canvas import Canvas
from playground.gui.painting.layer_actions import LayerActions
from playground.gui.painting.layer_list import LayerList
from playground.gui.painting.tool_palette import ToolPalette
from playground.gui.widgets.keys import SpacePresses
from playground.plots.theme import Theme

_STEPS = 255


class BlackPointBar(QWidget):
    """Hidden until it is asked for; sends the share of full white below which all is empty."""

    tried = Signal(float)
    applied = Signal(float)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS - 1)
        self.slider.setAccessibleName(self.tr("Black point"))
        self.slider.setToolTip(
            self.tr("Pixels below this become empty; the canvas shows what is left")
        )
        self.number = QLabel("0 %")
        self.number.setMinimumWidth(self.fontMetrics().horizontalAdvance("99 %"))
        self.button = QPushButton(self.tr("Apply"))
        self.button.setToolTip(self.tr("Empty what is below (Enter); Escape leaves all as it was"))
        label = QLabel(self.tr("Blac&k"))
        label.setBuddy(self.slider)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((label, 0), (self.slider, 1), (self.number, 0), (self.button, 0)):
            layout.addWidget(widget, stretch)
        SpacePresses(self.button)
        self.slider.valueChanged.connect(self._try)
        self.button.clicked.connect(self._apply)
        self.hide()

    def ask(self) -> None:
        """Begin at 0."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(0)
        self.number.setText("0 %")
        self.show()
        self.slider.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._apply()
        else:
            super().keyPressEvent(event)

    def _try(self, value: int) -> None:
        self.number.setText(f"{100 * value / _STEPS:.0f} %")
        self.tried.emit(value / _STEPS)

    def _apply(self) -> None:
        self.hide()
        self.applied.emit(self.slider.value() / _STEPS)


class TargetPanel(QWidget):
    """Shows what an easel holds, and hands on to it what a person does."""

    def __init__(self, easel: DrawingEditor, theme: Theme) -> None:
        super().__init__()
        self._easel, self._theme = easel, theme
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.canvas = Canvas()
        self.tools = ToolPalette()
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
        text = drawing_label(shown)
        room = max(self.width(), 230)
        self.title.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room))
        self.title.setToolTip(", ".join(sheet.name for sheet in shown.layers))

    def _say_hidden(self) -> None:
        name = self._easel.drawing.current_layer.name
        text = self.tr("The layer “{name}” is hidden: show it to draw on it.")
        self.actions_of_layers.noted.emit(text.format(name=name))

    def _rename(self, index: int, name: str) -> None:
        sheet = self._easel.drawing.layers[index]
        if not name.strip():
            self._show()
        elif name.strip() != sheet.name:
            self._edit(self.tr("rename layer"), index, replace(sheet, name=name.strip()))

    def _set_visible(self, index: int, visible: bool) -> None:
        sheet = self._easel.drawing.layers[index]
        if visible != sheet.visible:
            text = self.tr("show layer") if visible else self.tr("hide layer")
            self._edit(text, index, replace(sheet, visible=visible))

    def _weigh(self, weight: float) -> None:
        drawing = self._easel.drawing
        self._edit(
            self.tr("weigh layer"), drawing.current, replace(drawing.current_layer, weight=weight)
        )

    def _edit(self, text: str, index: int, sheet: DrawingLayer) -> None:
        self._easel.edit_sheet(text, index, sheet)

    def _try_black_point(self, share: float) -> None:
        self._easel.preview(self._easel.drawing.current_layer.blackened(share).pixels)

    def _apply_black_point(self, share: float) -> None:
        drawing = self._easel.drawing
        sheet = drawing.current_layer.blackened(share)
        if sheet is drawing.current_layer:
            self._easel.cancel()
        else:
            self._edit(self.tr("black point"), drawing.current, sheet)
