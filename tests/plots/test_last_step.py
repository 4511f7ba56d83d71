# Phase after phase as slow motion shows them: only some of them change anything.

from dataclasses import replace

import numpy as np
import pytest

from playground.plots.arrows import LONGEST
from playground.plots.view import View
from tests.plots.test_inspection_panels import looked, make  # noqa: F401


@pytest.fixture
def panels(make, moment):  # noqa: F811
    shown = make()
    shown.choose(View(heat="change", moved=True))
    return shown


def _phase(panels, snapshot, look, at):
    look = replace(look, d_output_at=at)
    panels.set_inspection(look)
    panels.update(snapshot)
    return panels.inside.overlays


def test_the_map_is_the_difference_that_ds_step_made_until_its_next_one(panels, moment):
    before, after = looked(seed=1), looked(seed=2)
    overlays = _phase(panels, moment(), before, 0)
    assert not overlays.heat.overlay.image.get_visible()
    for at, look in enumerate((before, after, after, after), start=1):
        _phase(panels, moment(), look, at)
        assert overlays.heat.overlay.image.get_visible() == (at > 1)
    np.testing.assert_allclose(
        overlays.heat.overlay.values, after.d_output[0] - before.d_output[0], rtol=1e-5, atol=1e-6
    )
    assert overlays.heat.note == "change by D's step"
    panels.clear()
    assert not overlays.heat.overlay.image.get_visible()


def test_arrows_go_from_where_points_were_to_where_gs_step_put_them(panels, moment):
    first = moment()
    way = np.random.default_rng(3).normal(scale=1e-3, size=(2000, 2)).astype(np.float32)
    second = replace(first, generated=first.generated + way)
    arrows = _phase(panels, first, looked(), 0).by_name["moved"]
    assert not arrows.patch.get_visible()
    for at in (1, 2):
        overlays = _phase(panels, second, looked(), at)
    assert arrows.patch.get_visible()
    chosen = np.arange(125) * 16
    moved = arrows.tips - first.generated[chosen]
    times = float(overlays.note.rpartition(", ")[2].removesuffix("×"))
    short = np.hypot(*(moved.T)) < 0.99 * LONGEST
    np.testing.assert_allclose(moved[short], times * way[chosen][short], rtol=0.1, atol=1e-3)
    panels.choose(View())
    assert not arrows.patch.get_visible()


def test_a_jump_along_the_timeline_is_no_step(panels, moment):
    _phase(panels, moment(), looked(seed=1), 0)
    panels.show(moment(5, seed=4), looked(seed=5), None, past=True)
    overlays = panels.inside.overlays
    assert not overlays.by_name["moved"].patch.get_visible()
    assert not overlays.heat.overlay.image.get_visible()


def test_beside_the_loss_arrows_those_of_the_step_have_another_colour_and_both_are_named(
    panels,
    moment,
):
    panels.choose(View(arrows=True, moved=True))
    overlays = _phase(panels, moment(), looked(), 0)
    overlays = _phase(panels, moment(10, seed=1), looked(), 0)
    assert "black → where G pushes · brown → G's step" in overlays.note
    pushed, moved = (overlays.by_name[name].patch for name in ("arrows", "moved"))
    assert pushed.get_visible() and moved.get_visible()
    assert pushed.get_facecolor() != moved.get_facecolor()
    panels.choose(View(moved=True))
    assert overlays.note.startswith("→ G's step")
