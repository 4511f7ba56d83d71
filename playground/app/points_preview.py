"""The density of a table of points, made on another thread while a person chooses how."""

import math
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from playground.app.images import target_icon
from playground.app.notices import fault_text
from playground.density.point_table import BANDWIDTHS, PointTable, points_target
from playground.density.table_reading import TableReading
from playground.density.target import Target
from playground.message import Sentence
from playground.plots.theme import Theme

STEPS = 100
"""The bandwidth is chosen in so many steps, from 0, of one ratio."""

_LOOK_MS = 15


@dataclass(frozen=True, eq=False)
class PointsPreview:
    """`table` smoothed by the bandwidth of a step, and how that looks."""

    table: PointTable
    step: int
    target: Target
    image: QImage

    @property
    def points(self) -> int:
        """How many points the table has."""
        return len(self.table.points)

    @property
    def labels(self) -> int:
        """How many labels they have, a layer each; 0 without labels."""
        return len(self.target.layers) if self.table.labels else 0


class PointsPreviewer(QObject):
    """Makes one preview at a time, on a thread of its own; of those asked meanwhile, the last.

    What fails is a sentence, and the next request begins anew.
    """

    made = Signal(object)  # PointsPreview
    failed = Signal(str)

    def __init__(
        self, table: PointTable, theme: Theme, side: int, parent: QObject | None = None
    ) -> None:
        """`side` is that of the image, in pixels."""
        super().__init__(parent)
        self._table, self._theme, self._side = table, theme, side
        self._pool = ThreadPoolExecutor(1, "playground-points")
        self._running: Future[PointsPreview] | None = None
        self._wanted: tuple[TableReading, int | None] | None = None
        # A signal of the thread might come when this object is gone: so it is asked instead.
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether another preview is to come."""
        return self._running is not None

    def ask(self, reading: TableReading, step: int | None) -> None:
        """Make a preview of the table read so; without a `step`, by Scott's rule."""
        self._wanted = reading, step
        if self._running is None:
            self._start()

    def close(self) -> None:
        """Nothing more is to come; what is being made is not waited for."""
        self._timer.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _start(self) -> None:
        if self._wanted is None:
            self._running = None
            self._timer.stop()
            return
        reading, step = self._wanted
        self._wanted = None
        self._running = self._pool.submit(self._make, reading, step)
        self._timer.start()

    def _look(self) -> None:
        if self._running is None or not self._running.done():
            return
        done = self._running
        self._start()
        try:
            preview = done.result()
        except Exception as error:
            doing = Sentence("Smoothing the points of “{name}”", name=self._table.name)
            self.failed.emit(fault_text(error, doing))
        else:
            self._table = preview.table
            self.made.emit(preview)

    def _make(self, reading: TableReading, step: int | None) -> PointsPreview:
        """On the thread."""
        table = self._table
        if reading != table.reading:
            assert table.source is not None
            table = PointTable.of(table.source, reading)
        step = step_of(table.bandwidth()) if step is None else step
        target = points_target(table, bandwidth_at(step))
        image = target_icon(target, self._side, self._theme)
        return PointsPreview(table, step, target, image)


def bandwidth_at(step: int) -> float:
    """The bandwidth of a step, in units of the square."""
    low, high = BANDWIDTHS
    return float(low * (high / low) ** (step / STEPS))


def step_of(bandwidth: float) -> int:
    """The step nearest to a bandwidth."""
    low, high = BANDWIDTHS
    return round(STEPS * math.log(bandwidth / low) / math.log(high / low))
