"""What a sweep trains."""

from dataclasses import replace
from itertools import product

import pytest

from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.sweeps.plan import plan_sweep


def test_the_product_has_every_combination_once(square, tiny):
    over = {"r1": [0.1, 0.2, 0.1], "d_steps": [1, 2]}
    plan = plan_sweep([("", tiny)], [square], over, range(3))
    found = [(run.config.r1, run.config.d_steps, run.config.seed) for run in plan.runs]
    assert sorted(found) == sorted(product([0.1, 0.2], [1, 2], range(3)))
    assert plan.varied == ("r1", "d_steps")
    assert len({run.name for run in plan.runs}) == 12
    assert plan.runs[0].name == "001-gan-a-square"
    assert all(replace(r.config, r1=0.06, d_steps=1, seed=0) == tiny for r in plan.runs)


def test_pairs_go_together_and_with_every_seed(square, tiny):
    over = {"r1": [0.1, 0.2], "r2": [1.0, 2.0], "d_steps": [3]}
    plan = plan_sweep([("", tiny)], [square], over, [4, 5], pairs=True)
    found = [(r.config.r1, r.config.r2, r.config.d_steps, r.config.seed) for r in plan.runs]
    assert found == [(0.1, 1, 3, 4), (0.1, 1, 3, 5), (0.2, 2, 3, 4), (0.2, 2, 3, 5)]
    assert plan.varied == ("r1", "r2")
    with pytest.raises(InputError, match="pairs need lists of one length, got 3 of r2 beside 4"):
        over = {"r1": [1, 2, 3, 4], "r2": [1, 2, 3]}
        plan_sweep([("", tiny)], [square], over, [0], pairs=True)


def test_models_targets_and_presets_are_combined(two_squares, square, tiny):
    starts = [("stable", tiny), ("mine", replace(tiny, model="cgan"))]
    plan = plan_sweep(starts, [two_squares], {}, [0])
    assert [(r.config.model, r.start) for r in plan.runs] == [("gan", "stable"), ("cgan", "mine")]
    assert plan.varied == ("preset",)
    assert plan.values(plan.runs[1]) == {"preset": "mine"}
    with pytest.raises(InputError, match="cannot be learned"):
        plan_sweep(starts, [two_squares, square], {}, [0])


@pytest.mark.parametrize(
    ("over", "seeds", "says"),
    [
        ({"colour": [1]}, [0], "there is no setting 'colour' to sweep over"),
        ({"seed": [1]}, [0], "there is no setting 'seed' to sweep over"),
        ({"r1": []}, [0], "a sweep needs at least one value of r1"),
        ({}, [], "a sweep needs at least one value of seed"),
        ({"r1": range(1000)}, range(1000), "at most 100,000 runs, got 1,000,000"),
        ({"r1": [-1]}, [0], "--r1 must be at least 0, got -1"),
    ],
)
def test_what_cannot_be_planned_says_why(square, over, seeds, says):
    with pytest.raises(InputError, match=says):
        plan_sweep([("", GanConfig())], [square], over, seeds)
