"""The figures of the run at hand, kept to be exported."""

from PySide6.QtCore import QObject

from playground.app.session import Session
from playground.gan.history import History, Snapshot, ThinnedSeries
from playground.gan.inspection import Inspection
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.runs.tables import HEADER, metrics_row

MOST_ROWS = 2000


class MetricsLog(QObject):
    """For each place a bounded memory of losses and figures: lines of a `metrics.csv`.

    Of a run that goes on from a past it has that past.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: dict[int, ThinnedSeries[str]] = {}
        self._newest: dict[int, StepMetrics] = {}
        self._histories: dict[int, History] = {}
        session.run_started.connect(self._begin)
        session.run.judged.connect(self._judge)
        session.run.snapshot_taken.connect(self._see)
        self._begin()

    def has_moved(self, place: int) -> bool:
        """Whether there is more than the beginning."""
        return place in self._rows and any(self._rows[place].iterations)

    def table(self, place: int) -> bytes:
        """All lines, as a CSV file has them."""
        lines = [line for _, line in self._rows[place]]
        return "".join([HEADER, *lines]).encode()

    def _begin(self) -> None:
        """Another run may have begun; after its process died, the one at hand goes on."""
        before, self._histories = self._histories, self._session.run.histories
        for place in before.keys() | self._histories.keys():
            if self._histories.get(place) is not before.get(place):
                self._rows[place] = _rows_of(self._histories.get(place, History()))
        self._newest.clear()

    def _judge(self, place: int, moment: StepMetrics, _scale: Scale) -> None:
        self._newest[place] = moment

    def _see(self, place: int, snapshot: Snapshot, _look: Inspection) -> None:
        """The figures of a moment come before its picture."""
        moment = self._newest.get(place)
        figures = moment.figures if moment and moment.iteration == snapshot.iteration else None
        self._rows[place].add(snapshot.iteration, metrics_row(snapshot, figures))


def _rows_of(history: History) -> ThinnedSeries[str]:
    figures = {iteration: moment.figures for iteration, (moment, _) in history.figures}
    rows: ThinnedSeries[str] = ThinnedSeries(MOST_ROWS)
    for iteration, snapshot in history.snapshots:
        rows.add(iteration, metrics_row(snapshot, figures.get(iteration)))
    return rows
