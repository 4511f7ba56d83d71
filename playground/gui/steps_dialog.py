"""What the steps of samplers buy: how good the models are, over evaluations a point."""

# matplotlib's Qt canvas has no types.
# mypy: allow-untyped-calls

from collections.abc import Callable

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from playground.app.steps_curves import StepsCurves
from playground.app.translation import tr_message
from playground.errors import InputError
from playground.gui.panels.labels import INCH, translated_theme
from playground.gui.widgets.keys import EnterPresses
from playground.gui.widgets.text_size import text_scale
from playground.nn.history import Snapshot
from playground.plots.static_figures import draw_steps
from playground.plots.theme import Theme

_LARGEST = 1.5
"""As many times its usual size the dialog opens at most with large text, to fit a small screen."""


class StepsDialog(QDialog):
    """Draws the curves as they are found; closing it stops that."""

    save_wanted = Signal()  # of what is drawn, as a picture

    def __init__(
        self,
        window: QWidget,
        curves: StepsCurves,
        shown: Callable[[], dict[int, Snapshot]],
        theme: Theme,
    ) -> None:
        """`shown` are the snapshots that the panels show when it is called, by slot."""
        super().__init__(window)
        self.setWindowTitle(self.tr("What the sampler's steps buy"))
        self.curves, self._shown, self._theme = curves, shown, theme
        self.canvas = FigureCanvasQTAgg(Figure(dpi=INCH * text_scale()))
        self.state = QLabel(wordWrap=True)
        self.again = self._button(self.tr("&Again"), self.begin)
        self.stop = self._button(self.tr("&Stop"), curves.stop)
        self.save = self._button(self.tr("Save &picture…"), self.save_wanted.emit)
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.again)
        row.addWidget(self.stop)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.addWidget(self.canvas, 1)
        column.addLayout(row)
        curves.changed.connect(self._show)
        self.finished.connect(curves.stop)
        self._show()

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(640, 480) * min(text_scale(), _LARGEST)

    def begin(self) -> None:
        """Score what the panels show now."""
        try:
            self.curves.begin(self._shown())
        except InputError as error:
            self._show()
            self.state.setText(tr_message(error))

    def use_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._show()

    def _button(self, text: str, press: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, autoDefault=False)
        button.clicked.connect(lambda: press())
        EnterPresses(button)
        return button

    def _show(self) -> None:
        curves = self.curves
        pairs = dict(zip(curves.titles, curves.curves, strict=True))
        draw_steps(self.canvas.figure, pairs, translated_theme(self._theme))
        self.canvas.draw_idle()
        self.again.setEnabled(not curves.is_running)
        self.stop.setEnabled(curves.is_running)
        self.save.setEnabled(any(curves.curves))
        self.state.setText(curves.problem or self._progress())
        said = [f"{title}: {_in_words(rows)}" for title, rows in pairs.items()]
        self.canvas.setAccessibleName("; ".join((self.windowTitle(), *said)))

    def _progress(self) -> str:
        known = sum(map(len, self.curves.curves))
        if known == self.curves.total:
            return self.tr("Each score: 3 samples of 10,000 points.")
        text = self.tr("{known} of {total} scores")
        return text.format(known=known, total=self.curves.total)


def _in_words(rows: list[tuple[int, float]]) -> str:
    return ", ".join(f"{evaluations}: {ratio:.3g}×" for evaluations, ratio in rows)
