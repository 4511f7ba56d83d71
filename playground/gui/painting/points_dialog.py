"""How a table of points is read and smoothed, seen before it is drawn."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPalette, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from playground.app.points_preview import STEPS, PointsPreview, PointsPreviewer, bandwidth_at
from playground.app.translation import tr_message
from playground.density.point_table import PointTable
from playground.density.table_columns import Column
from playground.density.table_reading import TableReading
from playground.gui.widgets.keys import plain
from playground.plots.theme import Theme

_SIDE = 300
_WIDTH = 320


class PointsDialog(QDialog):
    """Begins as the table tells, and at Scott's rule; all of it can be changed."""

    chosen = Signal(object)  # Target

    def __init__(self, table: PointTable, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        assert table.reading is not None
        self._reading = table.reading
        self._step: int | None = None  # until the slider is moved
        self._preview: PointsPreview | None = None
        self._confirmed = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Points of {name}").format(name=table.name))
        self._make_view()
        self._make_form()
        self._lay_out()
        self._previewer = PointsPreviewer(table, theme, _SIDE, self)
        self._previewer.made.connect(self._show)
        self._previewer.failed.connect(self._fail)
        self._read(self._reading)

    @property
    def bandwidth(self) -> float:
        """What the slider says, in units of the square."""
        return bandwidth_at(self.slider.value())

    def done(self, result: int) -> None:
        """Close; what is being made is left."""
        self._previewer.close()
        super().done(result)

    def _make_view(self) -> None:
        plain_text = Qt.TextFormat.PlainText  # names of columns can be anything
        middle, top = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignTop
        self.picture = QLabel(alignment=middle, wordWrap=True, textFormat=plain_text)
        self.picture.setFixedSize(_SIDE, _SIDE)
        self.picture.setAccessibleName(self.tr("The density that the points give"))
        self.count = QLabel()
        self.sentence = QLabel(alignment=top, wordWrap=True, textFormat=plain_text)
        self.sentence.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.sentence.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self._choose)
        self.buttons.rejected.connect(self.reject)

    def _make_form(self) -> None:
        columns = self._reading.columns
        numbers = [i for i, column in enumerate(columns) if not column.textual]
        labels = [i for i, column in enumerate(columns) if column.can_label]
        self.form = QFormLayout()
        self.x_box = self._add_columns(self.tr("&x"), {*numbers, self._reading.x}, self._set_x)
        self.y_box = self._add_columns(self.tr("&y"), {*numbers, self._reading.y}, self._set_y)
        self.y_down = QCheckBox(self.tr("y runs &down"))
        self.y_down.setToolTip(self.tr("As rows of a picture do, in ImageJ for one"))
        self.y_down.toggled.connect(lambda down: self._read(replace(self._reading, y_down=down)))
        self.form.addRow("", self.y_down)
        chosen = set() if self._reading.label is None else {self._reading.label}
        self.label_box = self._add_columns(self.tr("&Layers"), {*labels, *chosen}, self._set_label)
        self.label_box.insertItem(0, self.tr("none"), None)
        self._add_slider()

    def _add_columns(
        self, text: str, columns: set[int], choose: Callable[[int | None], None]
    ) -> QComboBox:
        """A row to choose one of these columns."""
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.setAccessibleName(plain(text))
        for i in sorted(columns):
            box.addItem(_title(self._reading.columns[i]), i)
        box.activated.connect(lambda _: choose(box.currentData()))
        self.form.addRow(text, box)
        return box

    def _add_slider(self) -> None:
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setAccessibleName(self.tr("Bandwidth"))
        self.slider.setToolTip(self.tr("The deviation of the Gaussian that each point becomes"))
        self.slider.valueChanged.connect(self._smooth)
        self.number = QLabel()
        self.number.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.000"))
        label = QLabel(self.tr("&Bandwidth"))
        label.setBuddy(self.slider)
        row = QHBoxLayout()
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        self.form.addRow(label, row)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.addWidget(self.count)
        side.addLayout(self.form)
        side.addWidget(self.sentence)
        side.addStretch()
        self.sentence.setFixedWidth(_WIDTH)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        both.addLayout(side)
        layout = QVBoxLayout(self)
        layout.addLayout(both)
        layout.addWidget(self.buttons)

    def _set_x(self, x: int | None) -> None:
        """With the column of y for x, the two change places."""
        assert x is not None
        old = self._reading
        self._read(old.with_pair(x, old.x if x == old.y else old.y))

    def _set_y(self, y: int | None) -> None:
        assert y is not None
        old = self._reading
        self._read(old.with_pair(old.y if y == old.x else old.x, y))

    def _set_label(self, label: int | None) -> None:
        self._read(replace(self._reading, label=label))

    def _read(self, reading: TableReading) -> None:
        """Read the table in that way, and show it."""
        self._reading = reading
        boxes = (self.x_box, self.y_box, self.label_box)
        chosen = zip(boxes, (reading.x, reading.y, reading.label), strict=True)
        for box, column in chosen:
            box.setCurrentIndex(box.findData(column))
        with QSignalBlocker(self.y_down):
            self.y_down.setChecked(reading.y_down)
        self.sentence.setText(tr_message(reading.sentence))
        self._previewer.ask(reading, self._step)

    def _smooth(self, step: int) -> None:
        self._step = step
        self.number.setText(f"{self.bandwidth:.3f}")
        self._previewer.ask(self._reading, step)

    def _show(self, preview: PointsPreview) -> None:
        text = (
            self.tr("{count:,} points with {layers} labels, a layer each")
            if preview.labels
            else self.tr("{count:,} points")
        )
        self.count.setText(text.format(count=preview.points, layers=preview.labels))
        self.picture.setPixmap(QPixmap.fromImage(preview.image))
        with QSignalBlocker(self.slider):
            self.slider.setValue(preview.step if self._step is None else self._step)
        self.number.setText(f"{self.bandwidth:.3f}")
        self._take(preview)

    def _fail(self, reason: str) -> None:
        self.count.clear()
        self.picture.setText(reason)
        self._take(None)

    def _take(self, preview: PointsPreview | None) -> None:
        """What there is now, if nothing newer is to come; open it where that was wanted."""
        if self._previewer.busy:
            return
        self._preview = preview
        self.buttons.button(QDialogButtonBox.StandardButton.Open).setEnabled(preview is not None)
        if self._confirmed:
            self._confirmed = False
            self._choose()

    def _choose(self) -> None:
        """Open what is seen, once it is there."""
        if self._previewer.busy:
            self._confirmed = True
        elif self._preview is not None:
            self.chosen.emit(self._preview.target)
            self.accept()


def _title(column: Column) -> str:
    """Its name, or its number, without the quotes that it has in a sentence."""
    return column.name or tr_message(column.title)
