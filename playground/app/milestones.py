"""When each model of a run was first good enough, and when it was at its best."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from playground.app.per_history import PerHistory
from playground.app.session import Session
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.nn.history import History
from playground.runs.goal import Best, Goal

GOOD = 1.25
"""Times the floor: a distance that stays within this has reached the goal."""


@dataclass(frozen=True)
class Milestones:
    """Two iterations of a model, or None: when it was found good, and where it was best."""

    good: int | None = None
    best: int | None = None


class MilestoneLog(QObject):
    """Watches the distances of the run's models; what a history brings along counts, too.

    When the drawing changes under a run, the distances before it are those to another target.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._looks = PerHistory(_Looks)
        session.run_started.connect(self._begin)
        session.run.metrics_ready.connect(self._note)
        session.live_target.edited.connect(self._forget)
        self._begin()

    def __getitem__(self, slot: int) -> Milestones:
        looks = self._looks.values.get(slot)
        return looks.milestones if looks else Milestones()

    def _begin(self) -> None:
        self._looks.follow(self._session.run.histories)
        self.changed.emit()

    def _forget(self) -> None:
        for slot in self._looks.values:
            self._looks.values[slot] = _Looks(History())
        self.changed.emit()

    def _note(self, slot: int, metrics: StepMetrics, _scale: Scale) -> None:
        looks = self._looks.values.get(slot)
        if looks is not None and looks.look(metrics):
            self.changed.emit()


class _Looks:
    """The looks at one model."""

    def __init__(self, history: History) -> None:
        self.milestones = Milestones()
        self._goal, self._best = Goal(GOOD), Best()
        for _, (metrics, _scale) in history.figures:
            self.look(metrics)

    def look(self, metrics: StepMetrics) -> bool:
        """Take over the newest figures; whether a milestone has changed."""
        before = self.milestones
        self._goal.look(metrics.figures)
        good = before.good
        if good is None and self._goal.reached:
            good = metrics.iteration
        best = metrics.iteration if self._best.look(metrics.figures) else before.best
        self.milestones = Milestones(good, best)
        return self.milestones != before
