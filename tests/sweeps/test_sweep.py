"""A sweep trained in this process: its runs, its tables, what stops it and what goes on."""

import csv
from dataclasses import replace

import numpy as np
import pytest

from playground.errors import InputError, RunFailed
from playground.gan.run_score import score
from playground.gan.trainer import Trainer
from playground.runs.run_folder import open_run
from playground.sweeps import sweep as module
from playground.sweeps.plan import plan_sweep
from playground.sweeps.results import read_outcome
from playground.sweeps.sweep import SweepTraining
from playground.sweeps.sweep_folder import RunOutput, open_sweep, start_sweep

pytestmark = pytest.mark.long


@pytest.fixture
def begun(tmp_path, square, tiny):
    """A function that begins a sweep over seeds and what it is told."""

    def begin(over, seeds=(0,), config=tiny, name="sweep"):
        plan = plan_sweep([("", config)], [square], over, seeds)
        return start_sweep(tmp_path / name, plan, [square], RunOutput(samples=30))

    return begin


def _rows(path):
    with (path / "table.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _timeless(path):
    return [{k: v for k, v in row.items() if k != "seconds"} for row in _rows(path)]


def _train(sweep, engine):
    return [row for row in SweepTraining(sweep, engine).train() if row is not None]


@pytest.mark.slow
def test_every_run_is_the_one_that_is_trained_alone(begun, engine, square, tiny):
    sweep = begun({"r1": [0.1, 5.0]}, seeds=(0, 3))
    rows = _train(sweep, engine)
    assert engine.closed and [row.run for row in rows] == [run.name for run in sweep.plan.runs]
    for row in rows:
        alone = Trainer(replace(tiny, seed=row.seed, r1=row.settings["r1"]), square)
        while alone.iteration < tiny.iterations:
            alone.step()
        expected = score(alone)
        found = row.outcome
        assert found.state == "done" and found.seconds > 0
        assert found.times_floor == expected.whole.sliced_wasserstein.ratio
        assert found.off_support == expected.whole.off_support
        assert (found.modes, found.modes_of) == (
            expected.whole.modes - expected.whole.missed_modes,
            expected.whole.modes,
        )
        assert np.isnan(found.leak)
        run = open_run(sweep.path / row.run)
        points = np.loadtxt(run.samples, delimiter=",", skiprows=1)
        assert np.array_equal(points.astype(np.float32), alone.sample(30)[0])
    assert [row["r1"] for row in _rows(sweep.path)] == ["0.1", "0.1", "5.0", "5.0"]
    assert {path.name for path in sweep.path.glob("*.png")} == {"runs.png", "over-r1.png"}


@pytest.mark.slow
def test_the_leak_of_a_cgan_is_in_the_table(tmp_path, engine, two_squares, tiny):
    plan = plan_sweep([("", replace(tiny, model="cgan"))], [two_squares], {}, [0])
    sweep = start_sweep(tmp_path / "s", plan, [two_squares], RunOutput(samples=30))
    (row,) = _train(sweep, engine)
    assert 0 < row.outcome.leak < 1
    assert float(_rows(sweep.path)[0]["leak"]) == pytest.approx(row.outcome.leak, rel=1e-3)


@pytest.mark.usefixtures("quick_score")
def test_a_run_that_diverges_is_a_row_and_is_not_tried_again(begun, engine, tiny):
    wild = replace(tiny, optimizer="sgd", loss="wasserstein", latent_cells=0, iterations=40)
    sweep = begun({"d_lr": [1e-6, 1000.0]}, config=wild)
    rows = _train(sweep, engine)
    assert [row.outcome.state for row in rows] == ["done", "diverged"]
    assert "not" in rows[1].outcome.note and "finite" in rows[1].outcome.note
    assert [row["state"] for row in _rows(sweep.path)] == ["done", "diverged"]
    assert _train(open_sweep(sweep.path), engine) == []


@pytest.mark.usefixtures("quick_score")
def test_a_sweep_that_was_stopped_goes_on_to_the_same_table(begun, engine):
    whole = begun({"r1": [0.1, 0.2]}, seeds=(0, 1), name="whole")
    _train(whole, engine)
    sweep = begun({"r1": [0.1, 0.2]}, seeds=(0, 1))
    training = SweepTraining(sweep, stopped := type(engine)())
    news = training.train()
    while next(news) is None:
        pass
    training.stop()
    assert list(news) == []
    assert [row["state"] for row in _rows(sweep.path)] == ["done", *["waiting"] * 3]
    assert stopped.trained == [sweep.plan.runs[0].name]
    _train(open_sweep(sweep.path), again := type(engine)())
    assert len(again.trained) == 3
    assert _timeless(sweep.path) == _timeless(whole.path)


@pytest.mark.usefixtures("quick_score")
def test_a_run_of_other_settings_in_its_place_is_trained_anew(begun, engine):
    sweep = begun({})
    _train(sweep, engine)
    name = sweep.plan.runs[0].name
    (sweep.path / name / "score.json").unlink()
    other = begun({"r1": [0.5]}, name="other")
    _train(other, engine)
    (sweep.path / name).rename(sweep.path / "aside")
    (other.path / other.plan.runs[0].name).rename(sweep.path / name)
    (sweep.path / name / "score.json").unlink()
    _train(open_sweep(sweep.path), engine)
    assert open_run(sweep.path / name).record.config.r1 == sweep.plan.runs[0].config.r1
    assert read_outcome(sweep.path / name).state == "done"


@pytest.mark.usefixtures("quick_score")
@pytest.mark.parametrize("where", ["checkpoints/last.safetensors", "config.json", "metrics.csv"])
def test_a_run_that_is_damaged_is_trained_anew(begun, engine, where):
    sweep = begun({})
    (row,) = _train(sweep, engine)
    (sweep.path / row.run / "score.json").unlink()
    (sweep.path / row.run / where).write_bytes(b"\x00\xff")
    (again,) = _train(open_sweep(sweep.path), engine)
    if where == "config.json":  # whose it is cannot be told, so it stays as it is
        assert again.outcome.state == "failed" and "config.json" in again.outcome.note
    else:
        assert again.outcome.times_floor == row.outcome.times_floor


@pytest.mark.usefixtures("quick_score")
def test_a_full_disk_ends_the_sweep_with_a_sentence(begun, engine, monkeypatch):
    import playground.sweeps.sweep_run as sweep_run

    def full(path, outcome):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(sweep_run, "write_outcome", full)
    sweep = begun({"r1": [0.1, 0.2]})
    with pytest.raises(RunFailed, match=r"No space left.*--sweep .* goes on with the rest"):
        _train(sweep, engine)
    assert engine.closed
    monkeypatch.undo()
    assert len(_train(open_sweep(sweep.path), engine)) == 2


@pytest.mark.usefixtures("quick_score")
def test_two_processes_cannot_train_one_sweep(begun, engine):
    sweep = begun({})
    first = SweepTraining(sweep, engine).train()
    next(first)
    with pytest.raises(InputError, match="which is still going on"):
        next(SweepTraining(sweep, type(engine)()).train())
    first.close()
    assert engine.closed


@pytest.mark.usefixtures("quick_score")
def test_progress_counts_iterations(begun, engine):
    training = SweepTraining(begun({"r1": [0.1, 0.2]}), engine)
    seen = []
    for row in training.train():
        progress = training.progress
        seen.append((row is not None, progress.over, progress.trained, len(progress.running)))
    assert seen == [(False, 0, 0, 1), (True, 1, 6, 0), (False, 1, 6, 1), (True, 2, 12, 0)]
    assert training.progress.seconds_left == 0


@pytest.mark.usefixtures("quick_score")
def test_from_python_a_row_comes_for_each_run(tmp_path, monkeypatch, engine, square, tiny):
    monkeypatch.setattr(module, "ProcessEngine", lambda jobs: engine)
    monkeypatch.chdir(tmp_path)
    import playground

    rows = list(playground.sweep(tiny, square, over={"r1": [0.1, 0.2]}, seeds=range(2)))
    assert [(row.settings["r1"], row.seed) for row in rows] == [
        *((0.1, 0), (0.1, 1), (0.2, 0), (0.2, 1))
    ]
    assert open_sweep(tmp_path / "runs" / "001-sweep-gan-a-square").rows() == rows
    with pytest.raises(InputError, match="no setting 'colour'"):
        playground.sweep(tiny, square, over={"colour": [1]})
    assert len(list((tmp_path / "runs").iterdir())) == 1
