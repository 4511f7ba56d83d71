"""What the worker process does: trains, obeys commands and posts pictures. No Qt in here.

All models of a run train in this one process in lockstep, one iteration of each in turn, so that
the panels always show the same iteration and the same real points.
"""

import os
import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from playground.errors import InputError
from playground.gui.mailbox import Layout, Mailbox
from playground.gui.messages import (
    Begin,
    Begun,
    Command,
    Failed,
    Pause,
    Play,
    Posted,
    Ready,
    Report,
    Retarget,
    Saved,
    Taken,
    UseMailbox,
)

if TYPE_CHECKING:
    from playground.gan.trainer import Trainer

_SAVE_SECONDS = 5.0


def work(connection: "Connection[Report, Command]") -> None:
    """The worker process's main function; it ends with the pipe to the window.

    Ctrl+C in the terminal reaches every process of the window: the window handles it for all.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    commands: SimpleQueue[Command] = SimpleQueue()
    Thread(target=_listen, args=(connection, commands), daemon=True).start()
    from playground.gan.device import available_devices  # brings torch: seconds

    connection.send(Ready(available_devices()))
    Work(connection, commands).serve()


def _listen(connection: "Connection[Report, Command]", commands: "SimpleQueue[Command]") -> None:
    """Take commands at once, so that the window never waits for an iteration to end.

    When the window closed, or died, the process ends here and now: it owns nothing to put away.
    """
    while True:
        try:
            commands.put(connection.recv())
        except (EOFError, OSError):
            os._exit(0)


class Work:
    """One run at a time: its trainers, whether they train, and the mailbox of its pictures."""

    def __init__(
        self, connection: "Connection[Report, Command]", commands: "SimpleQueue[Command]"
    ) -> None:
        self._connection = connection
        self._commands = commands
        self._run = 0
        self._trainers: list[Trainer] = []
        self._playing = False
        self._mailbox: Mailbox | None = None
        self._mailbox_is_empty = False
        self._posted = -1
        self._saved_at = 0.0

    def serve(self) -> None:
        """Train and obey, for ever."""
        while True:
            while not self._playing or not self._commands.empty():
                self._obey(self._commands.get())
            self._iterate()

    def _obey(self, command: Command) -> None:
        match command:
            case Begin():
                self._begin(command)
            case UseMailbox():
                self._open_mailbox(command)
            case Retarget():
                self._retarget(command)
            case Play():
                self._playing = bool(self._trainers)
            case Pause():
                self._pause()
            case Taken():
                self._mailbox_is_empty = True
        self._post()

    def _begin(self, command: Begin) -> None:
        self._run, self._playing, self._trainers = command.run, False, []
        self._posted, self._saved_at = -1, monotonic()
        self._close_mailbox()
        try:
            self._trainers = _trainers(command)
            snapshots = [trainer.snapshot() for trainer in self._trainers]
        except (InputError, _diverged()) as error:
            self._fail(error)
            return
        self._playing = command.playing
        self._connection.send(Begun(self._run, Layout.of(snapshots)))

    def _retarget(self, command: Retarget) -> None:
        if command.run == self._run:
            for trainer in self._trainers:
                trainer.retarget(command.target)
            self._posted = -1  # the picture has other real points now

    def _open_mailbox(self, command: UseMailbox) -> None:
        try:
            mailbox = Mailbox(command.layout, command.name)
        except FileNotFoundError:
            return  # the window has begun another run since, and taken this one's memory away
        if command.run != self._run:
            mailbox.close()
            return
        self._mailbox, self._mailbox_is_empty = mailbox, True

    def _close_mailbox(self) -> None:
        if self._mailbox is not None:
            self._mailbox.close()
        self._mailbox, self._mailbox_is_empty = None, False

    def _pause(self) -> None:
        if self._playing:
            self._playing = False
            self._save()

    def _iterate(self) -> None:
        for trainer in self._trainers:
            trainer.step()
        self._post()
        if monotonic() - self._saved_at > _SAVE_SECONDS:
            self._save()

    def _post(self) -> None:
        """Put the newest pictures into the mailbox, if it is empty and they are new."""
        if self._mailbox is None or not self._mailbox_is_empty or not self._trainers:
            return
        if self._trainers[0].iteration == self._posted:
            return
        try:
            self._mailbox.write([trainer.snapshot() for trainer in self._trainers])
        except _diverged() as error:
            self._fail(error)
            return
        self._posted, self._mailbox_is_empty = self._trainers[0].iteration, False
        self._connection.send(Posted(self._run))

    def _save(self) -> None:
        self._saved_at = monotonic()
        states = tuple(trainer.state() for trainer in self._trainers)
        self._connection.send(Saved(self._run, self._trainers[0].iteration, states))

    def _fail(self, error: Exception) -> None:
        self._playing, self._trainers = False, []
        self._connection.send(Failed(self._run, str(error)))


def _trainers(command: Begin) -> "list[Trainer]":
    from playground.gan.device import pick_device
    from playground.gan.trainer import Trainer

    device = pick_device(command.device)
    trainers = [Trainer(config, command.target, device) for config in command.configs]
    states: Sequence[object] = command.states
    for trainer, state in zip(trainers, command.states, strict=bool(states)):
        trainer.load(state)
    return trainers


def _diverged() -> type[Exception]:
    from playground.gan.trainer import Diverged

    return Diverged
