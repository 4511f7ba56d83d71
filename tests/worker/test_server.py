"""The worker's main loop, here in this process: commands in, reports out."""

from dataclasses import replace
from queue import SimpleQueue

import numpy as np
import pytest

from playground.density.load import load_target
from playground.error_log import error_log
from playground.gan.presets import CLASSIC
from playground.gan.trainer import Trainer
from playground.nn.inspection import InspectionRequest
from playground.worker import monitoring as budget
from playground.worker import server as server_module
from playground.worker.protocol import (
    Begin,
    Begun,
    Change,
    Inspect,
    InspectSnapshot,
    Pause,
    Play,
    Rules,
    RunEnded,
    Sample,
    Sampled,
    Saved,
    SlotReleased,
    SnapshotInspected,
    SnapshotReady,
    Step,
    ThreadFailed,
    UseBuffer,
)
from playground.worker.server import TrainingServer
from playground.worker.shared_memory import SnapshotBuffer

SMALL = replace(CLASSIC, batch_size=40, d_hidden=8, g_hidden=8)
PAIR = {0: SMALL, 1: replace(SMALL, model="cgan")}
BOTH = Rules("iterations", (0, 1))


class Here:
    """A worker without a process: `do` gives it commands, `act` lets it go on."""

    def __init__(self):
        self._reports = []
        self._commands = SimpleQueue()
        self.server = TrainingServer(self, self._commands)
        self.buffer = None
        self.run = 0

    def do(self, *commands):
        for command in commands:
            self._commands.put(command)
            self.act()
        return self.heard()

    def act(self, times=1):
        for _ in range(times):
            self.server.act()

    def send(self, report):
        self._reports.append(report)

    def heard(self):
        reports, self._reports = self._reports, []
        return reports

    def begin(self, configs=PAIR, **more):
        self.run += 1
        rules = Rules("iterations", tuple(configs))
        begin = Begin(self.run, configs, load_target("binary"), "cpu", rules, **more)
        reports = self.do(begin)
        if isinstance(reports[0], Begun):
            self.remove_buffer()
            self.buffer = SnapshotBuffer(reports[0].layout)
            reports += self.do(UseBuffer(self.run, self.buffer.name, reports[0].layout))
        return reports

    def remove_buffer(self):
        if self.buffer:
            self.buffer.remove()


@pytest.fixture(autouse=True)
def _no_floors(monkeypatch):
    """No command of the worker's own comes between those of a test."""
    monkeypatch.setattr("playground.worker.monitoring.REST_SECONDS", 3600)


@pytest.fixture
def here():
    worker = Here()
    yield worker
    if worker.server.publisher:
        worker.server.publisher.close()
    worker.remove_buffer()


def test_a_run_begins_with_a_picture_of_each(here):
    begun, saved, *posted = here.begin()
    assert isinstance(begun, Begun)
    assert [int(state["iteration"]) for state in saved.states.values()] == [0, 0]
    assert posted == [SnapshotReady(1, 0), SnapshotReady(1, 1)]
    snapshots = [here.buffer.read(slot)[0] for slot in (0, 1)]
    assert [snapshot.iteration for snapshot in snapshots] == [0, 0]
    assert np.array_equal(snapshots[0].real, snapshots[1].real)


def test_only_who_moved_and_was_taken_is_posted_again(here, monkeypatch):
    _stopped_clock(monkeypatch)  # a snapshot takes no time, so there is always some for the next
    here.begin()
    here.do(Play())
    here.act(5)
    assert here.heard() == []  # nothing was taken, so nothing is written over
    assert here.buffer.read(0)[0].iteration == 0
    assert here.do(SlotReleased(0)) == [SnapshotReady(1, 0)]
    assert here.buffer.read(0)[0].iteration == 3
    assert here.buffer.read(1)[0].iteration == 0


def _stopped_clock(monkeypatch):
    """The worker's time, in seconds, which goes on when it is told to."""
    clock = [0.0]
    for module in (server_module, budget):
        monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    return clock


def _expensive_snapshots(here, monkeypatch, wanted):
    """Slots and times of snapshots of 4 ms, between iterations of 1 ms, and the end."""
    clock = _stopped_clock(monkeypatch)
    snapshot_of = Trainer.snapshot

    def snapshot(trainer):
        clock[0] += 0.004
        return snapshot_of(trainer)

    monkeypatch.setattr(Trainer, "snapshot", snapshot)
    here.begin()
    here.do(Inspect({0: wanted, 1: wanted}), Play(), SlotReleased(0), SlotReleased(1))
    posted = []
    for _ in range(200):
        clock[0] += 0.001
        here.act()
        for report in here.heard():
            posted.append((report.slot, clock[0]))
            here.server.publisher.release(report.slot)
    return *zip(*posted, strict=True), clock[0]


def test_expensive_snapshots_come_one_by_one_and_take_turns(here, monkeypatch):
    slots, times, end = _expensive_snapshots(here, monkeypatch, InspectionRequest())
    assert set(np.diff(slots)) == {-1, 1}
    assert 0.035 < np.diff(times).min() < 0.05
    assert len(times) * 0.004 < 0.13 * end


def test_who_looks_inside_gets_more_pictures(here, monkeypatch):
    _, times, end = _expensive_snapshots(here, monkeypatch, InspectionRequest(d_output=True))
    assert 0.025 < np.diff(times).min() < 0.035
    assert len(times) * 0.004 < 0.16 * end


def test_a_state_that_took_long_does_not_put_off_the_next_for_minutes(here, monkeypatch):
    clock = _stopped_clock(monkeypatch)
    state = Trainer.state

    def slow_state(trainer):
        clock[0] += 3.0
        return state(trainer)

    here.begin()
    monkeypatch.setattr(Trainer, "state", slow_state)
    here.do(Play())
    saved = []
    for _ in range(60):
        clock[0] += 0.5
        here.act()
        saved += [clock[0] for report in here.heard() if isinstance(report, Saved)]
    assert len(saved) > 2
    assert np.diff(saved).max() <= 2 * 3.0 + server_module.SAVE_AT_LATEST_SECONDS + 1.0


def test_a_pause_shows_and_saves_the_end_of_the_round(here):
    here.begin()
    here.do(Play(), SlotReleased(0), SlotReleased(1))
    here.act(3)
    saved = [report for report in here.do(Pause()) if isinstance(report, Saved)]
    iterations = [int(state["iteration"]) for state in saved[-1].states.values()]
    assert len(set(iterations)) == 1
    here.do(SlotReleased(0), SlotReleased(1))
    assert [here.buffer.read(i)[0].iteration for i in (0, 1)] == iterations


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (MemoryError(), "smaller batch"),
        (RuntimeError("CUDA out of memory. Tried to allocate 20 GiB"), "smaller batch"),
        (RuntimeError("no kernel\nstack of C++ frames"), "cannot go on (no kernel)"),
    ],
    ids=["memory", "device memory", "other"],
)
def test_what_a_step_raises_ends_the_run_and_not_the_worker(here, monkeypatch, fault, words):
    here.begin()
    monkeypatch.setattr(Trainer, "step", lambda self: _raise(fault))
    here.do(Play())
    here.act()
    (failed,) = here.heard()
    assert words in failed.sentence
    assert "\n" not in failed.sentence
    assert failed.slot == 0
    monkeypatch.undo()
    assert here.begin()[2:] == [SnapshotReady(2, 0), SnapshotReady(2, 1)]
    here.do(Step("both"), SlotReleased(0))
    assert here.buffer.read(0)[0].iteration == 1


def _raise(fault):
    raise fault


def test_what_nobody_foresaw_ends_the_run_and_is_logged(here, monkeypatch):
    here.begin()
    monkeypatch.setattr(Trainer, "step", lambda self: _raise(KeyError("zq")))
    here.do(Play())
    here.act()
    (failed,) = here.heard()
    assert "The training failed in an unforeseen way (KeyError)" in failed.sentence
    assert "KeyError: 'zq'" in error_log().read_text()
    monkeypatch.undo()
    assert here.begin()[2:] == [SnapshotReady(2, 0), SnapshotReady(2, 1)]


@pytest.mark.parametrize("fault", [MemoryError(), KeyError("zq")])
def test_who_waits_for_points_gets_an_answer_whatever_happens(here, monkeypatch, fault):
    here.begin()
    monkeypatch.setattr(Trainer, "sample", lambda *_: _raise(fault))
    reports = here.do(Sample(1, 0, 10, 0, None, np.zeros(1, np.float32)))
    (sampled,) = [report for report in reports if isinstance(report, Sampled)]
    assert len(sampled.points) == 0
    assert len(reports) == (1 if isinstance(fault, MemoryError) else 2)


def test_what_fails_beside_the_training_is_told(here):
    here.begin()
    assert here.do(ThreadFailed("no floors")) == [ThreadFailed("no floors")]


def test_a_run_that_cannot_begin_says_why(here):
    single = Begin(1, PAIR, load_target("ring"), "cpu", BOTH)
    (failed,) = here.do(single)
    assert "this one has only one" in failed.sentence


def test_the_slot_that_diverges_is_reported(here):
    wild = replace(SMALL, model="cgan", optimizer="sgd", d_lr=1000.0, g_lr=1000.0)
    here.begin({0: SMALL, 1: wild})
    here.do(Step("both"), SlotReleased(0), SlotReleased(1))
    here.server.scheduler.trainers[1]._model.g.weights.data.mul_(np.nan)
    reports = here.do(Step("both"))
    failed = [report for report in reports if isinstance(report, RunEnded)]
    if not failed:
        failed = [report for report in here.do(SlotReleased(1)) if isinstance(report, RunEnded)]
    assert failed[0].slot == 1
    assert "loss was not a finite number" in failed[0].sentence


def test_changes_and_states_go_on_where_they_were(here):
    here.begin()
    here.do(Step("both"))
    faster = {slot: replace(one, d_lr=0.5, batch_size=20) for slot, one in PAIR.items()}
    here.do(Change(faster))
    assert here.server.scheduler.trainers[0].config == faster[0]
    (saved,) = [r for r in here.do(Step("both")) if isinstance(r, Saved)]
    here.begin(faster, states=saved.states)
    assert [trainer.iteration for trainer in here.server.scheduler.trainers.values()] == [2, 2]
    assert saved.iteration == 2


def test_a_step_by_hand_is_one_iteration_of_the_command_line(here):
    here.begin()
    here.do(Step("both"), Step("both"))
    alone = Trainer(SMALL, load_target("binary"))
    alone.step()
    alone.step()
    here.do(SlotReleased(0))
    assert np.array_equal(here.buffer.read(0)[0].g_weights, alone.snapshot().g_weights)


ALL = InspectionRequest(d_output=True, arrows=True, grid=True)


def _inspected(reports):
    return [report for report in reports if isinstance(report, SnapshotInspected)]


def test_inspecting_a_snapshot_equals_the_live_inspection(here):
    here.begin(wanted={0: ALL, 1: ALL})
    here.do(Step("both"), SlotReleased(0), SlotReleased(1))
    taken = [here.buffer.read(slot) for slot in (0, 1)]
    here.do(Step("both"), Play())
    here.act(3)
    here.heard()
    for slot, (snapshot, live) in enumerate(taken):
        assert snapshot.iteration == 1
        (answer,) = _inspected(here.do(InspectSnapshot(1, slot, snapshot, ALL)))
        assert answer.slot == slot
        for name in ("d_output", "arrows", "grid"):
            assert np.array_equal(getattr(answer.inspection, name), getattr(live, name)), name


def test_inspecting_snapshots_does_not_change_the_run(here):
    ends = []
    for inspects in (False, True):
        here.begin()
        first = here.buffer.read(0)[0]
        here.do(Play())
        for _ in range(6):
            here.act()
            if inspects:
                here.do(InspectSnapshot(here.run, 0, first, ALL))
        here.heard()
        (saved,) = [report for report in here.do(Pause()) if isinstance(report, Saved)]
        ends.append(saved.states.values())
    for one, other in zip(*ends, strict=True):
        for name in one.keys() - {"seconds"}:
            assert np.array_equal(one[name], other[name]), name


def test_a_snapshot_of_another_run_is_not_inspected_and_one_of_a_failed_run_is(here, monkeypatch):
    here.begin()
    first = here.buffer.read(0)[0]
    monkeypatch.setattr(Trainer, "step", lambda self: _raise(MemoryError()))
    here.do(Play())
    here.act()
    assert len(_inspected(here.do(InspectSnapshot(1, 0, first, ALL)))) == 1
    monkeypatch.undo()
    here.begin()
    assert _inspected(here.do(InspectSnapshot(1, 0, first, ALL))) == []


def test_who_is_kept_goes_on_and_the_other_one_from_its_state(here):
    reports = here.begin()
    (start,) = [report for report in reports if isinstance(report, Saved)]
    here.do(Step("both"), Step("both"))
    original = here.server.scheduler.trainers[0]
    states = {0: start.states[0], 1: start.states[0]}
    reports = here.begin({0: SMALL, 1: SMALL}, states=states, kept=(0,))
    assert here.server.scheduler.trainers[0] is original
    (saved,) = [report for report in reports if isinstance(report, Saved)]
    assert [int(state["iteration"]) for state in saved.states.values()] == [2, 0]
    here.do(Play())
    here.act(6)
    (saved,) = [report for report in here.do(Pause()) if isinstance(report, Saved)]
    one, other = saved.states.values()
    assert int(one["iteration"]) == int(other["iteration"]) == 4
    for name in one.keys() - {"seconds"}:
        assert np.array_equal(one[name], other[name]), name


def test_who_is_to_be_kept_and_is_not_there_goes_on_from_its_state(here):
    (start,) = [report for report in here.begin() if isinstance(report, Saved)]
    here.do(Step("both"))
    here.server.scheduler = None
    reports = here.begin(states=start.states, kept=(0, 1))
    (saved,) = [report for report in reports if isinstance(report, Saved)]
    assert [int(state["iteration"]) for state in saved.states.values()] == [0, 0]


def test_a_run_may_have_the_right_slot_only(here):
    here.begin({1: SMALL})
    assert list(here.server.scheduler.trainers) == [1]
    assert here.buffer.read(1)[0].iteration == 0


def test_a_slot_that_becomes_empty_and_full_again_keeps_its_id(here):
    here.begin()
    here.begin({1: PAIR[1]}, kept=(1,))
    kept = here.server.scheduler.trainers[1]
    here.begin(kept=(1,))
    assert here.server.scheduler.trainers[1] is kept
    assert list(here.server.scheduler.trainers) == [0, 1]
