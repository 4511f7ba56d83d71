"""The left column: the canvas, its tools, the layers, and a layer's black point."""

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from playground.app.translation import drawing_label
from playground.drawing.drawing import Drawing
from playground.gui.painting.canvas import Canvas
from playground.gui.painting.layer_actions import LayerActions
from playground.gui.painting.layer_list import LayerList
from playground.gui.painting.tool_palette import ToolPalette
from playground.gui.widgets.keys import EnterPresses
from playground.gui.widgets.literal import literal
from playground.plots.theme import Theme

_STEPS = 255
_LEAST_WIDTH = 230


class BlackPointBar(QWidget):
    """Chooses the share of full white, 0 … 1, below which a layer becomes empty."""

    tried = Signal(float)
    applied = Signal(float)
    cancelled = Signal()

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
        EnterPresses(self.button)
        self.slider.valueChanged.connect(self._try)
        self.button.clicked.connect(self._apply)
        self.hide()

    def ask(self) -> None:
        """Show the slider, at 0."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(0)
        self.number.setText("0 %")
        self.show()
        self.slider.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.cancelled.emit()
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
    """Shows the drawing; its parts say what a person does to it."""

    def __init__(self, drawing: Drawing, theme: Theme) -> None:
        super().__init__()
        self._drawing, self._theme = drawing, theme
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.canvas = Canvas()
        self.tools = ToolPalette()
        self.black_point = BlackPointBar()
        self.layer_actions = LayerActions(self)
        self.layers = LayerList(self.layer_actions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.title, self.canvas, self.black_point, self.tools):
            layout.addWidget(widget)
        layout.addWidget(self.layers, 1)
        self.layer_actions.black_point.triggered.connect(self.black_point.ask)
        self.layer_actions.rename.triggered.connect(self.layers.edit_name)
        self.use_theme(theme)

    def use_theme(self, theme: Theme) -> None:
        """Show the layers in the colours of `theme`."""
        self._theme = theme
        ink = self.palette().color(QPalette.ColorRole.ButtonText)
        self.layer_actions.draw_icons(ink, theme)
        self._show()

    def show_drawing(self, drawing: Drawing, *, sketching: bool, previewing: bool) -> None:
        """Show all of it; without an edit in progress the canvas drops its own."""
        self._drawing = drawing
        if not sketching:
            self.canvas.drop_edit()
        if not previewing:
            self.black_point.hide()
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.use_theme(self._theme)

    def _show(self) -> None:
        drawing = self._drawing
        self.canvas.show_drawing(drawing, self._theme)
        self.layers.show_drawing(drawing, self._theme)
        self.layer_actions.show_drawing(drawing)
        text = drawing_label(drawing)
        width = max(self.width(), _LEAST_WIDTH)
        self.title.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, width))
        self.title.setToolTip(literal(", ".join(sheet.name for sheet in drawing.layers)))
