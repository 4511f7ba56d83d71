"""`--sample`, `--score`, and a trained model from Python."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import playground
from playground.cli import main
from playground.errors import InputError
from playground.mnist.runs.metrics import read_metrics
from tests.mnist.conftest import TINY

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    here = tmp_path_factory.mktemp("runs")
    for name in ("gan", "cgan", "infogan"):
        line = f"--mnist {name} {TINY} --epochs 2 --keep-every 1 --device cpu --quiet"
        assert main([*line.split(), "--out", str(here / name)]) == 0
    return here


def test_three_lines_of_python(runs):
    model = playground.open_mnist(runs / "infogan")
    images = model.sample(6, digit=7, c2=0.5, c3=-1.0)
    assert images.shape == (6, 28, 28) and images.dtype == np.uint8
    np.testing.assert_array_equal(images, model.sample(6, digit=7, c2=0.5, c3=-1.0))
    assert (images != model.sample(6, digit=7, c2=0.5, c3=-1.0, seed=1)).any()
    assert (images != model.sample(6, digit=7, c2=-0.5, c3=-1.0)).any()


def test_a_digit_of_a_cgan_is_its_label(runs):
    model = playground.open_mnist(runs / "cgan")
    turn = model.sample(20)
    np.testing.assert_array_equal(turn[3], model.sample(20, digit=3)[3])
    with pytest.raises(InputError, match="--c2"):
        model.sample(1, c2=0.1)


def test_sheets_and_arrays(runs, capsys):
    assert main(["--sample", str(runs / "cgan"), *"--digit 7 -n 9 --out a.png".split()]) == 0
    assert main(["--sample", str(runs / "gan"), *"-n 9 --seed 3 --out a.npy".split()]) == 0
    with Image.open("a.png") as sheet:
        assert sheet.size == (2 * (3 * 30 + 2), 2 * (3 * 30 + 2))
    array = np.load("a.npy")
    assert array.shape == (9, 28, 28) and array.dtype == np.uint8
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["cgan", "infogan"])
def test_a_score_names_all_its_figures(runs, capsys, name):
    assert main(["--score", str(runs / name), "-n", "300"]) == 0
    out, error = capsys.readouterr()
    assert "training the classifier" in error
    expected = {
        "cgan": ("labels recognised",),
        "infogan": ("error of the codes", "information of c1", "the true slant", "the true width"),
    }
    assert "of drawn test digits" in out and "(drawn: " in out
    assert "real" not in out  # the run learned drawn digits, and is judged by such
    shared = ("share of each digit", "from a tenth each", "diversity", "Fréchet distance")
    for text in (*shared, *expected[name]):
        assert text in out
    with (runs / name / "scores.csv").open(encoding="utf-8") as file:
        assert [row["epoch"] for row in csv.DictReader(file)] == ["1", "2"]
    assert (runs / name / "scores.png").is_file()
    assert main(["--score", str(runs / name), "-n", "300", "--json"]) == 0
    out, error = capsys.readouterr()
    assert "training" not in error  # kept in the cache
    assert json.loads(out)["n"] == 300


@pytest.mark.slow
def test_a_full_score_has_the_figures_that_take_minutes(runs, capsys):
    assert main(["--score", str(runs / "cgan"), "-n", "200", "--full"]) == 0
    out, _ = capsys.readouterr()
    assert "log likelihood" in out and "taught by these" in out
    with (runs / "cgan" / "scores.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [bool(row["likelihood"]) for row in rows] == [False, True]
    assert all(0 <= float(rows[-1][name]) <= 1 for name in ("taught", "real_taught"))
    assert main(["--score", str(runs / "gan"), "-n", "200", "--full", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert "likelihood" in figures and "taught" not in figures


@pytest.mark.slow
def test_once_there_is_a_classifier_each_epoch_has_its_distance(runs):
    line = f"--mnist gan {TINY} --epochs 1 --device cpu --quiet"
    assert main([*line.split(), "--out", "before"]) == 0
    (row,) = read_metrics(Path("before/metrics.csv"))
    assert row.frechet != row.frechet and row.frechet_floor != row.frechet_floor
    assert main(["--score", str(runs / "gan"), "-n", "200", "--quiet"]) == 0
    assert main([*line.split(), "--out", "after"]) == 0
    (row,) = read_metrics(Path("after/metrics.csv"))
    assert row.frechet > row.frechet_floor > 0  # images of three steps are noise


def test_runs_of_the_window_are_told_apart(runs, capsys):
    small = "--iterations 2 --batch-size 20 --samples 30 --animation none --quiet --out flat"
    assert main(f"--train gan ring {small}".split()) == 0
    assert main("--sample flat -n 5 --out points.csv".split()) == 0
    assert Path("points.csv").read_text().startswith("x,y")
    assert main("--resume flat --epochs 5".split()) == 2
    assert "--epochs" in capsys.readouterr().err
