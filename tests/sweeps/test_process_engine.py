"""Runs in real processes: what dies, what is asked to stop, and what a script needs for it."""

import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
from PIL import Image

from playground.sweeps.plan import plan_sweep
from playground.sweeps.process_engine import TRIES, ProcessEngine
from playground.sweeps.sweep import SweepTraining
from playground.sweeps.sweep_folder import RunOutput, open_sweep, start_sweep

pytestmark = pytest.mark.slow


@pytest.fixture
def begun(tmp_path, square, tiny):
    def begin(iterations, seeds, name="sweep"):
        plan = plan_sweep([("", replace(tiny, iterations=iterations))], [square], {}, seeds)
        return start_sweep(tmp_path / name, plan, [square], RunOutput(samples=20))

    return begin


def _pids(engine):
    return [slot._process.pid for slot in engine._slots]


def _figures(rows):
    return {row.run: (row.outcome.state, row.outcome.times_floor) for row in rows if row}


def test_a_process_that_is_killed_takes_nothing_with_it(begun, engine):
    expected = _figures(SweepTraining(begun(300, [0, 1], "alone"), engine).train())
    killed = []
    engine = ProcessEngine(2)
    rows = []
    training = SweepTraining(begun(300, [0, 1]), engine)
    for row in training.train():
        rows.append(row)
        if not killed and sum(training.progress.running.values()):
            killed.append(_pids(engine)[0])
            os.kill(killed[0], signal.SIGKILL)
    assert killed and _figures(rows) == expected
    assert all(row.outcome.state == "done" for row in training.rows.values())


@pytest.mark.skipif(os.name == "nt", reason="processes are killed by a signal")
def test_a_run_whose_process_always_dies_is_given_up_and_the_next_one_begins(begun):
    engine = ProcessEngine(1)
    training = SweepTraining(begun(10**6, [0, 1]), engine)
    kills, rows = 0, []
    for row in training.train():
        first, second = (
            training.progress.running.get(run.name) for run in training.sweep.plan.runs
        )
        if row is not None:
            rows.append(row)
        elif first and kills < TRIES:
            os.kill(_pids(engine)[0], signal.SIGKILL)
            training.progress.running.clear()
            kills += 1
        elif second:
            training.stop()
    (failed,) = rows
    assert failed.outcome.state == "failed" and kills == TRIES
    assert failed.outcome.note == f"its process died {TRIES} times (signal 9)"
    again = open_sweep(training.sweep.path).rows()
    assert [row.outcome.state for row in again] == ["failed", "waiting"]
    assert (again[1].run, 0) < (again[1].run, _iteration(training.sweep, 1))


def _iteration(sweep, index):
    from playground.runs.run_folder import open_run

    run = open_run(sweep.path / sweep.plan.runs[index].name)
    return run.load_checkpoint().meta["iteration"]


def test_a_script_of_three_lines_needs_no_guard(tmp_path):
    image = Image.new("L", (8, 8))
    image.paste(255, (2, 2, 6, 6))
    image.save(tmp_path / "square.png")
    script = tmp_path / "mine.py"
    script.write_text(
        "from playground import GanConfig, sweep\n"
        "config = GanConfig(iterations=4, snapshot_every=2, d_hidden=4, g_hidden=4, layers=1)\n"
        "for row in sweep(config, 'square.png', seeds=range(2), jobs=1, out='out', samples=20):\n"
        "    print(row.seed, row.outcome.state)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "0 done\n1 done\n", "")
