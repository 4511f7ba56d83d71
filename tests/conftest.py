"""What every test stands on: no screen, no GPU unless asked for, no person's own files."""

import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does, before NumPy is there

import numpy as np
import pytest

from playground.density.target import FULL, Layer, Target


@pytest.fixture(autouse=True, scope="session")
def _warm_processes():
    """Processes that the window would spawn begin with torch."""
    from playground.worker import process
    from tests.warm_processes import WarmContext, can_be_warm

    with pytest.MonkeyPatch.context() as patched:
        if can_be_warm():
            warm = WarmContext()
            patched.setattr(process, "get_context", lambda _: warm)
        yield


@pytest.fixture(autouse=True)
def _home_apart(tmp_path_factory, monkeypatch):
    """Settings and drawings of the person who tests stay as they are."""
    home = tmp_path_factory.mktemp("home")
    for kind in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    # One for all tests: the floors in it take time to measure.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(autouse=True)
def _no_window_left():
    """A window that a test left open would get the mouse's moves of the next one below it."""
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtWidgets import QApplication

        for window in QApplication.topLevelWidgets():
            window.hide()


def pytest_collection_modifyitems(items):
    """A test with a worker, or of a whole scenario, is slow."""
    for item in items:
        if "running" in item.fixturenames or item.path.parent.name == "scenarios":
            item.add_marker("slow")


def pytest_runtest_setup(item):
    if item.get_closest_marker("gpu"):
        import torch

        if not torch.cuda.is_available():
            pytest.skip("no CUDA device here")


@pytest.fixture
def two_squares():
    """A target of two layers, the second of which has 16-bit values and another weight."""
    left = np.zeros((8, 8), np.uint16)
    left[2:6, 1:3] = FULL
    right = np.zeros((8, 8), np.uint16)
    right[2:6, 5:7] = 1234
    return Target("two squares", (Layer("left", left), Layer("right / 2", right, 2.5)))


class _Workers:
    """Starts each worker while another one is in use: importing torch takes seconds."""

    def __init__(self):
        self._next = None

    def take(self):
        from playground.worker.client import Worker
        from playground.worker.pair import WorkerPair

        start = WorkerPair if os.environ.get("PLAYGROUND_TEST_PAIR") else Worker
        worker, self._next = self._next or start(), start()
        return worker

    def close(self):
        if self._next is not None:
            self._next.close()


@pytest.fixture(scope="session")
def _workers():
    workers = _Workers()
    yield workers
    workers.close()


@pytest.fixture
def open_window(qtbot, _workers):
    """A function that opens a window on a shipped density, not shown yet; no worker is started."""
    from playground.app.session import Session
    from playground.app.storage.autosave import DrawingAutosave
    from playground.density.load import load_target
    from playground.gui import connections

    opened = []

    def open_one(name="binary", drawing=None):
        session = Session(load_target(name), drawing, start_worker=_workers.take)
        autosave = DrawingAutosave(session.notices)
        autosave.watch(session.editor)
        window = connections.open_window(session, autosave)
        qtbot.addWidget(window)
        opened.append(window)
        return window

    yield open_one
    for window in opened:
        window.session.close()
        window.autosave.close()
        # What is connected to their signals lives as long as they do: whole windows.
        window.session.deleteLater()
        window.autosave.deleteLater()


@pytest.fixture
def window(qtbot, open_window):
    """The window on binary, shown, with its panels but without a worker."""
    shown = open_window()
    shown.resize(1280, 800)
    shown.show()
    qtbot.waitUntil(lambda: bool(shown.model_panels), timeout=60_000)
    return shown


@pytest.fixture
def session(window):
    return window.session


@pytest.fixture
def running(qtbot, window, session):
    """The same with a worker whose first snapshots, one of each model, are shown."""
    session.start()
    run = session.run
    qtbot.waitUntil(lambda: all(len(h.snapshots) for h in run.histories.values()), timeout=60_000)
    return session
