import numpy as np
import pytest

from playground.app import points_preview
from playground.app.points_preview import STEPS, PointsPreviewer, bandwidth_at, step_of
from playground.density.point_table import BANDWIDTHS, points_target, read_points
from playground.error_log import error_log
from playground.plots.theme import DARK


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "points.csv"
    np.savetxt(path, np.random.default_rng(0).random((50, 2)), delimiter=",")
    return read_points(path)


@pytest.fixture
def previewer(table):
    made = PointsPreviewer(table, DARK, 40)
    yield made
    made.close()


def test_of_many_requests_the_first_and_the_newest_are_made(qtbot, previewer, table):
    seen = []
    previewer.made.connect(seen.append)
    for step in (10, 20, 30, 40):
        previewer.ask(table.reading, step)
    qtbot.waitUntil(lambda: not previewer.busy)
    assert [preview.step for preview in seen] == [10, 40]
    expected = points_target(table, bandwidth_at(40))
    assert np.array_equal(seen[-1].target.layers[0].pixels, expected.layers[0].pixels)
    assert (seen[-1].points, seen[-1].labels, seen[-1].image.width()) == (50, 0, 40)


def test_without_a_step_it_is_scotts_rule(qtbot, previewer, table):
    with qtbot.waitSignal(previewer.made) as told:
        previewer.ask(table.reading, None)
    assert bandwidth_at(told.args[0].step) == pytest.approx(table.bandwidth(), rel=0.03)


def test_steps_go_from_the_least_bandwidth_to_the_largest_by_one_ratio():
    assert (bandwidth_at(0), bandwidth_at(STEPS)) == pytest.approx(BANDWIDTHS)
    assert bandwidth_at(7) ** 2 == pytest.approx(bandwidth_at(6) * bandwidth_at(8))
    assert [step_of(bandwidth_at(step)) for step in range(STEPS + 1)] == [*range(STEPS + 1)]


@pytest.mark.parametrize("fault", [ZeroDivisionError("x"), RecursionError(), MemoryError()])
def test_what_fails_is_a_sentence_and_the_next_request_is_made(
    qtbot, previewer, table, monkeypatch, fault
):
    def fails(_table, _bandwidth):
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(points_preview, "points_target", fails)
        with qtbot.waitSignal(previewer.failed) as told:
            previewer.ask(table.reading, 10)
    unforeseen = not isinstance(fault, MemoryError)
    assert error_log().exists() == unforeseen
    assert ("Smoothing the points of “points”" in told.args[0]) == unforeseen
    assert not previewer.busy
    with qtbot.waitSignal(previewer.made):
        previewer.ask(table.reading, 10)
