"""The densities that nothing was tuned on: what they claim to be, the same everywhere."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from playground.density.shipped import shipped_names
from playground.metrics.modes import Modes

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "unequal_densities.py"))
UNEQUAL, unequal_target = SCRIPT["UNEQUAL"], SCRIPT["unequal_target"]
PARTS = {
    "two-discs": 2,
    "four-boxes": 4,
    "seven-discs": 7,
    "ladder": 6,
    "crumbs": 10,
    "nested-rings": 4,
    "nested-frames": 3,
    "eye": 4,
    "needle": 2,
    "comb": 6,
    "orbits": 4,
    "strokes": 4,
}


def test_there_are_a_dozen_and_none_is_a_shipped_one():
    assert len(UNEQUAL) == 12 and UNEQUAL.keys() == PARTS.keys()
    assert not UNEQUAL.keys() & {*shipped_names(), "scribble"}


@pytest.mark.parametrize("name", UNEQUAL)
def test_its_parts_are_apart_unequal_and_none_is_too_small_to_be_measured(name):
    light = UNEQUAL[name]()
    assert light.shape == (400, 400) and light.min() == 0 and light.max() <= 1
    target = unequal_target(name)
    assert target.name == name and len(target.layers) == 1
    shares = Modes.of(target).exact
    assert len(shares) == PARTS[name]
    assert shares.max() > 1.5 * shares.min() and shares.min() > 0.02
    edges = np.concatenate([light[0], light[-1], light[:, 0], light[:, -1]])
    assert not edges.any()


def test_the_masses_of_discs_are_those_of_geometry():
    assert Modes.of(unequal_target("two-discs")).exact == pytest.approx([5 / 6, 1 / 6], abs=1e-3)
    shares = np.sort(Modes.of(unequal_target("seven-discs")).exact)
    assert shares == pytest.approx(np.arange(1, 8) / 28, abs=2e-3)
