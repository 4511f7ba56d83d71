import numpy as np
import pytest

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
