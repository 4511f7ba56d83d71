import os
import signal
import subprocess
import sys

import pytest

RUN = """
import sys
from PySide6.QtCore import QTimer
from playground.gui import application as app
from playground.app import session

def look(slot, snapshot):
    if slot == 0:
        print("torch" in sys.modules, snapshot.iteration, flush=True)

class Session(session.Session):
    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.run.snapshot_shown.connect(look)

if __name__ == "__main__":
    app.Session = Session
    sys.exit(app.main(sys.argv[1:]))
"""


def _open(tmp_path, *paths):
    script = tmp_path / "run.py"
    script.write_text(RUN)
    return subprocess.Popen(
        [sys.executable, "-W", "error", str(script), *paths],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def _complaints(text):
    return [line for line in text.splitlines() if "propagateSizeHints" not in line]


@pytest.mark.slow
def test_ctrl_c_ends_the_window_and_its_worker(tmp_path):
    process = _open(tmp_path)
    assert process.stdout.readline() == "False 0\n"  # no torch in the window's process
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert _complaints(said) == []


@pytest.mark.slow
def test_a_window_that_is_killed_leaves_no_worker(tmp_path):
    process = _open(tmp_path, "bat")
    assert process.stdout.readline() == "False 0\n"
    process.kill()
    process.communicate(timeout=30)  # returns when the worker has let go of stdout, too


def test_a_path_that_is_not_there_is_said_in_the_window(qtbot, monkeypatch):
    from playground.gui import application as app
    from playground.gui import connections

    seen = []

    def open_window(session, autosave):
        window = connections.open_window(session, autosave)
        window.first_painted.connect(lambda: seen.append(window.message_bar.label.text()))
        window.first_painted.connect(window.close)
        return window

    monkeypatch.setattr(app, "open_window", open_window)
    assert app.main(["no such thing.png"]) == 0
    assert "no such thing.png" in seen[0]
