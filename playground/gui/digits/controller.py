"""Trained digit models in the window: opens runs, draws digits as sliders move, trains one."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from playground.app.autosave import data_folder
from playground.app.translation import tr_message
from playground.gui.digits.view import DigitsView
from playground.mnist.data.idx import cache_folder
from playground.mnist.runs.config_file import is_mnist_run
from playground.worker.digits_drawing import serve
from playground.worker.digits_protocol import (
    DigitSheet,
    DigitsRequest,
    Fetching,
    Learned,
    Learning,
    Open,
    Opened,
    Pictured,
    Refused,
    StopTraining,
)
from playground.worker.digits_training import is_complete, learn
from playground.worker.process import SpawnedProcess

_LOOK_MS = 5


class QtProcess(QObject):
    """Spawned, never forked; it is given its end of a pipe as the first argument.

    It should end by itself when the pipe does.
    """

    heard = Signal(object)
    died = Signal(str)  # how, such as "signal 9"

    def __init__(self, job: Callable[..., None], *args: Any, parent: QObject | None = None) -> None:
        """Start `job(connection, *args)`."""
        super().__init__(parent)
        self._process = SpawnedProcess(job, *args)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @property
    def pid(self) -> int | None:
        """The process's number."""
        return self._process.pid

    def send(self, message: Any) -> None:
        """Say something small to it; a dead one hears nothing."""
        with suppress(OSError):
            self._process.connection.send(message)

    def close(self) -> None:
        """End it, by force if it must be."""
        self._timer.stop()
        self._process.close()

    def _look(self) -> None:
        ended = self._process.ended  # before its last words are read, so that none is lost
        connection = self._process.connection
        with suppress(EOFError, OSError):
            while self._timer.isActive() and connection.poll():
                self.heard.emit(connection.recv())
        if ended and self._timer.isActive():
            self._timer.stop()
            self.died.emit(ended)


class DigitsController(QObject):
    """One process draws, another one trains; each is there from when it is first needed.

    A sheet is asked for when the one before it has come: so the newest wish is drawn, and those
    that a moving slider has overtaken never are.
    """

    shown = Signal()  # the view is to be seen
    problem = Signal(str)
    drawn = Signal()  # a sheet was given to the view

    def __init__(self, view: DigitsView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.learn: Callable[..., None] = learn
        """What the process that trains does; `playground.worker.digits_training` has it."""
        self._painter: QtProcess | None = None
        self._pupil: QtProcess | None = None
        self._open = self._opening = self._told = False
        self._asked: DigitsRequest | None = None
        self._wanted: DigitsRequest | None = None
        view.controls.asked.connect(self._ask)
        view.offer.train.connect(self.train)
        view.offer.stop.connect(self._stop)

    @property
    def own(self) -> Path:
        """Where the model is that is trained here."""
        return data_folder() / "digits"

    @property
    def painter_pid(self) -> int | None:
        """The number of the process that draws, if there is one."""
        return self._painter.pid if self._painter else None

    def open(self, path: Path) -> None:
        """Open a run folder. What is wrong with it is a problem, and what was open stays."""
        if self._painter is None:
            self._painter = QtProcess(serve, parent=self)
            self._painter.heard.connect(self._hear_painter)
            self._painter.died.connect(self._bury_painter)
        self._opening = True
        self._painter.send(Open(path))

    def show(self) -> None:
        """What was opened last, else the model that was trained here, else the offer to train."""
        if self._pupil is None and not self._open and is_complete(self.own):
            self.open(self.own)
            return
        if self._pupil is not None or not self._open:
            self._offer()
        self.shown.emit()

    def train(self) -> None:
        """Train a small model, or go on with it."""
        if self._pupil is None:
            self.view.offer.show_starting()
            self.view.message_bar.hide()
            self._told = False
            self._pupil = QtProcess(self.learn, self.own, parent=self)
            self._pupil.heard.connect(self._hear_pupil)
            self._pupil.died.connect(self._bury_pupil)

    def close(self) -> None:
        """End both processes; what an epoch has brought is on the disk."""
        for child in (self._painter, self._pupil):
            if child is not None:
                child.close()
        self._painter = self._pupil = None

    def _offer(self) -> None:
        if self._pupil is None:
            self.view.offer.show_idle(begun=is_mnist_run(self.own))
        self.view.show_offer()

    def _ask(self, asked: DigitsRequest) -> None:
        self._wanted = asked
        # What the sliders of one model ask for is nothing that another one knows.
        if self._asked is None and self._painter is not None and not self._opening:
            self._asked, self._wanted = asked, None
            self._painter.send(asked)

    def _stop(self) -> None:
        if self._pupil is not None:
            self._pupil.send(StopTraining())

    def _hear_painter(self, report: Opened | DigitSheet | Refused) -> None:
        if isinstance(report, Opened):
            self._open, self._opening = True, False
            self.view.show_model(report)
            self.shown.emit()
            return
        if self._asked is None:
            self._opening = False
        asked, self._asked = self._asked, None
        if isinstance(report, Refused):
            self.problem.emit(tr_message(report.sentence))
        elif asked is not None:
            self.view.show_sheet(asked, report)
            self.drawn.emit()
        if self._wanted is not None:
            self._ask(self._wanted)

    def _hear_pupil(self, report: Fetching | Learning | Pictured | Learned | Refused) -> None:
        match report:
            case Fetching():
                self.view.offer.show_fetching(report)
            case Learning():
                self.view.offer.show_learning(report)
            case Pictured():
                self.view.offer.show_picture(report)
                self._tell_of_data(report)
            case Learned():
                self._end_pupil()
                self.open(report.path)
            case Refused():
                self._end_pupil()
                self._offer()
                self.problem.emit(tr_message(report.sentence))

    def _tell_of_data(self, report: Pictured) -> None:
        """Once in a training: a message that was closed stays closed."""
        if report.stands_in and not self._told:
            self._told = True
            text = self.tr(
                "MNIST could not be downloaded, so the model learns digits drawn from fonts. "
                "MNIST's four files, packed (.gz) or not, would be taken from {folder}."
            )
            self.view.message_bar.say(text.format(folder=cache_folder()))

    def _end_pupil(self) -> None:
        if self._pupil is not None:
            self._pupil.close()
            self._pupil = None

    def _bury_painter(self, ended: str) -> None:
        self._painter = None
        self._open = self._opening = False
        self._asked = None
        self._offer()
        self.problem.emit(
            self.tr(
                "The process that draws digits ended unexpectedly ({ended}); open the run again."
            ).format(ended=ended)
        )

    def _bury_pupil(self, ended: str) -> None:
        self._pupil = None
        self._offer()
        self.problem.emit(
            self.tr(
                "The process that learns digits ended unexpectedly ({ended}); what the last epoch "
                "brought is saved, and “Train on” goes on from there."
            ).format(ended=ended)
        )
