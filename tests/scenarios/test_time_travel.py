"""The timeline, with a run that has a past, and a worker where one is needed."""

import os
import signal
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from playground.nn.history import Snapshot
from playground.nn.inspection import InspectionRequest
from playground.worker.protocol import InspectSnapshot

SLOW = 60_000
STOPS = (0, 10, 20, 30, 40)


def _snapshot(iteration):
    points = np.full((50, 2), (iteration + 1) / 100, np.float32)
    layers, weights = np.zeros(50, np.int64), np.zeros(3, np.float32)
    loss = 0.5 + iteration / 100
    return Snapshot(iteration, 1.0, np.full_like(points, 0.5), layers, points, layers, loss, loss,
                    weights, weights)  # fmt: skip


@pytest.fixture
def past(window, session):
    """A run without a worker that has been through `STOPS`."""
    for iteration in STOPS:
        _go_on(session, iteration)
    return window.playhead


def _go_on(session, iteration):
    for slot, history in session.run.histories.items():
        snapshot = _snapshot(iteration)
        history.add_snapshot(snapshot)
        session.run.snapshot_shown.emit(slot, snapshot, None)
    session.run.frame_shown.emit()


def _titles(window):
    return [panel.labels.title.text() for panel in window.model_panels]


def _seen(window, slot=0):
    """The iteration that a panel's points are of."""
    points = window.model_panels[slot].panels.points.generated[0].get_xdata()
    return round(float(points[0]) * 100) - 1


def _click_at(qtbot, slider, share):
    x = round(share * (slider.width() - 1))
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(x, slider.height() // 2))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(x, slider.height() // 2))


def test_a_click_on_the_slider_shows_that_moment_in_both_panels(qtbot, window, past):
    timeline = window.comparison.timeline
    assert timeline.slider.value() == 40
    assert "Now" in timeline.label.text()
    _click_at(qtbot, timeline.slider, 0.55)
    assert past.state.at == 20
    assert [_seen(window, slot) for slot in (0, 1)] == [20, 20]
    assert all("past iteration 20" in title for title in _titles(window))
    assert timeline.label.text() == "Past: 20 of 40"


def test_dragging_follows_the_mouse_and_ends_in_the_present(qtbot, window, past):
    slider = window.comparison.timeline.slider
    middle = slider.height() // 2
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, middle))
    assert past.state.at == 20
    qtbot.mouseMove(slider, QPoint(slider.width() // 4, middle))
    assert past.state.at == 0 or past.state.at == 10
    qtbot.mouseMove(slider, QPoint(slider.width() - 1, middle))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 1, middle))
    assert past.state.at is None
    assert _seen(window) == 40
    assert not any("past" in title for title in _titles(window))


def test_keys_go_from_snapshot_to_snapshot(qtbot, window, past):
    slider = window.comparison.timeline.slider
    slider.setFocus()
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home,
                Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_End):  # fmt: skip
        qtbot.keyClick(slider, key)
        seen.append(_seen(window))
    assert seen == [30, 20, 30, 0, 0, 10, 40]
    assert past.state.at is None


def test_shortcuts_reach_the_past_from_anywhere(qtbot, window, past):
    for key, iteration in ((Qt.Key.Key_Left, 30), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Right, 10)):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        assert _seen(window) == iteration
    qtbot.keyClick(window, Qt.Key.Key_End, Qt.KeyboardModifier.AltModifier)
    assert past.state.at is None


def test_the_present_goes_on_behind_the_past_and_is_there_again(qtbot, window, session, past):
    panel = window.model_panels[0]
    past.seek(10)
    _go_on(session, 50)
    assert _seen(window) == 10
    assert window.comparison.timeline.slider.maximum() == 50
    assert window.comparison.timeline.slider.value() == 10
    losses = panel.panels.inside.strip.losses.curves
    assert losses.lines[0][0].get_xdata()[-1] == 50
    assert losses.cursor.get_visible()
    assert losses.cursor.get_xdata()[0] == 10
    qtbot.mouseClick(window.comparison.timeline.now_button, Qt.MouseButton.LeftButton)
    assert _seen(window) == 50
    assert not losses.cursor.get_visible()
    assert "iteration 50" in panel.labels.title.text()


def test_it_plays_back_to_the_present_and_stops_there(qtbot, window, past):
    timeline, shown = window.comparison.timeline, []
    past.moved.connect(lambda where: shown.append(where.at))
    timeline.speed_box.setCurrentIndex(timeline.speed_box.count() - 1)
    qtbot.keyClick(window, Qt.Key.Key_P)
    assert past.state.playing_back
    qtbot.waitUntil(lambda: past.state.at is None)
    assert list(dict.fromkeys(shown)) == [0, 10, 20, 30, None]
    assert not past.state.playing_back


def test_playing_back_can_be_stopped(qtbot, window, past):
    window.comparison.timeline.speed_box.setCurrentIndex(0)
    for playing in (True, False):
        window.comparison.time_actions.play_back.trigger()
        assert past.state.playing_back is playing
    assert past.state.at == 0


def test_a_theme_change_keeps_the_run_and_the_moment(window, past):
    past.seek(20)
    window.show_run()
    losses = window.model_panels[0].panels.inside.strip.losses.curves
    assert losses.lines[0][0].get_xdata().tolist() == list(STOPS)
    assert _seen(window) == 20
    assert "past iteration 20" in window.model_panels[0].labels.title.text()
    past.return_to_now()
    assert _seen(window) == 40


def test_a_new_run_has_no_past(window, session, past):
    past.seek(20)
    session.reset()
    assert past.state == replace(past.state, at=None, newest=0)
    assert not window.comparison.timeline.slider.isEnabled()
    assert not window.comparison.time_actions.forks[0].isEnabled()


def test_the_past_of_another_drawing_has_no_map(qtbot, window, session, past):
    heat = window.model_panels[0].panels.inside.overlays.heat
    window.comparison.view_toolbar.field_actions("heat")[1].trigger()
    past.seek(20)
    assert not heat.redrawn
    for history in session.run.histories.values():
        other = np.full((50, 2), 0.7, np.float32)
        history.add_snapshot(replace(_snapshot(50), real=other))
    for panel, history in zip(window.model_panels, session.run.histories.values(), strict=True):
        panel.show_snapshot(history.snapshots.at(50)[1])
    past.seek(10)
    assert not heat.overlay.image.get_visible()
    assert "different then" in heat.note
    past.return_to_now()
    assert heat.overlay.image.get_visible()


def _train(qtbot, session, until):
    """Train to `until` or a little more, and pause with that state and its picture at hand."""
    run = session.run
    session.control.set_playing(True)
    qtbot.waitUntil(lambda: min(run.iterations.values()) >= until, timeout=SLOW)
    session.control.set_playing(False)
    # The worker answers in order: the state that it saved at the pause is here before this is.
    with qtbot.waitSignal(session.run.snapshot_inspected, timeout=SLOW):
        session.run.inspect_snapshot(
            0, session.run.histories[0].snapshots.at(0)[1], InspectionRequest()
        )
    qtbot.waitUntil(lambda: min(run.iterations.values()) == run.saved_iteration, timeout=SLOW)


def _click_fork(qtbot, window, slot):
    menu = window.comparison.timeline.fork_button.menu()
    menu.popup(QPoint(0, 0))
    action = window.comparison.time_actions.forks[slot]
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def _state(session, slot):
    return session.run.histories[slot].newest_state


@pytest.fixture
def small(running, qtbot):
    """A running session whose models are small, at iteration 0."""
    for name, value in (("batch_size", 64), ("d_hidden", 8), ("g_hidden", 8)):
        running.model_slots.set_setting((0, 1), name, value)
    with qtbot.waitSignal(running.run.frame_shown, timeout=SLOW):
        running.reset()
    return running


def _same_states(one, other):
    return [name for name in one.keys() - {"seconds"} if not np.array_equal(one[name], other[name])]


def test_a_fork_stands_beside_its_original_and_can_be_taken_back(qtbot, window, small):
    _train(qtbot, small, 10)
    start = small.run.saved_iteration
    _train(qtbot, small, start + 10)
    window.playhead.seek(start)
    before, cgan = (_state(small, slot) for slot in (0, 1))
    with qtbot.waitSignal(small.notices.info):
        _click_fork(qtbot, window, 0)
    assert small.model_slots.titles == ("GAN", f"GAN @ {start}")
    assert window.settings_form.chosen_slots == (1,)
    assert not small.control.playing
    qtbot.waitUntil(lambda: small.run.saved_iteration == start, timeout=SLOW)
    assert small.run.histories[1].snapshots.iterations[-1] == start
    assert _same_states(before, _state(small, 0)) == []
    # Without a change the fork goes the way of its original, once it has caught up.
    _train(qtbot, small, int(before["iteration"]) + 5)
    assert _same_states(*(_state(small, slot) for slot in (0, 1))) == []
    window.comparison.time_actions.take_back.trigger()
    assert small.model_slots.titles == ("GAN", "CGAN")
    assert not small.forks.can_undo
    at = int(cgan["iteration"])
    qtbot.waitUntil(lambda: small.run.saved_iteration == at, timeout=SLOW)
    assert _same_states(cgan, _state(small, 1)) == []


def test_a_fork_of_the_present_begins_where_that_is(qtbot, window, small):
    small.control.set_playing(True)
    qtbot.waitUntil(lambda: max(small.run.iterations.values()) >= 10, timeout=SLOW)
    small.run.histories[0].checkpoints.rewind(0)  # as if the worker had not told for long
    assert small.forks.start(0) == 0
    text = window.comparison.time_actions.forks[0].text()
    assert text == "Fork GAN as it is now, in the place of CGAN"
    with qtbot.waitSignal(small.notices.info, timeout=SLOW):
        _click_fork(qtbot, window, 0)
    assert not small.control.playing
    assert small.slots[1].forked_at >= 10
    assert small.slots[1].forked_at == int(_state(small, 0)["iteration"])


def test_with_another_drawing_a_fork_ends_and_the_replaced_model_is_back(qtbot, window, small):
    _train(qtbot, small, 5)
    small.fork(1, 0)
    assert small.model_slots.titles == ("CGAN @ 0", "CGAN")
    with qtbot.waitSignal(small.notices.info) as noted:
        small.importer.load_shipped("ring")  # of one layer: no CGAN could learn it
    assert small.model_slots.titles == ("GAN", "CGAN")
    assert "GAN and CGAN are back" in noted.args[0]
    assert list(small.run.plan.configs) == [0]
    assert not small.forks.can_undo
    small.editor.undo()  # brings the run back, as it was when it ended: with the fork
    assert small.model_slots.titles == ("CGAN @ 0", "CGAN")
    assert list(small.run.plan.configs) == [0, 1]
    assert not small.forks.can_undo


def test_a_fork_has_settings_of_its_own_and_no_command(qtbot, window, small):
    _train(qtbot, small, 10)
    small.fork(1, 5)
    start = small.slots[0].forked_at
    assert small.model_slots.titles == (f"CGAN @ {start}", "CGAN")
    small.model_slots.set_setting((0,), "g_lr", 0.01)
    assert small.slots[1].config.g_lr != 0.01
    _train(qtbot, small, 15)
    assert [int(_state(small, slot)["iteration"]) >= 15 for slot in (0, 1)] == [True, True]
    assert _same_states(*(_state(small, slot) for slot in (0, 1))) != []
    window.session.copy_commands((0,))
    assert "was forked at iteration" in window.message_bar.label.text()
    window.session.copy_commands((1,))
    assert "--train cgan binary" in QApplication.clipboard().text()
    small.reset()
    assert small.model_slots.titles == ("CGAN · G rate 0.01", "CGAN · G rate 0.002")
    assert not small.forks.can_undo


def _has_inspection(past):
    return past is not None and past.inspection is not None


def test_the_past_has_its_own_inspections_also_after_the_worker_died(qtbot, window, small):
    playhead, panel = window.playhead, window.model_panels[0]
    window.comparison.view_toolbar.field_actions("heat")[0].trigger()
    _train(qtbot, small, 10)
    first, heat = small.run.histories[0].snapshots.at(0)[1], panel.panels.inside.overlays.heat
    shown = []
    for dies in (False, True):
        if dies:
            with qtbot.waitSignal(small.notices.problem, timeout=SLOW):
                os.kill(small.run.worker.pid, signal.SIGKILL)
        playhead.seek(0)
        qtbot.waitUntil(lambda: _has_inspection(panel.frame.past), timeout=SLOW)
        assert panel.frame.past.snapshot is first
        assert "past iteration 0" in panel.labels.title.text()
        shown.append(heat.overlay.values)
        playhead.return_to_now()
    assert np.array_equal(*shown)
    _train(qtbot, small, 15)
    assert small.run.histories[0].snapshots.iterations[0] == 0
    assert not np.array_equal(heat.overlay.values, shown[0])


def test_a_run_that_failed_can_be_looked_at_and_forked(qtbot, window, small):
    rates = ("d_lr", "g_lr")
    small.model_slots.set_setting((0,), "optimizer", "sgd")
    for name in rates:
        small.model_slots.set_setting((0,), name, 1e-4)
    small.reset()
    _train(qtbot, small, 5)
    for name in rates:
        small.model_slots.set_setting((0,), name, 1000.0)
    with qtbot.waitSignal(small.notices.problem, timeout=SLOW):
        small.control.set_playing(True)
    window.comparison.view_toolbar.field_actions("heat")[0].trigger()
    window.playhead.seek(2)
    qtbot.waitUntil(lambda: window.model_panels[0].frame.past is not None, timeout=SLOW)
    small.fork(0, 5)
    assert [small.slots[1].config.d_lr, small.slots[0].config.d_lr] == [1e-4, 1000]
    small.control.set_playing(True)
    qtbot.waitUntil(lambda: small.run.iterations[1] > 10, timeout=SLOW)
    assert small.control.playing


def test_stale_answers_are_not_shown(qtbot, window, session, past, monkeypatch):
    asked = []
    monkeypatch.setattr(session.run, "_send", asked.append)
    window.comparison.view_toolbar.field_actions("heat")[0].trigger()
    past.seek(10)
    past.seek(20)
    commands = [command for command in asked if isinstance(command, InspectSnapshot)]
    assert [one.snapshot.iteration for one in commands] == [10, 10]
    past.return_to_now()
    session.run.snapshot_inspected.emit(0, None, None)
    assert _seen(window) == 40
