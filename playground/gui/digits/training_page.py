"""What stands where digits could be drawn while there is no trained model, and its training."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from playground.gui.digits.grid import DigitGrid
from playground.gui.widgets.keys import SpacePresses
from playground.worker.digits_protocol import Fetching, Learning, Pictured

_MEGA = 1e6
_MINUTE = 60


class DigitsTrainingPage(QWidget):
    """Offers to train a small model; while that goes on, shows how far it is."""

    train = Signal()
    stop = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel(wordWrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.train_button = QPushButton(self.tr("Train a small model"))
        self.stop_button = QPushButton(self.tr("Stop, and keep what it has learned"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the training"))
        self.picture = DigitGrid()
        self.picture.setAccessibleName(self.tr("Digits of the last epoch"))
        self.train_button.clicked.connect(self.train)
        self.stop_button.clicked.connect(self._stop)
        SpacePresses(self.train_button, self.stop_button)
        self._arrange()
        self.show_idle()

    def show_idle(self, *, begun: bool = False) -> None:
        """Offer to train, or where that was `begun` once, to go on."""
        self._busy(False)
        self.train_button.setText(self.tr("Train on") if begun else self.tr("Train a small model"))
        self.words.setText(
            self.tr(
                "There is no trained model of digits here yet. A small InfoGAN learns them in a "
                "few minutes on this computer: MNIST's, or digits drawn from fonts where MNIST "
                "cannot be had. Any run of “playground --mnist” can be opened instead."
            )
        )

    def show_starting(self) -> None:
        """Say that training begins."""
        self._busy(True)
        self.bar.setRange(0, 0)
        self.words.setText(self.tr("Starting…"))

    def show_fetching(self, report: Fetching) -> None:
        """Say how far the download is."""
        self.bar.setRange(0, report.total or 0)
        self.bar.setValue(report.here)
        self.words.setText(
            self.tr("Downloading {name}: {here} MB").format(
                name=report.name, here=f"{report.here / _MEGA:.1f}"
            )
        )

    def show_learning(self, report: Learning) -> None:
        """Say how far the training is."""
        self.bar.setRange(0, report.iterations)
        self.bar.setValue(report.iteration)
        minutes, seconds = divmod(round(report.seconds_left), _MINUTE)
        self.words.setText(
            self.tr("Epoch {epoch} of {epochs} · {speed} images/s · {left} left").format(
                epoch=min(report.epoch + 1, report.epochs),
                epochs=report.epochs,
                speed=f"{report.images_per_second:,.0f}",
                left=f"{minutes}:{seconds:02d}",
            )
        )

    def show_picture(self, report: Pictured) -> None:
        """Show what an epoch has brought."""
        self.picture.show_picture(report.path)
        self.picture.show()

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.words.setText(self.tr("Saving what it has learned…"))
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
        for widget in (self.words, self.bar, self.train_button, self.stop_button):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget, 4 if widget in (self.words, self.bar) else 0)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)
