"""The folder of a sweep: what is written comes back, and what a stranger wrote says what it is."""

import json
from dataclasses import replace

import numpy as np
import pytest

from playground.errors import InputError
from playground.sweeps.plan import plan_sweep
from playground.sweeps.sweep_folder import (
    RunOutput,
    check_sweep_place,
    is_sweep,
    open_sweep,
    start_sweep,
)


@pytest.fixture
def folder(tmp_path, two_squares, square, tiny):
    starts = [("a", tiny), ("b", replace(tiny, model="batchgan", d_lr=0.01))]
    plan = plan_sweep(starts, [two_squares, square], {"r1": [0.1, 0.2]}, [0, 3])
    return start_sweep(
        tmp_path / "s", plan, [two_squares, square], RunOutput(50, "gif", "cpu", "x")
    )


def test_a_sweep_comes_back(folder, two_squares):
    again = open_sweep(folder.path)
    assert again == folder and is_sweep(folder.path)
    found = again.target_of(again.plan.runs[0])
    assert found.name == two_squares.name
    for one, two in zip(found.layers, two_squares.layers, strict=True):
        assert np.array_equal(one.pixels, two.pixels) and one.weight == two.weight
    assert {row.outcome.state for row in again.rows()} == {"waiting"}


def test_a_place_that_is_taken_is_refused(folder, tmp_path):
    with pytest.raises(InputError, match="holds a sweep already, playground --sweep"):
        check_sweep_place(folder.path)
    (tmp_path / "note.txt").write_text("x")
    with pytest.raises(InputError, match="is not empty"):
        check_sweep_place(tmp_path)
    with pytest.raises(InputError, match="is a file"):
        check_sweep_place(tmp_path / "note.txt")
    check_sweep_place(tmp_path / "new" / "one")


def _damaged(content, path, value):
    *way, last = path
    for key in way:
        content = content[key]
    if value is None:
        del content[last]
    else:
        content[last] = value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["runs", 0, "name"], "../out"),
        (["runs", 0, "name"], "..\\out"),
        (["runs", 0, "name"], ".."),
        (["runs", 0, "name"], 3),
        (["runs", 1, "name"], "001-gan-two-squares"),
        (["runs", 0, "target"], 7),
        (["runs", 0, "set"], {"r1": -4}),
        (["runs", 0, "set"], {"colour": 1}),
        (["runs", 0, "model"], "vae"),
        (["targets", 0, "folder"], "/etc"),
        (["targets", 0, "layers", 0, "file"], "../x.png"),
        (["targets", 0, "layers", 0, "weight"], -1),
        (["format"], 99),
        (["format"], "x"),
        (["animation"], "webp"),
        (["samples"], None),
        (["configs"], None),
        (["varied"], [1]),
        (["versions"], 3),
    ],
)
def test_a_damaged_plan_says_so(folder, path, value):
    file = folder.path / "sweep.json"
    content = json.loads(file.read_text())
    _damaged(content, path, value)
    file.write_text(json.dumps(content))
    with pytest.raises(InputError, match=r"sweep\.json: "):
        open_sweep(folder.path)


def test_no_sweep_says_so(tmp_path):
    with pytest.raises(InputError, match="there is no such folder"):
        open_sweep(tmp_path / "nothing")
    with pytest.raises(InputError, match=r"has no sweep\.json"):
        open_sweep(tmp_path)
