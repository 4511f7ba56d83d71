"""A run that one click ended is kept, offered, and brought back; undo and the layers bring it."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from playground.app import earlier_runs as earlier_runs_module
from playground.app.earlier_runs import MOST_RUNS, EarlierRun, EarlierRuns
from playground.app.lessons import all_lessons
from playground.app.model_slots import RunSetup
from playground.app.storage.session_state import SessionState
from playground.density.load import load_target
from playground.drawing.drawing import Drawing, DrawingLayer
from playground.gan.config import GanConfig
from playground.nn.history import Checkpoint
from playground.plots.view import View
from playground.runs.session.saved_run import SavedRun

SLOW = 60_000


def _train(qtbot, session, least):
    """Play until both models are so far, and go on playing."""
    session.control.set_playing(True)
    trains = session.run.rules.active
    qtbot.waitUntil(
        lambda: all(session.run.iterations[slot] >= least for slot in trains), timeout=SLOW
    )


def _pause(qtbot, session):
    session.control.set_playing(False)
    with qtbot.waitSignal(session.run.settled, timeout=SLOW):
        session.run.settle()
    # The last picture may come after the state.
    reached = {slot: int(state["iteration"]) for slot, state in _states(session).items()}
    qtbot.waitUntil(lambda: session.run.iterations == reached, timeout=SLOW)


def _states(session):
    return {slot: past.newest_state for slot, past in session.run.histories.items()}


def _same(one, other):
    return one.keys() == other.keys() and all(
        np.array_equal(one[slot][key], other[slot][key])
        for slot in one
        for key in one[slot]
        if key != "seconds"
    )


def _accept(qtbot, window):
    qtbot.mouseClick(window.message_bar.accept_button, Qt.MouseButton.LeftButton)


def _open_lesson(window):
    window.lesson_opener.open_lesson(all_lessons()[0])


ENDS = {
    "gallery": lambda window: window.session.importer.load_shipped("penta"),
    "lesson": _open_lesson,
    "preset": lambda window: window.session.model_slots.set_preset("classic"),
    "model": lambda window: window.session.model_slots.set_model(1, "infogan"),
    "seed": lambda window: window.run_toolbar.seed_action.trigger(),
    "reset": lambda window: window.run_toolbar.reset_action.trigger(),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_run_that_one_click_ended_comes_back_by_another(qtbot, window, running, end):
    running.model_slots.set_setting((0, 1), "g_lr", 0.0007)
    _train(qtbot, running, 3)
    _pause(qtbot, running)
    before, setup, done = _states(running), running.setup, running.run.iterations
    end(window)
    assert set(running.run.iterations.values()) <= {0}
    assert window.message_bar.isVisible()
    assert window.message_bar.label.text() == f"The run ended at iteration {done[0]}."
    _accept(qtbot, window)
    assert not window.message_bar.isVisible()
    assert running.target.name == "binary"
    assert running.setup == setup
    assert running.run.iterations == done
    assert _same(_states(running), before)
    assert not running.control.playing
    _train(qtbot, running, done[0] + 2)


def test_what_was_trained_up_to_the_click_comes_back(qtbot, window, running):
    _train(qtbot, running, 3)
    with qtbot.waitSignal(running.run.ended_saved, timeout=SLOW):
        running.importer.load_shipped("penta")
    said = int(window.message_bar.label.text().rstrip(".").rsplit(" ", 1)[1])
    _accept(qtbot, window)
    assert min(running.run.iterations.values()) >= said - 1
    assert max(running.run.iterations.values()) >= said


def test_undo_of_the_drawing_brings_its_run_and_its_file(qtbot, window, running, tmp_path):
    path = tmp_path / "x.playground"
    _train(qtbot, running, 3)
    _pause(qtbot, running)
    with qtbot.waitSignal(window.session_file.saved, timeout=SLOW):
        window.session_file.save(path)
    before, setup, done = _states(running), running.setup, running.run.iterations
    _open_lesson(window)
    _train(qtbot, running, 1)
    _pause(qtbot, running)
    in_lesson = running.setup
    window.menus.undo.trigger()
    assert (running.setup, running.run.iterations) == (setup, done)
    assert _same(_states(running), before)
    assert window.session_file.path == path
    assert not window.session_file.changed
    window.menus.redo.trigger()
    assert running.setup == in_lesson
    assert min(running.run.iterations.values()) >= 1


def test_a_hidden_layer_stops_only_the_model_that_learns_layers(qtbot, window, running):
    _train(qtbot, running, 3)
    _pause(qtbot, running)
    before, done = _states(running), running.run.iterations
    window.layer_commands.set_visible(0, False)
    assert running.run.iterations == {0: done[0]}
    assert f"CGAN cannot go on with other layers: it ended at iteration {done[1]}." in (
        window.message_bar.label.text()
    )
    _train(qtbot, running, done[0] + 2)
    _pause(qtbot, running)
    further = running.run.iterations[0]
    last = running.run.histories[0].snapshots.at(further)[1]
    assert last.real[:, 0].min() > 0.5 or last.real[:, 0].max() < 0.5  # one disc is left
    window.layer_commands.set_visible(0, True)
    assert running.run.iterations == {0: further, 1: done[1]}
    assert _same({1: _states(running)[1]}, {1: before[1]})
    _train(qtbot, running, further + 2)


def test_a_split_lets_the_gan_go_on(qtbot, window, running):
    running.importer.load_shipped("ring")
    layer = running.editor.drawing.layers[0]
    two = tuple(replace(layer, name=name) for name in "ab")
    _train(qtbot, running, 2)
    _pause(qtbot, running)
    done = running.run.iterations[0]
    running.editor.do("split", replace(running.editor.drawing, layers=two))
    assert running.run.iterations == {0: done, 1: 0}
    _train(qtbot, running, done + 1)


def test_the_menu_lists_the_runs_and_brings_one_back(qtbot, window, running):
    menu = window.menus.earlier_runs
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["None"]
    for name in ("penta", "ring"):
        _train(qtbot, running, 2)
        _pause(qtbot, running)
        running.importer.load_shipped(name)
    menu.aboutToShow.emit()
    texts = [action.text().partition(":")[0] for action in menu.actions()]
    assert texts == ["penta, stable, seed 0", "binary, stable, seed 0"]
    menu.actions()[1].trigger()
    assert running.target.name == "binary"
    assert running.run.iterations[0] >= 2


def _earlier(number, iteration, size=1):
    state = {"iteration": np.array(iteration), "weights": np.zeros(size, np.uint8)}
    past = (Checkpoint(GanConfig(), state),)
    run = SavedRun(0, GanConfig(), (), past)
    drawing = Drawing("d", (DrawingLayer.blank("l"),))
    return EarlierRun(number, number, SessionState(drawing, RunSetup(), View(), {0: run}))


def test_the_shortest_run_goes_where_there_are_too_many():
    kept = EarlierRuns()
    for number in range(MOST_RUNS):
        kept.keep(_earlier(number, 10 + number))
    kept.keep(_earlier(MOST_RUNS, 1))
    assert [run.number for run in kept.runs] == [*range(1, MOST_RUNS), MOST_RUNS]


def test_the_oldest_runs_lose_their_past_where_memory_is_short(monkeypatch):
    monkeypatch.setattr(earlier_runs_module, "MOST_BYTES", 150)
    kept = EarlierRuns()
    for number in range(2):
        run = _earlier(number, 5, 40)
        past = [
            Checkpoint(GanConfig(), {**c.state, "iteration": np.array(3)})
            for c in run.state.runs[0].checkpoints
        ]
        runs = {0: replace(run.state.runs[0], checkpoints=(*past, *run.state.runs[0].checkpoints))}
        kept.keep(replace(run, state=replace(run.state, runs=runs)))
    assert [len(run.state.runs[0].checkpoints) for run in kept.runs] == [1, 2]
    assert [run.state.iteration for run in kept.runs] == [5, 5]


def test_drawings_are_equal_by_their_pixels():
    one = Drawing.of(load_target("binary"))
    other = replace(
        one, layers=tuple(layer.with_pixels(layer.pixels.copy()) for layer in one.layers)
    )
    assert one.equals(replace(other, current=1))
    assert not one.equals(replace(other, layers=other.layers[:1]))
    assert not one.equals(other.replaced(0, replace(other.layers[0], visible=False)))
    assert not one.equals(other.replaced(0, other.layers[0].inverted()))
