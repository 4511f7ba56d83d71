"""Whether the run at hand plays: at full speed or slowly, step by step, or not at all."""

from PySide6.QtCore import QObject, Signal

from playground.app.run_plan import Reproducibility
from playground.app.training_run import Motion, Run
from playground.message import Sentence
from playground.worker.protocol import Part, PhaseFinished


class RunControl(QObject):
    """Moves whatever run is at hand; another one plays on if the one before did."""

    changed = Signal(bool)
    phase_passed = Signal(int, object)  # place, Passed
    phases_ended = Signal()
    progressed = Signal(object)  # Progress
    refused = Signal()  # there is nobody to train
    new_run_wanted = Signal()  # the one at hand has failed

    def __init__(self, run: Run, repeating: Reproducibility, *, waiting: bool) -> None:
        """`waiting` says whether there is nothing to learn."""
        super().__init__(run)
        self.on = False
        self._slow = False
        self._waiting = waiting
        self._run, self._repeating = run, repeating
        run.halted.connect(lambda: self.set_on(False))
        run.frame_shown.connect(self.tell_progress)
        run.phase_passed.connect(self._pass_phase)

    def set_on(self, on: bool) -> None:
        """Play or pause; the worker hears of it when it is there. A run that failed starts anew."""
        if on == self.on:
            return
        if on and not self._run.rules.active:
            self.refused.emit()
            return
        if on and self._run.failed:
            self.new_run_wanted.emit()
        self.on = on
        self._repeating.moved |= on
        self._move()
        self.changed.emit(on)

    def set_slow(self, slow: bool) -> None:
        """Train phase by phase, or at full speed."""
        self._slow = slow
        if self.on:
            self._move()

    def wait(self, waiting: bool) -> None:
        """Stand still while there is nothing to learn."""
        self._waiting = waiting
        if self.on:
            self._move()

    def step(self, part: Part) -> None:
        """Move this part of each model once, and pause."""
        self.set_on(False)
        if self._run.failed:
            self.new_run_wanted.emit()
        if part != "both":
            self._repeating.spoil(Sentence("D or G was stepped by itself"))
        self._repeating.moved = True
        self._run.step(part)

    def follow_rules(self) -> None:
        """Others are to train; if nobody is, pause."""
        if not self._run.rules.active:
            self.set_on(False)
        self._run.follow_rules()
        self.tell_progress()

    def tell_progress(self) -> None:
        """How far the run is."""
        if not self.on:
            self._run.rest()
        self.progressed.emit(self._run.progress)

    def _move(self) -> None:
        self._run.move(self._motion)
        if self._motion != "slow":
            self.phases_ended.emit()
        self.tell_progress()

    @property
    def _motion(self) -> Motion:
        still = self._waiting or not self.on
        return "none" if still else "slow" if self._slow else "full"

    def _pass_phase(self, place: int, phase: PhaseFinished) -> None:
        if self._motion == "slow":  # the worker hears of a pause late
            self.phase_passed.emit(place, phase)
