"""The current run: commands go to the worker, its reports become signals.

A worker that dies is started again, from the last states that it sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import monotonic, sleep
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from playground.app.failure_messages import (
    other_device,
    process_ended,
    process_given_up,
    run_failed,
)
from playground.app.model_slots import ModelSlots, SlotState
from playground.app.notices import Notices
from playground.app.progress import RunProgress, Speedometer
from playground.app.run_plan import RunPlan
from playground.app.storage.preferences import MOST_FRAMES
from playground.app.translation import tr_message
from playground.density.target import Target
from playground.nn.history import History, Snapshot, State
from playground.nn.inspection import InspectionRequest
from playground.worker.pair import AnyWorker, start_workers
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
    ThreadFailed,
)

_LOOK_MS = 8
_DEATHS_IN_A_ROW = 3
_NO_PASTS: Mapping[int, History] = MappingProxyType({})

Motion = Literal["none", "slow", "full"]


class TrainingRun(QObject):
    """Runs one plan at a time in a worker, and shows its snapshots at a pace for eyes.

    Everything about a model carries its slot id. The slots train that are shown, except those whose
    training is over. The timer looks more often than frames are due, so that a snapshot of a slow
    model is shown, and its room in the buffer free for the next, as soon as it is there.
    """

    begun = Signal()  # a run begins: another one, or again after the worker died
    halted = Signal()  # nothing trains any more
    snapshot_shown = Signal(int, object, object)  # slot, Snapshot, Inspection
    metrics_ready = Signal(int, object, object)  # slot, StepMetrics, Scale
    snapshot_inspected = Signal(int, object, object)  # slot, Inspection, StepMetrics or None
    phase_finished = Signal(int, object)  # slot, PhaseFinished
    sampled = Signal(object, object)  # points [n, 2] and layers [n]; n = 0 if it cannot be done
    frame_shown = Signal()  # the newest snapshot of each model that moved has been shown
    ended_saved = Signal(int, object)  # number, states by slot: the last of a run that has ended
    saved = Signal()  # the histories have newer states
    settled = Signal()  # they have the newest that can be had
    devices_known = Signal(object)  # tuple[str, ...]
    worker_lost = Signal()  # with everything it was asked for

    def __init__(
        self,
        plan: RunPlan,
        model_slots: ModelSlots,
        notices: Notices,
        start_worker: Callable[[], AnyWorker] = start_workers,
        parent: QObject | None = None,
    ) -> None:
        """Nothing trains before `begin` and `start`; `start_worker` returns a new process."""
        super().__init__(parent)
        self.plan = plan
        self.clock: Clock = "iterations"
        self.failed = False
        """Whether it ended by itself; then it can only begin again."""
        self.over: set[int] = set()
        """The slots whose model cannot continue."""
        self.histories: dict[int, History] = {}
        """The past of each model of the run, by slot."""
        self.saved_iteration = 0
        """Where the run would continue should the worker die."""
        self.most_frames = MOST_FRAMES
        """How many frames per second are shown at most."""
        self._model_slots, self._notices = model_slots, notices
        self._start_worker = start_worker
        self._speed = Speedometer({})
        self._failed_slot: int | None = None
        self._wanted = {0: InspectionRequest(), 1: InspectionRequest()}
        self._run = 0
        self._states: Mapping[int, State] = {}
        self._motion: Motion = "none"
        self._worker: AnyWorker | None = None
        self._ready = False
        self._pending: list[Command] = []
        self._deaths = 0
        self._settling = False
        self._announced: set[int] = set()
        self._of_frame: list[int] = []  # the slots that the frame has yet to show
        self._frame_at = 0.0
        self._timer = QTimer(self, interval=_LOOK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)

    @property
    def number(self) -> int:
        """A number that no other run of the window has."""
        return self._run

    @property
    def rules(self) -> Rules:
        """Which slots train, and by which clock."""
        return self.plan.rules(self._model_slots.slots, self.clock, self.over)

    @property
    def iterations(self) -> dict[int, int]:
        """The iteration last shown of each model, by slot."""
        return dict(self._speed.iterations)

    @property
    def progress(self) -> RunProgress:
        """How far and how fast the models are that train."""
        return self._speed.progress(self._model_slots.titles, self.rules.active)

    @property
    def is_ready(self) -> bool:
        """Whether the worker has started."""
        return self._ready

    @property
    def is_starting(self) -> bool:
        """Whether the worker is on its way."""
        return self._worker is not None and not self._ready

    @property
    def worker(self) -> AnyWorker | None:
        """The worker, if there is one."""
        return self._worker

    def start(self) -> None:
        """Start the worker; it begins the run once it is ready."""
        self._timer.start()
        self._replace_worker()

    def close(self) -> None:
        """End the worker."""
        self._timer.stop()
        if self._worker is not None:
            self._worker.close()
            self._worker, self._ready = None, False

    def begin(self, plan: RunPlan, pasts: Mapping[int, History] = _NO_PASTS) -> None:
        """Begin another run, in the same motion; some slots continue from the end of `pasts`."""
        self.plan, self.failed = plan, False
        self.over.clear()
        self._begin({slot: pasts.get(slot) or History() for slot in plan.configs})

    def learn_other_layers(
        self, plan: RunPlan, kept: tuple[int, ...], pasts: Mapping[int, History]
    ) -> None:
        """Learn the target of `plan`, which has other layers: the slots in `kept` go on.

        The others continue from the end of `pasts`, or begin at iteration 0.
        """
        histories = {slot: self.histories[slot] for slot in kept}
        self.plan = plan
        self.over &= set(kept)
        others = {slot: pasts.get(slot) or History() for slot in plan.configs}
        self._begin(others | histories, kept, retargeted=True)

    def put(self, state: SlotState) -> None:
        """Let this model continue in its slot; the other one goes on undisturbed."""
        histories = self.histories | {state.slot: state.history}
        self.plan = self.plan.with_slot(state.slot, state.config)
        if self.failed and self._failed_slot is not None:
            self.over.add(self._failed_slot)  # it would fail again, and end the run of both
        self.over.discard(state.slot)
        self.failed = False
        kept = tuple(slot for slot in self.plan.configs if slot != state.slot)
        self._begin({slot: histories[slot] for slot in self.plan.configs}, kept)

    def slot_state(self, slot: int) -> SlotState:
        """What is in this slot now, for `put`."""
        history = self.histories.get(slot) or History()
        return SlotState(slot, self._model_slots.slots[slot], self.plan.configs.get(slot), history)

    def move(self, motion: Motion) -> None:
        """Train at full speed, slowly, or not at all."""
        self._motion = motion
        self._speed.stop()
        self._send_motion()

    def step(self, part: Part) -> None:
        """Update this part of every active model once."""
        self._send(Step(part))

    def forget_speed(self) -> None:
        """Measure the speed anew."""
        self._speed.stop()

    def show_at_most(self, frames_per_second: int) -> None:
        """Show no more frames per second than this."""
        self.most_frames = frames_per_second

    def follow_rules(self) -> None:
        """Have the slots train that are to train by now."""
        self._send(SetRules(self.rules))

    def change(self) -> tuple[int, ...]:
        """Take over the live settings of the model slots; returns the slots where they changed."""
        before = self.plan
        self.plan = before.changed(self._model_slots.slots)
        changed = self.plan.changed_slots(before)
        if changed:
            self._send(Change(self.plan.configs))
        return changed

    def retarget(self, target: Target) -> bool:
        """Train on this target from now on; returns whether it has other points than before."""
        news = not target.has_points_of(self.plan.target)  # names and colours make no difference
        if news:
            self.plan = replace(self.plan, target=target)
            self._send(Retarget(self._run, target))
        return news

    def inspect(self, slot: int, wanted: InspectionRequest) -> None:
        """Inspect this of the model in a slot from now on."""
        if wanted != self._wanted[slot]:
            self._wanted[slot] = wanted
            self._send(Inspect(self._wanted_of_run))

    def inspect_snapshot(self, slot: int, snapshot: Snapshot, wanted: InspectionRequest) -> None:
        """Inspect a model as it was at this snapshot; `snapshot_inspected` follows."""
        self._send(InspectSnapshot(self._run, slot, snapshot, wanted))

    def sample(
        self, slot: int, n: int, seed: int, layer: int | None, weights: NDArray[np.float32]
    ) -> None:
        """Draw points from the generator in a slot with these weights; `sampled` follows."""
        self._send(Sample(self._run, slot, n, seed, layer, weights))

    def settle(self) -> None:
        """Bring the histories up to date while training goes on; `settled` follows."""
        self._settling = True
        if self._worker is None or self.failed:
            self._finish_settling()
        else:
            self._send(Save())

    def settle_within(self, seconds: float) -> None:
        """Bring the histories up to date before the window closes, in at most this time."""
        if self._worker is None or not self._ready:
            return  # nothing has trained that the histories do not have
        end = monotonic() + seconds
        self.settle()
        while self._settling and not self._worker.ended and monotonic() < end:
            for report in self._worker.reports():
                self._take(report)
            sleep(_LOOK_MS / 1000)

    @property
    def _wanted_of_run(self) -> dict[int, InspectionRequest]:
        return {slot: self._wanted[slot] for slot in self.plan.configs}

    def _begin(
        self,
        histories: dict[int, History],
        kept: tuple[int, ...] = (),
        *,
        retargeted: bool = False,
    ) -> None:
        """Each slot continues from the newest checkpoint of its history, or in the worker."""
        self.histories = histories
        self._states = {slot: history.newest_state for slot, history in histories.items()}
        self._deaths = 0
        self._begin_again(kept, retargeted=retargeted)
        if self._worker is None and self._timer.isActive():
            self._replace_worker()  # given up before; this is another try
        self.begun.emit()

    def _begin_again(self, kept: tuple[int, ...] = (), *, retargeted: bool = False) -> None:
        """Begin the run from its states, under an id of its own."""
        self._run += 1
        self._announced.clear()
        self._of_frame.clear()
        starts = {slot: int(one["iteration"]) if one else 0 for slot, one in self._states.items()}
        self._speed = Speedometer(dict.fromkeys(self.plan.configs, 0) | starts)
        self.saved_iteration = min(starts.values(), default=0)
        for slot, start in starts.items():
            if self._states[slot] and not (self._ready and slot in kept):
                self.histories[slot].rewind(start)  # what came after is no past of this run
        self._pending = [command for command in self._pending if not isinstance(command, Step)]
        if self._ready:
            self._send_run(kept, retargeted=retargeted)

    def _send_run(self, kept: tuple[int, ...] = (), *, retargeted: bool = False) -> None:
        plan = self.plan
        self._send(
            Begin(
                self._run,
                plan.configs,
                plan.target,
                plan.device,
                self.rules,
                self._wanted_of_run,
                self._states,
                kept,
                retargeted,
            )
        )
        if self._settling:
            self._send(Save())
        if self._motion != "none":
            self._send_motion()
        pending, self._pending = self._pending, []
        for command in pending:
            self._send(command)

    def _send_motion(self) -> None:
        self._send(Pause() if self._motion == "none" else Play(self._motion == "slow"))

    def _send(self, command: Command) -> None:
        """Until the worker is ready the run is not begun there, so that it is begun only once.

        By then it has all settings; what is asked for once waits.
        """
        if self._worker is not None and self._ready:
            self._worker.send(command)
        elif self._worker is not None and isinstance(command, Step | Sample | InspectSnapshot):
            self._pending.append(command)

    def _look(self) -> None:
        """Take the worker's reports; start another one if it died."""
        if self._worker is None:
            return
        ended = self._worker.ended  # before its last reports are read, so that none is lost
        for report in self._worker.reports():
            self._take(report)
        if ended:
            self._replace_dead_worker(ended)
            return
        if not self._of_frame and self._announced and self._frame_is_due:
            self._begin_frame()
        if self._of_frame:
            self._show_next(self._worker)

    @property
    def _frame_is_due(self) -> bool:
        """A little early, by half the time of the timer, by which it is late on average."""
        passed = monotonic() - self._frame_at
        return passed >= 1 / self.most_frames - _LOOK_MS / 2000

    def _take(self, report: Report) -> None:
        if isinstance(report, Ready):
            self._ready = True
            self._send_run()
            self.devices_known.emit(report.devices)
        elif isinstance(report, Sampled):
            self.sampled.emit(report.points, report.layer)
        elif isinstance(report, ThreadFailed):
            self._notices.problem.emit(tr_message(report.sentence))
        elif report.run == self._run:
            self._take_of_run(report)
        elif isinstance(report, Saved):
            self.ended_saved.emit(report.run, report.states)

    def _take_of_run(self, report: Report) -> None:
        match report:
            case Begun(continues=False):
                self._notices.problem.emit(other_device())
            case SnapshotReady(slot=slot):
                self._announced.add(slot)
            case MetricsReady():
                self.histories[report.slot].add_metrics(report.metrics, report.scale)
                self.metrics_ready.emit(report.slot, report.metrics, report.scale)
            case SnapshotInspected():
                self.snapshot_inspected.emit(report.slot, report.inspection, report.metrics)
            case PhaseFinished():
                self.phase_finished.emit(report.slot, report)
            case Saved():
                self._take_states(report)
            case RunEnded():
                self._end(report)

    def _take_states(self, report: Saved) -> None:
        self._states, self.saved_iteration = report.states, report.iteration
        for slot, state in report.states.items():
            self.histories[slot].add_checkpoint(
                int(state["iteration"]), self.plan.configs[slot], state
            )
        self.saved.emit()
        if report.asked:
            self._finish_settling()

    def _end(self, report: RunEnded) -> None:
        self._states, self.failed, self._failed_slot = {}, True, report.slot
        self._finish_settling()
        model = "" if report.slot is None else self._model_slots.titles[report.slot]
        self.halted.emit()
        self._notices.problem.emit(run_failed(tr_message(report.sentence), model))

    def _finish_settling(self) -> None:
        if self._settling:
            self._settling = False
            self.settled.emit()

    def _begin_frame(self) -> None:
        """A frame shows the newest snapshot of each model that moved."""
        self._frame_at = monotonic()
        self._deaths = 0
        self._of_frame = sorted(self._announced)
        self._announced.clear()
        self._speed.note_frame(self._frame_at)

    def _show_next(self, worker: AnyWorker) -> None:
        """Show one model of the frame. What a person does comes before the next one."""
        slot = self._of_frame.pop(0)
        snapshot, inspection = worker.take(slot)
        self._speed.note_iteration(slot, snapshot.iteration, self._frame_at)
        self.histories[slot].add_snapshot(snapshot)
        self.snapshot_shown.emit(slot, snapshot, inspection)
        if not self._of_frame:
            self.frame_shown.emit()

    def _replace_dead_worker(self, ended: str) -> None:
        self._deaths += 1
        if self._deaths == _DEATHS_IN_A_ROW:
            self._give_up(ended)
            return
        self._replace_worker()
        self._begin_again()
        self.worker_lost.emit()
        self.begun.emit()
        self._notices.problem.emit(process_ended(ended, self.saved_iteration))

    def _give_up(self, ended: str) -> None:
        assert self._worker is not None
        self._worker.close()
        self._worker, self._ready = None, False
        self._finish_settling()
        self.worker_lost.emit()
        self.halted.emit()
        self._notices.problem.emit(process_given_up(ended))

    def _replace_worker(self) -> None:
        if self._worker is not None:
            self._worker.close()
        self._worker, self._ready = self._start_worker(), False
