"""What reaches the worker, and what becomes of its reports; the worker is one that only listens."""

import numpy as np
import pytest

from playground.app.lessons import LessonOpener, all_lessons
from playground.app.model_slots import RunSetup
from playground.app.session import Session
from playground.density.load import load_target
from playground.drawing.drawing import Drawing
from playground.gan.config import GanConfig
from playground.gan.trainer import Trainer
from playground.worker.protocol import (
    Begin,
    Begun,
    Change,
    Play,
    Ready,
    Retarget,
    RunEnded,
    Saved,
    SnapshotReady,
    Step,
)


class Listener:
    """Stands for a worker: keeps the commands, and reports what a test says."""

    def __init__(self):
        self.sent, self.ended, self.closed, self._reports = [], "", False, []

    def send(self, command):
        self.sent.append(command)

    def say(self, *reports):
        self._reports += reports

    def reports(self):
        reports, self._reports = self._reports, []
        return iter(reports)

    def close(self):
        self.closed = True

    def of(self, kind):
        return [command for command in self.sent if isinstance(command, kind)]


@pytest.fixture
def workers():
    return []


@pytest.fixture
def session(qtbot, workers):
    def start_worker():
        workers.append(Listener())
        return workers[-1]

    session = Session(load_target("binary"), start_worker=start_worker)
    session.start()
    yield session
    session.close()


@pytest.fixture
def worker(qtbot, session, workers):
    """A worker that is ready, and has been sent the first run."""
    with qtbot.waitSignal(session.run.devices_known):
        workers[0].say(Ready(("cpu",)))
    return workers[0]


def test_before_the_worker_is_ready_no_run_is_begun_and_then_only_the_last(qtbot, session, workers):
    session.set_seed(1)
    session.set_seed(2)
    session.control.set_playing(True)
    session.model_slots.set_setting((0,), "d_lr", 0.5)
    assert workers[0].sent == []
    with qtbot.waitSignal(session.run.devices_known):
        workers[0].say(Ready(("cpu",)))
    begin, play = workers[0].sent
    assert isinstance(begin, Begin) and play == Play(False)
    assert {slot: one.seed for slot, one in begin.configs.items()} == {0: 2, 1: 2}
    assert begin.configs[0].d_lr == 0.5


def test_a_step_waits_for_the_worker_unless_another_run_begins(qtbot, session, workers):
    session.control.step("both")
    session.set_seed(3)
    session.control.step("generator")
    with qtbot.waitSignal(session.run.devices_known):
        workers[0].say(Ready(("cpu",)))
    assert workers[0].of(Step) == [Step("generator")]


@pytest.mark.parametrize("name", ["penta", "ring", "binary"])
def test_opening_a_session_begins_one_run(session, worker, name):
    before = len(worker.of(Begin))
    setup = RunSetup(session.slots, seed=7, clock="seconds")
    session.restore(setup, Drawing.of(load_target(name)), view=session.view)
    (begin,) = worker.of(Begin)[before:]
    assert begin.target.name == name
    assert begin.rules.clock == "seconds"
    assert all(config.seed == 7 for config in begin.configs.values())
    assert worker.of(Retarget) == []


def test_opening_a_lesson_begins_one_run(session, worker):
    opener = LessonOpener(session)
    for lesson in all_lessons()[:-1]:
        before = len(worker.of(Begin))
        opener.open_lesson(lesson)
        assert len(worker.of(Begin)) == before + 1
        assert session.view == lesson.scene.view


def test_a_model_that_cannot_learn_the_target_is_absent_under_its_own_id(session, worker):
    session.model_slots.set_model(0, "cgan")
    session.model_slots.set_model(1, "gan")
    session.importer.load_shipped("ring")
    begin = worker.of(Begin)[-1]
    assert list(begin.configs) == list(begin.states) == [1]
    assert begin.rules.active == (1,)
    session.model_slots.set_setting((0, 1), "d_lr", 0.25)
    assert list(worker.of(Change)[-1].configs) == [1]


def test_a_model_that_fails_is_named_and_the_other_goes_on_after_a_fork(qtbot, session, worker):
    run = worker.of(Begin)[-1].run
    states = {slot: {"iteration": np.array(4)} for slot in (0, 1)}
    with qtbot.waitSignal(session.run.saved):
        worker.say(Saved(run, 4, states))
    with qtbot.waitSignal(session.notices.problem) as told:
        worker.say(RunEnded(run, "D's loss was not a finite number", 1))
    assert told.args[0] == "CGAN: D's loss was not a finite number; ↺ starts again."
    session.fork(0, 4)
    begin = worker.of(Begin)[-1]
    assert begin.kept == (0,)
    assert session.run.over == set()
    assert begin.configs[1] == begin.configs[0]


def test_frames_end_though_snapshots_come_faster_than_they_are_shown(
    qtbot, session, worker, monkeypatch
):
    run, trainer = worker.of(Begin)[-1].run, Trainer(GanConfig(batch_size=8), load_target("binary"))
    shown, ended = [], []

    def take(slot):
        worker.say(SnapshotReady(run, slot))  # the next one is there at once
        return trainer.snapshot(), trainer.inspector().inspection

    monkeypatch.setattr(worker, "take", take, raising=False)
    session.run.show_at_most(1000)
    session.run.snapshot_shown.connect(lambda slot, *_: shown.append(slot))
    session.run.frame_shown.connect(lambda: ended.append(list(shown)))
    worker.say(SnapshotReady(run, 0), SnapshotReady(run, 1))
    qtbot.waitUntil(lambda: len(shown) >= 10)
    assert shown[:10] == [0, 1] * 5
    assert [len(before) for before in ended[:5]] == [2, 4, 6, 8, 10]


def test_a_dead_worker_is_followed_by_one_that_begins_from_the_last_states(
    qtbot, session, worker, workers
):
    run = worker.of(Begin)[-1].run
    states = {slot: {"iteration": np.array(9)} for slot in (0, 1)}
    with qtbot.waitSignal(session.run.saved):
        worker.say(Saved(run, 9, states))
    with qtbot.waitSignal(session.notices.problem) as told:
        worker.ended = "signal 9"
    assert told.args[0].endswith("(signal 9); it continues from iteration 9.")
    assert worker.closed
    with qtbot.waitSignal(session.run.devices_known):
        workers[1].say(Ready(("cpu",)))
    (begin,) = workers[1].of(Begin)
    assert begin.states == states
    assert begin.run > run


def test_reports_of_another_run_are_ignored(qtbot, session, worker):
    run = worker.of(Begin)[-1].run
    session.set_seed(5)
    with qtbot.assertNotEmitted(session.notices.problem):
        worker.say(RunEnded(run, "late", 0), Begun(run, None, continues=False))
        qtbot.waitUntil(lambda: not worker._reports)
    assert not session.run.failed
