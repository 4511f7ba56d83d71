import os
import signal
import time

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from playground.density.drawing import Drawing
from playground.density.edit import Brush, Stroke, Touch
from playground.density.sheet import Sheet
from playground.gan.config import PRESETS

SLOW = 60_000


class Watch:
    """All snapshots that a session takes, the newest last."""

    def __init__(self, session):
        self.taken = []
        session.snapshots_taken.connect(self.taken.append)

    @property
    def last(self):
        return self.taken[-1][0]


def _press_space(qtbot, window):
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Space)


def _gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_play_shows_growing_iterations_and_pause_stops_them(qtbot, window, running):
    watch = Watch(running)
    _press_space(qtbot, window)
    assert running.playing
    assert window.run_bar.play_action.text() == "Pause"
    qtbot.waitUntil(lambda: len(watch.taken) >= 5, timeout=SLOW)
    iterations = [gan.iteration for gan, _ in watch.taken]
    assert iterations == sorted(set(iterations))
    assert all(gan.iteration == cgan.iteration for gan, cgan in watch.taken)
    assert "it/s" in window.run_bar.progress_label.text()
    _press_space(qtbot, window)
    assert not running.playing
    qtbot.waitUntil(lambda: running._saved_iteration == watch.last.iteration, timeout=SLOW)
    shown = window.model_panels[0].title.text()
    assert f"iteration {watch.last.iteration:,}" in shown


def test_gan_and_cgan_see_the_same_real_points(qtbot, window, running):
    watch = Watch(running)
    with qtbot.waitSignal(running.snapshots_taken, timeout=SLOW):
        running.reset()
    gan, cgan = watch.taken[-1]
    assert np.array_equal(gan.real, cgan.real)
    assert not gan.real_layer.any()
    assert set(cgan.real_layer) == {0, 1}


def test_reset_returns_to_the_same_initial_points(qtbot, window, running):
    watch = Watch(running)
    with qtbot.waitSignal(running.snapshots_taken, timeout=SLOW):
        window.run_bar.reset_action.trigger()
    first = watch.last
    assert first.iteration == 0
    _press_space(qtbot, window)
    qtbot.waitUntil(lambda: watch.last.iteration > 3, timeout=SLOW)
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert not running.playing
    qtbot.waitUntil(lambda: watch.last.iteration == 0, timeout=SLOW)
    assert np.array_equal(watch.last.generated, first.generated)


def test_another_preset_starts_anew(qtbot, window, session, running):
    box = window.run_bar.preset_box
    assert [box.itemText(i) for i in range(box.count())] == list(PRESETS)
    with qtbot.waitSignal(session.run_started, timeout=SLOW):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert session.preset == "classic"
    assert [config.model for config in session.configs] == ["gan", "cgan"]
    assert all(config.optimizer == "adadelta" for config in session.configs)


def test_runs_begun_in_a_hurry_do_not_hurt_the_worker(qtbot, window, running):
    pid, problems, watch = running.worker_pid, [], Watch(running)
    running.problem.connect(problems.append)
    for seed in range(1, 30):
        running.set_seed(seed)
        qtbot.wait(seed % 7)
    running.set_playing(True)
    qtbot.waitUntil(lambda: bool(watch.taken) and watch.last.iteration > 0, timeout=SLOW)
    assert running.worker_pid == pid and not problems


def test_another_seed_gives_other_initial_points(qtbot, window, running):
    watch = Watch(running)
    with qtbot.waitSignal(running.snapshots_taken, timeout=SLOW):
        running.reset()
    first = watch.last
    box = window.run_bar.seed_box
    assert isinstance(box, QSpinBox)
    with qtbot.waitSignal(running.snapshots_taken, timeout=SLOW):
        qtbot.keyClick(box, Qt.Key.Key_Up)
    assert running.seed == 1
    assert watch.last.iteration == 0
    assert not np.array_equal(watch.last.generated, first.generated)


def test_another_target_trains_on_if_the_one_before_did(qtbot, window, running):
    watch = Watch(running)
    running.set_playing(True)
    qtbot.waitUntil(lambda: len(watch.taken) > 2, timeout=SLOW)
    running.desk.load_shipped("bat")
    watch.taken.clear()
    qtbot.waitUntil(lambda: bool(watch.taken) and watch.last.iteration > 2, timeout=SLOW)
    assert all(len(snapshots) == 1 for snapshots in watch.taken)


def test_a_stroke_is_learned_by_the_run_at_hand(qtbot, window, running):
    watch = Watch(running)
    running.set_playing(True)
    qtbot.waitUntil(lambda: bool(watch.taken) and watch.last.iteration > 2, timeout=SLOW)
    iteration = watch.last.iteration
    running.easel.sketch(Stroke(Brush(size=100), (Touch(0.5, 0.95), Touch(0.9, 0.95))))
    running.easel.finish("stroke")
    qtbot.waitUntil(lambda: bool((watch.last.real[:, 1] > 0.9).any()), timeout=SLOW)
    assert watch.last.iteration >= iteration
    gan, cgan = watch.taken[-1]
    assert np.array_equal(gan.real, cgan.real)


def test_an_empty_drawing_lets_the_training_wait(qtbot, window, running):
    watch = Watch(running)
    running.set_playing(True)
    qtbot.waitUntil(lambda: bool(watch.taken) and watch.last.iteration > 2, timeout=SLOW)
    running.easel.do("clear", Drawing("binary", (Sheet.blank("left"),)))
    assert running.playing
    qtbot.waitUntil(lambda: running._saved_iteration >= watch.last.iteration, timeout=SLOW)
    at = watch.last.iteration
    running.easel.undo()
    qtbot.waitUntil(lambda: watch.last.iteration > at, timeout=SLOW)


def test_another_colour_is_no_news_for_the_models(qtbot, window, running, monkeypatch):
    sent = []
    monkeypatch.setattr(running._worker, "send", sent.append)
    window.target_panel.actions_of_layers.colors.actions()[5].trigger()
    assert running.target.colors == (5, 1)
    assert not sent
    monkeypatch.undo()


def test_a_killed_worker_is_reported_and_goes_on_from_its_last_state(qtbot, window, running):
    watch = Watch(running)
    running.set_playing(True)
    qtbot.waitUntil(lambda: bool(watch.taken) and watch.last.iteration > 5, timeout=SLOW)
    running.set_playing(False)
    qtbot.waitUntil(lambda: running._saved_iteration > 5, timeout=SLOW)
    saved = running._saved_iteration
    pid = running.worker_pid
    with qtbot.waitSignal(running.problem, timeout=SLOW) as told:
        os.kill(pid, signal.SIGKILL)
    assert "ended unexpectedly (signal 9)" in told.args[0]
    assert window.message_bar.isVisible()
    watch.taken.clear()
    qtbot.waitUntil(lambda: bool(watch.taken), timeout=SLOW)
    assert watch.last.iteration == saved
    assert running.worker_pid != pid
    running.set_playing(True)
    qtbot.waitUntil(lambda: watch.last.iteration > saved, timeout=SLOW)


def test_a_run_that_diverges_says_so_and_stays_paused(qtbot, window, running, monkeypatch):
    from dataclasses import replace

    from playground.gui import session as module

    wild = replace(PRESETS["classic"], optimizer="sgd", d_lr=1000.0, g_lr=1000.0, layers=4)
    monkeypatch.setattr(module, "PRESETS", {"stable": wild})
    running.reset()
    with qtbot.waitSignal(running.problem, timeout=SLOW) as told:
        running.set_playing(True)
    assert "loss was not a finite number" in told.args[0]
    assert not running.playing
    monkeypatch.undo()
    with qtbot.waitSignal(running.snapshots_taken, timeout=SLOW):
        running.reset()


@pytest.mark.parametrize("playing", [False, True])
def test_closing_ends_the_process_and_frees_the_memory(qtbot, window, running, playing):
    from multiprocessing.shared_memory import SharedMemory

    pid, mailbox = running.worker_pid, running._worker._mailbox.name
    if playing:
        with qtbot.waitSignal(running.snapshots_taken, timeout=SLOW):
            running.set_playing(True)
    started = time.monotonic()
    window.close()
    running.close()
    assert time.monotonic() - started < 5
    assert running.worker_pid is None
    assert _gone(pid)
    with pytest.raises(FileNotFoundError):
        SharedMemory(mailbox)
