"""Tasks of lessons, in the window's metrics and in sessions that were handed in."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest

from playground.density.load import load_target
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.gan.presets import CLASSIC, STABLE
from playground.gan.trainer import Trainer
from playground.metrics.step_metrics import CurveFigures, StepMetrics
from playground.nn.history import History
from playground.runs.session.file import SavedSession
from playground.runs.session.saved_run import SavedRun
from playground.runs.tasks import Measures, Task, TaskProgress, lessons_with_tasks

REACH = Task(0, "reach", 1.25)
LEAK = Task(1, "leak", 0.01)
LOSE, FIND = Task(0, "lose", 1), Task(0, "find", 0)


@pytest.mark.parametrize(
    ("task", "measures", "met"),
    [
        (REACH, Measures(1.25, 3, 0.5), True),
        (REACH, Measures(1.26, 0, 0), False),
        (REACH, Measures(nan, 0, 0), False),
        (LEAK, Measures(9, 9, 0.0099), True),
        (LEAK, Measures(1, 0, 0.011), False),
        (LEAK, Measures(1, 0, nan), False),
        (LOSE, Measures(1, 1, 0), True),
        (LOSE, Measures(1, 0, 0), False),
        (FIND, Measures(9, 0, 1), True),
        (FIND, Measures(1, 1, 0), False),
    ],
)
def test_a_task_is_met_by_what_it_asks_for(task, measures, met):
    assert task.is_met(measures) == met


def test_a_moment_is_measured_by_its_metrics():
    leak = np.array([[0.9, 0.06], [0.02, 0.97]])
    figures = CurveFigures(1.5, 2.5, 0.25, 2, 0.7)
    step = StepMetrics(3, figures, np.zeros((0, 2)), np.zeros(0, bool), leak)
    assert Measures.of_step(step) == Measures(1.5, 2, 0.06)
    plain = Measures.of_step(replace(step, leak=np.zeros((0, 0))))
    assert plain.leak != plain.leak


def test_three_moments_in_a_row_do_a_task_and_what_is_done_stays_so():
    progress = TaskProgress([REACH, LEAK])
    good, bad = Measures(1, 0, 0), Measures(5, 0, 0)
    for measures in (good, good, bad, good, good):
        assert not progress.note(0, measures)
    assert progress.done == (False, False)
    assert progress.note(0, good) and progress.done == (True, False)
    assert not progress.note(0, bad) and progress.done == (True, False)
    progress.note(1, good)
    progress.note(1, good)
    progress.begin_anew()
    assert not progress.note(1, good) and progress.done == (True, False)


@pytest.mark.parametrize(
    "content",
    [
        7,
        {},
        {"slot": 0, "kind": "win", "value": 1},
        {"slot": 2, "kind": "leak", "value": 1},
        {"slot": 0, "kind": "leak", "value": "x"},
        {"slot": [], "kind": [], "value": 1},
    ],
)
def test_what_is_no_task_is_said(content):
    with pytest.raises(InputError, match="task"):
        Task.from_json(content)


def test_four_lessons_have_tasks_that_can_be_read():
    lessons = lessons_with_tasks()
    assert [one.number for one in lessons] == [2, 3, 4, 5]
    for lesson in lessons:
        assert all(task.sentence for task in lesson.tasks)
        assert len(lesson.models) == 2


def _session(name, models, train=()):
    target, runs = load_target(name), []
    for place, config in models.items():
        trainer, past = Trainer(config, target), History()
        for _ in range(dict(train).get(place, 1)):
            trainer.step()
        past.add_snapshot(trainer.snapshot())
        past.add_checkpoint(trainer.iteration, config, trainer.state())
        runs.append(SavedRun.of(place, config, past))
    return SavedSession(Drawing.of(target), {}, {}, tuple(runs))


def _lesson(number):
    return next(one for one in lessons_with_tasks() if one.number == number)


def test_a_session_is_of_the_lesson_whose_density_and_models_it_has():
    small = replace(CLASSIC, batch_size=16, d_hidden=4, g_hidden=4)
    session = _session("binary", {0: small, 1: replace(small, model="cgan")})
    assert [one.number for one in lessons_with_tasks() if one.fits(session)] == [4]
    alone = SavedSession(session.drawing, {}, {}, session.runs[:1])
    assert not _lesson(4).fits(alone)
    other = SavedSession(Drawing.of(load_target("penta")), {}, {}, session.runs)
    assert not any(one.fits(other) for one in lessons_with_tasks())
    empty = SavedSession(Drawing.blank("a", "b {number}"), {}, {}, ())
    assert not any(one.fits(empty) for one in lessons_with_tasks())


@pytest.mark.slow
def test_what_was_reached_is_measured_in_the_saved_state():
    config = replace(STABLE, iterations=600, schedule=600)
    trained = _session("u", {0: config}, {0: 600}.items())
    fresh = _session("u", {0: config})
    lesson = _lesson(2)
    ((task, measured, done),) = lesson.check(trained)
    assert task == REACH and done and 0.7 < measured < 1.25
    ((_, measured, done),) = lesson.check(fresh)
    assert not done and measured > 3


def test_a_collapsed_gan_has_lost_modes():
    small = replace(CLASSIC, batch_size=16, d_hidden=4, g_hidden=4)
    lost, found = _lesson(5).check(_session("ring8", {0: small, 1: small}))
    assert lost[2] and lost[1] >= 3 and not found[2]
