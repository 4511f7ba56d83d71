"""What stands in the CGAN's place while the target has one layer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from playground.gui.keys import SpacePresses

_WHY = """A conditional GAN learns each layer of a target
under its own condition. This one has a single layer."""


class SplitOffer(QWidget):
    """Says why there is no CGAN, and how to get one."""

    split = Signal()

    def __init__(self) -> None:
        super().__init__()
        title = QLabel("<b>CGAN</b>")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        why = QLabel(_WHY)
        why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = QPushButton("Split into parts")
        self.button.setToolTip("Make a layer of each part of the picture")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.split)
        SpacePresses(self.button)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch()
        for widget in (title, why, self.button):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
