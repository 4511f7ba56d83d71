"""The main function of the training process."""

import os
import signal
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread

from playground.error_log import log_unforeseen, uncaught_faults
from playground.message import Sentence
from playground.worker.protocol import SLOTS, Command, Ready, Report, ThreadFailed
from playground.worker.race import Race, RaceSeat


def work(
    connection: "Connection[Report, Command]", race_name: str | None = None, slot: int = 0
) -> None:
    """Serve commands until the pipe to the window is closed.

    With the name of a race this process trains the model in `slot`, and another one the other.
    Ctrl+C in a terminal reaches every process of the window; the window handles it for all.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    commands: SimpleQueue[Command] = SimpleQueue()
    Thread(target=_listen, args=(connection, commands), daemon=True).start()
    from playground.nn.device import available_devices  # brings torch: seconds
    from playground.worker.server import (
        TrainingServer,  # brings SciPy, which the window does not need either
    )

    seat = None if race_name is None else RaceSeat(Race(SLOTS, race_name), slot)
    connection.send(Ready(available_devices()))
    with uncaught_faults(lambda fault: commands.put(_thread_failed(fault))):
        TrainingServer(connection, commands, seat).serve()


def _thread_failed(fault: Exception) -> ThreadFailed:
    return ThreadFailed(log_unforeseen(fault, Sentence("Measuring beside the training")))


def _listen(connection: "Connection[Report, Command]", commands: "SimpleQueue[Command]") -> None:
    """Receive commands at once, so that the window never waits for an iteration to end.

    When the window has closed or died the process exits: it has nothing to clean up. It also does
    where a command cannot be read: deaf, it would train on, and the window starts another one.
    """
    while True:
        try:
            commands.put(connection.recv())
        except (EOFError, OSError):
            os._exit(0)
        except Exception as fault:
            log_unforeseen(fault, "Reading a command")
            os._exit(1)
