"""When a run has learned what was asked of it, and when it was at its best."""

from collections import deque
from math import inf, isnan

from playground.metrics.step_metrics import CurveFigures

_LOOKS = 5
"""One look is a sample of 2,000 points, whose distance scatters by a fifth."""


class Goal:
    """Reached once the distance has been at most `multiple` times its floor in five looks in a row.

    A `multiple` of 0 is never reached.
    """

    def __init__(self, multiple: float) -> None:
        self._multiple, self._held = multiple, 0

    @property
    def reached(self) -> bool:
        """Whether it is; it stays so."""
        return self._held >= _LOOKS

    def look(self, figures: CurveFigures | None) -> None:
        """Take over the newest figures; None, and figures of no number, change nothing."""
        if figures is None or self.reached or isnan(figures.sliced_wasserstein):
            return
        self._held = self._held + 1 if figures.sliced_wasserstein <= self._multiple else 0


class Best:
    """The look at which the mean distance of it and the four before was least.

    `distance` is that mean as a multiple of the floor, infinite before the fifth look.
    """

    def __init__(self, distance: float = inf) -> None:
        self.distance = distance
        self._newest: deque[float] = deque(maxlen=_LOOKS)

    def look(self, figures: CurveFigures | None) -> bool:
        """Take over the newest figures; whether this is the best look so far."""
        if figures is None or isnan(figures.sliced_wasserstein):
            return False
        self._newest.append(figures.sliced_wasserstein)
        mean = sum(self._newest) / _LOOKS
        if len(self._newest) < _LOOKS or mean >= self.distance:
            return False
        self.distance = mean
        return True
