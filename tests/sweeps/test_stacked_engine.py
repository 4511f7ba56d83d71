"""Runs that are stacked leave the folders and the table that runs in processes leave."""

import csv
from dataclasses import replace

import numpy as np
import pytest

from playground.errors import RunFailed
from playground.gan.stack import TrainerStack
from playground.runs.checkpoint import load_checkpoint
from playground.runs.run_folder import open_run
from playground.sweeps import stacked_engine as module
from playground.sweeps.plan import plan_sweep
from playground.sweeps.stacked_engine import StackedEngine
from playground.sweeps.sweep import SweepTraining, local_engine
from playground.sweeps.sweep_folder import RunOutput, open_sweep, start_sweep
from playground.sweeps.sweep_run import RunStopped, train_order

pytestmark = pytest.mark.long


class InlineProcesses:
    """Finishes runs in this process, one whenever it is asked for news."""

    def __init__(self, jobs=None):
        self.finished, self._waiting, self.closed = [], [], False
        self._stopping = False

    def add(self, orders):
        self._waiting += orders

    @property
    def is_busy(self):
        return bool(self._waiting) and not self._stopping

    def news(self, seconds):
        if not self.is_busy:
            yield None
            return
        order = self._waiting.pop(0)
        yield module.RunNews(order.name, "begun")
        try:
            outcome = train_order(order, lambda iteration: self._stopping)
        except RunStopped:
            yield module.RunNews(order.name, "stopped")
            return
        self.finished.append(order.name)
        yield module.RunNews(order.name, "over", outcome)

    def stop(self):
        self._stopping = True

    def close(self):
        self.closed = True


@pytest.fixture
def made(monkeypatch):
    """How many runs each stack had that was made."""
    rows = []

    class Counted(TrainerStack):
        def __init__(self, trainers):
            rows.append(len(trainers))
            super().__init__(trainers)

    monkeypatch.setattr("playground.gan.stack.TrainerStack", Counted)
    return rows


@pytest.fixture
def stacked(monkeypatch, made):
    monkeypatch.setattr(module, "ProcessEngine", InlineProcesses)
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.02)
    return StackedEngine


@pytest.fixture
def begun(tmp_path, square, tiny):
    def begin(over, seeds=(0,), config=tiny, name="sweep", **output):
        configs = config if isinstance(config, list) else [config]
        plan = plan_sweep([("", one) for one in configs], [square], over, seeds)
        return start_sweep(tmp_path / name, plan, [square], RunOutput(samples=30, **output))

    return begin


def _train(sweep, engine):
    return [row for row in SweepTraining(sweep, engine).train() if row is not None]


def _timeless(path):
    with (path / "table.csv").open(encoding="utf-8") as file:
        return [{k: v for k, v in row.items() if k != "seconds"} for row in csv.DictReader(file)]


def _files(path):
    names = {one.relative_to(path).as_posix() for one in path.rglob("*") if one.is_file()}
    return names


def _same_run(mine, theirs):
    """The same files with the same numbers, up to float32's noise."""
    assert _files(mine.path) == _files(theirs.path)
    states = [load_checkpoint(one.checkpoint) for one in (mine, theirs)]
    assert states[0].meta == states[1].meta
    for name in states[0].state.keys() - {"seconds"}:
        assert np.allclose(states[0].state[name], states[1].state[name], atol=1e-3), name
    tables = [np.genfromtxt(one.samples, delimiter=",", skip_header=1) for one in (mine, theirs)]
    assert np.allclose(*tables, atol=1e-3)
    logs = [one.path.joinpath("metrics.csv").read_text().splitlines() for one in (mine, theirs)]
    assert len(logs[0]) == len(logs[1]) and logs[0][0] == logs[1][0]
    assert [line.split(",")[0] for line in logs[0]] == [line.split(",")[0] for line in logs[1]]


@pytest.mark.usefixtures("quick_score")
@pytest.mark.parametrize("model", ["gan", "cgan"])
def test_the_folders_are_those_of_runs_that_trained_alone(
    begun, engine, stacked, made, tmp_path, two_squares, tiny, model
):
    # Plain descent does not enlarge float32's noise; 7 is no multiple of the snapshots' interval.
    config = replace(tiny, model=model, iterations=7, optimizer="sgd")
    sweeps = []
    for name in ("alone", "stacked"):
        plan = plan_sweep([("", config)], [two_squares], {"r1": [0.1, 5.0]}, [3])
        sweeps.append(start_sweep(tmp_path / name, plan, [two_squares], RunOutput(samples=30)))
    expected = _train(sweeps[0], engine)
    mine = stacked()
    rows = _train(sweeps[1], mine)
    assert made == [2] and mine._processes.closed
    assert [row.run for row in rows] == [row.run for row in expected]
    for row, other in zip(rows, expected, strict=True):
        assert row.outcome.state == "done" and row.outcome.seconds > 0
        assert row.outcome.times_floor == pytest.approx(other.outcome.times_floor, abs=1e-3)
        _same_run(open_run(sweeps[1].path / row.run), open_run(sweeps[0].path / row.run))


@pytest.mark.usefixtures("quick_score")
def test_runs_of_another_shape_and_those_that_do_not_stack(begun, stacked, made, tiny):
    configs = [tiny, replace(tiny, d_hidden=5), replace(tiny, spectral_norm=True)]
    mine = stacked()
    rows = _train(begun({}, config=configs), mine)
    assert made == [1, 1] and len(rows) == 3 == len(mine._processes.finished)
    assert {row.outcome.state for row in rows} == {"done"}


@pytest.mark.slow
@pytest.mark.usefixtures("quick_score")
def test_jobs_bound_the_stack_and_the_rest_follows(begun, stacked, made):
    rows = _train(begun({}, seeds=range(5)), stacked(2))
    assert len(rows) == 5 and made == [2, 2, 1]


@pytest.mark.usefixtures("quick_score")
def test_a_moving_picture_is_made_in_a_process(begun, stacked, made):
    rows = _train(begun({}, seeds=(0, 1), animation="frames"), stacked())
    assert made == [] and len(rows) == 2


@pytest.mark.usefixtures("quick_score")
def test_a_run_that_diverges_is_a_row_and_the_others_go_on(begun, stacked, made, tiny):
    wild = replace(tiny, optimizer="sgd", loss="wasserstein", latent_cells=0, iterations=40)
    mine = stacked()
    sweep = begun({"d_lr": [1e-6, 1000.0, 1e-5]}, config=wild)
    rows = {row.run: row for row in _train(sweep, mine)}
    found = [rows[run.name].outcome for run in sweep.plan.runs]
    assert [one.state for one in found] == ["done", "diverged", "done"]
    assert "finite" in found[1].note and made == [3]
    assert _train(open_sweep(sweep.path), stacked()) == []


@pytest.mark.slow
@pytest.mark.usefixtures("quick_score")
def test_a_sweep_that_was_stopped_goes_on_to_the_same_table(begun, stacked, made, tiny):
    config = replace(tiny, iterations=300)
    whole = begun({"r1": [0.1, 0.2]}, (0,), config, "whole")
    _train(whole, stacked())
    sweep = begun({"r1": [0.1, 0.2]}, (0,), config)
    training = SweepTraining(sweep, stacked())
    for _ in training.train():
        if sum(training.progress.running.values()):
            training.stop()
    states = [
        load_checkpoint(open_run(sweep.path / run.name).checkpoint) for run in sweep.plan.runs
    ]
    assert all(0 < one.meta["iteration"] < 300 for one in states)
    assert {row["state"] for row in _timeless(sweep.path)} == {"waiting"}
    _train(open_sweep(sweep.path), stacked())
    assert _timeless(sweep.path) == _timeless(whole.path)
    assert made == [2, 2, 2]


@pytest.mark.usefixtures("quick_score")
def test_what_is_too_much_for_the_device_trains_one_by_one(begun, stacked, monkeypatch):
    def full(self):
        raise RuntimeError("CUDA out of memory")

    monkeypatch.setattr(TrainerStack, "step", full)
    rows = _train(begun({}, seeds=range(3)), stacked())
    assert [row.outcome.state for row in rows] == ["done"] * 3


@pytest.mark.usefixtures("quick_score")
def test_a_full_disk_ends_the_sweep_with_a_sentence(begun, stacked, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "here")

    sweep = begun({"r1": [0.1, 0.2]})
    with monkeypatch.context() as patched:
        patched.setattr("playground.runs.recorder.Recorder.end_training", full)
        with pytest.raises(RunFailed, match=r"No space left.*--sweep .* goes on with the rest"):
            _train(sweep, mine := stacked())
    assert mine._processes.closed and not mine._runs
    assert len(_train(open_sweep(sweep.path), stacked())) == 2


@pytest.mark.slow
def test_processes_end_what_was_stacked(begun, made):
    rows = _train(begun({}, seeds=range(3)), StackedEngine(2))
    assert [row.outcome.state for row in rows] == ["done"] * 3 and made == [2, 1]
    assert all(np.isfinite(row.outcome.times_floor) for row in rows)


def test_a_cuda_device_stacks_unless_told_otherwise(begun):
    for device, name, stacks in (
        ("cpu", "auto", False), ("cuda", "auto", True), ("cuda", "processes", False),
        ("cpu", "stacked", True),
    ):  # fmt: skip
        sweep = begun({}, name=f"{device}-{name}", device=device)
        assert isinstance(local_engine(sweep, None, name), StackedEngine) == stacks
