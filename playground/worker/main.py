"""The worker process from its beginning to its end: it listens to the window, and works."""

import os
import signal
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread

from playground.worker.protocol import Command, Ready, Report


def work(connection: "Connection[Report, Command]") -> None:
    """The process's main function; it ends with the pipe to the window.

    Ctrl+C in the terminal reaches every process of the window: the window handles it for all.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    commands: SimpleQueue[Command] = SimpleQueue()
    Thread(target=_listen, args=(connection, commands), daemon=True).start()
    from playground.nn.device import available_devices  # brings torch: seconds
    from playground.worker.server import (
        TrainingServer,  # brings SciPy, which the window does not need either
    )

    connection.send(Ready(available_devices()))
    TrainingServer(connection, commands).serve()


def _listen(connection: "Connection[Report, Command]", commands: "SimpleQueue[Command]") -> None:
    """Take commands at once, so that the window never waits for an iteration to end.

    When the window closed, or died, the process ends here and now: it owns nothing to put away.
    """
    while True:
        try:
            commands.put(connection.recv())
        except (EOFError, OSError):
            os._exit(0)
