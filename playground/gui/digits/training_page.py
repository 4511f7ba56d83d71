"""Shown in place of the digits while there is no trained model: the offer to train one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from playground.gui.digits.grid import DigitGrid
from playground.gui.widgets.keys import EnterPresses
from playground.worker.digits_protocol import Fetching, Learning, Pictured

_MEGA = 1e6
_MINUTE = 60


class DigitsTrainingPage(QWidget):
    """Offers to train a small model, and shows the progress of its training."""

    train = Signal()
    stop = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.train_button = QPushButton(self.tr("Train a small model"))
        self.stop_button = QPushButton(self.tr("Stop, and keep what it has learned"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the training"))
        self.picture = DigitGrid()
        self.picture.setAccessibleName(self.tr("Digits of the last epoch"))
        self.train_button.clicked.connect(self.train)
        self.stop_button.clicked.connect(self._stop)
        EnterPresses(self.train_button, self.stop_button)
        self._arrange()
        self.show_idle()

    def show_idle(self, *, begun: bool = False) -> None:
        """Offer to train, or to continue a training that was `begun`."""
        self._busy(False)
        self.train_button.setText(
            self.tr("Continue training") if begun else self.tr("Train a small model")
        )
        self.text.setText(
            self.tr(
                "A small InfoGAN learns digits on this computer, in nine to twelve minutes on a "
                "slow one: MNIST's, or digits drawn from fonts where MNIST cannot be had. Any run "
                "of “playground --mnist” can be opened instead."
            )
        )

    def show_starting(self) -> None:
        """Show that the training starts."""
        self._busy(True)
        self.bar.setRange(0, 0)
        self.text.setText(self.tr("Starting…"))

    def show_fetching(self, report: Fetching) -> None:
        """Show the progress of the download."""
        self.bar.setRange(0, report.total or 0)
        self.bar.setValue(report.here)
        self.text.setText(
            self.tr("Downloading {name}: {here} MB").format(
                name=report.name, here=f"{report.here / _MEGA:.1f}"
            )
        )

    def show_learning(self, report: Learning) -> None:
        """Show the progress of the training."""
        self.bar.setRange(0, report.iterations)
        self.bar.setValue(report.iteration)
        minutes, seconds = divmod(round(report.seconds_left), _MINUTE)
        self.text.setText(
            self.tr("Epoch {epoch} of {epochs} · {speed} images/s · {left} left").format(
                epoch=min(report.epoch + 1, report.epochs),
                epochs=report.epochs,
                speed=f"{report.images_per_second:,.0f}",
                left=f"{minutes}:{seconds:02d}",
            )
        )

    def show_picture(self, report: Pictured) -> None:
        """Show the digits of the last epoch."""
        self.picture.show_picture(report.path)
        self.picture.show()

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.text.setText(self.tr("Saving what it has learned…"))
        self.stop.emit()

    def _busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.picture.hide()
        self.stop_button.setVisible(busy)
        self.stop_button.setEnabled(busy)
        self.train_button.setVisible(not busy)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.picture, 8)
        for widget in (self.text, self.bar, self.train_button, self.stop_button):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget, 4 if widget in (self.text, self.bar) else 0)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)
