"""The window and its processes killed while they paint, train and save: nothing is lost or stays.

For as many kills as one likes: PLAYGROUND_WINDOW_KILLS=60 pytest tests/scenarios/test_kill.py -s
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from hashlib import sha1
from pathlib import Path

import pytest

from playground.app.storage.autosave import data_folder
from playground.error_log import error_log
from playground.runs.session.drawing import read_drawing
from playground.runs.session.file import read_session

KILLS = int(os.environ.get("PLAYGROUND_WINDOW_KILLS", "4"))
SEED = int(os.environ.get("PLAYGROUND_KILL_SEED", "0"))
_MOST_SECONDS = 4.0
_SUFFIXES = {".drawing", ".playground", ".json", ".lock"}

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL"),
    pytest.mark.timeout(300 + 60 * KILLS),
]

DRIVER = r"""
import hashlib, os, random, signal, sys
from pathlib import Path
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from playground.gui import application as app
from playground.app.storage import autosave, session_state
from playground.gui import connections

seed, where, paints, deadly, after = sys.argv[1:]
pick = random.Random(int(seed))
autosave.PLAYING_MS = 200
SMALL = dict(d_hidden=8, g_hidden=8, layers=1, batch_size=16, d_features=4, g_features=4)

def digest(drawing):
    return hashlib.sha1(b"".join(layer.pixels.tobytes() for layer in drawing.layers)).hexdigest()

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\n").encode())  # at once, or not at all

def told(kind, name, write, content):
    def whole(path, value, **how):
        say("begun", kind(path), content(value))
        written = write(path, value, **how)
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

def die_at_write():
    replace, count = Path.replace, iter(range(10**9))

    def replaces(path, to):
        mine = Driver.ready and next(count) == int(deadly)
        if mine and after == "False":
            os.kill(os.getpid(), signal.SIGKILL)
        replace(path, to)
        if mine:
            os.kill(os.getpid(), signal.SIGKILL)

    Path.replace = replaces

class Driver(QObject):
    ready = False

    def __init__(self, window):
        super().__init__(window)
        self.window, self.session, self.known = window, window.session, None
        session = window.session
        session.model_slots.set_preset("classic")
        for name, value in SMALL.items():
            session.model_slots.set_setting((0, 1), name, value)
        self.timer = QTimer(self, interval=40)
        self.timer.timeout.connect(self.act)
        session.run.frame_shown.connect(lambda: self.timer.isActive() or self.timer.start())
        session.run.frame_shown.connect(self.tell_worker)

    def begin(self):
        # once all that was left behind is here, and the small models are there
        iteration = min(self.session.run.iterations.values())
        if not iteration and self.session.run.plan.configs[0].d_hidden != SMALL["d_hidden"]:
            self.session.reset()
        elif self.window.run_autosave.idle and not self.window.session_file.busy:
            Driver.ready = True
            say("ready", iteration, digest(self.session.editor.drawing))
            QTest.keyClick(self.window, Qt.Key.Key_Space)

    def tell_worker(self):
        worker = self.session.run.worker
        if (worker.pid, worker.buffer_name) != self.known:
            self.known = worker.pid, worker.buffer_name
            say("worker", *self.known)

    def act(self):
        if not self.ready:
            self.begin()
            return
        done = pick.random()
        if done < 0.5:
            if paints == "True":
                self.paint()
        elif done < 0.6 or not self.session.control.playing:
            QTest.keyClick(self.window, Qt.Key.Key_Space)
        elif done < 0.75:
            self.window.session_file.save(Path(where))

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

    if int(deadly) >= 0:
        die_at_write()
    app.open_window = open_window
    sys.exit(app.main())
"""


class Life:
    """A window's process and those that it starts, what it said, and its end."""

    def __init__(self, script, seed, path, *, paints, deadly=-1, after=False):
        self.said = []
        arguments = map(str, (script, seed, path, paints, deadly, after))
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._ready = threading.Event()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def wait_ready(self):
        assert self._ready.wait(240) and self.of("ready"), self.said

    def of(self, kind):
        """What it said of a kind, without the word for it."""
        return [words[1:] for words in self.said if words[0] == kind]

    def kill_worker(self):
        """Kill the newest worker; every window that is ready has one."""
        os.kill(int(self.of("worker")[-1][0]), signal.SIGKILL)
        return 1

    def new_worker(self, workers):
        """Wait until there has been one more than so many workers."""
        end = time.monotonic() + 240
        while len({pid for pid, _ in self.of("worker")}) <= workers:
            assert time.monotonic() < end and self.process.poll() is None, self.said
            self._ready.wait(0.05)
            threading.Event().wait(0.05)

    @contextmanager
    def destroyed(self):
        """Whatever fails in the block, nothing of it goes on."""
        try:
            yield
        except BaseException:
            self.process.kill()  # the others end by themselves, and clear up
            raise

    def end(self, number=signal.SIGKILL):
        """End the window, if it has not ended itself; returns its exit code."""
        if self.process.poll() is None:
            os.kill(self.process.pid, number)
        code = self.process.wait(60)
        self._listener.join(60)  # the worker holds the pipe, too, until it ends
        assert not self._listener.is_alive(), "a process goes on"
        self.process.stdout.close()
        return code

    def left(self):
        """The processes and the shared memory that still are there, some seconds later."""
        end = time.monotonic() + 30
        while (found := [*self._group(), *self._shared()]) and time.monotonic() < end:
            threading.Event().wait(0.05)
        return found

    def possible(self, kind, before):
        """What a file of this kind may hold: what was written last, or what was being written."""
        words = [words[0::2] for words in self.said if words[1] == kind]
        done = max((i for i, (verb, _) in enumerate(words) if verb == "done"), default=-1)
        last = words[done][1] if done >= 0 else before
        return {last} | {content for _, content in words[done + 1 :]}

    def _group(self):
        try:
            os.killpg(self.process.pid, 0)
        except (ProcessLookupError, PermissionError):
            return []
        return [f"the group of {self.process.pid}"]

    def _shared(self):
        places = [Path("/dev/shm") / name.strip("/") for _, name in self.of("worker")]
        return [str(place) for place in places if place.exists()]

    def _listen(self):
        for line in self.process.stdout:
            self.said.append(line.split())
            if self.said[-1][0] == "ready":
                self._ready.set()
        self._ready.set()


class Undisturbed:
    """A run of the same settings on the same drawing that nobody disturbs, at any iteration."""

    def __init__(self):
        self._trainers = {}

    def equals(self, place, checkpoint, target):
        from playground.gan.trainer import Trainer

        wanted = int(checkpoint.state["iteration"])
        trainer = self._trainers.get(place)
        if trainer is None or trainer.iteration > wanted:
            trainer = self._trainers[place] = Trainer(checkpoint.config, target)
        while trainer.iteration < wanted:
            trainer.step()
        return _arrays(trainer.state()) == _arrays(checkpoint.state)


def _arrays(state):
    """All but the time that it took."""
    return {
        key: (str(value.dtype), value.shape, value.tobytes())
        for key, value in sorted(state.items())
        if key != "seconds"
    }


def _digest(drawing):
    return sha1(b"".join(sheet.pixels.tobytes() for sheet in drawing.layers)).hexdigest()


def _far(path):
    return str(min((run.iteration for run in read_session(path).runs), default=0))


def _check_folder(folder, most_parts):
    """Nothing strays there; what was being written may still lie there, until the next start."""
    paths = list(folder.iterdir()) if folder.exists() else []
    parts = [path for path in paths if path.name.endswith(".part")]
    assert len(parts) <= most_parts, paths
    others = [path.name for path in paths if path not in parts]
    assert all(Path(name).suffix in _SUFFIXES for name in others), others
    assert len([name for name in others if name.endswith(".drawing")]) <= 1
    return len(parts)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder for what the window's processes put among temporary files, which must be nothing."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    (tmp_path / "drive.py").write_text(DRIVER)
    return place


DEATHS = ("window", "write", "worker", "both")


def _lives(tmp_path, kills, told, *, paints):
    """Lives that have ended by a kill, until there were so many kills, which `told` counts."""
    pick = random.Random(f"{SEED} {paints}")
    while told["window"] + told["worker"] < kills:
        death = DEATHS[told["window"] % 4]
        life = Life(
            tmp_path / "drive.py",
            pick.randrange(10**9),
            tmp_path / "x.playground",
            paints=paints,
            deadly=pick.randrange(25) if death == "write" else -1,
            after=pick.random() < 0.5,
        )
        with life.destroyed():
            life.wait_ready()
            _disturb(life, death, pick.uniform(0, _MOST_SECONDS), told)
            assert life.end() == -signal.SIGKILL, life.said
        told["window"] += 1
        told[f"({death})"] += 1
        assert life.left() == [], death
        assert not error_log().exists(), error_log().read_text()
        yield life


def _disturb(life, death, seconds, told):
    """Let it live for some time; what is not the window's own death happens here."""
    match death:
        case "write":
            with suppress(subprocess.TimeoutExpired):
                life.process.wait(60)
        case "worker":
            threading.Event().wait(seconds / 2)
            workers = len({pid for pid, _ in life.of("worker")})
            told["worker"] += life.kill_worker()
            life.new_worker(workers)
        case "both":
            threading.Event().wait(seconds)
            told["worker"] += life.kill_worker()
        case "window":
            threading.Event().wait(seconds)


def _close(tmp_path):
    """A window that is opened once more and closed by Ctrl+C leaves nothing but its files."""
    life = Life(tmp_path / "drive.py", 0, tmp_path / "x.playground", paints=False)
    with life.destroyed():
        life.wait_ready()
        assert life.end(signal.SIGINT) == 130, life.said
    assert life.left() == []
    _check_folder(data_folder() / "drawings", 0)
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]
    assert not error_log().exists()
    return life.of("ready")[0]


def test_nothing_is_lost_wherever_the_window_is_killed(tmp_path, place):
    kept, parts, told = {}, 0, Counter()
    for life in _lives(tmp_path, (KILLS + 1) // 2, told, paints=True):
        session, folder = tmp_path / "x.playground", data_folder() / "drawings"
        found = {
            "drawing": [_digest(read_drawing(path)) for path in folder.glob("*.drawing")],
            "run": [_far(path) for path in folder.glob("*.playground")],
            "session": [_far(session)] if session.exists() else [],
        }
        ready = life.of("ready")[0]
        if "run" in kept:
            assert ready[0] == kept["run"]  # it went on where it was
        if "drawing" in kept:
            assert ready[1] == kept["drawing"]
        for kind, contents in found.items():
            may_be = life.possible(kind, kept.get(kind))
            assert set(contents) <= may_be, (kind, life.said)
            assert contents or None in may_be, (kind, life.said)
            assert len(contents) <= 1
            kept |= {kind: contents[0]} if contents else {}
        parts += _check_folder(folder, 2)
    ready = _close(tmp_path)
    assert ready[1] == kept.get("drawing", ready[1])
    assert list(place.iterdir()) == []
    print(f"\npainting: {dict(told)}, half-written files: {parts}")


def test_a_run_goes_on_bit_for_bit_whatever_is_killed(tmp_path, place):
    import torch

    torch.set_num_threads(1)
    undisturbed, counts, told, furthest = Undisturbed(), Counter(), Counter(), 0
    for life in _lives(tmp_path, KILLS // 2, told, paints=False):
        folder = data_folder() / "drawings"
        assert int(life.of("ready")[0][0]) >= furthest  # nothing that was written is lost
        for path in [*folder.glob("*.playground"), *tmp_path.glob("x.playground")]:
            session = read_session(path)
            target = session.drawing.target()
            for run in session.runs:
                for checkpoint in run.checkpoints:
                    assert undisturbed.equals(run.place, checkpoint, target), (path, life.said)
                    counts["states compared"] += 1
                assert [one.iteration for one in run.snapshots] or not run.iteration
            if path.parent == folder:
                furthest = max(furthest, min(run.iteration for run in session.runs))
        counts["half-written files"] += _check_folder(folder, 2)
    assert int(_close(tmp_path)[0]) >= furthest
    assert list(place.iterdir()) == []
    print(f"\ntraining: {dict(told)}, {dict(counts)}, at last at iteration {furthest}")
