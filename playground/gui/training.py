"""The run at hand as the window's process sees it: begun, kept going, and begun again."""

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.history import History
from playground.gan.look import Wanted
from playground.gan.snapshot import Snapshot
from playground.gui.messages import (
    Begin,
    Begun,
    Change,
    Command,
    Failed,
    Inspect,
    Judged,
    Obey,
    Part,
    Passed,
    Pause,
    Peek,
    Peeked,
    Play,
    Posted,
    Ready,
    Report,
    Retarget,
    Rules,
    Sample,
    Sampled,
    Save,
    Saved,
    Step,
)
from playground.gui.progress import Speedometer
from playground.gui.worker import Worker

MOST_FRAMES = 30
"""A second, unless a person prefers another number."""

_LOOK_MS = 8
_DEATHS_IN_A_ROW = 3

Motion = Literal["none", "slow", "full"]


class Training(QObject):
    """Sends a run to the worker, shows its pictures at a person's pace, and revives the worker.

    The timer looks more often than frames are due, so that a picture of a slow model is shown, and
    its place free for the next, as soon as it is there.
    """

    snapshot_taken = Signal(int, object, object)  # entrant, Snapshot, Look
    judged = Signal(int, object, object)  # entrant, Moment, Scale
    sampled = Signal(object, object)  # points [n, 2] and layers [n]; none if it cannot be
    peeked = Signal(int, object, object)  # entrant, Look, Moment or None
    frame_shown = Signal()
    phase_passed = Signal(int, object)  # entrant, Passed
    devices_known = Signal(object)  # tuple[str, ...]
    drifted = Signal()  # the run goes on from its states with other random numbers
    failed = Signal(object, object)  # sentence, the entrant or None: the run is over
    revived = Signal(str)  # how the worker ended, and where the run goes on
    given_up = Signal(str)  # the worker keeps ending, for this reason
    saved = Signal()  # the histories have newer states
    settled = Signal()  # they have the newest that can be had

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.speed = Speedometer()
        self.saved_iteration = 0
        """Where the run would go on should the worker die."""
        self.histories: tuple[History, ...] = ()
        """The past of each entrant of the run."""
        self._run: Begin | None = None
        self._runs = 0
        self._motion: Motion = "none"
        self._worker: Worker | None = None
        self._deaths = 0
        self._over = False
        self._settling = False
        self._posted: set[int] = set()
        self._frame_at = 0.0
        self.show_at_most(MOST_FRAMES)
        self._timer = QTimer(self, interval=_LOOK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)

    @property
    def worker(self) -> Worker | None:
        """The worker, if there is one."""
        return self._worker

    def start(self) -> None:
        """Start the worker, and the run in it."""
        self._timer.start()
        self._revive()

    def close(self) -> None:
        """End the worker."""
        self._timer.stop()
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def begin(self, run: Begin, histories: Sequence[History] = ()) -> None:
        """Leave the run at hand for this one; it gets an id of its own, and the same motion.

        Each entrant goes on from the last checkpoint of its history, if it has one, or where the
        worker keeps it (`Begin.kept`) from wherever it is.
        """
        self.histories = tuple(histories) or tuple(History() for _ in run.configs)
        self._run = replace(run, states=tuple(past.newest_state for past in self.histories))
        self._deaths = 0
        self._send_run()
        if self._worker is None and self._timer.isActive():
            self._worker = Worker()  # given up before; this is another try
            self._send_run()

    def move(self, motion: Motion) -> None:
        """Train at full speed, slowly, or not at all."""
        self._motion = motion
        self.speed.stop()
        self._send_motion()

    def step(self, part: Part) -> None:
        """Move this part of every active entrant once."""
        self._send(Step(part))

    def show_at_most(self, frames_per_second: int) -> None:
        """Keep to this pace; the timer looks late, by half its time, so that much is taken off."""
        self._frame_seconds = 1 / frames_per_second - _LOOK_MS / 2000

    def change(self, configs: tuple[GanConfig, ...]) -> None:
        """Go on with these configs."""
        assert self._run is not None
        self._run = replace(self._run, configs=configs)
        self._send(Change(configs))

    def retarget(self, target: Target) -> None:
        """Go on with this target."""
        assert self._run is not None
        self._run = replace(self._run, target=target)
        self._send(Retarget(self._runs, target))

    def obey(self, rules: Rules) -> None:
        """Race by these rules from now on."""
        assert self._run is not None
        self._run = replace(self._run, rules=rules)
        self._send(Obey(rules))

    def inspect(self, wanted: tuple[Wanted, ...]) -> None:
        """Look at this inside of each entrant from now on."""
        assert self._run is not None
        self._run = replace(self._run, wanted=wanted)
        self._send(Inspect(wanted))

    def settle(self) -> None:
        """Have the worker tell the newest states, while it goes on; `settled` follows."""
        self._settling = True
        if self._worker is None or self._over:
            self._settle()
        else:
            self._send(Save())

    def _settle(self) -> None:
        if self._settling:
            self._settling = False
            self.settled.emit()

    def sample(
        self, entrant: int, n: int, seed: int, layer: int | None, weights: NDArray[np.float32]
    ) -> None:
        """Draw points of an entrant as it is with these weights; `sampled` will tell."""
        self._send(Sample(self._runs, entrant, n, seed, layer, weights))

    def peek(self, entrant: int, snapshot: Snapshot, wanted: Wanted) -> None:
        """Look inside of an entrant as it was at this snapshot of it; `peeked` will tell."""
        self._send(Peek(self._runs, entrant, snapshot, wanted))

    def _send(self, command: Command) -> None:
        if self._worker is not None:
            self._worker.send(command)

    def _send_run(self) -> None:
        if self._run is None:
            return
        self._runs += 1
        self._run = replace(self._run, run=self._runs)
        self._over = False
        self._posted.clear()
        begins = [int(state["iteration"]) if state else 0 for state in self._run.states]
        self.speed = Speedometer(begins or [0] * len(self._run.configs))
        self.saved_iteration = min(begins, default=0)
        self._turn_back(self._run)
        self._send(self._run)
        self._run = replace(self._run, kept=())  # the next worker starts from the states
        if self._settling:
            self._send(Save())
        if self._motion != "none":
            self._send_motion()

    def _turn_back(self, run: Begin) -> None:
        """What came after the states to go on from is no past of this run."""
        for entrant, state in enumerate(run.states):
            kept = run.kept and run.kept[entrant] is not None and self._worker is not None
            if state and not kept:
                self.histories[entrant].rewind(int(state["iteration"]))

    def _send_motion(self) -> None:
        self._send(Pause() if self._motion == "none" else Play(self._motion == "slow"))

    def _look(self) -> None:
        """Hear what the worker has said; start another one if it died."""
        if self._worker is None:
            return
        ended = self._worker.ended  # before its last words are read, so that none is lost
        for report in self._worker.reports():
            self._hear(report)
        if ended:
            self._bury(ended)
        elif self._posted and monotonic() - self._frame_at >= self._frame_seconds:
            self._show(self._worker)

    def _hear(self, report: Report) -> None:
        if isinstance(report, Ready):
            self.devices_known.emit(report.devices)
        elif isinstance(report, Sampled):
            self.sampled.emit(report.points, report.layer)
        elif report.run != self._runs:
            return
        elif isinstance(report, Begun):
            if not report.continues:
                self.drifted.emit()
        elif isinstance(report, Posted):
            self._posted.add(report.entrant)
        elif isinstance(report, Judged):
            self.histories[report.entrant].judge(report.moment, report.scale)
            self.judged.emit(report.entrant, report.moment, report.scale)
        elif isinstance(report, Peeked):
            self.peeked.emit(report.entrant, report.look, report.moment)
        elif isinstance(report, Passed):
            self.phase_passed.emit(report.entrant, report)
        elif isinstance(report, Saved):
            assert self._run is not None
            self._run = replace(self._run, states=report.states)
            self.saved_iteration = report.iteration
            self._remember(self._run)
            self.saved.emit()
            if report.asked:
                self._settle()
        elif isinstance(report, Failed):
            assert self._run is not None
            self._run, self._over = replace(self._run, states=()), True
            self._settle()
            self.failed.emit(report.sentence, report.entrant)

    def _remember(self, run: Begin) -> None:
        for past, config, state in zip(self.histories, run.configs, run.states, strict=True):
            past.keep(int(state["iteration"]), config, state)

    def _show(self, worker: Worker) -> None:
        """One frame: the newest picture of each entrant that moved."""
        self._frame_at = monotonic()
        self._deaths = 0
        taken = {entrant: worker.take(entrant) for entrant in sorted(self._posted)}
        self._posted.clear()
        self.speed.frame(self._frame_at)
        for entrant, (snapshot, look) in taken.items():
            self.speed.moved(entrant, snapshot.iteration, self._frame_at)
            self.histories[entrant].see(snapshot)
            self.snapshot_taken.emit(entrant, snapshot, look)
        self.frame_shown.emit()

    def _bury(self, ended: str) -> None:
        self._deaths += 1
        if self._deaths == _DEATHS_IN_A_ROW:
            assert self._worker is not None
            self._worker.close()
            self._worker = None
            self._settle()
            self.given_up.emit(ended)
            return
        self._revive()
        self.revived.emit(ended)

    def _revive(self) -> None:
        if self._worker is not None:
            self._worker.close()
        self._worker = Worker()
        self._send_run()
