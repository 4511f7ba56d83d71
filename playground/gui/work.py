"""What the worker process does: trains, obeys commands and posts pictures. No Qt in here.

All models of a run train in this one process, each iteration by the one that is behind, so that
the panels compare the same iteration, or the same time, and the same real points.
"""

import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Literal

import numpy as np

from playground.gui.mailbox import Layout, Mailbox
from playground.gui.messages import (
    Begin,
    Begun,
    Change,
    Command,
    Failed,
    Obey,
    Part,
    Passed,
    Pause,
    Play,
    Posted,
    Ready,
    Report,
    Saved,
    Step,
    Taken,
    UseMailbox,
)
from playground.gui.race import Race

if TYPE_CHECKING:
    from playground.gan.phases import Phase
    from playground.gan.trainer import Trainer

PHASE_SECONDS = 0.1
"""How long slow motion stays at a phase: a classic or stable model makes one iteration a second."""

PICTURE_SHARE = 0.125
"""Pictures take at most so much time beside a second of training."""

_LONGEST_WAIT_SECONDS = 0.1
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
    """One run at a time: its race, how it goes on, and the mailbox of its pictures."""

    def __init__(
        self, connection: "Connection[Report, Command]", commands: "SimpleQueue[Command]"
    ) -> None:
        self._connection = connection
        self._commands = commands
        self._run = 0
        self._race: Race | None = None
        self._motion: Literal["none", "slow", "full"] = "none"
        self._next_phase_at = 0.0
        self._mailbox: Mailbox | None = None
        self._empty: set[int] = set()
        self._moved: set[int] = set()
        self._posted_at: dict[int, float] = {}
        self._next_picture_at = 0.0
        self._saved_at = 0.0

    def serve(self) -> None:
        """Train and obey, for ever. Whatever goes wrong ends the run, and not the process."""
        from playground.gan.faults import FAULTS, sentence_of

        while True:
            try:
                self._act()
            except FAULTS as fault:
                self._fail(sentence_of(fault))

    def _act(self) -> None:
        """Obey the next command, or if there is none move on."""
        command = self._next_command()
        if command is not None:
            self._obey(command)
        elif self._race is not None:
            self._move(self._race)
        self._post()

    def _next_command(self) -> Command | None:
        """Wait for a command for as long as there is nothing else to do."""
        if self._motion == "none" or self._race is None:
            return self._commands.get()
        wait = self._next_phase_at - monotonic() if self._motion == "slow" else 0.0
        with suppress(Empty):
            return self._commands.get(wait > 0, max(wait, 0.0))
        return None

    def _obey(self, command: Command) -> None:
        match command:
            case Begin():
                self._begin(command)
            case UseMailbox():
                self._open_mailbox(command)
            case Taken():
                self._empty.add(command.entrant)
            case _ if self._race is not None:
                self._moved |= self._race.settle()
                self._steer(self._race, command)

    def _steer(self, race: Race, command: Command) -> None:
        """Obey a command that is about the run at hand."""
        match command:
            case Play():
                self._motion = "slow" if command.slowly else "full"
                self._next_phase_at = 0.0
            case Pause():
                self._motion = "none"
                self._save(race)
            case Step():
                self._step(race, command.part)
            case Change():
                for trainer, config in zip(race.trainers, command.configs, strict=True):
                    trainer.apply(config)
            case Obey():
                race.rules = command.rules

    def _begin(self, command: Begin) -> None:
        self._run, self._race, self._motion = command.run, None, "none"
        self._close_mailbox()
        trainers = _trainers(command)
        self._race = Race(trainers, command.rules)
        self._moved = set(range(len(trainers)))
        self._saved_at = monotonic()
        layout = Layout.of([trainer.snapshot() for trainer in trainers])
        self._report(Begun(self._run, layout))

    def _open_mailbox(self, command: UseMailbox) -> None:
        try:
            mailbox = Mailbox(command.layout, command.name)
        except FileNotFoundError:
            return  # the window has begun another run since, and taken this one's memory away
        if command.run != self._run or self._race is None:
            mailbox.close()
            return
        self._mailbox, self._empty = mailbox, set(range(len(self._race.trainers)))

    def _close_mailbox(self) -> None:
        if self._mailbox is not None:
            self._mailbox.close()
        self._mailbox, self._empty = None, set()

    def _move(self, race: Race) -> None:
        if self._motion == "full":
            race.iterate()
            self._moved.add(race.turn)
        else:
            self._walk(race)
        if monotonic() - self._saved_at > _SAVE_SECONDS:
            self._moved |= race.settle()
            self._save(race)

    def _walk(self, race: Race) -> None:
        for entrant, phase in race.walk():
            self._moved.add(entrant)
            self._report(_passed(self._run, entrant, phase))
            self._next_phase_at = monotonic() + PHASE_SECONDS

    def _step(self, race: Race, part: Part) -> None:
        self._motion = "none"
        race.step(part)
        self._moved |= set(race.rules.active)
        self._save(race)

    def _post(self) -> None:
        """Put new pictures of entrants that moved into their places, where those are empty.

        The window empties a place at most 30 times a second. While pictures are dear beside an
        iteration, they come one by one, so that training keeps most of the time.
        """
        for entrant in sorted(self._moved & self._empty, key=lambda i: self._posted_at.get(i, 0.0)):
            if self._motion == "full" and monotonic() < self._next_picture_at:
                return
            self._post_picture(entrant)

    def _post_picture(self, entrant: int) -> None:
        assert self._mailbox is not None and self._race is not None
        start = monotonic()
        self._race.turn = entrant
        self._mailbox.write(entrant, self._race.trainers[entrant].snapshot())
        self._moved.remove(entrant)
        self._empty.remove(entrant)
        self._report(Posted(self._run, entrant))
        self._posted_at[entrant] = now = monotonic()
        self._next_picture_at = now + min((now - start) / PICTURE_SHARE, _LONGEST_WAIT_SECONDS)

    def _save(self, race: Race) -> None:
        self._saved_at = monotonic()
        states = tuple(trainer.state() for trainer in race.trainers)
        self._report(Saved(self._run, race.iteration, states))

    def _fail(self, sentence: str) -> None:
        entrant = self._race.turn if self._race else None
        self._motion, self._race = "none", None
        self._report(Failed(self._run, sentence, entrant))

    def _report(self, report: Report) -> None:
        with suppress(OSError):  # the window is gone, and the listener about to end the process
            self._connection.send(report)


def _trainers(command: Begin) -> "list[Trainer]":
    from playground.gan.device import pick_device
    from playground.gan.trainer import Trainer

    device = pick_device(command.device)
    trainers = [Trainer(config, command.target, device) for config in command.configs]
    for trainer, state in zip(trainers, command.states, strict=bool(command.states)):
        trainer.load(state)
    return trainers


def _passed(run: int, entrant: int, phase: "Phase") -> Passed:
    from playground.gan.arrays import as_array

    points = np.zeros((0, 2), np.float32) if phase.points is None else as_array(phase.points.T)
    return Passed(run, entrant, phase.name, points)
