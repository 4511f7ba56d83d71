"""A density typed as a formula of x and y, seen before it is drawn."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from playground.app.images import formula_icon
from playground.app.translation import tr_message
from playground.density.formula import EXAMPLES, MOST_LETTERS, FormulaError
from playground.plots.theme import Theme

_SIDE = 240
_LETTERS = 44
_LINES = 4


class FormulaDialog(QDialog):
    """A line for the formula with examples to choose from, its density, and what is wrong with it.

    The line begins with the first example. Where what is typed is no formula, Open selects the
    letters that are the reason.
    """

    chosen = Signal(str)  # the formula

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fault: FormulaError | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Density from a formula"))
        self.box = QComboBox(editable=True)
        self.box.addItems(EXAMPLES)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setCompleter(None)  # type: ignore[arg-type]  # it would finish what is typed
        self.box.setMinimumContentsLength(_LETTERS)
        self.box.setAccessibleName(self.tr("Formula"))
        line = self.box.lineEdit()
        assert line is not None, "the box is editable"
        self.line = line
        self.line.setMaxLength(MOST_LETTERS)
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(QSize(_SIDE, _SIDE))
        self.picture.setAccessibleName(self.tr("The density of the formula"))
        self.sentence = self._told("")
        self.sentence.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())
        self._lay_out()
        self.box.editTextChanged.connect(self._show)
        self.line.selectAll()
        self._show()

    def _lay_out(self) -> None:
        label = QLabel(self.tr("&Density at x, y (each from 0 to 1):"))
        label.setBuddy(self.box)
        names = self.tr(
            "r and t are the distance from the middle and the angle around it. There are + - * / "
            "% ^, comparisons (1 or 0), pi, e, exp, log, sqrt, abs, sin, cos, tan, tanh, floor, "
            "sign, min and max."
        )
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self._choose)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (label, self.box, self._told(names)):
            layout.addWidget(widget)
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.sentence)
        layout.addWidget(self.buttons)

    def _told(self, text: str) -> QLabel:
        top = Qt.AlignmentFlag.AlignTop
        label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText, alignment=top)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    def _show(self) -> None:
        self._fault = None
        scale = self.devicePixelRatioF()
        try:
            image = formula_icon(self.box.currentText(), round(_SIDE * scale), self._theme)
        except FormulaError as error:
            self._fault = error
            self.picture.clear()
            self.sentence.setText(tr_message(error))
        else:
            image.setDevicePixelRatio(scale)
            self.picture.setPixmap(QPixmap.fromImage(image))
            self.sentence.clear()

    def _choose(self) -> None:
        if self._fault is None:
            self.chosen.emit(self.box.currentText())
            self.accept()
            return
        begin, end = self._fault.begin, self._fault.end
        self.box.setFocus()
        self.line.setSelection(begin, end - begin)
        if begin == end:
            self.line.setCursorPosition(begin)
