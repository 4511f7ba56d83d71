"""The open window, driven and observed, and the same training without a window."""

import gc
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from random import Random
from threading import Thread
from time import monotonic, sleep

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from playground.app.session import Session
from playground.app.storage.autosave import DrawingAutosave
from playground.density.load import load_target
from playground.gan.presets import PRESETS
from playground.gui.connections import open_window
from playground.nn.history import Snapshot
from playground.plots.view import View

_TARGET = "binary"
_MODELS = ("gan", "cgan")
_EVERYTHING = View(heat="difference", arrows=True, grid=True, modes=True, strip="losses")
_PRESSES_APART_S = (0.05, 0.25)


class Opened(QObject):
    """A window that trains a GAN and a CGAN by `preset`, with all overlays if `overlays`."""

    def __init__(self, preset: str, *, overlays: bool) -> None:
        super().__init__()
        self._session = Session(load_target(_TARGET))
        self._autosave = DrawingAutosave(self._session.notices)
        self._autosave.watch(self._session.editor)
        self.window = open_window(self._session, self._autosave)
        self._session.model_slots.set_preset(preset)
        self._iterations, self._frames = [0, 0], 0
        self._session.run.snapshot_shown.connect(self._note_snapshot)
        self._session.run.frame_shown.connect(self._count)
        self.window.resize(1280, 800)
        self.window.show()
        self._session.start()
        _wait_for(lambda: bool(self.window.model_panels) and self._frames > 0)
        gc.freeze()  # as the application does
        if overlays:
            self._session.set_view(_EVERYTHING)

    def train(self, seconds: float) -> tuple[float, float]:
        """Iterations a second of each model in the mean, and frames a second."""
        self._session.control.set_playing(True)
        _spin(0.5)
        start, frames, before = monotonic(), self._frames, sum(self._iterations)
        _spin(seconds)
        passed = monotonic() - start
        rate = (sum(self._iterations) - before) / len(_MODELS) / passed
        frames_a_second = (self._frames - frames) / passed
        self._session.control.set_playing(False)
        _spin(0.5)
        return rate, frames_a_second

    def press(self, canvas: QWidget, count: int) -> list[float]:
        """Seconds from each of `count` mouse presses on `canvas` to the end of its next painting.

        Another thread posts them at random times, like a user, while both models train.
        """
        self._session.control.set_playing(True)
        watch = Presses(canvas, count)
        _wait_for(lambda: watch.done)
        self._session.control.set_playing(False)
        return watch.seconds

    def close(self) -> None:
        """Close the window and end its worker."""
        self.window.close()
        self._session.close()
        self._autosave.close()

    def _note_snapshot(self, slot: int, snapshot: Snapshot) -> None:
        self._iterations[slot] = snapshot.iteration

    def _count(self) -> None:
        self._frames += 1


class Presses(QObject):
    """Presses the mouse on a widget from another thread, and times the response."""

    def __init__(self, widget: QWidget, count: int) -> None:
        super().__init__()
        self.seconds: list[float] = []
        self._widget = widget
        self._pressed_at = 0.0
        widget.installEventFilter(self)
        self._thread = Thread(target=self._press_often, args=(count,), daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether all presses have been made."""
        return not self._thread.is_alive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102, N802
        if event.type() != QEvent.Type.Paint or not self._pressed_at:
            return False
        watched.event(event)
        self.seconds.append(monotonic() - self._pressed_at)
        self._pressed_at = 0.0
        return True

    def _press_often(self, count: int) -> None:
        pick = Random(0)
        for _ in range(count):
            sleep(pick.uniform(*_PRESSES_APART_S))
            side = min(self._widget.width(), self._widget.height())
            position = QPointF(pick.uniform(0.2, 0.8) * side, pick.uniform(0.2, 0.8) * side)
            self._pressed_at = monotonic()
            self._post(QEvent.Type.MouseButtonPress, position, Qt.MouseButton.LeftButton)
            sleep(_PRESSES_APART_S[0])
            self._post(QEvent.Type.MouseButtonRelease, position, Qt.MouseButton.NoButton)

    def _post(self, kind: QEvent.Type, position: QPointF, held: Qt.MouseButton) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, position, self._widget.mapToGlobal(position), left, held, none)
        QCoreApplication.postEvent(self._widget, event)


class Alone:
    """The same two runs in a separate process, with nothing else running."""

    def __init__(self, preset: str) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_train, args=(theirs, preset), daemon=True)
        self._process.start()

    def train(self, seconds: float) -> float:
        """Iterations per second of each model."""
        self._connection.send(seconds)
        rate: float = self._connection.recv()
        return rate

    def close(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.join()


def _train(connection: "Connection[float, float]", preset: str) -> None:
    from playground.gan.trainer import Trainer

    target = load_target(_TARGET)
    trainers = [Trainer(replace(PRESETS[preset], model=model), target) for model in ("gan", "cgan")]
    while True:
        seconds = connection.recv()
        start, count = monotonic(), 0
        while monotonic() - start < seconds:
            for trainer in trainers:
                trainer.step()
            count += 1
        connection.send(count / (monotonic() - start))


def _spin(seconds: float) -> None:
    """Run the event loop for some seconds."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def _wait_for(condition: Callable[[], bool]) -> None:
    """Run the event loop until the condition holds."""
    while not condition():
        _spin(0.05)
