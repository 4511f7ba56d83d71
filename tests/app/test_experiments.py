"""An experiment of the window: what it asks for, what it hears, and what ends it."""

from dataclasses import replace
from multiprocessing import Pipe

import pytest
from PySide6.QtCore import Qt

from playground.app.experiment_table import ExperimentTable, SortedExperiments
from playground.app.experiments import ExperimentForm, Experiments, experiments_folder
from playground.app.model_slots import FIRST_SLOTS
from playground.errors import InputError
from playground.message import Sentence
from playground.sweeps.results import RunOutcome
from playground.sweeps.sweep import SweepProgress
from playground.sweeps.sweep_folder import open_sweep
from playground.sweeps.sweep_process import SweepEnded, SweepNews, train_beside
from playground.worker.process import SpawnedProcess


class FakeProcess:
    """Stands for the process: the test says at `theirs` what that would say."""

    told = SpawnedProcess.told

    def __init__(self, job, *args, name, daemon):
        assert job is train_beside and not daemon
        self.args = args
        self.connection, self.theirs = Pipe()
        self.ended = ""

    def close(self):
        self.connection.close()


@pytest.fixture
def form(two_squares):
    return ExperimentForm(FIRST_SLOTS, two_squares, (("r1", "0.1, 0.3"),), "0-1")


@pytest.fixture
def experiments(qtbot):
    started = []

    def start(*args, **how):
        started.append(FakeProcess(*args, **how))
        return started[-1]

    found = Experiments(start_process=start)
    found.started = started
    yield found
    found.close()


def _news(experiments, outcomes, seconds_left=90.0):
    rows = tuple(
        replace(experiments.rows[index], outcome=outcome) for index, outcome in outcomes.items()
    )
    progress = SweepProgress(total=len(experiments.rows), over=len(rows), failed=0, left=9)
    return SweepNews(rows, progress, seconds_left)


DONE = RunOutcome("done", 1.0, 1.25, 0.5, 2, 2, 0.0)


def test_a_form_is_every_combination_of_both_models(form):
    plan = form.plan()
    found = {(r.config.model, r.config.r1, r.config.seed) for r in plan.runs}
    assert len(plan.runs) == 8 == len(found) and plan.varied == ("r1",)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"slots": ()}, "choose a model to start from"),
        ({"lists": (("r1", "1"), ("r1", "2"))}, "--r1 is there twice"),
        ({"lists": (("r1", "x"),)}, "--r1 must be a finite number"),
        ({"seeds": ""}, "--seed must be a whole number"),
        ({"seeds": "0-9999"}, "at most 2,000 runs, got 40,000"),
    ],
)
def test_what_cannot_be_trained_says_why(form, change, says):
    with pytest.raises(InputError, match=says):
        replace(form, **change).plan()


def test_it_begins_in_a_folder_of_its_own_and_hears_of_its_runs(qtbot, experiments, form):
    experiments.begin(form, jobs=3)
    assert experiments.is_running and not experiments.is_complete
    (process,) = experiments.started
    assert process.args == (experiments.sweep.path, 3)
    assert open_sweep(experiments_folder() / "001-two-squares") == experiments.sweep
    with qtbot.waitSignal(experiments.rows_changed):
        process.theirs.send(_news(experiments, {2: DONE}))
    assert experiments.rows[2].outcome == DONE and experiments.over == 1
    assert experiments.seconds_left == 90
    with qtbot.waitSignal(experiments.ended) as ended:
        process.theirs.send(SweepEnded())
    assert ended.args == [""] and not experiments.is_running


def test_a_full_disk_is_told_in_its_words(qtbot, experiments, form):
    experiments.begin(form)
    with qtbot.waitSignal(experiments.ended) as ended:
        experiments.started[0].theirs.send(SweepEnded(Sentence("the disk is full")))
    assert ended.args == ["the disk is full"] and not experiments.is_running


def test_a_process_that_dies_is_told_and_can_go_on(qtbot, experiments, form):
    experiments.begin(form)
    with qtbot.waitSignal(experiments.ended) as ended:
        experiments.started[0].theirs.close()
        experiments.started[0].ended = "signal 9"
    assert ended.args == ["the process of the experiment has died (signal 9); it can go on"]
    experiments.go_on()
    assert experiments.is_running and len(experiments.started) == 2


def test_stopping_asks_the_process(experiments, form):
    experiments.begin(form)
    experiments.stop()
    assert experiments.started[0].theirs.poll(1) and experiments.is_running


def test_the_newest_is_opened_again(qtbot, experiments, form):
    experiments.begin(form)
    path = experiments.sweep.path
    later = Experiments()
    later.open_newest()
    assert later.sweep.path == path and len(later.rows) == 8 and not later.is_running


def test_the_table_sorts_by_numbers_and_finds_words(qtbot, experiments, form):
    table = ExperimentTable(experiments)
    rows = SortedExperiments(table)
    experiments.begin(form)
    figures = {0: 9.0, 1: 10.0, 2: 1.5}
    outcomes = {index: replace(DONE, times_floor=value) for index, value in figures.items()}
    with qtbot.waitSignal(experiments.rows_changed):
        experiments.started[0].theirs.send(_news(experiments, outcomes))
    rows.sort(table.names.index("times_floor"), Qt.SortOrder.AscendingOrder)
    assert [rows.run_at(row).outcome.times_floor for row in range(3)] == [1.5, 9.0, 10.0]
    assert table.numbers("r1") == [0.1, 0.1, 0.3, 0.3] * 2
    assert "times_floor" in table.number_names() and "state" not in table.number_names()
    rows.filter("cgan 0.3")
    assert rows.rowCount() == 2
    rows.filter("")
    assert rows.rowCount() == 8
    titles = [table.headerData(i, Qt.Orientation.Horizontal) for i in range(table.columnCount())]
    assert titles[:4] == ["Run", "Model", "Target", "R1"]
