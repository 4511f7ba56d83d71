"""What stands in a model's place while it cannot learn the target."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from playground.gui.keys import SpacePresses

_WIDTH = 300
"""As wide as a panel at the least."""


class SplitOffer(QWidget):
    """Says why there is no picture of the model, and how to get one."""

    split = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.why = QLabel(wordWrap=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.why.setFixedWidth(_WIDTH)
        self.button = QPushButton(self.tr("Split into parts"))
        self.button.setToolTip(self.tr("Make a layer of each part of the picture"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.split)
        SpacePresses(self.button)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch()
        layout.addWidget(self.title)
        layout.addLayout(_centred(self.why))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()

    def say(self, title: str, why: str) -> None:
        """Which model this is about, and what it lacks."""
        self.title.setText(title)
        self.why.setText(why)


def _centred(label: QLabel) -> QHBoxLayout:
    """Alignment would leave a label that wraps too low for its lines."""
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(label)
    row.addStretch()
    return row
