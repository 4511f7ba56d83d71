"""The middle of the window: the models of the plane, or the digits in their place."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from playground.gui.digits import Digits
from playground.gui.digits_view import DigitsView
from playground.gui.stage import Stage


class Middle(QStackedWidget):
    """Shows one of the two; problems with digits are said where they are seen."""

    digits_shown = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.digits_view = DigitsView()
        self.digits = Digits(self.digits_view, self)
        self.addWidget(stage)
        self.addWidget(self.digits_view)
        self.digits.shown.connect(self._show_digits)
        self.digits.problem.connect(self._say)
        self.digits_view.left.connect(self.show_stage)
        self.digits_view.open_wanted.connect(self.ask_run)

    def ask_run(self) -> None:
        """Open the folder of a run that a person chooses."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Open MNIST run"))
        if name:
            self.digits.open(Path(name))

    def show_stage(self) -> None:
        """Back to the models of the plane."""
        self.setCurrentWidget(self.stage)

    def follow_playing(self, playing: bool) -> None:
        """What trains is to be seen."""
        if playing:
            self.show_stage()

    def _show_digits(self) -> None:
        self.setCurrentWidget(self.digits_view)
        self.digits_shown.emit()

    def _say(self, sentence: str) -> None:
        seen = self.digits_view if self.currentWidget() is self.digits_view else self.stage
        seen.message_bar.say(sentence)
