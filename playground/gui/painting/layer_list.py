"""The list of layers: names, colours, visibility and weights."""

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.app.images import layer_qcolor
from playground.app.layer_commands import layer_share
from playground.drawing.drawing import Drawing
from playground.gui.painting.layer_actions import LayerActions
from playground.gui.widgets.icons import color_icon
from playground.gui.widgets.keys import DecimalBox, EnterPresses, plain
from playground.gui.widgets.literal import literal
from playground.plots.theme import Theme

_ROWS = 3  # that are always seen
_HEAVIEST = 1000.0


class LayerList(QWidget):
    """Says what a person does in the list; `LayerActions` has the rest of what can be done."""

    chosen = Signal(int)
    renamed = Signal(int, str)
    shown_changed = Signal(int, bool)
    weighed = Signal(float)
    moved = Signal(int, int)

    def __init__(self, actions: LayerActions) -> None:
        super().__init__()
        self._actions = actions
        self.list = _List()
        self.weight_box = DecimalBox(minimum=0.0, maximum=_HEAVIEST, singleStep=0.1, decimals=2)
        self.weight_box.setKeyboardTracking(False)
        self.weight_box.setAccessibleName(self.tr("Weight of the layer"))
        self.weight_box.setToolTip(self.tr("How much the layer weighs against the others"))
        self.share = QLabel()
        self.share.setToolTip(self.tr("The layer's share of all real points"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._buttons())
        layout.addWidget(self.list, 1)
        layout.addLayout(self._weight())
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemChanged.connect(self._read)
        self.list.model().rowsMoved.connect(self._move)
        self.weight_box.valueChanged.connect(self.weighed)

    def show_drawing(self, drawing: Drawing, theme: Theme) -> None:
        """Show the layers of the drawing."""
        with QSignalBlocker(self.list):
            self._match_rows(len(drawing.layers))
            for row, sheet in enumerate(drawing.layers):
                item = self.list.item(row)
                item.setText(sheet.name)
                item.setIcon(color_icon(layer_qcolor(sheet.color, theme)))
                state = Qt.CheckState.Checked if sheet.visible else Qt.CheckState.Unchecked
                item.setCheckState(state)
                tip = self.tr("{name}: shown") if sheet.visible else self.tr("{name}: hidden")
                item.setToolTip(literal(tip.format(name=sheet.name)))
            self.list.setCurrentRow(drawing.current)
        self.list.scrollToItem(self.list.item(drawing.current))
        self.list.viewport().update()
        with QSignalBlocker(self.weight_box):
            self.weight_box.setValue(drawing.current_layer.weight)
        self.show_share(drawing)

    def show_share(self, drawing: Drawing) -> None:
        """Show the current layer's share of all points."""
        share = layer_share(drawing)
        text = self.tr("empty or hidden") if share is None else self.tr("{share:.0f} % of all")
        self.share.setText(text.format(share=100 * (share or 0)))

    def edit_name(self) -> None:
        """Edit the current layer's name in place."""
        self.list.setFocus()
        self.list.editItem(self.list.currentItem())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: D102, N802
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions.fill(menu)
        menu.popup(event.globalPos())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(1)
        for action in self._actions.buttons:
            row.addWidget(_button(action), 1)
        return row

    def _weight(self) -> QHBoxLayout:
        label = QLabel(self.tr("&Weight"))
        label.setBuddy(self.weight_box)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.weight_box)
        row.addWidget(self.share, 1, Qt.AlignmentFlag.AlignRight)
        return row

    def _match_rows(self, count: int) -> None:
        while self.list.count() > count:
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < count:
            item = QListWidgetItem()
            flags = item.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags & ~Qt.ItemFlag.ItemIsDropEnabled)
            self.list.addItem(item)

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)

    def _read(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        self.shown_changed.emit(row, item.checkState() == Qt.CheckState.Checked)
        self.renamed.emit(row, item.text())

    def _move(self, _: QModelIndex, first: int, last: int, __: QModelIndex, before: int) -> None:
        self.moved.emit(first, before - 1 if before > first else before)


class _List(QListWidget):
    """Rows that can be dragged to reorder them."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Layers"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, self._height(_ROWS + 1))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(120, self._height(_ROWS))

    def _height(self, rows: int) -> int:
        row = max(self.sizeHintForRow(0), self.fontMetrics().height() + 4)
        return rows * row + 2 * self.frameWidth() + 2


def _button(action: QAction) -> QToolButton:
    button = QToolButton(autoRaise=True)
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setAccessibleName(plain(action.text()))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    EnterPresses(button)
    return button
