"""Random actions from a seed: nothing is raised, nothing is left behind.

For 10 minutes: PLAYGROUND_SOAK_SECONDS=600 pytest tests/scenarios/test_soak.py
"""

import os
import random
import threading
from multiprocessing import active_children
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest

from playground.app.session import Session
from playground.app.storage.autosave import DrawingAutosave
from playground.density.load import load_target
from playground.density.shipped import shipped_names
from playground.drawing.tools import Brush, Stroke, Touch
from playground.gui.connections import open_window
from playground.nn.history import MOST_BYTES

SECONDS = float(os.environ.get("PLAYGROUND_SOAK_SECONDS", "8"))
RATES = (1e-4, 1e-3, 0.01)
_STATM = Path("/proc/self/statm")
_MOST_PAST = 2 * MOST_BYTES  # bytes of one history: its snapshots and its checkpoints
_MOST_GROWTH = (250 << 20) + 4 * _MOST_PAST  # undo may hold 200 MiB; two models race, two wait


def _actions(window, session, pick, path):
    """What a person may do, by name; sessions go to `path`."""
    bar, slots, time = window.run_toolbar, session.model_slots, window.comparison.time_actions
    return {
        "play": bar.play_action.trigger,
        "slow": bar.slow_action.trigger,
        "step": lambda: pick.choice(bar.step_actions).trigger(),
        "reset": bar.reset_action.trigger,
        "seed": bar.seed_action.trigger,
        "hide": lambda: pick.choice(bar.shown_actions).trigger(),
        "clock": lambda: session.set_clock(pick.choice(["iterations", "seconds"])),
        "preset": lambda: slots.set_preset(pick.choice(["stable", "classic"])),
        "model": lambda: slots.set_model(1, pick.choice(["gan", "cgan", "infogan", "batchgan"])),
        "rate": lambda: slots.set_setting((0, 1), "d_lr", pick.choice(RATES)),
        "batch": lambda: slots.set_setting((0,), "batch_size", pick.choice([64, 100, 512])),
        "optimizer": lambda: slots.set_setting((1,), "optimizer", pick.choice(["sgd", "adam"])),
        "open": lambda: session.importer.load_shipped(pick.choice(shipped_names())),
        "split": session.importer.split,
        "copy": lambda: window.session.copy_commands((0, 1)),
        "settings": window.menus.settings.trigger,
        "stroke": lambda: _stroke(session, pick),
        "undo": session.editor.undo,
        "redo": session.editor.redo,
        "new": session.importer.new,
        "scrub": lambda: _scrub(window, pick),
        "time": lambda: pick.choice(
            [time.back, time.forward, time.rewind, time.now, time.play_back]
        ).trigger(),
        "speed": lambda: window.comparison.timeline.speed_box.setCurrentIndex(pick.randrange(6)),
        "fork": lambda: pick.choice([*time.forks, time.take_back]).trigger(),
        "save": lambda: window.session_file.save(path),
        "reopen": lambda: window.session_file.restore(path) if path.exists() else None,
        "look": lambda: pick.choice(window.comparison.view_toolbar.all_actions).trigger(),
        "size": lambda: window.resize(pick.randint(1280, 1500), pick.randint(800, 900)),
    }


def _stroke(session, pick):
    touches = tuple(Touch(pick.random(), pick.random()) for _ in range(4))
    session.editor.sketch(Stroke(Brush(size=pick.randint(1, 100)), touches))
    session.editor.finish("stroke")


def _scrub(window, pick):
    slider = window.comparison.timeline.slider
    middle = slider.height() // 2
    places = [QPoint(pick.randrange(slider.width()), middle) for _ in range(3)]
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places:
        QTest.mouseMove(slider, place)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=places[-1])


def _past_bytes(session):
    return sum(history.size for history in session.run.histories.values())


def _memory():
    """What this process holds, in bytes."""
    return int(_STATM.read_text().split()[1]) * 4096 if _STATM.exists() else 0


@pytest.mark.timeout(SECONDS + 240)
def test_random_actions_leave_nothing_behind(qtbot, tmp_path):
    threads, children = set(threading.enumerate()), set(active_children())
    pick = random.Random(7)
    session = Session(load_target("binary"))
    autosave = DrawingAutosave(session.notices)
    autosave.watch(session.editor)
    window = open_window(session, autosave)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: bool(window.model_panels))
    with qtbot.waitSignal(session.run.frame_shown, timeout=60_000):
        session.start()
    pid, done, problems = session.run.worker.pid, [], []
    window.session_file.failed.connect(lambda: problems.append(1))
    actions = _actions(window, session, pick, tmp_path / "x.playground")
    start, end = _memory(), monotonic() + SECONDS
    while monotonic() < end:
        name = pick.choice(list(actions))
        done.append(name)
        actions[name]()
        qtbot.wait(pick.randint(0, 150))
    assert session.run.worker.pid == pid, done
    assert not problems, done
    assert _past_bytes(session) <= 2 * _MOST_PAST
    assert _memory() - start < _MOST_GROWTH, done
    with qtbot.waitSignal(session.run.frame_shown, timeout=60_000):
        session.model_slots.set_preset("classic")
        session.importer.load_shipped("binary")
    window.session_dialogs.asks = False  # nobody is there to be asked about changes
    window.close()
    session.close()
    autosave.close()
    assert not [timer for timer in session.findChildren(QTimer) if timer.isActive()]
    assert set(active_children()) <= children
    assert set(threading.enumerate()) <= threads
