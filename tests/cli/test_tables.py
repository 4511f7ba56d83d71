"""Tables of points on the command line: what was read is said, and can be changed."""

from pathlib import Path

import numpy as np
import pytest

from playground import load_target
from playground.cli import main
from playground.runs.run_folder import open_run

pytestmark = pytest.mark.long

X, Y = np.random.default_rng(3).gamma([[2], [9]], size=(2, 2000))
SAYS = "table.csv: x is `x`, y is `y` and runs up, a layer for each `class`; column 1 is an index\n"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [f"{i},{y:.4f},{x:.4f},c{i % 2}" for i, (x, y) in enumerate(zip(X, Y, strict=True))]
    (tmp_path / "table.csv").write_text("\n".join([",y,x,class", *rows]))


def _mean(*flags):
    """The mean of points drawn of the table, [2], and how many layers they have."""
    command = ["--sample", "table.csv", "-n", "20000", "--out", "out.csv", "--force", *flags]
    assert main(command) == 0
    table = np.genfromtxt("out.csv", delimiter=",", names=True)
    layers = len(set(table["layer"])) if "layer" in table.dtype.names else 1
    return [table["x"].mean(), table["y"].mean()], layers


def _placed(x, y):
    points = np.stack([x, y], axis=1)
    low, high = points.min(axis=0), points.max(axis=0)
    return ((points - (low + high) / 2) * 0.88 / (high - low).max() + 0.5).mean(axis=0)


def test_the_line_says_what_was_read_and_the_points_are_those(capsys):
    mean, layers = _mean()
    assert capsys.readouterr().out == SAYS
    assert mean == pytest.approx(_placed(X, Y), abs=0.01)
    assert layers == 2


@pytest.mark.parametrize(
    ("flags", "x", "y", "layers", "says"),
    [
        (["--columns", "y,x"], Y, X, 1, "x is `y`, y is `x` and runs up, no labels"),
        (["--columns", "2,3,4"], Y, X, 2, "x is `y`, y is `x` and runs up, a layer for each"),
        (["--y-down"], X, -Y, 2, "y is `y` and runs down"),
        (["--no-y-down"], X, Y, 2, "y is `y` and runs up"),
    ],
)
def test_flags_read_it_in_another_way(capsys, flags, x, y, layers, says):
    mean, found = _mean(*flags)
    assert says in capsys.readouterr().out
    assert mean == pytest.approx(_placed(x, y), abs=0.01)
    assert found == layers


def test_a_run_says_it_unless_it_is_to_be_quiet(capsys):
    train = "--train cgan table.csv --columns x,y,class --iterations 2 --animation none --out run"
    assert main(train.split()) == 0
    assert SAYS in capsys.readouterr().out
    run = open_run(Path("run"))
    assert [layer.name for layer in run.target().layers] == ["c0", "c1"]
    assert main([*train.split(), "--force", "--quiet"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("--sample table.csv --columns x,z --out p.csv", "must have the column `z`"),
        ("--sample table.csv --invert --out p.csv", "table of points"),
        ("--sample ring --columns x,y --out p.csv", "no table of points"),
        ("--sample ring --y-down --out p.csv", "no table of points"),
        ("--score run --y-down", "--y-down does not belong to --score"),
        ("--columns x,y", "--columns needs one of --train"),
    ],
)
def test_what_does_not_belong_is_said(capsys, command, said):
    assert main(command.split()) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_the_same_from_python(capsys):
    told = []
    target = load_target("table.csv", columns=("x", "y"), y_down=True, tell=told.append)
    assert told == ["table.csv: x is `x`, y is `y` and runs down, no labels; column 1 is an index"]
    assert [layer.name for layer in target.layers] == ["table"]
    assert capsys.readouterr().out == ""
