"""How much to smooth a table of points, seen before it is drawn."""

import math

from PySide6.QtCore import Qt, QTimer, Signal
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

from playground.density.point_table import BANDWIDTHS, PointTable, points_target
from playground.gui.widgets.images import target_icon
from playground.plots.theme import Theme

_STEPS = 100
_SIDE = 300


class PointsDialog(QDialog):
    """Begins at Scott's rule; the slider goes by ratios."""

    chosen = Signal(object)  # Target

    def __init__(self, table: PointTable, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._table, self._theme = table, theme
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
        # Smoothing takes a while: it waits until the slider has got somewhere.
        self._timer = QTimer(self, interval=30, singleShot=True)
        self._timer.timeout.connect(self._show)
        self.slider.valueChanged.connect(self._timer.start)
        self.slider.setValue(_step(table.bandwidth()))
        self._show()

    @property
    def bandwidth(self) -> float:
        """What the slider says, in units of the square."""
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

    def _show(self) -> None:
        self.number.setText(f"{self.bandwidth:.3f}")
        target = points_target(self._table, self.bandwidth)
        self.picture.setPixmap(QPixmap.fromImage(target_icon(target, _SIDE, self._theme)))

    def _choose(self) -> None:
        self.chosen.emit(points_target(self._table, self.bandwidth))
        self.accept()


def _step(bandwidth: float) -> int:
    low, high = BANDWIDTHS
    return round(_STEPS * math.log(bandwidth / low) / math.log(high / low))
