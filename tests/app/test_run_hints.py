from dataclasses import replace

import numpy as np
import pytest

from playground.app import run_hints
from playground.app.run_hints import (
    BACK,
    GONE,
    HUGE,
    LARGE,
    QUICK_S,
    SLOW_S,
    Latch,
    Pace,
    SlotHealth,
    Symptoms,
)
from playground.app.starting_points import POINTS
from playground.gan.presets import STABLE
from playground.nn.history import Snapshot


def _snapshot(iteration, *, outside=0.0, loss=1.0):
    points = np.full((200, 2), 0.5, np.float32)
    points[: round(200 * outside)] = 3
    layer, none = np.zeros(200, np.int64), np.zeros(0, np.float32)
    clouds = points, layer, points, layer
    return Snapshot(iteration, iteration / 100, *clouds, loss, -loss, none, none)


def test_a_latch_holds_between_its_bounds():
    latch = Latch(2, 1)
    seen = []
    for value in (1.5, 2.5, 1.5, float("nan"), 0.5, 1.5):
        latch.follow(value)
        seen.append(latch.is_on)
    assert seen == [False, True, True, True, False, False]


def test_the_pace_is_known_while_the_iteration_is_still_under_way():
    pace = Pace()
    assert pace.seconds(100) == 0
    pace.note(10, 100)
    assert pace.seconds(103) == 3
    pace.note(12, 104)
    assert pace.seconds(104.5) == 2
    pace.start(200)  # it rested
    assert pace.seconds(200) == 0
    pace.note(13, 205)
    assert pace.seconds(205) == 5


def test_symptoms_are_the_share_outside_and_the_largest_loss():
    assert Symptoms.of(_snapshot(1, outside=0.25, loss=-7)) == Symptoms(0.25, 7)
    assert Symptoms.of(_snapshot(0, loss=float("nan"))) == Symptoms(0, 0)
    assert Symptoms.of(_snapshot(5, loss=float("inf"))).loss > HUGE


def test_a_healthy_model_has_nothing_to_say():
    health = SlotHealth()
    for iteration in range(100):
        health.note(_snapshot(iteration), iteration / 30)
        health.look(iteration / 30 + 0.02)
        assert health.sentence(STABLE, STABLE) is None


def test_a_large_batch_is_named_with_what_would_help():
    health = SlotHealth()
    health.note(_snapshot(0), 0)
    health.look(SLOW_S + 1)
    config = replace(STABLE, batch_size=100_000)
    assert health.sentence(config, STABLE) == (
        "An iteration takes about 4 s: Batch is 100,000. Less is faster; the preset has 256."
    )
    assert "smaller batch or smaller networks" in health.sentence(STABLE, STABLE)


def test_slow_is_said_until_it_is_clearly_over():
    health, between = SlotHealth(), (SLOW_S + QUICK_S) / 2
    said, at_s = [], 0.0
    for iteration, seconds in enumerate((0, SLOW_S + 1, between, QUICK_S / 2, between)):
        at_s += seconds
        health.note(_snapshot(iteration), at_s)
        health.look(at_s)
        said.append(health.sentence(STABLE, STABLE) is not None)
    assert said == [False, True, True, False, False]


def test_nothing_is_slow_while_it_rests():
    health = SlotHealth()
    health.note(_snapshot(0), 0)
    health.look(60)
    health.start(60, playing=False)
    assert health.sentence(STABLE, STABLE) is None


def test_points_that_left_are_said_with_the_rate_until_they_are_back():
    health, config = SlotHealth(), replace(STABLE, d_lr=100.0)
    said = []
    for iteration, share in enumerate((1.0, 1.0, (GONE + BACK) / 2, BACK / 2), start=0):
        health.note(_snapshot(iteration, outside=share), iteration)
        said.append(health.sentence(config, STABLE))
    assert said[0] is None  # of the initial weights nobody is to blame
    assert (
        said[1]
        == said[2]
        == (
            "The generated points have left the square: D rate is 100, and the preset has 0.003. "
            "Set it lower, and press ↺."
        )
    )
    assert said[3] is None


def test_losses_without_bound_are_said_until_they_are_small_again():
    health, said = SlotHealth(), []
    for iteration, loss in enumerate((10 * HUGE, (HUGE + LARGE) / 2, LARGE / 2), start=1):
        health.note(_snapshot(iteration, loss=loss), iteration)
        said.append(health.sentence(STABLE, STABLE))
    assert said[0] == said[1] == "The losses grow without bound; lower rates and ↺ would help."
    assert said[2] is None


def _hints(window):
    return [panel.hint.text() for panel in window.model_panels]


def test_a_window_says_what_runs_away_and_a_reset_ends_it(window, session):
    session.model_slots.set_setting((0,), "d_lr", 100.0)
    session.run.snapshot_shown.emit(0, _snapshot(5, loss=1e13), None)
    window.run_hints.look()
    assert "D rate is 100" in _hints(window)[0]
    assert window.model_panels[0].hint.isVisible()
    assert _hints(window)[1] == ""
    session.reset()
    assert _hints(window) == ["", ""]
    assert not window.model_panels[0].hint.isVisible()


def test_only_the_model_that_holds_up_the_other_is_called_slow(monkeypatch, window, session):
    clock = [0.0]
    monkeypatch.setattr(run_hints, "monotonic", lambda: clock[0])
    session.model_slots.set_setting((1,), "batch_size", 100_000)
    session.control.set_playing(True)
    for slot in (0, 1):
        session.run.snapshot_shown.emit(slot, _snapshot(0), None)
    clock[0] = SLOW_S + 2
    window.run_hints.look()
    assert _hints(window)[0] == ""
    assert "Batch is 100,000" in _hints(window)[1]


@pytest.mark.parametrize("clock", ["iterations", "seconds"])
def test_a_model_that_waits_for_one_behind_it_is_not_called_slow(
    monkeypatch, window, session, clock
):
    now = [0.0]
    monkeypatch.setattr(run_hints, "monotonic", lambda: now[0])
    session.run.clock = clock
    session.control.set_playing(True)
    session.run.snapshot_shown.emit(1, _snapshot(2000), None)
    for iteration in range(100, 110):  # a fork that has far to go
        now[0] += 1
        session.run.snapshot_shown.emit(0, _snapshot(iteration), None)
        window.run_hints.look()
        assert _hints(window) == ["", ""]
    session.run.snapshot_shown.emit(0, _snapshot(2000), None)
    now[0] += 0.5
    window.run_hints.look()
    assert _hints(window) == ["", ""]
    now[0] += SLOW_S
    window.run_hints.look()
    assert all("An iteration takes about" in hint for hint in _hints(window))


@pytest.mark.slow
def test_until_the_process_is_there_the_drawings_points_are_seen(qtbot, window, session):
    def shown(slot):
        lines = window.model_panels[slot].panels.points.real
        return [len(line.get_xdata()) for line in lines]

    qtbot.waitUntil(lambda: all(sum(shown(slot)) == POINTS for slot in (0, 1)))
    left, right = (line.get_xdata() for line in window.model_panels[1].panels.points.real)
    assert max(left) < 0.5 < min(right)
    with qtbot.waitSignal(session.run.frame_shown, timeout=60_000):
        session.start()
        window.run_hints.look()
        assert _hints(window) == ["Starting the training process…"] * 2
    window.run_hints.look()
    assert _hints(window) == ["", ""]
