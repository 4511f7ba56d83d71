import pytest

from playground.density.load import load_target
from playground.gui import training
from playground.gui.keeper import Keeper
from playground.gui.session import Session
from playground.gui.window import Window
from playground.gui.worker import Worker


class _Workers:
    """Starts each worker while another one is at work: importing torch takes seconds."""

    def __init__(self):
        self._next = None

    def take(self):
        worker, self._next = self._next or Worker(), Worker()
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
def window(qtbot):
    """The window on binary, shown, with its canvases but without a worker."""
    session = Session(load_target("binary"))
    keeper = Keeper()
    keeper.watch(session.easel)
    shown = Window(session, keeper)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    qtbot.waitUntil(lambda: bool(shown.model_panels), timeout=60_000)
    yield shown
    session.close()
    keeper.close()


@pytest.fixture
def session(window):
    return window._session


@pytest.fixture
def running(qtbot, window, session, _workers, monkeypatch):
    """The same with a worker that has shown its first picture."""
    monkeypatch.setattr(training, "Worker", _workers.take)
    with qtbot.waitSignal(session.run.snapshot_taken, timeout=60_000):
        session.start()
    return session
