"""The actions of the Layer menu, the same for buttons, menus and keys."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QKeySequence
from PySide6.QtWidgets import QMenu

from playground.app.images import layer_qcolor
from playground.drawing.drawing import COLORS, Drawing
from playground.gui.widgets.icons import color_icon, tool_icon
from playground.gui.widgets.keys import plain
from playground.plots.theme import Theme


class LayerActions(QObject):
    """Actions to be connected, and enabled as the drawing allows."""

    color_chosen = Signal(int)  # an index of the palette

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.add = self._action("add", self.tr("&Add layer"), "Ctrl+Shift+N")
        self.duplicate = self._action("duplicate", self.tr("D&uplicate layer"), "Ctrl+J")
        self.delete = self._action("delete", self.tr("&Delete layer"), "Ctrl+Del")
        self.up = self._action("up", self.tr("Move layer u&p"), "Ctrl+Up")
        self.down = self._action("down", self.tr("Move layer do&wn"), "Ctrl+Down")
        self.merge = self._action("merge", self.tr("&Merge with the layer above"), "Ctrl+E")
        self.merge_all = self._action("", self.tr("Merge a&ll layers"), "Ctrl+Shift+E")
        self.split = self._action("split", self.tr("&Split into parts"), "Ctrl+K")
        self.rename = self._action("", self.tr("&Rename…"), "F2")
        self.hide = self._action("", "", "H")
        self.invert = self._action("", self.tr("&Invert"), "Ctrl+I")
        self.black_point = self._action("", self.tr("&Black point…"), "Ctrl+B")
        self.clear = self._action("", self.tr("&Clear"), "Del")
        self.load_image = self._action("", self.tr("Load ima&ge into layer…"), "")
        self.copy = self._action("", self.tr("&Copy layer"), "Ctrl+C")
        self.paste = self._action("", self.tr("&Paste as layer"), "Ctrl+V")
        self.colors = QMenu(self.tr("C&olour"))
        self._colors = QActionGroup(self)
        self._fill_colors()

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
            self.split,
        ]

    def fill(self, menu: QMenu) -> None:
        """Fill `menu` with everything about one layer, and the stack."""
        menu.addActions([self.add, self.duplicate, self.delete, self.rename, self.hide])
        menu.addMenu(self.colors)
        menu.addSeparator()
        menu.addActions([self.up, self.down])
        menu.addSeparator()
        menu.addActions([self.merge, self.merge_all, self.split])
        menu.addSeparator()
        menu.addActions([self.invert, self.black_point, self.clear, self.load_image])

    def draw_icons(self, ink: QColor, theme: Theme) -> None:
        """Draw the icons in these colours."""
        for action in self.buttons:
            action.setIcon(tool_icon(action.objectName(), ink))
        for color, action in enumerate(self._colors.actions()):
            action.setIcon(color_icon(layer_qcolor(color, theme)))

    def show_drawing(self, drawing: Drawing) -> None:
        """Enable what can be done with the current layer."""
        last = len(drawing.layers) - 1
        self.up.setEnabled(drawing.current > 0)
        self.merge.setEnabled(drawing.current > 0)
        self.down.setEnabled(drawing.current < last)
        self.merge_all.setEnabled(last > 0)
        self._colors.actions()[drawing.current_layer.color % COLORS].setChecked(True)
        shown = drawing.current_layer.visible
        self.hide.setText(self.tr("&Hide layer") if shown else self.tr("S&how layer"))
        self.hide.setToolTip(self.tr("Hide the layer, or show it again (H)"))

    def _action(self, icon: str, text: str, keys: str) -> QAction:
        action = QAction(text, self, shortcut=QKeySequence(keys))
        action.setObjectName(icon)
        tip = plain(text).rstrip("…")
        action.setToolTip(f"{tip} ({keys})" if keys else tip)
        return action

    def _fill_colors(self) -> None:
        for color in range(COLORS):
            action = QAction(self._colors, checkable=True)
            action.setText(self.tr("Colour &{number}").format(number=color + 1))
            action.triggered.connect(partial(self._choose_color, color))
            self.colors.addAction(action)

    def _choose_color(self, color: int, _checked: bool = False) -> None:
        self.color_chosen.emit(color)
