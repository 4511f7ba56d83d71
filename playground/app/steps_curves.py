"""What the steps of the shown models' samplers buy, found in a process beside the window."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from playground.app.session import Session
from playground.app.translation import tr_message
from playground.errors import InputError
from playground.message import Sentence
from playground.models import model_of
from playground.nn.history import Snapshot
from playground.worker.process import SpawnedProcess
from playground.worker.steps_scoring import ScoringEnded, StepsJob, StepsScored, main

_LOOK_MS = 100


class StepsCurves(QObject):
    """A curve for each model: multiples of the floor over evaluations of its network a point."""

    changed = Signal()  # another score, or it is over

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._process: SpawnedProcess | None = None
        self.titles: tuple[str, ...] = ()
        """The models, and the iteration of each that is scored."""
        self.curves: tuple[list[tuple[int, float]], ...] = ()
        """The evaluations a point and the multiples, as far as they are known."""
        self.total = 0
        """How many scores there will be."""
        self.problem = ""
        """Why it ended early, translated."""
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_running(self) -> bool:
        """Whether scores are being found."""
        return self._process is not None

    def begin(self, shown: Mapping[int, Snapshot]) -> None:
        """Score the models as the panels show them, by slot; what ran before is dropped.

        Raises InputError where no model takes steps.
        """
        self.stop()
        self.titles, self.curves, self.total, self.problem = (), (), 0, ""
        plan, slots = self._session.run.plan, self._session.slots
        configs = {slot: one for slot, one in plan.configs.items() if slots[slot].shown}
        takes_steps = {
            slot: model_of(one).takes_steps for slot, one in configs.items() if slot in shown
        }
        if not any(takes_steps.values()):
            raise InputError(
                Sentence(
                    "No flow is shown: choose it as a panel's model in the settings, and press ▶. "
                    "Other models make a point in one step."
                )
            )
        # The flows last, since a single score comes at once.
        order = sorted(takes_steps, key=lambda slot: takes_steps[slot])
        models = tuple((configs[slot], shown[slot].g_weights) for slot in order)
        job = StepsJob(plan.target, models, plan.device)
        titles, at = self._session.model_slots.titles, self.tr("{title}, iteration {iteration:,}")
        self.titles = tuple(
            at.format(title=titles[slot], iteration=shown[slot].iteration) for slot in order
        )
        self.curves = tuple([] for _ in order)
        self.total = sum(len(job.steps) if one else 1 for one in takes_steps.values())
        self._start(job)

    def stop(self) -> None:
        """Drop what is not known yet."""
        self._timer.stop()
        if self._process is not None:
            self._process.kill()
            self._process = None
            self.changed.emit()

    def _start(self, job: StepsJob) -> None:
        self._process = SpawnedProcess(main, name="steps")
        self._process.send_beside(job)
        self._timer.start()
        self.changed.emit()

    def _look(self) -> None:
        process = self._process
        if process is None:
            return
        ended = process.ended  # before its last words are read
        for report in process.told():
            if isinstance(report, ScoringEnded):
                self._end(tr_message(report.problem) if report.problem else "")
                return
            self._add(report)
        if ended:
            self._end(self.tr("the process that scores has ended unexpectedly"))

    def _add(self, report: StepsScored) -> None:
        self.curves[report.model].append((report.evaluations, report.ratio))
        self.changed.emit()

    def _end(self, problem: str) -> None:
        self.problem = problem
        self.stop()
