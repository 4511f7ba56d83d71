"""The page with the digits of a trained model, or the offer to train one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from playground.gui.digits.controls import DigitControls
from playground.gui.digits.grid import DigitGrid
from playground.gui.digits.training_page import DigitsTrainingPage
from playground.gui.status_bar import MessageBar
from playground.gui.widgets.keys import EnterPresses
from playground.gui.widgets.literal import literal
from playground.models import MODELS
from playground.worker.digits_protocol import DigitSheet, DigitsRequest, Opened


class DigitsView(QWidget):
    """Shows digits and the sliders that change them; says what a person does."""

    left = Signal()
    open_wanted = Signal()
    offer_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.message_bar = MessageBar()
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.open_button = QPushButton(self.tr("Open run…"))
        self.train_button = QPushButton(self.tr("Train one…"))
        self.train_button.setToolTip(self.tr("Train a model of digits on this computer"))
        self.digits_button = QPushButton(self.tr("Back to the digits"))
        self.leave_button = QPushButton(self.tr("Back to the drawing"))
        self.leave_button.setToolTip(self.tr("Back to the models of your drawing (Esc)"))
        self.grid, self.controls, self.offer = DigitGrid(), DigitControls(), DigitsTrainingPage()
        self._pages = QStackedWidget()
        self._arrange()
        self.open_button.clicked.connect(self.open_wanted)
        self.train_button.clicked.connect(self.offer_wanted)
        self.digits_button.clicked.connect(self.show_digits)
        self.leave_button.clicked.connect(self.left)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setWhatsThis(self.tr("Back to the models of your drawing"))
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        buttons = (self.train_button, self.digits_button, self.open_button, self.leave_button)
        EnterPresses(*buttons)
        self.digits_button.hide()
        self._named = ("", "")

    def show_model(self, opened: Opened) -> None:
        """Show the sliders and the name of this model."""
        what = self.tr("MNIST") if opened.data == "mnist" else self.tr("drawn digits")
        title = MODELS[opened.model].title
        if opened.path is None:
            text = self.tr("{model} on {data} · comes with the playground")
            self._named = text.format(model=title, data=what), ""
        else:
            text = self.tr("{model} on {data}, epoch {epoch} · {folder}").format(
                model=title, data=what, epoch=opened.epoch, folder=opened.path.name
            )
            self._named = text, literal(str(opened.path))
        self.message_bar.hide()
        self.show_digits()
        self.controls.show_model(opened)
        (self.controls.label_row or self.controls.noise_button).setFocus()

    def show_sheet(self, asked: DigitsRequest, sheet: DigitSheet) -> None:
        """Show the sheet that was `asked` for."""
        self.grid.show_sheet(sheet, self.controls.column_names(asked))

    def show_digits(self) -> None:
        """Show the model that was opened last."""
        text, tip = self._named
        self.title.setText(text)
        self.title.setToolTip(tip)
        self.train_button.show()
        self.digits_button.hide()
        self._pages.setCurrentIndex(0)

    def show_offer(self, *, can_leave: bool = False) -> None:
        """Show the offer to train, or the training; `can_leave` it where a model is open."""
        self.title.setText(self.tr("The digits"))
        self.title.setToolTip("")
        self.train_button.hide()
        self.digits_button.setVisible(can_leave)
        self._pages.setCurrentIndex(1)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.train_button)
        head.addWidget(self.digits_button)
        head.addWidget(self.open_button)
        head.addWidget(self.leave_button)
        drawn = QWidget()
        column = QVBoxLayout(drawn)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid, 1)
        column.addWidget(self.controls)
        self._pages.addWidget(drawn)
        self._pages.addWidget(self.offer)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 8)
        whole.addWidget(self.message_bar)
        whole.addLayout(head)
        whole.addWidget(self._pages, 1)
