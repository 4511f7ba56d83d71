"""The smallest targets: whatever can be sampled can be trained, scored and shown."""

import csv
import math
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from playground.cli import main
from playground.density.load import load_target
from playground.gan.config import GanConfig
from playground.gan.inspector import inspect_snapshot
from playground.gan.trainer import Trainer
from playground.metrics.evaluation import Evaluator, Score, summary, table_lines
from playground.metrics.floors import Floor
from playground.metrics.training_metrics import CurveEvaluator, StepEvaluator
from playground.plots.scene import model_panels
from playground.plots.theme import LIGHT
from playground.plots.view import StripKind, View

PIXELS = {
    "one of 64": (64, [(10, 20)]),
    "one of 2000": (2000, [(700, 300)]),
    "two": (64, [(10, 20), (50, 40)]),
    "in the corner": (64, [(63, 0)]),
}


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def _lit(name, size, places):
    pixels = np.zeros((size, size), np.uint8)
    for place in places:
        pixels[place] = 255
    Image.fromarray(pixels).save(name)


def _train(model, target, *more):
    small = "--iterations 30 --snapshot-every 10 --samples 20 --batch-size 64 --quiet --out run"
    return main(["--train", model, target, *small.split(), "--animation", "none", *more])


@pytest.fixture
def eager(monkeypatch):
    """Has every snapshot of a run scored, however short the run is."""
    monkeypatch.setattr("playground.runs.recorder._FIRST_SECONDS", 0.0)
    monkeypatch.setattr("playground.runs.recorder._SHARE", math.inf)


@pytest.mark.parametrize("kind", PIXELS)
def test_a_few_pixels_are_trained_and_scored(kind, eager, capsys):
    size, places = PIXELS[kind]
    _lit("lit.png", size, places)
    assert _train("gan", "lit.png") == 0
    assert main(["--score", "run", "-n", "500"]) == 0
    out, error = capsys.readouterr()
    assert error == ""
    assert "nan" not in out and "inf×" not in out
    rows = list(csv.DictReader(Path("run/metrics.csv").read_text().splitlines()))
    assert [row["iteration"] for row in rows] == ["10", "20", "30"]
    for row in rows:
        assert float(row["sliced_wasserstein"]) > 0
        float(row["jensen_shannon"])
        assert 0 <= float(row["off_support"]) <= 1


@pytest.mark.parametrize("model", ["cgan", "infogan", "batchgan"])
def test_a_pixel_beside_a_broad_layer(model, eager, capsys, tmp_path):
    (tmp_path / "both").mkdir()
    _lit("both/a.png", 64, [(10, 20)])
    _lit("both/b.png", 64, [(y, x) for y in range(30, 60) for x in range(20, 60)])
    assert _train(model, "both") == 0
    assert main(["--score", "run", "-n", "500"]) == 0
    out, error = capsys.readouterr()
    assert error == ""
    assert "nan" not in out
    if model == "cgan":
        assert "\na  " in out and "\nb  " in out


def test_all_points_in_one_place(eager, capsys):
    Path("same.csv").write_text("x,y\n" + "3,4\n" * 50)
    assert _train("gan", "same.csv") == 0
    assert main(["--score", "run", "-n", "500"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("kind", ["in the corner", "one of 2000"])  # inside of one cell
def test_a_perfect_sampler_is_exact(kind):
    size, places = PIXELS[kind]
    _lit("lit.png", size, places)
    target = load_target("lit.png")
    judge = Evaluator(target, 200, pairs=5)
    verdict = judge.evaluate([judge.real(1), judge.real(2)])
    assert verdict.jensen_shannon.value == verdict.jensen_shannon.floor.mean == 0
    assert verdict.jensen_shannon.ratio == 1
    assert verdict.jensen_shannon.at_the_floor
    lines = [line for line in table_lines(verdict) if "Jensen" in line]
    assert lines[0].endswith("exact")
    assert "nan" not in summary(verdict)
    figures = CurveEvaluator(target, "pairing", 200).figures(judge.real(1), judge.real(2))
    assert figures.jensen_shannon == 1
    assert figures.off_support == 0


def test_what_misses_the_pixel_is_no_multiple_of_nothing():
    _lit("lit.png", *PIXELS["in the corner"])
    target = load_target("lit.png")
    judge = Evaluator(target, 200, pairs=5)
    elsewhere = np.full((200, 2), 0.9)
    verdict = judge.evaluate([elsewhere])
    assert verdict.jensen_shannon.value == pytest.approx(math.log(2))
    assert not verdict.jensen_shannon.at_the_floor
    (line,) = [line for line in table_lines(verdict) if "Jensen" in line]
    assert line.endswith("0.693, where the floor is 0")


@pytest.mark.parametrize(
    ("value", "multiple"), [(0.0, 1.0), (0.5, math.nan)], ids=["nothing", "something"]
)
def test_a_floor_of_nothing(value, multiple):
    floor = Floor((0.0, 0.0))
    np.testing.assert_equal(floor.multiple(value), multiple)
    assert Score(value, floor, 1).at_the_floor == (value == 0)
    assert "×" not in Score(value, floor, 1).words


@pytest.mark.parametrize("heat", ["discriminator", "best", "difference"])
@pytest.mark.parametrize("kind", PIXELS)
def test_a_few_pixels_are_shown_with_all_that_a_window_shows(kind, heat):
    size, places = PIXELS[kind]
    _lit("lit.png", size, places)
    target, config = load_target("lit.png"), GanConfig(batch_size=64, d_hidden=8, g_hidden=8)
    trainer = Trainer(config, target)
    evaluator = StepEvaluator(target, config.loss, 200)
    figure = Figure((4, 6))
    FigureCanvasAgg(figure)
    panels = model_panels(figure, target, "GAN on lit", config, LIGHT)
    for strip in get_args(StripKind):
        view = View(heat=heat, arrows=True, grid=True, modes=True, strip=strip)
        panels.choose(view)
        trainer.step()
        snapshot = trainer.snapshot()
        step = evaluator.evaluate(trainer.iteration, snapshot.real, snapshot.generated, None)
        panels.set_metrics(step, evaluator.scale)
        panels.set_inspection(inspect_snapshot(trainer.model_view(), snapshot, view.wanted()))
        panels.update(snapshot)
        figure.canvas.draw()
    middles = np.array([(x + 0.5, size - y - 0.5) for y, x in places]) / size
    away = np.abs(snapshot.real[:, None] - middles).max(axis=2)
    assert away.min(axis=1).max() <= 1.5 / target.size  # large pictures are read in 1024 pixels
    assert set(away.argmin(axis=1)) == set(range(len(places)))
