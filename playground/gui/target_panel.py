"""The left column: the canvas, its tools, and the layers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from playground.density.drawing import Drawing
from playground.gui.canvas import Canvas
from playground.gui.easel import Easel
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.title, self.canvas, self.tools):
            layout.addWidget(widget)
        self.canvas.use(self.tools.tool, self.tools.brush)
        self.tools.changed.connect(self.canvas.use)
        self.canvas.sketched.connect(easel.sketch)
        self.canvas.finished.connect(easel.finish)
        self.canvas.cancelled.connect(easel.cancel)
        easel.replaced.connect(self._show)
        easel.painted.connect(lambda box: self.canvas.show_painted(easel.shown, box))
        self._show()

    def use_theme(self, theme: Theme) -> None:
        """Show the layers in its colours."""
        self._theme = theme
        self._show()

    def _show(self) -> None:
        shown = self._easel.shown
        self.canvas.show_drawing(shown, self._theme)
        text = _title(shown)
        room = max(self.width(), 230)
        self.title.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room))
        self.title.setToolTip(", ".join(sheet.name for sheet in shown.sheets))


def _title(drawing: Drawing) -> str:
    count = len(drawing.sheets)
    return f"{drawing.name} · {count} {'layer' if count == 1 else 'layers'}"
