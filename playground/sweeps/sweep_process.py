"""A sweep in a process of its own, beside a window that watches it."""

import signal
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any

from playground.errors import InputError, RunFailed
from playground.message import Sentence
from playground.sweeps.results import SweepRow
from playground.sweeps.sweep import SweepProgress, SweepTraining, local_engine
from playground.sweeps.sweep_folder import open_sweep
from playground.threads import use_one_blas_thread

_TELL_SECONDS = 0.3


@dataclass(frozen=True)
class SweepNews:
    """The rows of runs that are over since the last news, and how far all of it is."""

    rows: tuple[SweepRow, ...]
    progress: SweepProgress
    seconds_left: float


@dataclass(frozen=True)
class SweepEnded:
    """Nothing is trained any more; `problem` is a sentence, empty where all went well."""

    problem: str = ""


def train_beside(connection: "Connection[Any, Any]", path: Path, jobs: int) -> None:
    """Train what is missing of the sweep at `path` by `jobs` processes, and tell of it.

    Any message, and the end of the pipe, is the wish to stop: states are kept then.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    use_one_blas_thread()
    problem = ""
    try:
        _train(_Teller(connection), path, jobs)
    except (InputError, RunFailed) as error:
        problem = error.args[0]
    except OSError as error:
        problem = Sentence(
            "the table of the experiment cannot be written ({reason})",
            reason=error.strerror or str(error),
        )
    with suppress(OSError):
        connection.send(SweepEnded(problem))


def _train(teller: "_Teller", path: Path, jobs: int) -> None:
    sweep = open_sweep(path)
    training = SweepTraining(sweep, local_engine(sweep, jobs))
    with closing(training.train()) as news:
        for row in news:
            teller.tell(training.progress, row)
            teller.hear(training.stop)
    teller.tell(training.progress, None, at_once=True)


class _Teller:
    """The window at the other end of the pipe, which may go away."""

    def __init__(self, connection: "Connection[Any, Any]") -> None:
        self._connection = connection
        self._rows: list[SweepRow] = []
        self._told = 0.0
        self._asked = False

    def tell(self, progress: SweepProgress, row: SweepRow | None, *, at_once: bool = False) -> None:
        if row is not None:
            self._rows.append(row)
        if not at_once and monotonic() - self._told < _TELL_SECONDS:
            return
        self._told = monotonic()
        now = replace(progress, running=dict(progress.running))
        with suppress(OSError):
            self._connection.send(SweepNews(tuple(self._rows), now, progress.seconds_left))
        self._rows.clear()

    def hear(self, stop: Callable[[], None]) -> None:
        if self._asked:
            return
        try:
            if self._connection.poll():
                self._connection.recv()
                self._asked = True
        except (EOFError, OSError):
            self._asked = True
        if self._asked:
            stop()
