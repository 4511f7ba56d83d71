"""The window of Run ▸ Experiments…: the form on the left, what was found on the right."""

from math import isfinite
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from playground.app.experiment_pictures import SIDE, run_image
from playground.app.experiment_table import ExperimentTable, SortedExperiments
from playground.app.experiments import Experiments
from playground.app.session import Session
from playground.app.translation import tr_message
from playground.errors import InputError
from playground.gui.experiments.form import PlanForm
from playground.gui.experiments.plot import PlotPage
from playground.gui.widgets.keys import EnterPresses
from playground.sweeps.pictures import label_of

_FORM_WIDTH = 300


class _FormColumn(QWidget):
    """Has one width, as large as the text in it needs it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:  # noqa: N802
        width = max(_FORM_WIDTH, self.minimumSizeHint().width())
        return QSize(width, super().sizeHint().height())


class ExperimentsWindow(QDialog):
    """Begins experiments and shows the newest one; closing it lets that go on."""

    open_wanted = Signal(object)  # the folders of one run, or of two

    def __init__(self, window: QWidget, session: Session, experiments: Experiments) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Experiments"))
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)
        self.experiments = experiments
        self.table = ExperimentTable(experiments, self)
        self.sorted = SortedExperiments(self.table, self)
        self.form = PlanForm(session)
        self._make_results()
        self._make_buttons()
        self._arrange()
        self._connect()
        self._show_state()
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(1060, 620)

    def show_experiment(self) -> None:
        """Show the experiment that was begun last, if nothing is shown yet."""
        try:
            self.experiments.open_newest()
        except InputError as error:
            self._show_problem(tr_message(error))
        self.show()
        self.raise_()
        self.activateWindow()

    def _make_results(self) -> None:
        self.filter = QLineEdit(placeholderText=self.tr("Find runs…"), clearButtonEnabled=True)
        self.filter.setAccessibleName(self.tr("Find runs"))
        self.rows = QTableView()
        self.rows.setModel(self.sorted)
        self.rows.setSortingEnabled(True)
        self.rows.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setTabKeyNavigation(False)
        self.rows.setAccessibleName(self.tr("Runs"))
        self.rows.verticalHeader().hide()
        self.pictures = QListWidget()
        self.pictures.setViewMode(QListWidget.ViewMode.IconMode)
        self.pictures.setIconSize(QSize(SIDE, SIDE))
        self.pictures.setGridSize(QSize(SIDE + 44, SIDE + 3 * self.fontMetrics().height() + 8))
        self.pictures.setWordWrap(True)
        self.pictures.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.pictures.setMovement(QListWidget.Movement.Static)
        self.pictures.setAccessibleName(self.tr("Pictures of the runs"))
        self.plot = PlotPage(self.table)

    def _make_buttons(self) -> None:
        self.start = self._button(self.tr("&Start"))
        self.stop = self._button(self.tr("S&top"))
        self.go_on = self._button(self.tr("&Continue"))
        self.open_button = self._button(self.tr("&Open experiment…"))
        self.show_run = self._button(self.tr("&Show run"))
        self.compare = self._button(self.tr("Co&mpare two"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.state = QLabel(wordWrap=True)
        self.state.setMinimumHeight(2 * self.fontMetrics().height())

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, autoDefault=False)
        EnterPresses(button)
        return button

    def _arrange(self) -> None:
        left = _FormColumn()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form, 1)
        for buttons in ((self.start, self.stop), (self.go_on, self.open_button)):
            row = QHBoxLayout()
            for button in buttons:
                row.addWidget(button)
            column.addLayout(row)
        table_page = QWidget()
        table_column = QVBoxLayout(table_page)
        table_column.addWidget(self.filter)
        table_column.addWidget(self.rows, 1)
        self.tabs = QTabWidget()
        self.tabs.addTab(table_page, self.tr("Table"))
        self.tabs.addTab(self.pictures, self.tr("Pictures"))
        self.tabs.addTab(self.plot, self.tr("Plot"))
        right = QVBoxLayout()
        right.addWidget(self.tabs, 1)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.show_run)
        row.addWidget(self.compare)
        right.addLayout(row)
        right.addWidget(self.state)
        both = QHBoxLayout(self)
        both.addWidget(left)
        both.addLayout(right, 1)

    def _connect(self) -> None:
        experiments = self.experiments
        experiments.opened.connect(self._show_opened)
        experiments.rows_changed.connect(self._show_pictures)
        experiments.progressed.connect(self._show_state)
        experiments.ended.connect(self._show_problem)
        self.form.changed.connect(self._show_state)
        self.filter.textChanged.connect(self.sorted.filter)
        self.rows.doubleClicked.connect(lambda index: self._open([index.row()]))
        self.rows.activated.connect(lambda index: self._open([index.row()]))
        self.rows.selectionModel().selectionChanged.connect(self._show_choice)
        self.pictures.itemActivated.connect(self._open_picture)
        self.plot.chosen.connect(lambda row: self._wish([self.table.run_at(row).run]))
        self.start.clicked.connect(self._begin)
        self.stop.clicked.connect(experiments.stop)
        self.go_on.clicked.connect(lambda: experiments.go_on(self.form.jobs.value()))
        self.open_button.clicked.connect(self._ask)
        self.show_run.clicked.connect(lambda: self._open(self._chosen()[:1]))
        self.compare.clicked.connect(lambda: self._open(self._chosen()[:2]))

    def _begin(self) -> None:
        try:
            self.experiments.begin(self.form.form, self.form.jobs.value())
        except InputError as error:
            self._show_problem(tr_message(error))

    def _ask(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Open experiment"))
        if name:
            try:
                self.experiments.show_folder(Path(name))
            except InputError as error:
                self._show_problem(tr_message(error))

    def _chosen(self) -> list[int]:
        return sorted(index.row() for index in self.rows.selectionModel().selectedRows())

    def _open(self, rows: list[int]) -> None:
        self._wish([self.sorted.run_at(row).run for row in rows])

    def _open_picture(self, item: QListWidgetItem) -> None:
        self._wish([item.data(Qt.ItemDataRole.UserRole)])

    def _wish(self, runs: list[str]) -> None:
        sweep = self.experiments.sweep
        if sweep is not None and runs:
            self.open_wanted.emit([sweep.path / run for run in runs])

    def _show_opened(self) -> None:
        self.pictures.clear()
        self.rows.resizeColumnsToContents()

    def _show_pictures(self) -> None:
        """Add the pictures of the runs that are over since."""
        experiments = self.experiments
        shown = {
            self.pictures.item(index).data(Qt.ItemDataRole.UserRole)
            for index in range(self.pictures.count())
        }
        for row in experiments.rows:
            if row.outcome.state != "done" or row.run in shown or experiments.sweep is None:
                continue
            image = run_image(experiments.sweep.path / row.run)
            figure = f"{row.outcome.times_floor:.2f}×"
            seed = self.tr("seed {seed}").format(seed=row.seed)
            text = f"{label_of(row, experiments.rows)}\n{seed}: {figure}"
            item = QListWidgetItem(QIcon(QPixmap.fromImage(image)), text)
            item.setData(Qt.ItemDataRole.UserRole, row.run)
            self.pictures.addItem(item)
        self.rows.resizeColumnsToContents()
        self._show_choice()

    def _show_choice(self) -> None:
        chosen = self._chosen()
        self.show_run.setEnabled(len(chosen) == 1)
        self.compare.setEnabled(len(chosen) == 2)

    def _show_state(self) -> None:
        experiments = self.experiments
        running, total = experiments.is_running, len(experiments.rows)
        self.start.setEnabled(not running and self.form.is_good)
        self.stop.setEnabled(running)
        self.open_button.setEnabled(not running)
        self.go_on.setEnabled(not running and total > 0 and not experiments.is_complete)
        self.bar.setMaximum(max(total, 1))
        self.bar.setValue(experiments.over)
        self._show_choice()
        if running or total:
            self.state.setText(self._progress() if running else self._result())

    def _progress(self) -> str:
        progress = self.experiments.progress
        if progress is None:
            return self.tr("Starting the processes…")
        text = self.tr("{over} of {total} runs over, {running} running, {failed} failed")
        left = self.experiments.seconds_left
        words = text.format(
            over=f"{progress.over:,}",
            total=f"{progress.total:,}",
            running=len(progress.running),
            failed=progress.failed,
        )
        if not isfinite(left):
            return words
        minutes = self.tr("about {minutes} min left").format(minutes=max(1, round(left / 60)))
        return f"{words}; {minutes}"

    def _result(self) -> str:
        experiments = self.experiments
        text = self.tr("{over} of {total} runs are over; all is kept in {path}")
        path = experiments.sweep.path if experiments.sweep else ""
        total = f"{len(experiments.rows):,}"
        return text.format(over=f"{experiments.over:,}", total=total, path=path)

    def _show_problem(self, sentence: str) -> None:
        if sentence:
            self.state.setText(sentence)
