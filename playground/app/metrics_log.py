"""The metrics of the current run, kept to be exported."""

from PySide6.QtCore import QObject

from playground.app.per_history import PerHistory
from playground.app.session import Session
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.nn.history import History, Snapshot, ThinnedSeries
from playground.nn.inspection import Inspection
from playground.runs.tables import HEADER, metrics_row

MOST_ROWS = 2000


class MetricsLog(QObject):
    """For each slot a bounded number of rows of a `metrics.csv`, evenly spread over the run.

    A run that continues from a past starts with the rows of that past.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._rows = PerHistory(_rows_of)
        self._newest: dict[int, StepMetrics] = {}
        session.run_started.connect(self._begin)
        session.run.metrics_ready.connect(self._note_metrics)
        session.run.snapshot_shown.connect(self._add_row)
        self._begin()

    def has_moved(self, slot: int) -> bool:
        """Whether the model has trained: there is more than iteration 0."""
        rows = self._rows.values.get(slot)
        return rows is not None and any(rows.iterations)

    def table(self, slot: int) -> bytes:
        """The content of a CSV file with all rows."""
        lines = [line for _, line in self._rows.values[slot]]
        return "".join([HEADER, *lines]).encode()

    def _begin(self) -> None:
        self._rows.follow(self._session.run.histories)
        self._newest.clear()

    def _note_metrics(self, slot: int, metrics: StepMetrics, _scale: Scale) -> None:
        self._newest[slot] = metrics

    def _add_row(self, slot: int, snapshot: Snapshot, _inspection: Inspection) -> None:
        """The metrics of an iteration come before its snapshot."""
        metrics = self._newest.get(slot)
        known = metrics is not None and metrics.iteration == snapshot.iteration
        figures = metrics.figures if metrics is not None and known else None
        self._rows.values[slot].add(snapshot.iteration, metrics_row(snapshot, figures))


def _rows_of(history: History) -> ThinnedSeries[str]:
    figures = {iteration: moment.figures for iteration, (moment, _) in history.figures}
    rows: ThinnedSeries[str] = ThinnedSeries(MOST_ROWS)
    for iteration, snapshot in history.snapshots:
        rows.add(iteration, metrics_row(snapshot, figures.get(iteration)))
    return rows
