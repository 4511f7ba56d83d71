"""The figures of a run's moments, as often as they are cheap enough."""

from time import perf_counter

from playground.density.target import Target
from playground.gan.snapshot import Snapshot
from playground.metrics.curve import CurveJudge
from playground.metrics.moment import CurveFigures

_SHARE = 0.05  # of the time that training took
_FIRST_SECONDS = 1.0  # runs shorter than this need no judge


class Figures:
    """Scores snapshots of one run within a twentieth of its training time.

    The judge and its floors (which are kept in the cache) are made once, beside that.
    """

    def __init__(self, target: Target, loss: str) -> None:
        self._target, self._loss = target, loss
        self._judge: CurveJudge | None = None
        self._spent = 0.0

    def of(self, snapshot: Snapshot) -> CurveFigures | None:
        """The figures of `snapshot`, or None while they would cost too much."""
        if snapshot.seconds < _FIRST_SECONDS or self._spent > _SHARE * snapshot.seconds:
            return None
        if self._judge is None:
            self._judge = CurveJudge(self._target, self._loss, len(snapshot.real))
        start = perf_counter()
        figures = self._judge.figures(snapshot.real, snapshot.generated)
        self._spent += perf_counter() - start
        return figures
