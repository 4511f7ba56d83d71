import numpy as np
import pytest
from PIL import Image

from playground.cli import main
from playground.density.load import load_target
from playground.density.sampler import Sampler


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def _csv(name):
    return np.genfromtxt(name, delimiter=",", names=True)


def test_points_of_a_single_layer(tmp_path):
    assert main("--sample ring -n 50 --seed 7 --out p.csv".split()) == 0
    expected, _ = Sampler(load_target("ring")).draw(50, np.random.default_rng(7))
    table = _csv("p.csv")
    assert table.dtype.names == ("x", "y")
    np.testing.assert_array_equal(np.column_stack([table["x"], table["y"]]), expected)


def test_points_of_a_stack_have_their_layer():
    assert main("--sample binary -n 50 --out p.npy".split()) == 0
    table = np.load("p.npy", allow_pickle=False)
    assert table.shape == (50, 3)
    assert set(table[:, 2]) == {0, 1}


def test_a_picture_beside_the_density():
    assert main("--sample penta -n 500 --out p.png".split()) == 0
    with Image.open("p.png") as picture:
        width, height = picture.size
        assert picture.format == "PNG"
    assert width > height


def test_force_replaces_the_file(capsys):
    assert main("--sample ring -n 5 --out p.csv".split()) == 0
    assert main("--sample ring -n 6 --out p.csv".split()) == 2
    assert len(_csv("p.csv")) == 5
    assert main("--sample ring -n 6 --out p.csv --force".split()) == 0
    assert len(_csv("p.csv")) == 6


def test_of_a_run_it_is_the_generator(capsys):
    train = "--train cgan binary --iterations 4 --batch-size 20 --samples 30 --animation none"
    assert main([*train.split(), "--out", "run", "--quiet"]) == 0
    assert main("--sample run -n 30 --out p.csv".split()) == 0
    with open("run/samples.csv") as whole, open("p.csv") as again:  # noqa: PTH123
        assert whole.read() == again.read()
    assert main("--sample run -n 30 --out p.csv --force --seed 1".split()) == 0
    assert not np.array_equal(_csv("p.csv"), _csv("run/samples.csv"))
    assert main("--sample run -n 30 --out q.csv --invert".split()) == 2
    assert main("--sample run -n 30 --out q.png".split()) == 0
    assert capsys.readouterr().err.count("\n") == 1
