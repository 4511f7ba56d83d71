"""The window's end of the training process."""

import pickle
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread

from playground.message import Sentence
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection
from playground.worker.main import work
from playground.worker.process import EXIT_SECONDS, SpawnedProcess
from playground.worker.protocol import (
    Begun,
    Command,
    Pause,
    Report,
    RunEnded,
    SlotReleased,
    UseBuffer,
)
from playground.worker.shared_memory import SnapshotBuffer


class Worker:
    """One spawned process that trains models of a window; sends commands, receives reports.

    By itself it trains all, which take turns; `WorkerPair` has one for each slot. On two otherwise
    idle cores a classic GAN and CGAN made 105 to 115 iterations a second each in one process, 114
    to 116 with a thread for each, and 230 to 240 with a process for each; with the cores busy (the
    window itself needs part of one) the three were alike: 31 to 41, 26 to 33 and 28 to 41.
    """

    def __init__(self, race: str | None = None, slot: int = 0) -> None:
        """Start the process; it reports `Ready` seconds later.

        With the name of a race it trains the model in `slot` alone.
        """
        self._process = SpawnedProcess(work, race, slot, name="playground-worker")
        self._buffer: SnapshotBuffer | None = None
        self._outgoing: SimpleQueue[bytes | None] = SimpleQueue()
        self._sender = Thread(target=self._send_all, name="playground-sender", daemon=True)
        self._sender.start()

    @property
    def pid(self) -> int | None:
        """The process id."""
        return self._process.pid

    @property
    def ended(self) -> str:
        """How the process ended, such as "signal 9"; empty while it lives."""
        return self._process.ended

    @property
    def buffer_name(self) -> str | None:
        """The name of the shared memory, while there is one."""
        return self._buffer.name if self._buffer else None

    def send(self, command: Command) -> None:
        """Have the worker do this after its iteration; a dead one does nothing. Never waits.

        The command is pickled at once: its target is in use here, and its caches grow.
        """
        self._outgoing.put(pickle.dumps(command, pickle.HIGHEST_PROTOCOL))

    def reports(self) -> Iterator[Report]:
        """The reports since the last call; never waits."""
        for report in self._process.told():
            if isinstance(report, Begun) and (failure := self._create_buffer(report)):
                self.send(Pause())
                yield RunEnded(report.run, failure)
            else:
                yield report

    def take(self, slot: int) -> tuple[Snapshot, Inspection]:
        """The snapshot that `SnapshotReady` announced; frees its room for the next one."""
        assert self._buffer is not None, "no snapshot has been announced"
        taken = self._buffer.read(slot)
        self.send(SlotReleased(slot))
        return taken

    def close(self) -> None:
        """End the process, by force if need be, and free the shared memory."""
        self._outgoing.put(None)
        self._sender.join(EXIT_SECONDS)
        self._process.close()
        self._remove_buffer()

    def _send_all(self) -> None:
        """On a thread of its own: a target fills the pipe, and a busy worker empties it late."""
        while (command := self._outgoing.get()) is not None:
            # A pipe closed in the middle of a long command has no file descriptor any more.
            with suppress(OSError, TypeError):
                self._process.connection.send_bytes(command)

    def _create_buffer(self, begun: Begun) -> str:
        """Make room for the snapshots of a run; a sentence on why there is none, if so."""
        # The worker obeys in order: it has opened the previous buffer by now, or never will.
        self._remove_buffer()
        try:
            self._buffer = SnapshotBuffer(begun.layout)
        except OSError as error:
            reason = error.strerror or str(error)
            return Sentence("there is no shared memory for its pictures ({reason})", reason=reason)
        self.send(UseBuffer(begun.run, self._buffer.name, begun.layout))
        return ""

    def _remove_buffer(self) -> None:
        if self._buffer is not None:
            self._buffer.remove()
            self._buffer = None
