"""Two processes that look like one: what both do is level, and reported once."""

import os
import signal
import time
from dataclasses import replace

import numpy as np
import pytest

from playground.density.load import load_target
from playground.gan.presets import CLASSIC
from playground.gan.trainer import Trainer
from playground.worker import pair as pair_module
from playground.worker.client import Worker
from playground.worker.pair import ReportMerger, WorkerPair, start_workers
from playground.worker.protocol import (
    Begin,
    Begun,
    Change,
    Pause,
    PhaseFinished,
    Play,
    Ready,
    Rules,
    RunEnded,
    Save,
    Saved,
    SetRules,
    SnapshotReady,
    Step,
)
from playground.worker.shared_memory import BufferLayout

pytestmark = pytest.mark.long

SMALL = replace(CLASSIC, batch_size=40, d_hidden=8, g_hidden=8)
CONFIGS = {0: SMALL, 1: replace(SMALL, model="cgan")}
BOTH = Rules("iterations", (0, 1))
NO_LAYOUT = BufferLayout({}, {}, 0)


def _begin(run=1, configs=CONFIGS, rules=BOTH, **more):
    return Begin(run, configs, load_target("binary"), "cpu", rules, **more)


class TestMerging:
    @pytest.fixture
    def merger(self):
        merger = ReportMerger(2)
        merger.expect(_begin(5))
        return merger

    def test_what_all_report_is_told_when_all_have(self, merger):
        assert not [*merger.merged(0, Ready(("cpu",)))]
        assert [*merger.merged(1, Ready(("cpu",)))] == [Ready(("cpu",))]
        assert not [*merger.merged(1, Begun(5, NO_LAYOUT))]
        (begun,) = merger.merged(0, Begun(5, NO_LAYOUT, continues=False))
        assert not begun.continues

    def test_states_of_all_are_one_report(self, merger):
        assert not [*merger.merged(0, Saved(5, 30, {0: "left"}))]
        (both,) = merger.merged(1, Saved(5, 40, {1: "right"}))
        assert both == Saved(5, 30, {0: "left", 1: "right"})
        (newer,) = merger.merged(0, Saved(5, 50, {0: "newer"}))
        assert newer == Saved(5, 40, {0: "newer", 1: "right"})

    def test_a_worker_without_a_model_has_no_iteration(self, merger):
        [*merger.merged(0, Saved(5, 30, {0: "left"}))]
        (both,) = merger.merged(1, Saved(5, 0, {}))
        assert both == Saved(5, 30, {0: "left"})

    def test_an_answer_is_whole_when_all_have_answered(self, merger):
        for slot in (0, 1):
            [*merger.merged(slot, Saved(5, 1, {slot: "old"}))]
        merger.expect(Save())
        (first,) = merger.merged(0, Saved(5, 2, {0: "asked"}, asked=True))
        assert not first.asked
        (unasked,) = merger.merged(1, Saved(5, 2, {1: "unasked"}))
        assert not unasked.asked
        (second,) = merger.merged(1, Saved(5, 3, {1: "asked"}, asked=True))
        assert second.asked and second.states == {0: "asked", 1: "asked"}

    def test_of_a_run_that_has_ended_each_is_told(self, merger):
        merger.expect(_begin(6))
        late = Saved(5, 30, {0: "left"})
        assert [*merger.merged(0, late)] == [late]
        assert not [*merger.merged(1, Saved(5, 0, {}))]


@pytest.fixture(scope="module")
def pair():
    made = WorkerPair()
    yield made
    made.close()


class Reports:
    """The reports of the pair; shown snapshots are taken at once."""

    def __init__(self, pair):
        self._pair, self._run, self.all = pair, 0, []

    def begin(self, run, *args):
        self._run = run
        self._pair.send(_begin(run, *args))

    def until(self, found, seconds=120):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for report in self._pair.reports():
                self.all.append(report)
                if isinstance(report, SnapshotReady) and report.run == self._run:
                    self._pair.take(report.slot)
            for report in self.all:
                if found(report):
                    self.all.clear()
                    return report
            time.sleep(0.001)
        raise AssertionError([type(report).__name__ for report in self.all])

    def saved(self):
        self._pair.send(Save())
        return self.until(lambda one: isinstance(one, Saved) and one.asked).states


@pytest.fixture
def reports(pair):
    return Reports(pair)


def _iterations(states):
    return {slot: int(state["iteration"]) for slot, state in states.items()}


def _train(pair, reports, least):
    """Play, pause once all are so far; the states then."""
    pair.send(Play())
    reports.until(lambda one: isinstance(one, Saved) and one.iteration >= least)
    pair.send(Pause())
    return reports.saved()


def test_both_train_level_and_as_they_would_alone(pair, reports):
    reports.begin(11)
    reports.until(lambda one: isinstance(one, Begun) and one.run == 11)
    states = _train(pair, reports, 3)
    done = _iterations(states)
    assert done[0] == done[1] >= 3
    alone = Trainer(CONFIGS[1], load_target("binary"))
    for _ in range(done[1]):
        alone.step()
    state = alone.state()
    assert state.keys() == states[1].keys()
    assert all(np.array_equal(state[key], states[1][key]) for key in state if key != "seconds")


def test_changes_come_to_both_at_one_iteration(pair, reports):
    reports.begin(12)
    pair.send(Play())
    reports.until(lambda one: isinstance(one, Saved) and one.iteration >= 2)
    pair.send(Change({slot: replace(one, d_lr=0.0) for slot, one in CONFIGS.items()}))
    at = _iterations(reports.saved())
    assert at[0] == at[1]
    pair.send(SetRules(Rules("iterations", (1,))))
    pair.send(Pause())
    pair.send(Step("both"))
    assert _iterations(reports.saved())[1] > at[1]


def test_slow_motion_goes_by_the_same_iteration(pair, reports):
    reports.begin(13)
    pair.send(Play(slowly=True))
    for slot in (0, 1):
        reports.until(lambda one, slot=slot: isinstance(one, PhaseFinished) and one.slot == slot)
    pair.send(Pause())
    done = _iterations(reports.saved())
    assert done[0] == done[1] >= 1


def test_a_model_alone_trains_alone(pair, reports):
    reports.begin(14, {1: CONFIGS[1]}, Rules("iterations", (1,)))
    assert set(_train(pair, reports, 2)) == {1}


def test_a_model_that_fails_ends_the_run_of_both(pair, reports):
    wild = replace(SMALL, optimizer="sgd", d_lr=1000.0, g_lr=1000.0)
    reports.begin(15, {0: wild, 1: CONFIGS[1]})
    pair.send(Play())
    ended = reports.until(lambda one: isinstance(one, RunEnded))
    assert ended.slot == 0
    reports.begin(16)
    assert _iterations(_train(pair, reports, 1)).keys() == {0, 1}


def test_when_one_dies_the_pair_has_ended():
    pair = WorkerPair()
    try:
        Reports(pair).until(lambda one: isinstance(one, Ready))
        assert pair.ended == ""
        os.kill(pair._workers[1].pid, signal.SIGKILL)
        pair._workers[1]._process._process.join(30)
        assert pair.ended == "signal 9"
    finally:
        pair.close()


@pytest.mark.parametrize(("cores", "kind"), [(1, Worker), (2, Worker), (3, WorkerPair)])
def test_each_model_has_a_process_where_a_core_is_left(monkeypatch, cores, kind):
    monkeypatch.setattr(pair_module, "usable_cores", lambda: cores)
    for name in ("Worker", "WorkerPair"):
        monkeypatch.setattr(pair_module, name, type(name, (), {}))
    assert type(start_workers()).__name__ == kind.__name__
