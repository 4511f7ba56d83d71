"""What the worker process does: trains, obeys commands and posts pictures. No Qt in here.

All models of a run train in this one process, each iteration by the one that is behind, so that
the panels compare the same iteration, or the same time, and the same real points.
"""

from contextlib import suppress
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Literal

from playground.worker.monitoring import Budget
from playground.worker.protocol import (
    NOTHING,
    Begin,
    Begun,
    Change,
    Command,
    FloorsReady,
    Inspect,
    InspectSnapshot,
    Part,
    Pause,
    PhaseFinished,
    Play,
    Report,
    Retarget,
    RunEnded,
    Sample,
    Sampled,
    Save,
    Saved,
    SetRules,
    SlotReleased,
    Step,
    UseBuffer,
)
from playground.worker.publisher import SnapshotPublisher
from playground.worker.scheduler import TrainerScheduler

if TYPE_CHECKING:
    from playground.gan.steps import Phase
    from playground.gan.trainer import Trainer

PHASE_SECONDS = 0.1
"""How long slow motion stays at a phase: a classic or stable model makes one iteration a second."""

SAVE_SECONDS = 1.0
"""At least so long between two states, which are what a dead worker, or a fork, goes on from."""

SAVE_SHARE = 0.01
"""Of the worker's time: large states are sent less often."""

SAVE_AT_LATEST_SECONDS = 5.0
"""Also after a state that took long to send: the window may have been busy."""


class TrainingServer:
    """One run at a time: its race, how it goes on, and the mailbox of its pictures."""

    def __init__(
        self, connection: "Connection[Report, Command]", commands: "SimpleQueue[Command]"
    ) -> None:
        self._connection = connection
        self._commands = commands
        self._run = 0
        self._race: TrainerScheduler | None = None
        self._showing: SnapshotPublisher | None = None
        self._motion: Literal["none", "slow", "full"] = "none"
        self._next_phase_at = 0.0
        self._saved_at = 0.0
        self._saving = Budget(SAVE_SHARE, longest_s=SAVE_AT_LATEST_SECONDS)

    def serve(self) -> None:
        """Train and obey, for ever. Whatever goes wrong ends the run, and not the process."""
        from playground.errors import FAULTS, fault_sentence

        while True:
            try:
                self._act()
            except FAULTS as fault:
                self._fail(fault_sentence(fault))

    def _act(self) -> None:
        """Obey the next command, or if there is none move on."""
        command = self._next_command()
        if command is not None:
            self._obey(command)
        elif self._race is not None and self._showing is not None:
            self._move(self._race, self._showing)
        if self._race is not None and self._showing is not None:
            self._showing.show(full=self._motion == "full")

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
            case Sample():
                self._sample(command)
            case _ if self._showing is not None:
                self._show(self._showing, command)

    def _show(self, showing: SnapshotPublisher, command: Command) -> None:
        """Obey a command that is about what is shown of the run at hand, or about the run."""
        match command:
            case SlotReleased():
                showing.take(command.entrant)
            case Inspect():
                showing.inspect(command.wanted)
            case FloorsReady():
                if self._motion == "none":  # what trains is judged with its next picture anyway
                    showing.renew()
            case InspectSnapshot():  # also of a run that has failed
                if command.run == self._run:
                    showing.peek(command)
            case UseBuffer():
                if command.run == self._run and self._race is not None:
                    showing.use(command)
            case _ if self._race is not None:
                showing.note_moved(self._race.settle())
                self._steer(self._race, showing, command)

    def _sample(self, command: Sample) -> None:
        points, layer = NOTHING
        if self._race is not None and command.run == self._run:
            trainer = self._race.trainers[command.entrant]
            with suppress(MemoryError, RuntimeError):  # the run goes on; whoever asked is told
                points, layer = trainer.sample(
                    command.n, command.seed, command.layer, command.weights
                )
        self._report(Sampled(command.run, points, layer))

    def _steer(self, race: TrainerScheduler, showing: SnapshotPublisher, command: Command) -> None:
        """Obey a command that is about the run at hand."""
        match command:
            case Play():
                self._motion = "slow" if command.slowly else "full"
                self._next_phase_at = 0.0
            case Pause():
                self._motion = "none"
                self._save(race)
            case Save():
                self._save(race, asked=True)
            case Step():
                self._step(race, showing, command.part)
            case Change():
                for trainer, config in zip(race.trainers, command.configs, strict=True):
                    trainer.apply(config)
            case SetRules():
                race.rules = command.rules
            case Retarget() if command.run == self._run:
                for trainer in race.trainers:
                    trainer.retarget(command.target)
                showing.retarget(command.target)

    def _begin(self, command: Begin) -> None:
        kept = self._kept(command)
        self._run, self._race, self._motion = command.run, None, "none"
        if self._showing is not None:
            self._showing.close()
            self._showing = None
        self._race = race = TrainerScheduler.of(command, kept)
        self._showing = SnapshotPublisher(
            race, command, self._report, lambda: self._commands.put(FloorsReady())
        )
        continues = all(trainer.continues for trainer in race.trainers)
        self._report(Begun(self._run, self._showing.layout, continues))
        self._save(self._race)

    def _kept(self, command: Begin) -> "list[Trainer | None]":
        """Of the run at hand, for each entrant of the next the one that goes on as it."""
        if self._race is None or not command.kept:
            return [None] * len(command.configs)
        self._race.settle()
        return [None if one is None else self._race.trainers[one] for one in command.kept]

    def _move(self, race: TrainerScheduler, showing: SnapshotPublisher) -> None:
        if self._motion == "full":
            race.iterate()
            showing.note_moved([race.turn])
        else:
            self._walk(race, showing)
        if self._saving.due and monotonic() - self._saved_at > SAVE_SECONDS:
            showing.note_moved(race.settle())
            self._save(race)

    def _walk(self, race: TrainerScheduler, showing: SnapshotPublisher) -> None:
        for entrant, phase in race.walk():
            showing.note_moved([entrant])
            self._report(_passed(self._run, entrant, phase))
            self._next_phase_at = monotonic() + PHASE_SECONDS

    def _step(self, race: TrainerScheduler, showing: SnapshotPublisher, part: Part) -> None:
        self._motion = "none"
        race.step(part)
        showing.note_moved(race.rules.active)
        self._save(race)

    def _save(self, race: TrainerScheduler, *, asked: bool = False) -> None:
        with self._saving.spend():
            states = tuple(trainer.state() for trainer in race.trainers)
            self._report(Saved(self._run, race.iteration, states, asked))
        self._saved_at = monotonic()

    def _fail(self, sentence: str) -> None:
        entrant = self._race.turn if self._race else None
        self._motion, self._race = "none", None
        self._report(RunEnded(self._run, sentence, entrant))

    def _report(self, report: Report) -> None:
        with suppress(OSError):  # the window is gone, and the listener about to end the process
            self._connection.send(report)


def _passed(run: int, entrant: int, phase: "Phase") -> PhaseFinished:
    from playground.nn.device import as_array

    if phase.points is None or phase.layer is None:
        return PhaseFinished(run, entrant, phase.name, *NOTHING)
    return PhaseFinished(run, entrant, phase.name, as_array(phase.points.T), as_array(phase.layer))
