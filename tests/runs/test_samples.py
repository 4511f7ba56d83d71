import numpy as np
import pytest

from playground.runs.samples import write_csv, write_npy


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_csv_gives_back_each_number(tmp_path, kind):
    points = np.random.default_rng(0).random((500, 2)).astype(kind)
    points[0] = 0, np.finfo(kind).tiny
    write_csv(tmp_path / "p.csv", points, None)
    lines = (tmp_path / "p.csv").read_text().splitlines()
    assert lines[0] == "x,y"
    back = np.array([[kind(v) for v in line.split(",")] for line in lines[1:]], kind)
    np.testing.assert_array_equal(back, points)


def test_csv_with_layers(tmp_path):
    write_csv(tmp_path / "p.csv", np.array([[0.5, 0.25], [0, 1]]), np.array([1, 0]))
    assert (tmp_path / "p.csv").read_bytes() == b"x,y,layer\n0.5,0.25,1\n0,1,0\n"


def test_npy_has_the_layer_last(tmp_path):
    points = np.random.default_rng(0).random((5, 2)).astype(np.float32)
    write_npy(tmp_path / "p.npy", points, None)
    np.testing.assert_array_equal(np.load(tmp_path / "p.npy", allow_pickle=False), points)
    write_npy(tmp_path / "q.npy", points, np.arange(5))
    table = np.load(tmp_path / "q.npy", allow_pickle=False)
    assert table.dtype == np.float32
    np.testing.assert_array_equal(table[:, 2], np.arange(5))
    np.testing.assert_array_equal(table[:, :2], points)
