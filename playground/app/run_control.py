"""Whether the current run plays: at full speed, slowly, step by step, or not at all."""

from PySide6.QtCore import QObject, Signal

from playground.app.run_plan import Reproducibility
from playground.app.training_run import Motion, TrainingRun
from playground.message import Sentence
from playground.worker.protocol import Part, PhaseFinished


class RunControl(QObject):
    """Plays, pauses and steps whatever run is current; a new one plays on if the last one did."""

    playing_changed = Signal(bool)
    phase_finished = Signal(int, object)  # slot, PhaseFinished: slow motion only
    phases_ended = Signal()  # slow motion is over
    progress_changed = Signal(object)  # RunProgress
    refused = Signal()  # there is no model to train
    new_run_wanted = Signal()  # the current one has failed

    def __init__(
        self, run: TrainingRun, reproducibility: Reproducibility, *, waiting: bool
    ) -> None:
        """`waiting` says whether there is nothing to learn yet."""
        super().__init__(run)
        self.playing = False
        self._slow = False
        self._waiting = waiting
        self._run, self._reproducibility = run, reproducibility
        run.halted.connect(lambda: self.set_playing(False))
        run.frame_shown.connect(self.show_progress)
        run.phase_finished.connect(self._show_phase)

    def toggle(self) -> None:
        """Play or pause."""
        self.set_playing(not self.playing)

    def set_playing(self, playing: bool) -> None:
        """Play or pause; a run that failed begins again."""
        if playing == self.playing:
            return
        if playing and not self._run.rules.active:
            self.refused.emit()
            return
        if playing and self._run.failed:
            self.new_run_wanted.emit()
        self.playing = playing
        self._reproducibility.moved |= playing
        self._move()
        self.playing_changed.emit(playing)

    def set_slow(self, slow: bool) -> None:
        """Train phase by phase, or at full speed."""
        self._slow = slow
        if self.playing:
            self._move()

    def set_waiting(self, waiting: bool) -> None:
        """Stand still while there is nothing to learn."""
        self._waiting = waiting
        if self.playing:
            self._move()

    def step(self, part: Part) -> None:
        """Update this part of each model once, and pause."""
        self.set_playing(False)
        if self._run.failed:
            self.new_run_wanted.emit()
        if part != "both":
            self._reproducibility.mark_modified(Sentence("D or G was stepped by itself"))
        self._reproducibility.moved = True
        self._run.step(part)

    def follow_rules(self) -> None:
        """Have other slots train; pause if there are none."""
        if not self._run.rules.active:
            self.set_playing(False)
        self._run.follow_rules()
        self.show_progress()

    def show_progress(self) -> None:
        """Emit the progress of the run."""
        if not self.playing:
            self._run.forget_speed()
        self.progress_changed.emit(self._run.progress)

    def _move(self) -> None:
        self._run.move(self.motion)
        if self.motion != "slow":
            self.phases_ended.emit()
        self.show_progress()

    @property
    def motion(self) -> Motion:
        """How the run moves now."""
        still = self._waiting or not self.playing
        return "none" if still else "slow" if self._slow else "full"

    def _show_phase(self, slot: int, phase: PhaseFinished) -> None:
        if self.motion == "slow":  # the worker hears of a pause late
            self.phase_finished.emit(slot, phase)
