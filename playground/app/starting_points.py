"""Points of the drawing before the training process, which draws those of a run, is there."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from playground.app.background import Background
from playground.app.session import Session
from playground.density.sampler import Sampler
from playground.density.target import Target

POINTS = 500


@dataclass(frozen=True, eq=False)
class DrawnPoints:
    """Points [n, 2] of a target in the unit square, y up, and their layers [n]."""

    points: NDArray[np.float64]
    layer: NDArray[np.int64]


class StartingPoints(QObject):
    """Draws points of the target on another thread while the training process starts."""

    drawn = Signal(object)  # DrawnPoints

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._background = Background(self)
        self._round = 0

    def draw(self) -> None:
        """Draw points of the target as it is now; `drawn` follows, unless a run has its own."""
        self._background.drop()
        self._round += 1
        session = self._session
        if not session.run.is_ready and not session.waiting:
            self._background.start(partial(self._draw, session.target, session.seed, self._round))

    def close(self) -> None:
        """Drop what is not drawn yet."""
        self._round += 1
        self._background.drop()
        self._background.wait()

    def _draw(self, target: Target, seed: int, number: int) -> None:
        """In the background."""
        points, layers = Sampler(target).draw(POINTS, np.random.default_rng(seed))
        drawn = DrawnPoints(points, layers)
        self._background.answer(lambda: self._report(number, drawn))

    def _report(self, number: int, drawn: DrawnPoints) -> None:
        if number == self._round:
            self.drawn.emit(drawn)
