import pytest

from playground.density.load import load_target
from playground.gui.session import Session
from playground.gui.window import Window


@pytest.fixture
def window(qtbot):
    """The window on binary, shown, with its canvases but without a worker."""
    session = Session(load_target("binary"))
    shown = Window(session)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    qtbot.waitUntil(lambda: bool(shown.model_panels))
    yield shown
    session.close()


@pytest.fixture
def session(window):
    return window._session


@pytest.fixture
def running(qtbot, window, session):
    """The same with a worker that has shown its first picture."""
    with qtbot.waitSignal(session.snapshot_taken, timeout=60_000):
        session.start()
    return session
