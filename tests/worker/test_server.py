"""The worker's main loop, here in this process: commands in, reports out."""

from dataclasses import replace
from queue import SimpleQueue

import numpy as np
import pytest

from playground.density.load import load_target
from playground.gan.config import CLASSIC
from playground.gan.inspection import InspectionRequest
from playground.gan.trainer import Trainer
from playground.worker import monitoring as budget
from playground.worker import server as work
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
    Saved,
    SlotReleased,
    SnapshotInspected,
    SnapshotReady,
    Step,
    UseBuffer,
)
from playground.worker.server import TrainingServer
from playground.worker.shared_memory import SnapshotBuffer

SMALL = replace(CLASSIC, batch_size=40, d_hidden=8, g_hidden=8)
PAIR = (SMALL, replace(SMALL, model="cgan"))
BOTH = Rules("iterations", (0, 1))


class Here:
    """A worker without a process: `do` gives it commands, `act` lets it go on."""

    def __init__(self):
        self._reports = []
        self._commands = SimpleQueue()
        self.work = TrainingServer(self, self._commands)
        self.mailbox = None
        self.run = 0

    def do(self, *commands):
        for command in commands:
            self._commands.put(command)
            self.act()
        return self.heard()

    def act(self, times=1):
        from playground.errors import FAULTS, fault_sentence

        for _ in range(times):
            try:
                self.work._act()
            except FAULTS as fault:
                self.work._fail(fault_sentence(fault))

    def send(self, report):
        self._reports.append(report)

    def heard(self):
        reports, self._reports = self._reports, []
        return reports

    def begin(self, configs=PAIR, **more):
        self.run += 1
        begin = Begin(self.run, configs, load_target("binary"), "cpu", BOTH, **more)
        reports = self.do(begin)
        if isinstance(reports[0], Begun):
            self.remove_mailbox()
            self.mailbox = SnapshotBuffer(reports[0].layout)
            reports += self.do(UseBuffer(self.run, self.mailbox.name, reports[0].layout))
        return reports

    def remove_mailbox(self):
        if self.mailbox:
            self.mailbox.remove()


@pytest.fixture(autouse=True)
def _no_floors(monkeypatch):
    """No command of the worker's own comes between those of a test."""
    monkeypatch.setattr("playground.worker.monitoring.REST_SECONDS", 3600)


@pytest.fixture
def here():
    worker = Here()
    yield worker
    worker.work._showing and worker.work._showing.close()
    worker.remove_mailbox()


def test_a_run_begins_with_a_picture_of_each(here):
    begun, saved, *posted = here.begin()
    assert isinstance(begun, Begun)
    assert [int(state["iteration"]) for state in saved.states] == [0, 0]
    assert posted == [SnapshotReady(1, 0), SnapshotReady(1, 1)]
    snapshots = [here.mailbox.read(entrant)[0] for entrant in (0, 1)]
    assert [snapshot.iteration for snapshot in snapshots] == [0, 0]
    assert np.array_equal(snapshots[0].real, snapshots[1].real)


def test_only_who_moved_and_was_taken_is_posted_again(here):
    here.begin()
    here.do(Play())
    here.act(5)
    assert here.heard() == []  # nothing was taken, so nothing is written over
    assert here.mailbox.read(0)[0].iteration == 0
    assert here.do(SlotReleased(0)) == [SnapshotReady(1, 0)]
    assert here.mailbox.read(0)[0].iteration == 3
    assert here.mailbox.read(1)[0].iteration == 0


def _stopped_clock(monkeypatch):
    """The worker's time, in seconds, which goes on when it is told to."""
    clock = [0.0]
    for module in (work, budget):
        monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    return clock


def _dear_pictures(here, monkeypatch, wanted):
    """Entrants and times of the pictures of 4 ms, between iterations of 1 ms, and the end."""
    clock = _stopped_clock(monkeypatch)
    shoot = Trainer.snapshot

    def snapshot(trainer):
        clock[0] += 0.004
        return shoot(trainer)

    monkeypatch.setattr(Trainer, "snapshot", snapshot)
    here.begin()
    here.do(Inspect((wanted, wanted)), Play(), SlotReleased(0), SlotReleased(1))
    posted = []
    for _ in range(200):
        clock[0] += 0.001
        here.act()
        for report in here.heard():
            posted.append((report.entrant, clock[0]))
            here.work._showing.take(report.entrant)
    return *zip(*posted, strict=True), clock[0]


def test_dear_pictures_come_one_by_one_and_take_turns(here, monkeypatch):
    entrants, times, end = _dear_pictures(here, monkeypatch, InspectionRequest())
    assert set(np.diff(entrants)) == {-1, 1}
    assert 0.035 < np.diff(times).min() < 0.05
    assert len(times) * 0.004 < 0.13 * end


def test_who_looks_inside_gets_more_pictures(here, monkeypatch):
    _, times, end = _dear_pictures(here, monkeypatch, InspectionRequest(d_output=True))
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
    assert np.diff(saved).max() <= 2 * 3.0 + work.SAVE_AT_LATEST_SECONDS + 1.0


def test_a_pause_shows_and_saves_the_end_of_the_round(here):
    here.begin()
    here.do(Play(), SlotReleased(0), SlotReleased(1))
    here.act(3)
    saved = [report for report in here.do(Pause()) if isinstance(report, Saved)]
    iterations = [int(state["iteration"]) for state in saved[-1].states]
    assert len(set(iterations)) == 1
    here.do(SlotReleased(0), SlotReleased(1))
    assert [here.mailbox.read(i)[0].iteration for i in (0, 1)] == iterations


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
    monkeypatch.setattr(Trainer, "phases", lambda self: _raise(fault))
    here.do(Play())
    here.act()
    (failed,) = here.heard()
    assert words in failed.sentence
    assert "\n" not in failed.sentence
    assert failed.entrant == 0
    monkeypatch.undo()
    assert here.begin()[2:] == [SnapshotReady(2, 0), SnapshotReady(2, 1)]
    here.do(Step("both"), SlotReleased(0))
    assert here.mailbox.read(0)[0].iteration == 1


def _raise(fault):
    raise fault


def test_a_run_that_cannot_begin_says_why(here):
    single = Begin(1, PAIR, load_target("ring"), "cpu", BOTH)
    (failed,) = here.do(single)
    assert "this one has only one" in failed.sentence


def test_the_entrant_that_diverges_is_told(here):
    here.begin((SMALL, replace(SMALL, model="cgan", optimizer="sgd", d_lr=1000.0, g_lr=1000.0)))
    here.do(Step("both"), SlotReleased(0), SlotReleased(1))
    here.work._race.trainers[1]._model.g.weights.data.mul_(np.nan)
    reports = here.do(Step("both"))
    failed = [report for report in reports if isinstance(report, RunEnded)]
    if not failed:
        failed = [report for report in here.do(SlotReleased(1)) if isinstance(report, RunEnded)]
    assert failed[0].entrant == 1
    assert "loss was not a finite number" in failed[0].sentence


def test_changes_and_states_go_on_where_they_were(here):
    here.begin()
    here.do(Step("both"))
    faster = tuple(replace(config, d_lr=0.5, batch_size=20) for config in PAIR)
    here.do(Change(faster))
    assert here.work._race.trainers[0].config == faster[0]
    (saved,) = [r for r in here.do(Step("both")) if isinstance(r, Saved)]
    here.begin(faster, states=saved.states)
    assert [trainer.iteration for trainer in here.work._race.trainers] == [2, 2]
    assert saved.iteration == 2


def test_a_step_by_hand_is_one_iteration_of_the_command_line(here):
    here.begin()
    here.do(Step("both"), Step("both"))
    alone = Trainer(SMALL, load_target("binary"))
    alone.step()
    alone.step()
    here.do(SlotReleased(0))
    assert np.array_equal(here.mailbox.read(0)[0].g_weights, alone.snapshot().g_weights)


ALL = InspectionRequest(d_output=True, arrows=True, grid=True)


def _peeked(reports):
    return [report for report in reports if isinstance(report, SnapshotInspected)]


def test_a_peek_equals_the_live_look_of_its_moment(here):
    here.begin(wanted=(ALL, ALL))
    here.do(Step("both"), SlotReleased(0), SlotReleased(1))
    taken = [here.mailbox.read(entrant) for entrant in (0, 1)]
    here.do(Step("both"), Play())
    here.act(3)
    here.heard()
    for entrant, (snapshot, live) in enumerate(taken):
        assert snapshot.iteration == 1
        (answer,) = _peeked(here.do(InspectSnapshot(1, entrant, snapshot, ALL)))
        assert answer.entrant == entrant
        for name in ("d_output", "arrows", "grid"):
            assert np.array_equal(getattr(answer.look, name), getattr(live, name)), name


def test_peeks_do_not_change_the_run(here):
    ends = []
    for peeks in (False, True):
        here.begin()
        first = here.mailbox.read(0)[0]
        here.do(Play())
        for _ in range(6):
            here.act()
            if peeks:
                here.do(InspectSnapshot(here.run, 0, first, ALL))
        here.heard()
        (saved,) = [report for report in here.do(Pause()) if isinstance(report, Saved)]
        ends.append(saved.states)
    for one, other in zip(*ends, strict=True):
        for name in one.keys() - {"seconds"}:
            assert np.array_equal(one[name], other[name]), name


def test_a_peek_of_another_run_is_not_answered_and_one_of_a_failed_run_is(here, monkeypatch):
    here.begin()
    first = here.mailbox.read(0)[0]
    monkeypatch.setattr(Trainer, "phases", lambda self: _raise(MemoryError()))
    here.do(Play())
    here.act()
    assert len(_peeked(here.do(InspectSnapshot(1, 0, first, ALL)))) == 1
    monkeypatch.undo()
    here.begin()
    assert _peeked(here.do(InspectSnapshot(1, 0, first, ALL))) == []


def test_who_is_kept_goes_on_and_the_other_one_from_its_state(here):
    reports = here.begin()
    (start,) = [report for report in reports if isinstance(report, Saved)]
    here.do(Step("both"), Step("both"))
    original = here.work._race.trainers[0]
    reports = here.begin((SMALL, SMALL), states=(start.states[0], start.states[0]), kept=(0, None))
    assert here.work._race.trainers[0] is original
    (saved,) = [report for report in reports if isinstance(report, Saved)]
    assert [int(state["iteration"]) for state in saved.states] == [2, 0]
    here.do(Play())
    here.act(6)
    (saved,) = [report for report in here.do(Pause()) if isinstance(report, Saved)]
    one, other = saved.states
    assert int(one["iteration"]) == int(other["iteration"]) == 4
    for name in one.keys() - {"seconds"}:
        assert np.array_equal(one[name], other[name]), name


def test_who_is_to_be_kept_and_is_not_there_goes_on_from_its_state(here):
    (start,) = [report for report in here.begin() if isinstance(report, Saved)]
    here.do(Step("both"))
    here.work._race = None
    reports = here.begin(states=start.states, kept=(0, 1))
    (saved,) = [report for report in reports if isinstance(report, Saved)]
    assert [int(state["iteration"]) for state in saved.states] == [0, 0]
