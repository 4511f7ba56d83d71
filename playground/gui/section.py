"""A heading that folds what is under it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from playground.gui.keys import SpacePresses


class Section(QWidget):
    """A column of widgets under a button that shows and hides them."""

    def __init__(self, title: str, widgets: list[QWidget], *, folded: bool = False) -> None:
        super().__init__()
        self.header = QToolButton(autoRaise=True)
        self.header.setCheckable(True)
        self.header.setText(title)
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.header.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.header.toggled.connect(self._unfold)
        SpacePresses(self.header)
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(4, 0, 0, 2)
        column.setSpacing(2)
        for widget in widgets:
            column.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.body)
        self.header.setChecked(not folded)
        self._unfold(not folded)

    def show_all(self, every: bool) -> None:
        """Show what is folded away too, or leave it to the button."""
        self.body.setVisible(every or self.header.isChecked())

    def _unfold(self, unfolded: bool) -> None:
        arrow = Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow
        self.header.setArrowType(arrow)
        self.body.setVisible(unfolded)
