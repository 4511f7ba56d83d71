"""Ticks off the tasks of the lesson that is open, by the metrics of its models."""

from PySide6.QtCore import QObject, Signal

from playground.app.lessons import Lesson
from playground.app.session import Session
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.runs.tasks import Measures, TaskProgress


class TaskTracker(QObject):
    """Follows the lesson that was opened last, while its density is drawn."""

    changed = Signal(object, object)  # Lesson, for each of its tasks whether it is done

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lesson: Lesson | None = None
        self._progress = TaskProgress(())
        session.run.metrics_ready.connect(self._note)
        session.run_started.connect(self._begin_run)

    def begin(self, lesson: Lesson) -> None:
        """Follow this lesson, with nothing done yet."""
        scene = lesson.scene
        self._lesson = lesson
        self._progress = TaskProgress(scene.tasks if scene else ())
        self.changed.emit(lesson, self._progress.done)

    def _begin_run(self) -> None:
        self._progress.begin_anew()

    def _note(self, slot: int, metrics: StepMetrics, _scale: Scale) -> None:
        lesson = self._lesson
        if lesson is None or lesson.scene is None or not self._progress.tasks:
            return
        if self._session.target.name != lesson.scene.target:
            return
        if self._progress.note(slot, Measures.of_step(metrics)):
            self.changed.emit(lesson, self._progress.done)
