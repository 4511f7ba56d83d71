"""Points of the drawing before the training process, which draws those of a run, is there."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QThreadPool, Signal

from playground.app.session import Session
from playground.density.sampler import Sampler
from playground.density.target import Target

POINTS = 500


@dataclass(frozen=True, eq=False)
class PreviewPoints:
    """Points [n, 2] of a target in the unit square, y up, and their layers [n]."""

    points: NDArray[np.float64]
    layer: NDArray[np.int64]


class PointsPreview(QObject):
    """Draws points of the target on another thread while the training process starts."""

    drawn = Signal(object)  # PreviewPoints
    _finished = Signal(int, object)  # round, PreviewPoints

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pool = QThreadPool(self, maxThreadCount=1)
        self._round = 0
        self._finished.connect(self._report)

    def draw(self) -> None:
        """Draw points of the target as it is now; `drawn` follows, unless a run has its own."""
        self._pool.clear()
        self._round += 1
        session = self._session
        if not session.run.is_ready and not session.waiting:
            self._pool.start(partial(self._draw, session.target, session.seed, self._round))

    def close(self) -> None:
        """Drop what is not drawn yet."""
        self._round += 1
        self._pool.clear()
        self._pool.waitForDone()

    def _draw(self, target: Target, seed: int, number: int) -> None:
        """On the pool's thread."""
        points, layers = Sampler(target).draw(POINTS, np.random.default_rng(seed))
        self._finished.emit(number, PreviewPoints(points, layers))

    def _report(self, number: int, drawn: PreviewPoints) -> None:
        if number == self._round:
            self.drawn.emit(drawn)
