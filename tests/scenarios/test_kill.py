"""The window's process killed at random moments of painting, training and saving: all is whole.

For 50 moments: PLAYGROUND_KILLS=50 pytest tests/scenarios/test_kill.py
"""

import os
import random
import signal
import subprocess
import sys
import threading

import pytest

from playground.app.storage.autosave import data_folder
from playground.runs.session.drawing import read_drawing
from playground.runs.session.file import read_session

MOMENTS = int(os.environ.get("PLAYGROUND_KILLS", "2"))
_MOST_SECONDS = 4.0

DRIVER = r"""
import hashlib, os, random, sys
from pathlib import Path
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from playground.gui import application as app
from playground.app.storage import autosave, session_state
from playground.gui import connections

pick = random.Random(int(sys.argv[1]))
autosave.PLAYING_MS = 200

def digest(drawing):
    return hashlib.sha1(b"".join(layer.pixels.tobytes() for layer in drawing.layers)).hexdigest()

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\n").encode())  # at once, or not at all

def told(kind, name, write, content):
    def whole(path, value):
        say("begun", kind(path), content(value))
        written = write(path, value)
        say("done", kind(path), content(value))
        return written
    return whole

def far(session):
    return min((run.iteration for run in session.runs), default=0)

autosave.write_drawing = told(lambda _: "drawing", "drawing", autosave.write_drawing, digest)
session_state.write_session = told(
    lambda path: "session" if path.name == "x.playground" else "run",
    "session", session_state.write_session, far,
)

class Driver(QObject):
    def __init__(self, window):
        super().__init__(window)
        self.window, self.session, self.begun = window, window.session, False
        session = window.session
        session.model_slots.set_preset("classic")
        self.timer = QTimer(self, interval=40)
        self.timer.timeout.connect(self.act)
        session.run.frame_shown.connect(self.begin)

    def begin(self):
        if not self.begun and self.window.run_autosave.idle:
            self.begun = True
            iteration = min(self.session.run.iterations.values())
            say("ready", iteration, digest(self.session.editor.drawing))
            self.timer.start()

    def act(self):
        done = pick.random()
        if done < 0.5:
            self.paint()
        elif done < 0.7:
            QTest.keyClick(self.window, Qt.Key.Key_Space)
        elif done < 0.8:
            self.window.session_file.save(Path(sys.argv[2]))

    def paint(self):
        canvas = self.window.target_panel.canvas
        first, last = (QPoint(pick.randrange(200), pick.randrange(200)) for _ in "ab")
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=first)
        QTest.mouseMove(canvas, last)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=last)

if __name__ == "__main__":
    def open_window(session, autosave):
        window = connections.open_window(session, autosave)
        Driver(window)
        return window

    app.open_window = open_window
    app.main()
"""


class Life:
    """A window's process, what it said, and its end."""

    def __init__(self, script, seed, path):
        self.said = []
        self.process = subprocess.Popen(
            [sys.executable, str(script), str(seed), str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._ready = threading.Event()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def kill_after(self, seconds):
        """Kill it so long after it was ready to be worked with."""
        assert self._ready.wait(120), self.said
        with pytest.raises(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._listener.join()
        self.process.stdout.close()

    def possible(self, kind, before):
        """What a file of this kind may hold: what was written last, or what was being written."""
        words = [words[0::2] for words in self.said if words[1] == kind]
        done = max((i for i, (verb, _) in enumerate(words) if verb == "done"), default=-1)
        last = words[done][1] if done >= 0 else before
        return {last} | {content for _, content in words[done + 1 :]}

    def _listen(self):
        for line in self.process.stdout:
            self.said.append(line.split())
            if self.said[-1][0] == "ready":
                self._ready.set()
        self._ready.set()


def _digest(drawing):
    from hashlib import sha1

    return sha1(b"".join(sheet.pixels.tobytes() for sheet in drawing.layers)).hexdigest()


def _far(path):
    return str(min((run.iteration for run in read_session(path).runs), default=0))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.timeout(120 + 60 * MOMENTS)
def test_nothing_is_lost_wherever_the_window_is_killed(tmp_path):
    script, session = tmp_path / "drive.py", tmp_path / "x.playground"
    script.write_text(DRIVER)
    pick, kept = random.Random(6), {}
    for moment in range(MOMENTS):
        life = Life(script, moment, session)
        life.kill_after(pick.uniform(0, _MOST_SECONDS))
        folder = data_folder() / "drawings"
        found = {
            "drawing": [_digest(read_drawing(path)) for path in folder.glob("*.drawing")],
            "run": [_far(path) for path in folder.glob("*.playground")],
            "session": [_far(session)] if session.exists() else [],
        }
        ready = next(words for words in life.said if words[0] == "ready")
        if "run" in kept:
            assert ready[1] == kept["run"]  # it went on where it was
        if "drawing" in kept:
            assert ready[2] == kept["drawing"]
        for kind, contents in found.items():
            may_be = life.possible(kind, kept.get(kind))
            assert set(contents) <= may_be, (kind, life.said)
            assert contents or None in may_be, (kind, life.said)
            assert len(contents) <= 1
            kept |= {kind: contents[0]} if contents else {}
        assert len(list(folder.glob(".*.part"))) <= 2
