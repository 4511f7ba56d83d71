# DOC

import tracemalloc

import numpy as np
import pytest

from playground.errors import InputError
from playground.metrics.step_metrics import CurveFigures
from playground.nn.history import Snapshot
from playground.runs.tables import Metrics, write_csv, write_npy

HEADER = (
    "iteration,seconds,d_loss,g_loss,"
    "sliced_wasserstein,jensen_shannon,off_support,missed_modes,least_d_loss\n"
)
NONE = np.zeros((0, 2), np.float32)


def _snapshot(iteration, d_loss=1.25):
    layer = np.zeros(0, np.int64)
    return Snapshot(iteration, 0.5, NONE, layer, NONE, layer, d_loss, 0.75, NONE, NONE)


def test_rows_are_there_at_once(tmp_path):
    metrics = Metrics(tmp_path / "m.csv")
    metrics.begin()
    metrics.add(_snapshot(10))
    assert metrics.path.read_text() == HEADER + "10,0.500,1.25,0.75,,,,,\n"
    metrics.add(_snapshot(20), CurveFigures(1.25, 3.5, 0.0125, 2, float("nan")))
    assert metrics.path.read_text().endswith("\n20,0.500,1.25,0.75,1.25,3.5,0.0125,2,nan\n")


def test_losses_keep_single_precision(tmp_path):
    metrics = Metrics(tmp_path / "m.csv")
    metrics.begin()
    loss = float(np.nextafter(np.float32(1.3), np.float32(2)))
    metrics.add(_snapshot(10, loss))
    assert np.float32(metrics.path.read_text().splitlines()[1].split(",")[2]) == np.float32(loss)


def test_cut_drops_later_and_broken_rows(tmp_path):
    metrics = Metrics(tmp_path / "m.csv")
    metrics.begin()
    for iteration in (10, 20, 30):
        metrics.add(_snapshot(iteration))
    with metrics.path.open("a") as file:
        file.write("15,0.7")
    metrics.cut(20)
    assert [row.split(",")[0] for row in metrics.path.read_text().splitlines()[1:]] == ["10", "20"]


def test_cut_of_a_lost_table_starts_anew(tmp_path):
    Metrics(tmp_path / "m.csv").cut(20)
    assert (tmp_path / "m.csv").read_text() == HEADER


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (b"10,\xb4,1,1,,,,,\n", "can't decode"),
        (b"9" * 5000 + b",1,1,1,,,,,\n", "must begin with its iteration, got '9999"),
        ("²,1,1,1,,,,,\n".encode(), "must begin with its iteration, got '²'"),
        (b"\x1b[2J,1,1,1,,,,,\n", r"got '\\\\x1b\[2J'"),
    ],
)
def test_a_damaged_table_is_refused_and_stays(tmp_path, row, says):
    path = tmp_path / "metrics.csv"
    path.write_bytes(HEADER.encode() + row)
    with pytest.raises(InputError, match=says) as caught:
        Metrics(path).cut(20)
    assert "metrics.csv" in str(caught.value) and len(str(caught.value)) < 700
    assert path.read_bytes() == HEADER.encode() + row


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


def test_columns_come_back_with_gaps_where_a_row_has_none(tmp_path):
    metrics = Metrics(tmp_path / "metrics.csv")
    metrics.begin()
    with metrics.path.open("a") as file:
        file.write("0,0.0,nan,nan,,,,,\n10,0.5,0.69,0.7,1.5,2,0.01,0,0.6\n20,1.0,0.6,0.8,,,")
    rows = metrics.columns("iteration", "g_loss", "sliced_wasserstein")
    np.testing.assert_array_equal(rows, [[0, np.nan, np.nan], [10, 0.7, 1.5]])
    assert Metrics(tmp_path / "none.csv").columns("iteration").shape == (0, 1)
    metrics.path.write_text(metrics.path.read_text().replace("0.69,0.7", "0.69,x"))
    with pytest.raises(InputError, match="is no table of a run"):
        metrics.columns("g_loss")


def test_a_table_is_cut_line_by_line_in_little_memory(tmp_path):
    path = tmp_path / "metrics.csv"
    row = b"7,1,1,1,,,,,\n"
    path.write_bytes(
        HEADER.encode() + b"\n" * 10**6 + row + b"9" * 10**6 + b"\n" + row + bytes(4096)
    )
    tracemalloc.start()
    Metrics(path).cut(20)
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()
    assert path.read_bytes() == HEADER.encode() + 2 * row


def test_an_empty_table_is_as_good_as_none(tmp_path):
    (tmp_path / "m.csv").touch()
    Metrics(tmp_path / "m.csv").cut(20)
    assert (tmp_path / "m.csv").read_text() == HEADER
