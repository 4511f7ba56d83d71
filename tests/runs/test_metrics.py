import numpy as np

from playground.gan.snapshot import Snapshot
from playground.metrics.moment import CurveFigures
from playground.runs.metrics import Metrics

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
