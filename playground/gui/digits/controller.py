"""Starts the processes that draw and learn digits, and shows in the view what they report."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from playground.app.notices import Notices
from playground.app.storage.autosave import data_folder
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
    OpenShipped,
    Pictured,
    Refused,
    StopTraining,
)
from playground.worker.digits_training import is_complete, learn
from playground.worker.process import SpawnedProcess

_LOOK_MS = 5


class QtProcess(QObject):
    """A `SpawnedProcess` whose messages and end are signals."""

    received = Signal(object)
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
        """The process id."""
        return self._process.pid

    def send(self, message: Any) -> None:
        """Send a small message; a dead process ignores it."""
        with suppress(OSError):
            self._process.connection.send(message)

    def close(self) -> None:
        """End it, by force if need be."""
        self._timer.stop()
        self._process.close()

    def _look(self) -> None:
        ended = self._process.ended  # before its last words are read, so that none is lost
        for message in self._process.told():
            self.received.emit(message)
            if not self._timer.isActive():  # closed meanwhile
                return
        if ended and self._timer.isActive():
            self._timer.stop()
            self.died.emit(ended)


class DigitsController(QObject):
    """One process draws, another one trains; each is started when it is first needed.

    A sheet is requested when the last one has come: so the newest request is drawn, and those that
    a moving slider has overtaken never are.
    """

    shown = Signal()  # the view is to be shown
    drawn = Signal()  # the view has a new sheet

    def __init__(self, view: DigitsView, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._notices = view, notices
        self.learn: Callable[..., None] = learn
        """The main function of the process that trains; see `playground.worker.digits_training`."""
        self._renderer: QtProcess | None = None
        self._trainer: QtProcess | None = None
        self._has_model = self._opening = self._stand_in_told = False
        self._asked: DigitsRequest | None = None
        self._wanted: DigitsRequest | None = None
        view.controls.asked.connect(self._ask)
        view.offer_wanted.connect(self.show_offer)
        view.offer.train.connect(self.train)
        view.offer.stop.connect(self._stop)

    @property
    def own_folder(self) -> Path:
        """The folder of the model that is trained here."""
        return data_folder() / "digits"

    @property
    def renderer_pid(self) -> int | None:
        """The id of the process that draws, if there is one."""
        return self._renderer.pid if self._renderer else None

    def open_run(self, path: Path) -> None:
        """Open a run folder; if that fails it is a problem, and what was open stays."""
        self._open(Open(path))

    def show(self) -> None:
        """Show the run opened last, else the model trained here, else the one that ships."""
        if self._trainer is not None:
            self.show_offer()
            self.shown.emit()
        elif self._has_model:
            self._view.show_digits()
            self.shown.emit()
        elif is_complete(self.own_folder):
            self.open_run(self.own_folder)
        else:
            self._open(OpenShipped())

    def train(self) -> None:
        """Train a small model, or continue its training."""
        if self._trainer is None:
            self._view.offer.show_starting()
            self._view.message_bar.hide()
            self._stand_in_told = False
            self._trainer = QtProcess(self.learn, self.own_folder, parent=self)
            self._trainer.received.connect(self.take_progress)
            self._trainer.died.connect(self._report_trainer_death)

    @property
    def drawing(self) -> bool:
        """Whether a sheet is being drawn, or waits to be."""
        return self._asked is not None or self._wanted is not None

    def close(self) -> None:
        """End both processes; all finished epochs are on the disk."""
        for process in (self._renderer, self._trainer):
            if process is not None:
                process.close()
        self._renderer = self._trainer = None

    def show_offer(self) -> None:
        """Show the offer to train, or the training."""
        if self._trainer is None:
            self._view.offer.show_idle(begun=is_mnist_run(self.own_folder))
        self._view.show_offer(can_leave=self._has_model)

    def _open(self, request: Open | OpenShipped) -> None:
        if self._renderer is None:
            self._renderer = QtProcess(serve, parent=self)
            self._renderer.received.connect(self._take_drawn)
            self._renderer.died.connect(self._end_renderer)
        self._opening = True
        self._renderer.send(request)

    def _ask(self, asked: DigitsRequest) -> None:
        self._wanted = asked
        # A request made for one model means nothing to the next one.
        if self._asked is None and self._renderer is not None and not self._opening:
            self._asked, self._wanted = asked, None
            self._renderer.send(asked)

    def _stop(self) -> None:
        if self._trainer is not None:
            self._trainer.send(StopTraining())

    def _take_drawn(self, report: Opened | DigitSheet | Refused) -> None:
        if isinstance(report, Opened):
            self._has_model, self._opening = True, False
            self._view.show_model(report)
            self.shown.emit()
            return
        if self._asked is None:
            self._opening = False
        asked, self._asked = self._asked, None
        if isinstance(report, Refused):
            self._notices.problem.emit(tr_message(report.sentence))
        elif asked is not None:
            self._view.show_sheet(asked, report)
            self.drawn.emit()
        if self._wanted is not None:
            self._ask(self._wanted)

    def take_progress(self, report: Fetching | Learning | Pictured | Learned | Refused) -> None:
        """Show what the process that trains reports."""
        match report:
            case Fetching():
                self._view.offer.show_fetching(report)
            case Learning():
                self._view.offer.show_learning(report)
            case Pictured():
                self._view.offer.show_picture(report)
                self._tell_stand_in(report)
            case Learned():
                self._close_trainer()
                self.open_run(report.path)
            case Refused():
                self._close_trainer()
                self.show_offer()
                self._notices.problem.emit(tr_message(report.sentence))

    def _tell_stand_in(self, report: Pictured) -> None:
        """Once per training: a message that was closed stays closed."""
        if report.stands_in and not self._stand_in_told:
            self._stand_in_told = True
            text = self.tr(
                "MNIST could not be downloaded, so the model learns digits drawn from fonts. "
                "MNIST's four files, packed (.gz) or not, would be taken from {folder}."
            )
            self._view.message_bar.show_problem(text.format(folder=cache_folder()))

    def _close_trainer(self) -> None:
        if self._trainer is not None:
            self._trainer.close()
            self._trainer = None

    def _end_renderer(self, ended: str) -> None:
        self._renderer = None
        self._has_model = self._opening = False
        self._asked = None
        self.show_offer()
        self._notices.problem.emit(
            self.tr(
                "The process that draws digits ended unexpectedly ({ended}); open the run again."
            ).format(ended=ended)
        )

    def _report_trainer_death(self, ended: str) -> None:
        self._trainer = None
        self.show_offer()
        self._notices.problem.emit(
            self.tr(
                "The process that learns digits ended unexpectedly ({ended}); the last epoch is "
                "saved, and “Continue training” goes on from there."
            ).format(ended=ended)
        )
