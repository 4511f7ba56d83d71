"""A process beside the window and the pipe to it: how it starts, how it ended, how it is ended."""

import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import current_thread, main_thread
from typing import Any

from playground.import_path import leave_working_folder, protect_children


@contextmanager
def interrupts_ignored() -> Iterator[None]:
    """Let a process start deaf to Ctrl+C, which would end it with a traceback before it listens."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


LAST_WORDS_SECONDS = 2.0


def _run(connection: "Connection[Any, Any]", packed: bytes) -> None:
    """The child's beginning: the job's modules are imported once they cannot be strangers'."""
    leave_working_folder()
    job, args = pickle.loads(packed)
    job(connection, *args)


class SpawnedProcess:
    """Spawned, never forked; it is given its end of the pipe as the first argument.

    It should end by itself when the pipe does.
    """

    def __init__(self, job: Callable[..., None], *args: Any, name: str | None = None) -> None:
        """Start `job(connection, *args)`; it leaves Ctrl+C to the window."""
        protect_children()
        context = get_context("spawn")
        self.connection: Connection[Any, Any]
        self.connection, theirs = context.Pipe()
        packed = pickle.dumps((job, args))
        self._process = context.Process(target=_run, args=(theirs, packed), name=name, daemon=True)
        with interrupts_ignored():
            self._process.start()
        theirs.close()

    @property
    def pid(self) -> int | None:
        """The process's number."""
        return self._process.pid

    @property
    def ended(self) -> str:
        """How the process ended, such as "signal 9"; empty while it lives."""
        code = self._process.exitcode
        if code is None:
            return ""
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def close(self) -> None:
        """End it, by force if it must be."""
        self.connection.close()
        self._process.join(LAST_WORDS_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()

    def kill(self) -> None:
        """End it here and now; nothing that it could still say matters."""
        self._process.kill()
        self._process.join(LAST_WORDS_SECONDS)
        self.connection.close()
