"""What the window is about, without a widget: the target, its run, and the worker training it."""

from dataclasses import dataclass, replace
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from playground.density.drawing import Drawing
from playground.density.target import Target
from playground.gan.config import PRESETS, GanConfig
from playground.gan.snapshot import Snapshot
from playground.gui.desk import Desk
from playground.gui.easel import Easel
from playground.gui.follow import Follow
from playground.gui.messages import (
    Begin,
    Failed,
    Pause,
    Play,
    Posted,
    Ready,
    Report,
    Retarget,
    Saved,
    State,
)
from playground.gui.rate import Rate
from playground.gui.worker import Worker

FRAME_MS = 33
_DEATHS_IN_A_ROW = 3


@dataclass(frozen=True)
class Progress:
    """How far and how fast: iterations and frames a second, 0 while paused."""

    iteration: int
    iterations_per_second: float
    frames_per_second: float


class Session(QObject):
    """Does what views ask for, and tells them of what changed.

    A target, a preset, a seed and a device make a run; changing one of them starts another run at
    iteration 0, which trains at once if the one before did.
    """

    target_changed = Signal(object)  # Target
    target_edited = Signal(object)  # Target; the run goes on with it
    waiting_changed = Signal(bool)  # whether there is nothing to learn
    run_started = Signal()
    snapshots_taken = Signal(object)  # tuple[Snapshot, ...]: GAN, then CGAN
    progress_changed = Signal(object)  # Progress
    playing_changed = Signal(bool)
    devices_known = Signal(object)  # tuple[str, ...]
    problem = Signal(str)
    noted = Signal(str)

    def __init__(
        self, target: Target, drawing: Drawing | None = None, parent: QObject | None = None
    ) -> None:
        """Begin with `target`, or with `drawing`, which is to be learned when it is not empty."""
        super().__init__(parent)
        self.easel = Easel(drawing or Drawing.of(target), self)
        drawn = self.easel.target()
        self.target = drawn or target
        self.waiting = drawn is None
        self.desk = Desk(self.easel)
        self.desk.problem.connect(self.problem)
        self.desk.noted.connect(self.noted)
        Follow(self.easel, self)
        self.preset = next(iter(PRESETS))
        self.seed = 0
        self.device = "auto"
        self.playing = False
        self._run = 0
        self._iteration = 0
        self._states: tuple[State, ...] = ()
        self._saved_iteration = 0
        self._worker: Worker | None = None
        self._deaths = 0
        self._iterations, self._frames, self._frame = Rate(), Rate(), 0
        self._timer = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)

    @property
    def configs(self) -> tuple[GanConfig, ...]:
        """A GAN, and a CGAN beside it if there are layers to tell apart."""
        gan = replace(PRESETS[self.preset], seed=self.seed)
        if len(self.target.layers) < 2:
            return (gan,)
        return gan, replace(gan, model="cgan")

    @property
    def worker_pid(self) -> int | None:
        """The number of the worker's process, if there is one."""
        return self._worker.pid if self._worker else None

    def start(self) -> None:
        """Start the worker, and the run in it."""
        self._worker = Worker()
        self._begin()
        self._timer.start()

    def close(self) -> None:
        """End the worker."""
        self._timer.stop()
        self.desk.close()
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def toggle(self) -> None:
        """Play or pause."""
        self.set_playing(not self.playing)

    def set_playing(self, playing: bool) -> None:
        """Play or pause; the worker hears of it when it is there."""
        if playing == self.playing:
            return
        self.playing = playing
        self._forget_rates()
        if self._worker is not None and not self.waiting:
            self._worker.send(Play() if playing else Pause())
        self.playing_changed.emit(playing)

    def reset(self) -> None:
        """Back to the same initial weights, paused."""
        self.set_playing(False)
        self._restart()

    def set_preset(self, preset: str) -> None:
        """Train by another preset, from the beginning."""
        if preset != self.preset:
            self.preset = preset
            self._restart()

    def set_seed(self, seed: int) -> None:
        """Other initial weights and points."""
        if seed != self.seed:
            self.seed = seed
            self._restart()

    def set_device(self, device: str) -> None:
        """Train on another device, from the beginning."""
        if device != self.device:
            self.device = device
            self._restart()

    def set_target(self, target: Target) -> None:
        """Learn another target, from the beginning."""
        self.target = target
        self._set_waiting(False)
        self.target_changed.emit(target)
        self._restart()

    def edit_target(self, target: Target | None) -> None:
        """Go on with a changed target of as many layers, or wait for one while there is none."""
        if target is not None:
            before, self.target = self.target, target
            self.target_edited.emit(target)
            # Other names or colours are no news for the models.
            if self._worker is not None and not target.has_points_of(before):
                self._worker.send(Retarget(self._run, target))
        self._set_waiting(target is None)

    def _set_waiting(self, waiting: bool) -> None:
        if waiting == self.waiting:
            return
        self.waiting = waiting
        if self.playing and self._worker is not None:
            self._worker.send(Pause() if waiting else Play())
        self.waiting_changed.emit(waiting)

    def _restart(self) -> None:
        self._states = ()
        self._saved_iteration = 0
        self._deaths = 0
        if self._worker is None and self._timer.isActive():
            self._worker = Worker()  # given up before; this is another try
        self._begin()

    def _begin(self) -> None:
        self._run += 1
        self._iteration = 0
        self._forget_rates()
        self.run_started.emit()
        if self._worker is not None:
            playing = self.playing and not self.waiting
            begin = Begin(self._run, self.configs, self.target, self.device, playing, self._states)
            self._worker.send(begin)

    def _look(self) -> None:
        """Hear what the worker has said; start another one if it died."""
        if self._worker is None:
            return
        ended = self._worker.ended  # before its last words are read, so that none is lost
        for report in self._worker.reports():
            self._hear(report)
        if ended:
            self._bury(ended)

    def _hear(self, report: Report) -> None:
        if isinstance(report, Ready):
            self.devices_known.emit(report.devices)
        elif report.run != self._run:
            return
        elif isinstance(report, Posted):
            self._show()
        elif isinstance(report, Saved):
            self._states, self._saved_iteration = report.states, report.iteration
        elif isinstance(report, Failed):
            self.set_playing(False)
            self.problem.emit(_as_sentence(report.sentence))

    def _show(self) -> None:
        assert self._worker is not None
        snapshots: tuple[Snapshot, ...] = self._worker.take()
        self._deaths = 0
        self._iteration = snapshots[0].iteration
        self._frame += 1
        now = monotonic()
        self._iterations.add(self._iteration, now)
        self._frames.add(self._frame, now)
        self.snapshots_taken.emit(snapshots)
        self._tell_progress()

    def _forget_rates(self) -> None:
        self._iterations.clear()
        self._frames.clear()
        self._tell_progress()

    def _tell_progress(self) -> None:
        rates = (self._iterations.per_second, self._frames.per_second)
        self.progress_changed.emit(Progress(self._iteration, *(rates if self.playing else (0, 0))))

    def _bury(self, ended: str) -> None:
        assert self._worker is not None
        self._worker.close()
        self._worker = None
        self._deaths += 1
        if self._deaths == _DEATHS_IN_A_ROW:
            self.set_playing(False)
            self.problem.emit(f"The training process keeps ending ({ended}); ↺ tries again.")
            return
        self._worker = Worker()
        self._begin()
        again = (
            f"goes on from iteration {self._saved_iteration:,}" if self._states else "starts anew"
        )
        self.problem.emit(f"The training process ended unexpectedly ({ended}); it {again}.")


def _as_sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
