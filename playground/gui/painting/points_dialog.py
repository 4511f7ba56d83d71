"""The dialog that asks how much to smooth a table of points, with a preview."""

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from playground.app.images import target_icon
from playground.app.importing import PointsSmoother
from playground.density.point_table import BANDWIDTHS, PointTable
from playground.density.target import Target
from playground.plots.theme import Theme

_STEPS = 100
_SIDE = 300


class PointsDialog(QDialog):
    """Begins at Scott's rule; the slider is logarithmic."""

    chosen = Signal(object)  # Target

    def __init__(self, table: PointTable, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._target: Target | None = None
        self._accepted = False
        self._smoother = PointsSmoother(table, self)
        self._smoother.smoothed.connect(self._show)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Points of {name}").format(name=table.name))
        self.picture = QLabel()
        self.picture.setFixedSize(_SIDE, _SIDE)
        self.picture.setAccessibleName(self.tr("The density that the points give"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setAccessibleName(self.tr("Bandwidth"))
        self.slider.setToolTip(self.tr("The deviation of the Gaussian that each point becomes"))
        self.number = QLabel()
        self.number.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.000"))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self._choose)
        buttons.rejected.connect(self.reject)
        layers = len(set(table.labels))
        text = (
            self.tr("{count:,} points with {layers} labels, a layer each")
            if layers
            else self.tr("{count:,} points")
        )
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(text.format(count=len(table.points), layers=layers)))
        layout.addWidget(self.picture)
        layout.addLayout(self._row())
        layout.addWidget(buttons)
        self.slider.setValue(_step(table.bandwidth()))
        self.slider.valueChanged.connect(self._smooth)
        self._smooth()

    @property
    def bandwidth(self) -> float:
        """The standard deviation chosen, in units of the square."""
        low, high = BANDWIDTHS
        return float(low * (high / low) ** (self.slider.value() / _STEPS))

    def _row(self) -> QHBoxLayout:
        label = QLabel(self.tr("&Bandwidth"))
        label.setBuddy(self.slider)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        return row

    def done(self, result: int) -> None:  # noqa: D102
        self._smoother.finish()
        super().done(result)

    def _smooth(self) -> None:
        self.number.setText(f"{self.bandwidth:.3f}")
        self._target = None
        self._smoother.smooth(self.bandwidth)

    def _show(self, bandwidth: float, target: Target) -> None:
        if bandwidth != self.bandwidth:
            return  # the slider has moved on
        self.picture.setPixmap(QPixmap.fromImage(target_icon(target, _SIDE, self._theme)))
        self._target = target
        if self._accepted:
            self._accept(target)

    def _choose(self) -> None:
        """Accept what is shown, or once it is there what is being smoothed."""
        self._accepted = True
        if self._target is not None:
            self._accept(self._target)

    def _accept(self, target: Target) -> None:
        self.chosen.emit(target)
        self.accept()


def _step(bandwidth: float) -> int:
    low, high = BANDWIDTHS
    return round(_STEPS * math.log(bandwidth / low) / math.log(high / low))
