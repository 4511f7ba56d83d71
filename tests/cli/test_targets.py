import numpy as np
import pytest
import tifffile

from playground.cli import main
from playground.cli.options import PictureOptions
from playground.cli.targets import named_target
from playground.drawing.drawing import Drawing, DrawingLayer
from playground.errors import InputError
from playground.runs.session.drawing import write_drawing


def test_a_table_of_points_is_a_target(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("x y kind\n0 0 a\n1 0 a\n5 5 b\n6 5 b\n0 1 a\n5 6 b\n")
    target = named_target(str(path), PictureOptions())
    assert [layer.name for layer in target.layers] == ["a", "b"]
    with pytest.raises(InputError, match="table of points"):
        named_target(str(path), PictureOptions(invert=True))
    assert main(["--sample", str(path), "-n", "50", "--out", str(tmp_path / "out.csv")]) == 0


def test_a_kept_drawing_is_a_target(tmp_path):
    path = tmp_path / "mine.drawing"
    shown, hidden = DrawingLayer("a", np.full((4, 4), 7, np.uint16)), DrawingLayer.blank("b")
    write_drawing(path, Drawing("mine", (shown, hidden)))
    assert [layer.name for layer in named_target(str(path), PictureOptions()).layers] == ["a"]
    with pytest.raises(InputError, match="pictures only"):
        named_target(str(path), PictureOptions(black_point=0.5))
    write_drawing(path, Drawing.blank())
    with pytest.raises(InputError, match="empty drawing"):
        named_target(str(path), PictureOptions())


# ---------------------------------------------------------------- pages of a picture


@pytest.fixture
def stack(tmp_path):
    pages = np.zeros((3, 6, 8), np.uint8)
    pages[1, 2:4], pages[2, 4:] = 200, 100
    tifffile.imwrite(tmp_path / "stack.tif", pages, photometric="minisblack")
    return str(tmp_path / "stack.tif")


def test_which_page_is_read_is_said_unless_quiet(tmp_path, stack, capsys):
    sample = ["--sample", stack, "-n", "20", "--force", "--out", str(tmp_path / "out.csv")]
    assert main(sample) == 0
    said = capsys.readouterr().err
    assert said == (
        f"playground: `{stack}`: page 2 of 3 is read; "
        "--page N takes another, --pages-as-layers all of them\n"
    )
    for quiet in (["--quiet"], ["--page", "2"]):
        assert main([*sample, *quiet]) == 0
        assert capsys.readouterr() == ("", "")


def test_train_says_it_too(tmp_path, stack, capsys):
    train = ["--train", "gan", stack, "--iterations", "1", "--batch-size", "4", "--samples", "4"]
    train += ["--animation", "none", "--force", "--out", str(tmp_path / "run")]
    assert main(train) == 0
    assert "page 2 of 3 is read" in capsys.readouterr().err
    assert main([*train, "--quiet"]) == 0
    assert "page" not in capsys.readouterr().err


def test_a_page_and_all_pages(tmp_path, stack, capsys):
    out = tmp_path / "out.csv"
    sample = ["--sample", stack, "-n", "20", "--force", "--out", str(out)]
    assert main([*sample, "--page", "3"]) == 0
    lower = np.loadtxt(out, delimiter=",", skiprows=1)
    assert (lower[:, 1] < 0.4).all()
    assert main([*sample, "--pages-as-layers"]) == 0
    assert np.genfromtxt(out, delimiter=",", names=True).dtype.names == ("x", "y", "layer")
    capsys.readouterr()
    for wrong, sentence in (
        (["--page", "4"], "in 1 … 3"),
        (["--page", "-1"], "--page must be at least 0"),
        (["--page", "1"], "must not be empty"),
        (["--page", "2", "--pages-as-layers"], "only one"),
    ):
        assert main([*sample, *wrong]) == 2
        assert sentence in capsys.readouterr().err


def test_drawings_and_runs_have_no_pages(tmp_path):
    path = tmp_path / "mine.drawing"
    write_drawing(path, Drawing("mine", (DrawingLayer("a", np.full((4, 4), 7, np.uint16)),)))
    for how in (PictureOptions(page=1), PictureOptions(pages_as_layers=True)):
        with pytest.raises(InputError, match="--page apply to pictures only"):
            named_target(str(path), how)
    assert named_target(str(path), PictureOptions(split=True)).name == "mine"


def test_a_formula_is_a_target(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    bell = "formula:exp(-((x-.5)^2+(y-.5)^2)/.02)"
    assert main(["--sample", bell, "-n", "4000", "--out", "points.npy"]) == 0
    points = np.load("points.npy")
    assert np.abs(points.mean(axis=0) - 0.5).max() < 0.01
    assert np.abs(points.std(axis=0) - 0.1).max() < 0.005
    small = "--iterations 1 --batch-size 30 --samples 9 --animation none --quiet"
    assert main(["--train", "gan", bell, *small.split()]) == 0
    assert main(["--train", "gan", "runs/001-gan-formula", *small.split()]) == 0
    long = "formula:" + "+".join(["x"] * 150)
    assert main(["--sample", long, "-n", "9", "--out", "long.npy"]) == 0
    capsys.readouterr()
    assert main(["--sample", "formula:x+*y", "-n", "9", "--out", "a.npy"]) == 2
    assert "cannot be read from letter 3 on: `*y`" in capsys.readouterr().err
