"""The present run as the window's process sees it: begun, kept going, and begun again.

Commands go to the worker, its reports become signals, a worker that dies is started again from the
last states that it sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from time import monotonic
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from playground.app.model_slots import ModelSlots, SlotState
from playground.app.progress import RunProgress, Speedometer
from playground.app.run_plan import RunPlan
from playground.app.translation import tr_message
from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.history import History, Snapshot
from playground.gan.inspection import Inspection, InspectionRequest
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.worker.client import Worker
from playground.worker.protocol import (
    Begin,
    Begun,
    Change,
    Clock,
    Command,
    Inspect,
    InspectSnapshot,
    MetricsReady,
    Part,
    Pause,
    PhaseFinished,
    Play,
    Ready,
    Report,
    Retarget,
    Rules,
    RunEnded,
    Sample,
    Sampled,
    Save,
    Saved,
    SetRules,
    SnapshotInspected,
    SnapshotReady,
    Step,
)


def run_failed(sentence: str, who: str = "") -> str:
    """A run ended by the fault that `sentence` tells, in the model called `who` if in one."""
    reason = f"{sentence[:1] if who else sentence[:1].upper()}{sentence[1:].rstrip('.')}"
    if not who:
        text = QCoreApplication.translate("failure_messages", "{reason}; ↺ starts again.")
    else:
        text = QCoreApplication.translate("failure_messages", "{model}: {reason}; ↺ starts again.")
    return text.format(model=who, reason=reason)


def other_device() -> str:
    """A run goes on that was saved by another kind of device."""
    return QCoreApplication.translate(
        "failure_messages",
        "This run was saved on another kind of device; it goes on here from where it was, with "
        "other random numbers.",
    )


def process_ended(how: str, saved_iteration: int) -> str:
    """The training process died, and another one goes on."""
    if not saved_iteration:
        text = QCoreApplication.translate(
            "failure_messages", "The training process ended unexpectedly ({how}); it starts anew."
        )
    else:
        text = QCoreApplication.translate(
            "failure_messages",
            "The training process ended unexpectedly ({how}); "
            "it goes on from iteration {iteration:,}.",
        )
    return text.format(how=how, iteration=saved_iteration)


def process_given_up(how: str) -> str:
    """The training process died again and again."""
    text = QCoreApplication.translate(
        "failure_messages", "The training process keeps ending ({how}); ↺ tries again."
    )
    return text.format(how=how)


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
        self._send(SetRules(rules))

    def inspect(self, wanted: tuple[InspectionRequest, ...]) -> None:
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

    def peek(self, entrant: int, snapshot: Snapshot, wanted: InspectionRequest) -> None:
        """Look inside of an entrant as it was at this snapshot of it; `peeked` will tell."""
        self._send(InspectSnapshot(self._runs, entrant, snapshot, wanted))

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
        elif isinstance(report, SnapshotReady):
            self._posted.add(report.entrant)
        elif isinstance(report, MetricsReady):
            self.histories[report.entrant].add_metrics(report.moment, report.scale)
            self.judged.emit(report.entrant, report.moment, report.scale)
        elif isinstance(report, SnapshotInspected):
            self.peeked.emit(report.entrant, report.look, report.moment)
        elif isinstance(report, PhaseFinished):
            self.phase_passed.emit(report.entrant, report)
        elif isinstance(report, Saved):
            assert self._run is not None
            self._run = replace(self._run, states=report.states)
            self.saved_iteration = report.iteration
            self._remember(self._run)
            self.saved.emit()
            if report.asked:
                self._settle()
        elif isinstance(report, RunEnded):
            assert self._run is not None
            self._run, self._over = replace(self._run, states=()), True
            self._settle()
            self.failed.emit(report.sentence, report.entrant)

    def _remember(self, run: Begin) -> None:
        for past, config, state in zip(self.histories, run.configs, run.states, strict=True):
            past.add_checkpoint(int(state["iteration"]), config, state)

    def _show(self, worker: Worker) -> None:
        """One frame: the newest picture of each entrant that moved."""
        self._frame_at = monotonic()
        self._deaths = 0
        taken = {entrant: worker.take(entrant) for entrant in sorted(self._posted)}
        self._posted.clear()
        self.speed.frame(self._frame_at)
        for entrant, (snapshot, look) in taken.items():
            self.speed.moved(entrant, snapshot.iteration, self._frame_at)
            self.histories[entrant].add_snapshot(snapshot)
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


_NO_PASTS: Mapping[int, History] = MappingProxyType({})


class Run(QObject):
    """What the training knows by the number of an entrant has its place in the window here.

    The two differ where an entrant of the lineup cannot learn the target. Those train that are
    shown, but for the places whose training is over.
    """

    begun = Signal()  # with other entrants, or again, after the worker died
    halted = Signal()  # nobody trains any more
    snapshot_taken = Signal(int, object, object)  # place, Snapshot, Look
    judged = Signal(int, object, object)  # place, Moment, Scale
    peeked = Signal(int, object, object)  # place, Look, Moment or None
    phase_passed = Signal(int, object)  # place, Passed
    sampled = Signal(object, object)  # points [n, 2] and layers [n]; none if it cannot be
    frame_shown = Signal()  # all that moved since the last one is shown
    remembered = Signal()  # the histories have grown
    settled = Signal()  # they are of now
    devices_known = Signal(object)  # tuple[str, ...]
    worker_lost = Signal()  # with all that it was asked
    problem = Signal(str)

    def __init__(self, plan: RunPlan, lineup: ModelSlots, parent: QObject | None = None) -> None:
        """Nothing trains before `begin` and `start`."""
        super().__init__(parent)
        self.plan = plan
        self.clock: Clock = "iterations"
        self.failed = False
        """Whether it ended by itself; then it can only begin anew."""
        self.over: set[int] = set()
        """The places where nobody can go on."""
        self._fell: int | None = None
        self._wanted = [InspectionRequest(), InspectionRequest()]
        self._lineup = lineup
        self._training = Training(self)
        self._connect(self._training)

    @property
    def rules(self) -> Rules:
        """Who trains, and by which clock."""
        return self.plan.rules(self._lineup.entrants, self.clock, self.over)

    @property
    def histories(self) -> dict[int, History]:
        """Its past, by place."""
        return dict(zip(self.plan.places, self._training.histories, strict=True))

    @property
    def iterations(self) -> tuple[int, ...]:
        """How far each model is that trains."""
        return tuple(self._training.speed.iterations)

    @property
    def progress(self) -> RunProgress:
        """How far those are that train, and how fast."""
        names = [self._lineup.titles[place] for place in self.plan.places]
        return self._training.speed.progress(names, self.rules.active)

    @property
    def worker_pid(self) -> int | None:
        """The number of the worker's process, if there is one."""
        return self._training.worker.pid if self._training.worker else None

    def start(self) -> None:
        """Start the worker, and the run in it."""
        self._training.start()

    def close(self) -> None:
        """End the worker."""
        self._training.close()

    def begin(self, plan: RunPlan, pasts: Mapping[int, History] = _NO_PASTS) -> None:
        """Leave it for another one; in some places that goes on from the end of `pasts`."""
        self.plan, self.failed = plan, False
        self.over.clear()
        histories = [pasts.get(place) or History() for place in plan.places]
        self._training.begin(plan.begin(self.rules, self._wanted), histories)
        self.begun.emit()

    def seat(self, seat: SlotState) -> None:
        """Let this one go on in its place; the other one does not notice, wherever it is."""
        before, histories = self.plan, self.histories | {seat.place: seat.history}
        self.plan = before.seated(seat.place, seat.config)
        if self.failed and self._fell is not None:
            self.over.add(self._fell)  # it would fail again, and end the run of both
        self.over.discard(seat.place)
        self.failed = False
        kept = [None if i == seat.place else before.places.index(i) for i in self.plan.places]
        begin = replace(self.plan.begin(self.rules, self._wanted), kept=tuple(kept))
        self._training.begin(begin, [histories[place] for place in self.plan.places])
        self.begun.emit()

    def seat_of(self, place: int) -> SlotState:
        """Who is in this place, to be seated again."""
        history = self.histories.get(place) or History()
        return SlotState(
            place, self._lineup.entrants[place], self.plan.by_place.get(place), history
        )

    def move(self, motion: Motion) -> None:
        """Train at full speed, slowly, or not at all."""
        self._training.move(motion)

    def step(self, part: Part) -> None:
        """Move this part of each model once."""
        self._training.step(part)

    def rest(self) -> None:
        """Forget how fast it was."""
        self._training.speed.stop()

    def follow_rules(self) -> None:
        """Have those train that are to train by now."""
        self._training.obey(self.rules)

    def change(self) -> tuple[int, ...]:
        """Take over of the lineup's settings what may change; returns the places where it did."""
        before = self.plan
        self.plan = before.changed(self._lineup.entrants)
        places = self.plan.changed_places(before)
        if places:
            self._training.change(self.plan.configs)
        return places

    def retarget(self, target: Target) -> bool:
        """Learn this from now on; returns whether that is any news for the models."""
        news = not target.has_points_of(self.plan.target)  # names and colours are none
        if news:
            self.plan = replace(self.plan, target=target)
            self._training.retarget(target)
        return news

    def show_at_most(self, frames_per_second: int) -> None:
        """Show no more pictures a second than this."""
        self._training.show_at_most(frames_per_second)

    def settle(self) -> None:
        """Have the histories brought up to now, while training goes on; `settled` follows."""
        self._training.settle()

    def inspect(self, place: int, wanted: InspectionRequest) -> None:
        """Look at this inside the model of a place from now on."""
        if wanted != self._wanted[place]:
            self._wanted[place] = wanted
            self._training.inspect(self.plan.of_entrants(self._wanted))

    def peek(self, place: int, snapshot: Snapshot, wanted: InspectionRequest) -> None:
        """Look inside the model of a place as it was at this snapshot; `peeked` will tell."""
        self._training.peek(self.plan.places.index(place), snapshot, wanted)

    def sample(
        self, place: int, n: int, seed: int, layer: int | None, weights: NDArray[np.float32]
    ) -> None:
        """Draw points of the model of a place as it is with these weights; `sampled` will tell."""
        self._training.sample(self.plan.places.index(place), n, seed, layer, weights)

    def _connect(self, training: Training) -> None:
        training.snapshot_taken.connect(self._pass_snapshot)
        training.judged.connect(self._pass_figures)
        training.peeked.connect(self._pass_peek)
        training.phase_passed.connect(self._pass_phase)
        training.sampled.connect(self.sampled)
        training.frame_shown.connect(self.frame_shown)
        training.saved.connect(self.remembered)
        training.settled.connect(self.settled)
        training.devices_known.connect(self.devices_known)
        training.failed.connect(self._end)
        training.drifted.connect(lambda: self.problem.emit(other_device()))
        training.revived.connect(self._tell_of_death)
        training.given_up.connect(self._give_up)

    def _pass_snapshot(self, entrant: int, snapshot: Snapshot, look: Inspection) -> None:
        self.snapshot_taken.emit(self.plan.places[entrant], snapshot, look)

    def _pass_figures(self, entrant: int, moment: StepMetrics, scale: Scale) -> None:
        self.judged.emit(self.plan.places[entrant], moment, scale)

    def _pass_peek(self, entrant: int, look: Inspection, moment: StepMetrics | None) -> None:
        self.peeked.emit(self.plan.places[entrant], look, moment)

    def _pass_phase(self, entrant: int, phase: PhaseFinished) -> None:
        self.phase_passed.emit(self.plan.places[entrant], phase)

    def _end(self, sentence: str, entrant: int | None) -> None:
        self.failed = True
        self._fell = None if entrant is None else self.plan.places[entrant]
        who = "" if self._fell is None else self._lineup.titles[self._fell]
        self.halted.emit()
        self.problem.emit(run_failed(tr_message(sentence), who))

    def _tell_of_death(self, ended: str) -> None:
        self.worker_lost.emit()
        self.begun.emit()
        self.problem.emit(process_ended(ended, self._training.saved_iteration))

    def _give_up(self, ended: str) -> None:
        self.worker_lost.emit()
        self.halted.emit()
        self.problem.emit(process_given_up(ended))
