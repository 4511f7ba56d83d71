"""A goal is reached when it is held, not when it is touched; so is a best moment."""

from math import inf, nan

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.metrics.step_metrics import CurveFigures
from playground.runs.goal import Best, Goal


def figures(distance):
    return CurveFigures(distance, 1.0, 0.0, 0, nan)


def looked(multiple, *distances):
    goal = Goal(multiple)
    for distance in distances:
        goal.look(None if distance is None else figures(distance))
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


@given(st.lists(st.floats(0.5, 50), max_size=30))
def test_the_best_look_ends_the_five_whose_mean_is_least(distances):
    best, found = Best(), None
    for number, distance in enumerate(distances):
        if best.look(figures(distance)):
            found = number
    if len(distances) < 5:
        assert found is None and best.distance == inf
        return
    means = np.convolve(distances, np.ones(5) / 5, "valid")
    assert means[found - 4] == np.min(means) or np.isclose(means[found - 4], means.min())
    assert np.isclose(best.distance, means.min())


def test_one_lucky_look_is_no_best_moment():
    best = Best()
    looks = [1.2] * 5 + [3.0, 0.7, 3.0, 3.0]
    assert [best.look(figures(look)) for look in looks].count(True) == 1


def test_looks_without_a_number_count_for_nothing():
    best = Best()
    assert not any(best.look(one) for one in (None, figures(nan)) * 5)


def test_a_run_that_goes_on_beats_what_it_was_before():
    best = Best(1.1)
    assert not any(best.look(figures(1.15)) for _ in range(9))
    assert any(best.look(figures(1.0)) for _ in range(5))
