"""Which runs the pictures of a sweep put where."""

import numpy as np
import pytest

from playground.sweeps.pictures import (
    axes_of,
    columns_of,
    curves_over,
    label_of,
    phase_maps,
    run_panels,
    sweep_figures,
)
from playground.sweeps.results import RunOutcome, SweepRow


def _row(model, r1, d_lr, seed, figure=None):
    state = "done" if figure else "diverged"
    outcome = RunOutcome(state, times_floor=figure or float("nan"))
    name = f"{model}-{r1}-{d_lr}-{seed}"
    return SweepRow(name, model, "t", {"r1": r1, "d_lr": d_lr}, seed, outcome)


ROWS = [
    _row(model, r1, d_lr, seed, 1 + r1 * 10 + d_lr + seed if model == "gan" or seed else None)
    for model in ("gan", "cgan")
    for r1 in (0.3, 0.1)
    for d_lr in (1.0, 2.0)
    for seed in (0, 1, 2)
]


def test_what_differs_are_the_axes():
    assert axes_of(ROWS) == ["model", "r1", "d_lr"]
    alone = [SweepRow("a", "gan", "t", {}, seed, RunOutcome()) for seed in range(3)]
    assert axes_of(alone) == ["model"] and label_of(alone[0], alone) == ""
    assert label_of(ROWS[0], ROWS) == "gan, r1 0.3, d_lr 1"
    assert columns_of(ROWS) == 3


def test_a_curve_is_for_what_is_equal_but_for_one_setting():
    curves = curves_over(ROWS, "r1")
    assert [curve.label for curve in curves] == [
        *("gan, d_lr 1", "gan, d_lr 2", "cgan, d_lr 1", "cgan, d_lr 2")
    ]
    first = curves[0]
    assert first.values == [0.1, 0.3]  # in their order
    assert [sorted(found) for found in first.figures] == [[3, 4, 5], [5, 6, 7]]
    assert curves[2].diverged == [1, 1] and len(curves[2].figures[0]) == 2


def test_a_phase_map_has_the_medians_of_a_model():
    gan, cgan = phase_maps(ROWS, "r1", "d_lr")
    assert (gan.title, gan.columns, gan.lines) == ("gan on t", [0.1, 0.3], [1.0, 2.0])
    assert np.allclose(gan.medians, [[4, 6], [5, 7]])
    assert np.allclose(cgan.medians, [[4.5, 6.5], [5.5, 7.5]])


@pytest.mark.parametrize("count", [3, 250])
def test_there_are_at_most_a_hundred_panels(tmp_path, count):
    class Folder:
        path = tmp_path

    rows = [_row("gan", 0.1, 1.0, seed) for seed in range(count)]
    panels = run_panels(Folder, rows)
    assert len(panels) == min(count, 100)
    assert [panels[0].seed, panels[-1].seed] == [0, count - 1]
    assert {panel.state for panel in panels} == {"diverged"}


def test_every_pair_of_settings_has_a_picture(tmp_path):
    class Folder:
        path = tmp_path

    names = [name for name, _ in sweep_figures(Folder, ROWS)]
    assert names == ["runs", "over-model", "over-r1", "over-d_lr", "phases-r1-d_lr"]
