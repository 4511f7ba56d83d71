"""The outcome of a run on the disk, and the tables over all of them."""

import csv
import io
import json
from dataclasses import replace
from math import isnan, nan
from statistics import median, quantiles

import pytest

from playground.sweeps.results import (
    RunOutcome,
    SweepRow,
    csv_text,
    groups,
    read_outcome,
    summary_table,
    table,
    write_outcome,
)

DONE = RunOutcome("done", 2.5, 1.25, 0.01, 24, 25)


def _row(seed, r1=0.1, **outcome):
    return SweepRow(f"{seed}", "gan", "t", {"r1": r1}, seed, replace(DONE, **outcome))


def _read(lines):
    return list(csv.DictReader(io.StringIO(csv_text(lines))))


@pytest.mark.parametrize("outcome", [DONE, RunOutcome("diverged", note='a, "loss" was NaN')])
def test_an_outcome_comes_back(tmp_path, outcome):
    write_outcome(tmp_path, outcome)
    assert repr(read_outcome(tmp_path)) == repr(outcome)  # NaN is not NaN


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"state": "done"}', '{"state": "won"}', "🎲"])
def test_a_damaged_outcome_is_a_run_that_waits(tmp_path, content):
    (tmp_path / "score.json").write_text(content, encoding="utf-8")
    assert read_outcome(tmp_path).state == "waiting"
    write_outcome(tmp_path, DONE)
    whole = json.loads((tmp_path / "score.json").read_text())
    for value in ([], {}, "x", 1e999):
        (tmp_path / "score.json").write_text(json.dumps(whole | {"modes": value}))
        assert read_outcome(tmp_path).state == "waiting"


def test_the_table_has_a_row_a_run(tmp_path):
    rows = [_row(0), _row(1, state="diverged", times_floor=nan, note="NaN, at 3")]
    one, two = _read(table(rows))
    assert one["run"] == "0" and one["r1"] == "0.1" and one["state"] == "done"
    assert float(one["times_floor"]) == 1.25 and one["modes"] == "24" and one["leak"] == ""
    assert two["state"] == "diverged" and two["times_floor"] == "" and two["modes"] == ""
    assert two["note"] == "NaN, at 3"


def test_the_summary_has_medians_and_quartiles_of_the_seeds_that_came_to_their_end():
    figures = [1.5, 1.0, 4.0, 2.0, 3.0]
    rows = [_row(seed, times_floor=figure) for seed, figure in enumerate(figures)]
    rows += [_row(9, state="diverged", times_floor=nan), _row(0, r1=0.2)]
    one, two = _read(summary_table(rows))
    assert (one["r1"], one["runs"], one["done"], one["diverged"]) == ("0.1", "6", "5", "1")
    first, _, third = quantiles(figures, n=4, method="inclusive")
    assert float(one["times_floor"]) == median(figures)
    assert (float(one["times_floor_q1"]), float(one["times_floor_q3"])) == (first, third)
    assert (two["r1"], two["runs"], two["times_floor"]) == ("0.2", "1", "1.25")
    assert [len(found) for found in groups(rows).values()] == [6, 1]


def test_an_empty_outcome_has_no_figures():
    assert isnan(RunOutcome().times_floor) and RunOutcome().state == "waiting"
