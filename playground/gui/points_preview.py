"""The density of a table of points, made while the window goes on."""

import math
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from playground.density.points import BANDWIDTHS, PointTable, points_target
from playground.density.table_reading import TableReading
from playground.density.target import Target
from playground.errors import InputError
from playground.gui.language import said
from playground.gui.picture import target_icon
from playground.plots.theme import Theme

STEPS = 100
"""Of the bandwidth's slider."""

_LOOK_MS = 15


@dataclass(frozen=True, eq=False)
class Preview:
    """`table` smoothed by the bandwidth of a step, and how that looks."""

    table: PointTable
    step: int
    target: Target
    image: QImage


class PreviewMaker(QObject):
    """Makes one preview at a time, on a thread of its own; of those asked meanwhile, the last."""

    made = Signal(object)  # Preview
    failed = Signal(str)

    def __init__(self, table: PointTable, theme: Theme, side: int, parent: QObject) -> None:
        """`side` is that of the image, in pixels."""
        super().__init__(parent)
        self._table, self._theme, self._side = table, theme, side
        self._pool = ThreadPoolExecutor(1, "playground-points")
        self._running: Future[Preview] | None = None
        self._wanted: tuple[TableReading, int | None] | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Whether there is something to come."""
        return self._running is not None

    def ask(self, reading: TableReading, step: int | None) -> None:
        """Make a preview of the table read so; without a `step`, by Scott's rule."""
        self._wanted = reading, step
        if self._running is None:
            self._start()

    def close(self) -> None:
        """Nothing more is to come."""
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
        except InputError as error:
            self.failed.emit(said(error))
        except MemoryError:
            self.failed.emit(self.tr("There is not enough memory for that."))
        else:
            self._table = preview.table
            self.made.emit(preview)

    def _make(self, reading: TableReading, step: int | None) -> Preview:
        """On the thread."""
        table = self._table
        if reading != table.reading:
            assert table.source is not None
            table = PointTable.of(table.source, reading)
        step = step_of(table.bandwidth()) if step is None else step
        target = points_target(table, bandwidth_at(step))
        return Preview(table, step, target, target_icon(target, self._side, self._theme))


def bandwidth_at(step: int) -> float:
    """The bandwidth of a step, in units of the square; steps go by ratios."""
    low, high = BANDWIDTHS
    return float(low * (high / low) ** (step / STEPS))


def step_of(bandwidth: float) -> int:
    """The step nearest to a bandwidth."""
    low, high = BANDWIDTHS
    return round(STEPS * math.log(bandwidth / low) / math.log(high / low))
