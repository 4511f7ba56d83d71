"""The worker process as the window sees it; nothing else in the window knows that there is one."""

import pickle
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread

from playground.gan.history import Snapshot
from playground.gan.inspection import Inspection
from playground.worker.main import work
from playground.worker.process import LAST_WORDS_SECONDS, SpawnedProcess
from playground.worker.protocol import Begun, Command, Report, SlotReleased, UseBuffer
from playground.worker.shared_memory import SnapshotBuffer


class Worker:
    """One spawned process that trains, and all that goes to it and comes from it.

    There is one for all models of a window, and they take turns, so that the panels compare the
    same iteration. On two cores with nothing else to do a classic GAN and CGAN made 105 to 115
    iterations a second each that way, 114 to 116 with a thread for each, and 230 to 240 with a
    process for each; with the cores busy (the window itself needs part of one) the three were
    alike, 31 to 41, 26 to 33 and 28 to 41.
    """

    def __init__(self) -> None:
        """Start the process; it is ready when it says so (`Ready`), seconds later."""
        self._process = SpawnedProcess(work, name="playground-worker")
        self._mailbox: SnapshotBuffer | None = None
        self._outgoing: SimpleQueue[bytes | None] = SimpleQueue()
        self._sender = Thread(target=self._send_all, name="playground-sender", daemon=True)
        self._sender.start()

    @property
    def pid(self) -> int | None:
        """The process's number."""
        return self._process.pid

    @property
    def ended(self) -> str:
        """How the process ended, such as "signal 9"; empty while it lives."""
        return self._process.ended

    def send(self, command: Command) -> None:
        """Have the worker do this after its iteration; a dead one does nothing. Never waits.

        What is sent is the command as it is now: its target is in use here, and grows its caches.
        """
        self._outgoing.put(pickle.dumps(command, pickle.HIGHEST_PROTOCOL))

    def reports(self) -> Iterator[Report]:
        """What the worker has said since the last call; never waits."""
        connection: Connection[Command, Report] = self._process.connection
        try:
            while connection.poll():
                report = connection.recv()
                if isinstance(report, Begun):
                    self._make_mailbox(report)
                yield report
        except (EOFError, OSError):
            return

    def take(self, entrant: int) -> tuple[Snapshot, Inspection]:
        """The picture that `Posted` announced; the worker may then post the entrant's next."""
        assert self._mailbox is not None, "nothing was posted"
        picture = self._mailbox.read(entrant)
        self.send(SlotReleased(entrant))
        return picture

    def close(self) -> None:
        """End the process, by force if it must be, and free what was shared with it."""
        self._outgoing.put(None)
        self._sender.join(LAST_WORDS_SECONDS)
        self._process.close()
        self._remove_mailbox()

    def _send_all(self) -> None:
        """On a thread of its own: a target fills the pipe, and a busy worker empties it late."""
        while (command := self._outgoing.get()) is not None:
            # A pipe that is closed in the middle of a long command has no number any more.
            with suppress(OSError, TypeError):
                self._process.connection.send_bytes(command)

    def _make_mailbox(self, begun: Begun) -> None:
        # The worker obeys in order, so by now it has opened the mailbox before, or never will.
        self._remove_mailbox()
        self._mailbox = SnapshotBuffer(begun.layout)
        self.send(UseBuffer(begun.run, self._mailbox.name, begun.layout))

    def _remove_mailbox(self) -> None:
        if self._mailbox is not None:
            self._mailbox.remove()
            self._mailbox = None
