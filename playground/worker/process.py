"""A process beside the window, with a pipe to it."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from threading import Thread, current_thread, main_thread
from typing import Any

from playground.import_path import leave_working_folder, protect_children


@contextmanager
def interrupts_ignored() -> Iterator[None]:
    """Start a process that ignores Ctrl+C, which would end it with a traceback while it imports."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


EXIT_SECONDS = 2.0
"""How long a process may take to end by itself."""


def _run(connection: "Connection[Any, Any]", packed: bytes) -> None:
    """The child's beginning: the job's modules are imported once they cannot be strangers'.

    A fault that nobody foresaw is logged, and ends the process with 1, which the window tells.
    """
    leave_working_folder()
    try:
        job, args = ForkingPickler.loads(packed)
        job(connection, *args)
    except Exception as fault:
        from playground.error_log import log_unforeseen

        log_unforeseen(fault, f"The process {current_process().name}")
        sys.exit(1)


class SpawnedProcess:
    """Spawned, never forked; its main function gets its end of the pipe as the first argument.

    The process should end by itself when the pipe is closed.
    """

    def __init__(
        self, job: Callable[..., None], *args: Any, name: str | None = None, daemon: bool = True
    ) -> None:
        """Start `job(connection, *args)`; the process ignores Ctrl+C, which the window handles.

        One that is no `daemon` may start processes itself, and is waited for at this one's end.
        """
        protect_children()
        context = get_context("spawn")
        self.connection: Connection[Any, Any]
        self.connection, theirs = context.Pipe()
        packed = bytes(ForkingPickler.dumps((job, args)))
        self._process = context.Process(
            target=_run, args=(theirs, packed), name=name, daemon=daemon
        )
        with interrupts_ignored():
            self._process.start()
        theirs.close()

    @property
    def pid(self) -> int | None:
        """The process id."""
        return self._process.pid

    @property
    def ended(self) -> str:
        """How the process ended, such as "signal 9"; empty while it lives."""
        code = self._process.exitcode
        if code is None:
            return ""
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def told(self) -> Iterator[Any]:
        """What it has sent until now; no more where it is gone, or was dropped."""
        with suppress(EOFError, OSError):
            while self.connection.poll():
                yield self.connection.recv()

    def send_beside(self, message: Any) -> None:
        """Send from a thread: it may be larger than the pipe, and the process takes a while to
        start. One that cannot be sent kills the process, which would wait for it for ever.
        """
        Thread(target=self._send, args=(message,), daemon=True).start()

    def _send(self, message: Any) -> None:
        try:
            self.connection.send(message)
        except OSError:
            return  # the process is gone, which `ended` tells
        except Exception:
            if self.connection.closed:  # it was dropped meanwhile
                return
            self._process.kill()
            raise

    def join(self) -> None:
        """Give it a moment to end by itself."""
        self._process.join(EXIT_SECONDS)

    def close(self) -> None:
        """End it, by force if need be."""
        self.connection.close()
        self._process.join(EXIT_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()

    def kill(self) -> None:
        """Kill it at once."""
        self._process.kill()
        self._process.join(EXIT_SECONDS)
        self.connection.close()
