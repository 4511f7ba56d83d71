"""A goal is reached when it is held, not when it is touched."""

from math import nan

from playground.metrics.step_metrics import CurveFigures
from playground.runs.goal import Goal


def looked(multiple, *distances):
    goal = Goal(multiple)
    for distance in distances:
        goal.look(None if distance is None else CurveFigures(distance, 1.0, 0.0, 0, nan))
    return goal.reached


def test_it_has_to_be_held():
    assert not looked(1.25, 3.0, 1.2, 1.2, 1.2, 1.2)
    assert looked(1.25, 3.0, 1.2, 1.25, 0.9, 1.1, 1.2)
    assert not looked(1.25, 1.2, 1.2, 1.2, 1.3, 1.2, 1.2, 1.2, 1.2)


def test_missing_figures_neither_help_nor_harm():
    assert looked(1.25, 1.2, None, 1.2, nan, 1.2, None, 1.2, 1.2)


def test_once_reached_it_stays_and_without_a_goal_nothing_is():
    assert looked(1.25, *[1.0] * 5, 9.0)
    assert not looked(0.0, *[0.5] * 20)
