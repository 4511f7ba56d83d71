"""What the worker process does: trains, obeys commands and posts pictures. No Qt in here.

All models of a run train in this one process, each iteration by the one that is behind, so that
the panels compare the same iteration, or the same time, and the same real points.
"""

from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Literal

from playground.density.target import Target
from playground.gan.look import Look
from playground.gan.snapshot import Snapshot
from playground.gui.budget import Budget
from playground.gui.judging import Judging
from playground.gui.looking import Looking
from playground.gui.mailbox import Layout
from playground.gui.messages import (
    NOTHING,
    Begin,
    Begun,
    Change,
    Command,
    Failed,
    Inspect,
    Judged,
    Measured,
    Obey,
    Part,
    Passed,
    Pause,
    Peek,
    Peeked,
    Play,
    Posted,
    Report,
    Retarget,
    Sample,
    Sampled,
    Save,
    Saved,
    Step,
    Taken,
    UseMailbox,
)
from playground.gui.pictures import Pictures
from playground.gui.race import Race

if TYPE_CHECKING:
    from playground.gan.phases import Phase
    from playground.gan.trainer import Trainer

PHASE_SECONDS = 0.1
"""How long slow motion stays at a phase: a classic or stable model makes one iteration a second."""

SAVE_SECONDS = 1.0
"""At least so long between two states, which are what a dead worker, or a fork, goes on from."""

SAVE_SHARE = 0.01
"""Of the worker's time: large states are sent less often."""


class Work:
    """One run at a time: its race, how it goes on, and the mailbox of its pictures."""

    def __init__(
        self, connection: "Connection[Report, Command]", commands: "SimpleQueue[Command]"
    ) -> None:
        self._connection = connection
        self._commands = commands
        self._run = 0
        self._race: Race | None = None
        self._looking: Looking | None = None
        self._judging: Judging | None = None
        self._motion: Literal["none", "slow", "full"] = "none"
        self._next_phase_at = 0.0
        self._pictures = Pictures()
        self._saved_at = 0.0
        self._saving = Budget(SAVE_SHARE)

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
        self._look()
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
                if command.run == self._run and self._race is not None:
                    self._pictures.open(command.layout, command.name)
            case Taken():
                self._pictures.take(command.entrant)
            case Measured():
                # What trains is judged with its next picture anyway.
                self._pictures.moved |= self._everyone if self._motion == "none" else set()
            case Inspect():
                if self._looking is not None:
                    self._looking.wanted = command.wanted
            case Sample():
                self._sample(command)
            case Peek():
                self._peek(command)
            case _ if self._race is not None:
                self._pictures.moved |= self._race.settle()
                self._steer(self._race, command)

    def _sample(self, command: Sample) -> None:
        points, layer = NOTHING
        if self._race is not None and command.run == self._run:
            trainer = self._race.trainers[command.entrant]
            with suppress(MemoryError, RuntimeError):  # the run goes on; whoever asked is told
                points, layer = trainer.sample(
                    command.n, command.seed, command.layer, command.weights
                )
        self._report(Sampled(command.run, points, layer))

    def _steer(self, race: Race, command: Command) -> None:
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
                self._step(race, command.part)
            case Change():
                for trainer, config in zip(race.trainers, command.configs, strict=True):
                    trainer.apply(config)
            case Obey():
                race.rules = command.rules
            case Retarget() if command.run == self._run:
                self._retarget(race, command.target)

    def _begin(self, command: Begin) -> None:
        kept = self._kept(command)
        self._run, self._race, self._motion = command.run, None, "none"
        self._looking = None
        self._pictures.close()
        trainers = _trainers(command, kept)
        self._race = Race(trainers, command.rules)
        self._looking = Looking(trainers, command.wanted)
        self._pictures = Pictures(len(trainers))
        snapshots = [trainer.snapshot() for trainer in trainers]
        looks = [self._looking.look(entrant) for entrant in range(len(trainers))]
        continues = all(trainer.continues for trainer in trainers)
        self._report(Begun(self._run, Layout.of(snapshots, looks), continues))
        self._save(self._race)
        self._judging = Judging(command.configs, lambda: self._commands.put(Measured()))
        if snapshots:
            self._judging.follow(command.target, len(snapshots[0].real))

    def _kept(self, command: Begin) -> "list[Trainer | None]":
        """Of the run at hand, for each entrant of the next the one that goes on as it."""
        if self._race is None or not command.kept:
            return [None] * len(command.configs)
        self._race.settle()
        return [None if one is None else self._race.trainers[one] for one in command.kept]

    def _peek(self, command: Peek) -> None:
        """Also of a run that has failed."""
        if command.run != self._run or self._looking is None or self._judging is None:
            return
        entrant, snapshot = command.entrant, command.snapshot
        look = self._looking.peek(entrant, snapshot, command.wanted)
        wanted = command.wanted.figures
        moment = self._judging.judge_past(entrant, snapshot) if wanted else None
        self._report(Peeked(self._run, entrant, look, moment))

    @property
    def _everyone(self) -> set[int]:
        return set(range(len(self._race.trainers))) if self._race else set()

    def _retarget(self, race: Race, target: Target) -> None:
        assert self._judging is not None
        for trainer in race.trainers:
            trainer.retarget(target)
        self._pictures.moved = self._everyone
        self._judging.retarget(target)

    def _move(self, race: Race) -> None:
        if self._motion == "full":
            race.iterate()
            self._pictures.moved.add(race.turn)
        else:
            self._walk(race)
        if self._saving.due and monotonic() - self._saved_at > SAVE_SECONDS:
            self._pictures.moved |= race.settle()
            self._save(race)

    def _walk(self, race: Race) -> None:
        for entrant, phase in race.walk():
            self._pictures.moved.add(entrant)
            self._report(_passed(self._run, entrant, phase))
            self._next_phase_at = monotonic() + PHASE_SECONDS

    def _step(self, race: Race, part: Part) -> None:
        self._motion = "none"
        race.step(part)
        self._pictures.moved |= set(race.rules.active)
        self._save(race)

    def _look(self) -> None:
        """Look inside the models: now and then at full speed, else at every move."""
        if self._looking is None or self._race is None:
            return
        for entrant in self._pictures.moved:
            self._looking.note_move(entrant)
        if self._motion == "full":
            self._looking.glance()
        else:
            self._pictures.moved |= self._looking.finish()

    def _post(self) -> None:
        if self._race is None:
            return
        for entrant in self._pictures.due(thriftily=self._motion == "full"):
            self._race.turn = entrant
            snapshot = self._pictures.put(entrant, partial(self._picture, self._race, entrant))
            self._judge(entrant, snapshot)
            self._report(Posted(self._run, entrant))

    def _picture(self, race: Race, entrant: int) -> tuple[Snapshot, Look]:
        assert self._looking is not None
        return race.trainers[entrant].snapshot(), self._looking.look(entrant)

    def _judge(self, entrant: int, snapshot: Snapshot) -> None:
        """Tell of the moment in figures, before its picture."""
        assert self._judging is not None
        told = self._judging.judge(entrant, snapshot, resting=self._motion != "full")
        if told is not None:
            self._report(Judged(self._run, entrant, *told))

    def _save(self, race: Race, *, asked: bool = False) -> None:
        with self._saving.spend():
            states = tuple(trainer.state() for trainer in race.trainers)
            self._report(Saved(self._run, race.iteration, states, asked))
        self._saved_at = monotonic()

    def _fail(self, sentence: str) -> None:
        entrant = self._race.turn if self._race else None
        self._motion, self._race = "none", None
        self._report(Failed(self._run, sentence, entrant))

    def _report(self, report: Report) -> None:
        with suppress(OSError):  # the window is gone, and the listener about to end the process
            self._connection.send(report)


def _trainers(command: Begin, kept: "list[Trainer | None]") -> "list[Trainer]":
    from playground.gan.device import pick_device
    from playground.gan.trainer import Trainer

    device = pick_device(command.device)
    trainers = []
    for entrant, config in enumerate(command.configs):
        trainer = kept[entrant]
        if trainer is None:
            trainer = Trainer(config, command.target, device)
            if command.states and command.states[entrant]:
                trainer.load(command.states[entrant])
        trainers.append(trainer)
    return trainers


def _passed(run: int, entrant: int, phase: "Phase") -> Passed:
    from playground.gan.arrays import as_array

    if phase.points is None or phase.layer is None:
        return Passed(run, entrant, phase.name, *NOTHING)
    return Passed(run, entrant, phase.name, as_array(phase.points.T), as_array(phase.layer))
