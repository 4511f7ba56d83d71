import os
import shlex
import signal

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSpinBox

from playground.drawing.drawing import Drawing, DrawingLayer
from playground.drawing.tools import Brush, Stroke, Touch
from playground.gan.presets import PRESETS

SLOW = 60_000
MODELS = ("gan", "cgan")


class Watch:
    """All snapshots that a session shows of each slot, the newest last."""

    def __init__(self, session):
        self.taken = ([], [])
        session.run.snapshot_shown.connect(self._add)

    def _add(self, slot, snapshot, _inspection):
        self.taken[slot].append(snapshot)

    @property
    def iteration(self):
        """Of the newest picture at the left; -1 before the first."""
        return self.taken[0][-1].iteration if self.taken[0] else -1

    @property
    def last(self):
        return self.taken[0][-1]


def _press_space(qtbot, window):
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Space)


def _saved(session):
    return session.run.saved_iteration


def _gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_play_shows_growing_iterations_and_pause_stops_them(qtbot, window, running):
    watch = Watch(running)
    _press_space(qtbot, window)
    assert running.control.playing
    assert window.run_toolbar.play_action.text() == "Pause"
    qtbot.waitUntil(lambda: min(map(len, watch.taken)) >= 5, timeout=SLOW)
    for snapshots in watch.taken:
        iterations = [snapshot.iteration for snapshot in snapshots]
        assert iterations == sorted(set(iterations))
    assert "it/s" in window.progress_label.text()
    _press_space(qtbot, window)
    assert not running.control.playing
    qtbot.waitUntil(
        lambda: {x[-1].iteration for x in watch.taken} == {_saved(running)}, timeout=SLOW
    )
    shown = window.model_panels[0].labels.title.text()
    assert f"iteration {watch.iteration:,}" in shown


def test_gan_and_cgan_see_the_same_real_points(qtbot, window, running):
    watch = Watch(running)
    running.reset()
    qtbot.waitUntil(lambda: all(watch.taken), timeout=SLOW)
    gan, cgan = (snapshots[-1] for snapshots in watch.taken)
    assert np.array_equal(gan.real, cgan.real)
    assert not gan.real_layer.any()
    assert set(cgan.real_layer) == {0, 1}


def test_reset_returns_to_the_same_initial_points(qtbot, window, running):
    watch = Watch(running)
    with qtbot.waitSignal(running.run.frame_shown, timeout=SLOW):
        window.run_toolbar.reset_action.trigger()
    first = watch.last
    assert first.iteration == 0
    _press_space(qtbot, window)
    qtbot.waitUntil(lambda: watch.iteration > 3, timeout=SLOW)
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert not running.control.playing
    qtbot.waitUntil(lambda: watch.iteration == 0, timeout=SLOW)
    assert np.array_equal(watch.last.generated, first.generated)


def test_another_preset_starts_anew(qtbot, window, session, running):
    box = window.run_toolbar.preset_box
    assert [box.itemText(i) for i in range(box.count())] == list(PRESETS)
    with qtbot.waitSignal(session.run_started, timeout=SLOW):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert [config.model for config in session.run.plan.configs.values()] == ["gan", "cgan"]
    assert all(config.optimizer == "adadelta" for config in session.run.plan.configs.values())


def test_runs_begun_in_a_hurry_do_not_hurt_the_worker(qtbot, window, running):
    pid, problems, watch = running.run.worker.pid, [], Watch(running)
    running.notices.problem.connect(problems.append)
    running.model_slots.set_preset("classic")  # its runs begin faster
    for seed in range(1, 30):
        running.set_seed(seed)
        qtbot.wait(seed % 7)
    running.control.set_playing(True)
    qtbot.waitUntil(lambda: watch.iteration > 0, timeout=SLOW)
    assert running.run.worker.pid == pid and not problems


def test_another_seed_gives_other_initial_points(qtbot, window, running):
    watch = Watch(running)
    with qtbot.waitSignal(running.run.frame_shown, timeout=SLOW):
        running.reset()
    first = watch.last
    box = window.run_toolbar.seed_box
    assert isinstance(box, QSpinBox)
    with qtbot.waitSignal(running.run.frame_shown, timeout=SLOW):
        qtbot.keyClick(box, Qt.Key.Key_Up)
    assert running.seed == 1
    assert watch.iteration == 0
    assert not np.array_equal(watch.last.generated, first.generated)


def test_another_target_trains_on_if_the_one_before_did(qtbot, window, running):
    watch = Watch(running)
    running.control.set_playing(True)
    qtbot.waitUntil(lambda: len(watch.taken[0]) > 2, timeout=SLOW)
    running.importer.load_shipped("bat")
    watch = Watch(running)
    qtbot.waitUntil(lambda: watch.iteration > 2, timeout=SLOW)
    assert watch.taken[1] == []


def test_a_stroke_is_learned_by_the_run_at_hand(qtbot, window, running):
    watch = Watch(running)
    running.control.set_playing(True)
    qtbot.waitUntil(lambda: watch.iteration > 2, timeout=SLOW)
    iteration = watch.last.iteration
    running.editor.sketch(Stroke(Brush(size=100), (Touch(0.5, 0.95), Touch(0.9, 0.95))))
    running.editor.finish("stroke")
    qtbot.waitUntil(lambda: bool((watch.last.real[:, 1] > 0.9).any()), timeout=SLOW)
    assert watch.last.iteration >= iteration
    qtbot.waitUntil(lambda: bool((watch.taken[1][-1].real[:, 1] > 0.9).any()), timeout=SLOW)
    assert np.array_equal(watch.last.real, watch.taken[1][-1].real)


def test_an_empty_drawing_lets_the_training_wait(qtbot, window, running):
    watch = Watch(running)
    running.control.set_playing(True)
    qtbot.waitUntil(lambda: watch.iteration > 2, timeout=SLOW)
    running.editor.do("clear", Drawing("binary", (DrawingLayer.blank("left"),)))
    assert running.control.playing
    qtbot.waitUntil(lambda: _saved(running) >= watch.last.iteration, timeout=SLOW)
    at = watch.last.iteration
    running.editor.undo()
    qtbot.waitUntil(lambda: watch.last.iteration > at, timeout=SLOW)


def test_another_colour_is_no_news_for_the_models(qtbot, window, running, monkeypatch):
    sent = []
    monkeypatch.setattr(running.run.worker, "send", sent.append)
    window.target_panel.layer_actions.colors.actions()[5].trigger()
    assert running.target.colors == (5, 1)
    assert not sent
    monkeypatch.undo()


def test_a_killed_worker_is_reported_and_goes_on_from_its_last_state(qtbot, window, running):
    watch = Watch(running)
    running.control.set_playing(True)
    qtbot.waitUntil(lambda: watch.iteration > 5, timeout=SLOW)
    running.control.set_playing(False)
    qtbot.waitUntil(lambda: _saved(running) > 5, timeout=SLOW)
    saved = _saved(running)
    pid = running.run.worker.pid
    with qtbot.waitSignal(running.notices.problem, timeout=SLOW) as told:
        os.kill(pid, signal.SIGKILL)
    assert "ended unexpectedly (signal 9)" in told.args[0]
    assert window.message_bar.isVisible()
    watch = Watch(running)
    qtbot.waitUntil(lambda: watch.iteration == saved, timeout=SLOW)
    assert running.run.worker.pid != pid
    running.control.set_playing(True)
    qtbot.waitUntil(lambda: watch.iteration > saved, timeout=SLOW)


def test_a_run_that_diverges_says_so_and_stays_paused(qtbot, window, running):
    from dataclasses import replace

    sane = running.slots
    wild = replace(PRESETS["classic"], optimizer="sgd", d_lr=1000.0, g_lr=1000.0, layers=4)
    running.model_slots.put(0, replace(sane[0], config=wild))
    running.reset()
    with qtbot.waitSignal(running.notices.problem, timeout=SLOW) as told:
        running.control.set_playing(True)
    assert "loss was not a finite number" in told.args[0]
    assert not running.control.playing
    running.model_slots.put(0, sane[0])
    with qtbot.waitSignal(running.run.frame_shown, timeout=SLOW):
        running.reset()


@pytest.mark.parametrize("playing", [False, True])
def test_closing_ends_the_process_and_frees_the_memory(qtbot, window, running, playing):
    from multiprocessing.shared_memory import SharedMemory

    pid, buffer = running.run.worker.pid, running.run.worker.buffer_name
    if playing:
        with qtbot.waitSignal(running.run.frame_shown, timeout=SLOW):
            running.control.set_playing(True)
    window.close()
    running.close()
    assert running.run.worker is None
    assert _gone(pid)
    with pytest.raises(FileNotFoundError):
        SharedMemory(buffer)


def test_steps_are_repeated_by_the_copied_command(qtbot, window, running):
    from playground.cli.parser import make_parser
    from playground.cli.train import train_config
    from playground.gan.trainer import Trainer

    watch = Watch(running)
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: all(x and x[-1].iteration == 3 for x in watch.taken), timeout=SLOW)
    qtbot.mouseClick(window.settings_form.copy_button, Qt.MouseButton.LeftButton)
    lines = QApplication.clipboard().text().splitlines()
    assert lines == [f"playground --train {model} binary --iterations 3" for model in MODELS]
    for line, snapshots in zip(lines, watch.taken, strict=True):
        args = make_parser().parse_args(shlex.split(line)[1:])
        trainer = Trainer(train_config(args.train[0], args), running.target)
        while trainer.iteration < trainer.config.iterations:
            trainer.step()
        assert np.array_equal(trainer.snapshot().d_weights, snapshots[-1].d_weights)
        assert np.array_equal(trainer.snapshot().g_weights, snapshots[-1].g_weights)
        assert trainer.snapshot().d_loss == snapshots[-1].d_loss
    qtbot.keyClick(window, Qt.Key.Key_D)
    qtbot.mouseClick(window.settings_form.copy_button, Qt.MouseButton.LeftButton)
    assert "stepped by itself" in window.message_bar.label.text()


def _settle(qtbot, session):
    with qtbot.waitSignal(session.run.settled, timeout=SLOW):
        session.run.settle()


def test_a_run_that_was_brought_back_is_repeated_by_its_command(qtbot, window, running):
    from playground.cli.parser import make_parser
    from playground.cli.train import train_config
    from playground.gan.trainer import Trainer

    watch = Watch(running)
    qtbot.keyClick(window, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: running.run.iterations == {0: 1, 1: 1}, timeout=SLOW)
    _settle(qtbot, running)
    running.set_seed(3)
    (earlier,) = running.earlier_runs.trained
    running.bring_back(earlier.number)
    qtbot.keyClick(window, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: running.run.iterations == {0: 2, 1: 2}, timeout=SLOW)
    qtbot.mouseClick(window.settings_form.copy_button, Qt.MouseButton.LeftButton)
    lines = QApplication.clipboard().text().splitlines()
    assert lines == [f"playground --train {model} binary --iterations 2" for model in MODELS]
    for line, snapshots in zip(lines, watch.taken, strict=True):
        args = make_parser().parse_args(shlex.split(line)[1:])
        trainer = Trainer(train_config(args.train[0], args), running.target)
        for _ in range(2):
            trainer.step()
        assert np.array_equal(trainer.snapshot().g_weights, snapshots[-1].g_weights)


def test_what_no_command_repeats_stays_so_when_it_is_brought_back(qtbot, window, running):
    qtbot.keyClick(window, Qt.Key.Key_D)
    qtbot.keyClick(window, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: max(running.run.iterations.values()) == 1, timeout=SLOW)
    _settle(qtbot, running)
    running.set_seed(3)
    running.bring_back(running.earlier_runs.trained[0].number)
    qtbot.mouseClick(window.settings_form.copy_button, Qt.MouseButton.LeftButton)
    assert "stepped by itself" in window.message_bar.label.text()
    running.reset()
    qtbot.mouseClick(window.settings_form.copy_button, Qt.MouseButton.LeftButton)
    assert "--train gan binary" in QApplication.clipboard().text()


def test_slow_motion_names_what_it_does_and_a_live_change_is_told(qtbot, window, running):
    phases, watch = [], Watch(running)
    running.control.phase_finished.connect(lambda slot, phase: phases.append((slot, phase)))
    qtbot.keyClick(window, Qt.Key.Key_S)
    assert window.phase_strip.isVisible()
    _press_space(qtbot, window)
    qtbot.waitUntil(lambda: watch.iteration == 1, timeout=SLOW)
    names = [phase.name for slot, phase in phases if slot == 0]
    assert names[:4] == ["draw real", "draw fake", "D's gradient", "D's step"]
    drawn, batch_size = phases[0][1].points, running.run.plan.configs[0].batch_size
    assert drawn.shape == (batch_size, 2) and drawn.min() >= 0 and drawn.max() <= 1
    batches = [panel.panels.inside.batch for panel in window.model_panels]
    qtbot.waitUntil(lambda: all(_drawn(batch.real) for batch in batches), timeout=SLOW)
    running.model_slots.set_setting((0, 1), "d_lr", 0.01)
    window.session.copy_commands((0,))
    assert "changed while it trained" in window.message_bar.label.text()
    qtbot.keyClick(window, Qt.Key.Key_S)
    assert not window.phase_strip.isVisible()
    assert not any(_drawn(batch.artists) for batch in batches)
    qtbot.waitUntil(lambda: watch.iteration > 5, timeout=SLOW)
    assert not any(_drawn(batch.artists) for batch in batches)


def _drawn(lines):
    return any(len(line.get_xdata()) for line in lines)


def test_a_hidden_model_stands_still_and_catches_up(qtbot, window, running):
    watch = Watch(running)
    window.run_toolbar.shown_actions[1].trigger()
    _press_space(qtbot, window)
    qtbot.waitUntil(lambda: watch.iteration > 6, timeout=SLOW)
    assert all(snapshot.iteration == 0 for snapshot in watch.taken[1])
    window.run_toolbar.shown_actions[1].trigger()
    qtbot.waitUntil(lambda: any(x.iteration > 6 for x in watch.taken[1]), timeout=SLOW)
