"""When a run has learned what was asked of it."""

from math import isnan

from playground.metrics.step_metrics import CurveFigures

_LOOKS = 5


class Goal:
    """Reached once the distance has been at most `multiple` times its floor in five looks in a row.

    One look is a sample of 2,000 points, whose distance scatters by a fifth; a `multiple` of 0 is
    never reached.
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
