"""Trains the runs of a sweep in several processes of this machine, one run at a time in each."""

import gc
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from playground.message import Sentence
from playground.threads import usable_cores, use_one_blas_thread
from playground.worker.process import SpawnedProcess

if TYPE_CHECKING:
    from playground.sweeps.results import RunOutcome
    from playground.sweeps.sweep_run import RunOrder

TRIES = 3
"""How often a run begins, or goes on, whose process dies in the middle."""

LOOK_SECONDS = 0.2
"""How often a process tells how far its run is, and asks whether it shall stop."""


@dataclass(frozen=True)
class RunNews:
    """What an engine tells of the run `name`.

    `kind` is "begun"; "at" with the number of iterations done; "over" with the outcome; "stopped"
    where it was asked to, and keeps its state; "unwritten" with a sentence, where the disk did not
    take it.
    """

    name: str
    kind: Literal["begun", "at", "over", "stopped", "unwritten"]
    value: Any = None


class ProcessEngine:
    """Up to `jobs` processes, spawned when they are first needed, one torch thread each.

    A process that dies takes nothing with it: its run goes on from its last checkpoint in another
    one, and is given up as `failed` once that has happened `TRIES` times.
    """

    def __init__(self, jobs: int | None = None) -> None:
        self._jobs = jobs or usable_cores()
        self._slots: list[_Slot] = []
        self._waiting: deque[_Attempt] = deque()
        self._stopping = False
        use_one_blas_thread()

    def train(self, orders: "Iterable[RunOrder]") -> Iterator[RunNews | None]:
        """Train them all; yields what happens, and None when nothing has for a moment.

        Ends when every order is over, or once `stop` was called and what was running has stopped.
        """
        self.add(orders)
        while self.is_busy:
            yield from self.news(LOOK_SECONDS)

    def add(self, orders: "Iterable[RunOrder]") -> None:
        """Train these, too, once there is a process for them."""
        self._waiting.extend(_Attempt(order) for order in orders)

    @property
    def is_busy(self) -> bool:
        """Whether there is something left to train."""
        return bool((self._waiting and not self._stopping) or self._busy())

    def news(self, seconds: float) -> Iterator[RunNews | None]:
        """Go on, and yield what happens within so many seconds; None where nothing does."""
        while self._waiting and not self._stopping and (slot := self._free_slot()):
            attempt = self._waiting.popleft()
            slot.begin(attempt)
            yield RunNews(attempt.order.name, "begun")
        busy = self._busy()
        ready = wait([slot.connection for slot in busy], seconds)
        for slot in busy:
            if slot.connection in ready:
                yield from self._news(slot)
        if not ready:
            yield None

    def stop(self) -> None:
        """Have the runs keep their states and stop; no further one begins."""
        self._stopping = True
        for slot in self._busy():
            slot.ask_to_stop()

    def close(self) -> None:
        """End the processes; runs that are going on stop where their last checkpoint is."""
        for slot in self._slots:
            slot.close()
        self._slots.clear()

    def _busy(self) -> "list[_Slot]":
        return [slot for slot in self._slots if slot.attempt is not None]

    def _free_slot(self) -> "_Slot | None":
        for slot in self._slots:
            if slot.attempt is None:
                return slot
        if len(self._slots) == self._jobs:
            return None
        self._slots.append(_Slot())
        return self._slots[-1]

    def _news(self, slot: "_Slot") -> Iterator[RunNews]:
        attempt = slot.attempt
        assert attempt is not None
        try:
            news: RunNews = slot.connection.recv()
        except (EOFError, OSError):
            self._slots.remove(slot)
            ended = slot.ended()
            if attempt.number < TRIES:
                self._waiting.appendleft(_Attempt(attempt.order, attempt.number + 1))
            else:
                yield RunNews(attempt.order.name, "over", _died(ended))
            return
        if news.kind != "at":
            slot.attempt = None
        yield news


@dataclass(frozen=True)
class _Attempt:
    order: "RunOrder"
    number: int = 1


class _Slot:
    """A process, and the run that it trains."""

    def __init__(self) -> None:
        with _script_hidden():
            self._process = SpawnedProcess(serve_runs, name="sweep")
        self.connection: Connection[Any, Any] = self._process.connection
        self.attempt: _Attempt | None = None

    def begin(self, attempt: _Attempt) -> None:
        self.attempt = attempt
        with suppress(OSError):  # it has died, which the next look at it tells
            self.connection.send(attempt.order)

    def ask_to_stop(self) -> None:
        with suppress(OSError):
            self.connection.send(None)

    def ended(self) -> str:
        """How the process ended, which it does now if it has not."""
        self._process.join()
        ended = self._process.ended
        self._process.close()
        return ended

    def close(self) -> None:
        self._process.close()


def _died(ended: str) -> "RunOutcome":
    from playground.sweeps.results import RunOutcome

    note = Sentence("its process died {tries} times ({ended})", tries=TRIES, ended=ended)
    return RunOutcome("failed", note=note)


@contextmanager
def _script_hidden() -> Iterator[None]:
    """Processes that start meanwhile do not run the script of this one, as spawned ones do.

    So a script of three lines can start a sweep without asking whether it is the main module.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def serve_runs(connection: "Connection[Any, Any]") -> None:
    """The process: trains what it is sent until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from playground.sweeps.sweep_run import Lookout, RunStopped, train_order

    with suppress(EOFError, OSError):  # whoever asked has gone
        while True:
            order = connection.recv()
            if order is None:  # the wish to stop came when the run was over
                continue
            try:
                watch = Lookout(LOOK_SECONDS, partial(_tell, connection, order.name))
                outcome = train_order(order, watch)
                _keep_what_is_loaded()
                news = RunNews(order.name, "over", outcome)
            except RunStopped:
                news = RunNews(order.name, "stopped")
            except OSError as error:
                reason = f"{error.filename or order.name}: {error.strerror or error}"
                news = RunNews(order.name, "unwritten", reason)
            connection.send(news)


@cache
def _keep_what_is_loaded() -> None:
    """All that the first run has loaded stays: looking through it again and again for garbage took
    a fifth of a second a run.
    """
    gc.freeze()


def _tell(connection: "Connection[Any, Any]", name: str, iteration: int) -> bool:
    """Tell how far the run is; whether it is to stop, or nobody is there any more."""
    try:
        connection.send(RunNews(name, "at", iteration))
        return connection.poll() and connection.recv() is None
    except (EOFError, OSError):
        return True
