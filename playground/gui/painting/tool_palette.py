"""The buttons of the tools, and sliders for the brush's size, strength and softness."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from playground.app.translation import tr_message
from playground.drawing.tools import BRUSH_SIZES, TOOLS, Brush, Tool
from playground.gui.widgets.icons import choice_icon
from playground.gui.widgets.keys import EnterPresses, plain
from playground.message import Sentence

_KEYS = dict(zip(TOOLS, "BELROFM", strict=True))
_WORDS: dict[Tool, tuple[Sentence, Sentence]] = {
    "brush": (Sentence("Brush"), Sentence("Brush: paint; the right button erases with any tool")),
    "eraser": (Sentence("Eraser"), Sentence("Eraser")),
    "line": (Sentence("Line"), Sentence("Line; Shift: in steps of 45°")),
    "rectangle": (Sentence("Rectangle"), Sentence("Rectangle, filled; Shift: a square")),
    "ellipse": (Sentence("Ellipse"), Sentence("Ellipse, filled; Shift: a circle")),
    "fill": (Sentence("Fill"), Sentence("Fill a region with the strength")),
    "move": (Sentence("Move the layer"), Sentence("Move the layer; Shift: along one axis")),
}
"""The name of each tool, and its tip."""

_STEP = 1.25


class ToolPalette(QWidget):
    """Shows the tool and the brush in use, and says what a person chooses."""

    tool_chosen = Signal(str)  # Tool
    brush_changed = Signal(str, float)  # a field of Brush, and its value
    brush_resized = Signal(float)  # the factor

    def __init__(self) -> None:
        super().__init__()
        self.actions_of: dict[Tool, QAction] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._buttons(), 0, 0, 1, 3)
        self.size_slider = self._slider(layout, 1, self.tr("Si&ze"), *BRUSH_SIZES)
        self.strength_slider = self._slider(layout, 2, self.tr("&Strength"), 1, 100)
        self.softness_slider = self._slider(layout, 3, self.tr("S&oftness"), 0, 100)
        self.size_slider.setToolTip(
            self.tr("The brush's diameter, in 400ths of the canvas ([ and ])")
        )
        self.strength_slider.setToolTip(self.tr("How dense a mark is, in % of full white"))
        self.softness_slider.setToolTip(self.tr("How gently marks fade towards their edge, in %"))
        self.smaller = QAction(self.tr("Smaller brush"), self, shortcut=QKeySequence("["))
        self.larger = QAction(self.tr("Larger brush"), self, shortcut=QKeySequence("]"))
        self.smaller.triggered.connect(lambda: self.brush_resized.emit(1 / _STEP))
        self.larger.triggered.connect(lambda: self.brush_resized.emit(_STEP))
        self.addActions([self.smaller, self.larger])
        self.show_tool("brush", Brush())
        self._connect_sliders()

    def show_tool(self, tool: Tool, brush: Brush) -> None:
        """Show what is in use."""
        self.actions_of[tool].setChecked(True)
        values = (brush.size, 100 * brush.strength, 100 * brush.softness)
        for slider, value in zip(self._sliders, values, strict=True):
            slider.setValue(round(value))

    @property
    def _sliders(self) -> tuple[QSlider, QSlider, QSlider]:
        return self.size_slider, self.strength_slider, self.softness_slider

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._color_icons()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(1)
        group = QActionGroup(self)
        for tool in TOOLS:
            name, tip = map(tr_message, _WORDS[tool])
            action = QAction(name, group, checkable=True)
            action.setShortcut(QKeySequence(_KEYS[tool]))
            action.setToolTip(f"{tip} ({_KEYS[tool]})")
            action.triggered.connect(lambda _=False, tool=tool: self.tool_chosen.emit(tool))
            self.actions_of[tool] = action
            button = QToolButton(autoRaise=True)
            button.setDefaultAction(action)
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            EnterPresses(button)
            row.addWidget(button, 1)
        self.addActions(group.actions())
        self._color_icons()
        return row

    def _color_icons(self) -> None:
        ink = self.palette().color(QPalette.ColorRole.ButtonText)
        for tool, action in self.actions_of.items():
            action.setIcon(choice_icon(tool, ink, self.palette()))

    def _slider(self, layout: QGridLayout, row: int, name: str, low: int, high: int) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(low, high)
        slider.setAccessibleName(plain(name))
        label = QLabel(name)
        label.setBuddy(slider)
        number = QLabel()
        number.setAlignment(Qt.AlignmentFlag.AlignRight)
        number.setMinimumWidth(number.fontMetrics().horizontalAdvance("000"))
        slider.valueChanged.connect(number.setNum)
        layout.addWidget(label, row, 0)
        layout.addWidget(slider, row, 1)
        layout.addWidget(number, row, 2)
        return slider

    def _connect_sliders(self) -> None:
        fields = (("size", 1), ("strength", 100), ("softness", 100))
        for slider, (name, whole) in zip(self._sliders, fields, strict=True):
            slider.valueChanged.connect(
                lambda value, name=name, whole=whole: self.brush_changed.emit(name, value / whole)
            )
