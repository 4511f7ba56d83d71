"""The loop of the training process: it trains, obeys commands and publishes. No Qt in here.

The models of a run that train in this process take turns, one iteration at a time by the one that
is behind, and none runs ahead of those in another process, so that the panels compare the same
iteration, or the same time, and the same real points.
"""

from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Literal

from playground.error_log import log_unforeseen
from playground.errors import FAULTS, fault_sentence
from playground.message import Sentence
from playground.worker.monitoring import Budget
from playground.worker.protocol import (
    NO_POINTS,
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
    ThreadFailed,
    Together,
    UseBuffer,
)
from playground.worker.publisher import SnapshotPublisher
from playground.worker.race import NOT_BEGUN, RaceSeat
from playground.worker.scheduler import TrainerScheduler

if TYPE_CHECKING:
    from playground.nn.model_trainer import ModelTrainer, Phase

PHASE_SECONDS = 0.1
"""How long slow motion stays at a phase: a classic or stable model makes one iteration a second."""

WAITING_SECONDS = 0.0002
"""How long a model waits before it looks again whether another process has caught up."""

SAVE_SECONDS = 1.0
"""The least time between two states, which a new process, or a fork, continues from."""

SAVE_SHARE = 0.01
"""Of the worker's time: large states are sent less often."""

SAVE_AT_LATEST_SECONDS = 5.0
"""Even after a state that took long to send: the window may have been busy."""


class TrainingServer:
    """Trains one run at a time; `act` is one turn of its loop."""

    def __init__(
        self,
        connection: "Connection[Report, Command]",
        commands: "SimpleQueue[Command]",
        seat: RaceSeat | None = None,
    ) -> None:
        """With a `seat`, other processes train models of the same run."""
        self.scheduler: TrainerScheduler | None = None
        """The trainers of the current run; None before one has begun, and after it failed."""
        self.publisher: SnapshotPublisher | None = None
        """Stays when its run fails, so that its snapshots can still be inspected."""
        self._connection = connection
        self._commands = commands
        self._seat = seat
        self._run = 0
        self._motion: Literal["none", "slow", "full"] = "none"
        self._next_turn_at = 0.0
        self._saved_at = 0.0
        self._saving = Budget(SAVE_SHARE, longest_s=SAVE_AT_LATEST_SECONDS)

    def serve(self) -> None:
        """Train and obey, forever."""
        while True:
            self.act()

    def act(self) -> None:
        """Obey the next command, or if there is none train on, and publish what is due.

        Whatever goes wrong in training ends the run, not the process.
        """
        try:
            self._act()
        except FAULTS as fault:
            self._fail(fault_sentence(fault))
        except Exception as fault:
            self._fail(log_unforeseen(fault, Sentence("The training")))

    def _act(self) -> None:
        command = self._next_command()
        if command is not None:
            self._obey(command)
        elif self.scheduler is not None and self.publisher is not None:
            self._train(self.scheduler, self.publisher)
        if self.scheduler is not None and self.publisher is not None:
            self.publisher.publish(full_speed=self._motion == "full" and self._trains)

    def _next_command(self) -> Command | None:
        """Wait for a command for as long as there is nothing else to do."""
        if not self._trains:
            return self._commands.get()
        wait = self._next_turn_at - monotonic()
        with suppress(Empty):
            return self._commands.get(wait > 0, max(wait, 0.0))
        return None

    @property
    def _trains(self) -> bool:
        return self._motion != "none" and self.scheduler is not None and bool(self.scheduler.active)

    def _obey(self, command: Command) -> None:
        match command:
            case Begin():
                self._begin(command)
            case Together():
                self._meet(command.number)
                self._obey(command.command)
            case Sample():
                self._sample(command)
            case ThreadFailed():
                self._report(command)
            case _ if self.publisher is not None:
                self._obey_about_run(self.publisher, command)

    def _meet(self, number: int) -> None:
        if self.scheduler is not None and self.publisher is not None:
            self.publisher.note_moved(self.scheduler.meet(number))
        elif self._seat is not None:
            self._seat.meet(number, NOT_BEGUN.iteration)

    def _obey_about_run(self, publisher: SnapshotPublisher, command: Command) -> None:
        """Obey a command about what is published of the current run, or about its training."""
        match command:
            case SlotReleased():
                publisher.release(command.slot)
            case Inspect():
                publisher.inspect(command.wanted)
            case FloorsReady():
                if self._motion == "none":  # while it trains, its next snapshot is evaluated anyway
                    publisher.renew()
            case InspectSnapshot():  # also of a run that has failed
                if command.run == self._run:
                    publisher.inspect_snapshot(command)
            case UseBuffer():
                if command.run == self._run and self.scheduler is not None:
                    publisher.use(command)
            case _ if self.scheduler is not None:
                publisher.note_moved(self.scheduler.finish_round())
                self._obey_about_training(self.scheduler, publisher, command)

    def _sample(self, command: Sample) -> None:
        points, layer = NO_POINTS
        try:
            if self.scheduler is not None and command.run == self._run:
                trainer = self.scheduler.trainers[command.slot]
                points, layer = trainer.sample(
                    command.n, command.seed, command.layer, command.weights
                )
        except (MemoryError, RuntimeError):
            pass  # the run goes on; no points are the answer
        finally:
            self._report(Sampled(command.run, points, layer))  # the window waits for it

    def _obey_about_training(
        self, scheduler: TrainerScheduler, publisher: SnapshotPublisher, command: Command
    ) -> None:
        match command:
            case Play():
                self._motion = "slow" if command.slowly else "full"
                self._next_turn_at = 0.0
            case Pause():
                self._motion = "none"
                self._save(scheduler)
            case Save():
                self._save(scheduler, asked=True)
            case Step():
                self._step(scheduler, publisher, command.part)
            case Change():
                for slot, config in command.configs.items():
                    scheduler.trainers[slot].apply(config)
            case SetRules():
                scheduler.rules = command.rules
            case Retarget() if command.run == self._run:
                for trainer in scheduler.trainers.values():
                    trainer.retarget(command.target)
                publisher.retarget(command.target)

    def _begin(self, command: Begin) -> None:
        self._save_last()
        kept = self._kept(command)
        self._run, self.scheduler, self._motion = command.run, None, "none"
        if self.publisher is not None:
            self.publisher.close()
            self.publisher = None
        self.scheduler = scheduler = TrainerScheduler.of(command, kept, self._seat)
        self.publisher = SnapshotPublisher(
            scheduler, command, self._report, lambda: self._commands.put(FloorsReady())
        )
        continues = all(trainer.continues for trainer in scheduler.trainers.values())
        self._report(Begun(self._run, self.publisher.layout, continues))
        self._save(scheduler)

    def _save_last(self) -> None:
        """Report the newest states of the run that ends; where it stands still they are known."""
        if self.scheduler is not None and self._motion != "none":
            with suppress(*FAULTS):  # it ends anyway
                self.scheduler.finish_round()
                self._save(self.scheduler)

    def _kept(self, command: Begin) -> "Mapping[int, ModelTrainer]":
        """The trainers of the current run that go on in the next one."""
        if self.scheduler is None or not command.kept:
            return {}
        self.scheduler.finish_round()
        trainers = self.scheduler.trainers
        return {slot: trainers[slot] for slot in command.kept if slot in trainers}

    def _train(self, scheduler: TrainerScheduler, publisher: SnapshotPublisher) -> None:
        if self._motion == "full":
            if scheduler.iterate():
                publisher.note_moved([scheduler.current])
            else:
                self._next_turn_at = monotonic() + WAITING_SECONDS
        else:
            self._train_slowly(scheduler, publisher)
        if self._saving.due and monotonic() - self._saved_at > SAVE_SECONDS:
            publisher.note_moved(scheduler.finish_round())
            self._save(scheduler)

    def _train_slowly(self, scheduler: TrainerScheduler, publisher: SnapshotPublisher) -> None:
        self._next_turn_at = monotonic() + WAITING_SECONDS
        for slot, phase in scheduler.phases():
            publisher.note_moved([slot])
            self._report(_phase_finished(self._run, slot, phase))
            self._next_turn_at = monotonic() + PHASE_SECONDS

    def _step(self, scheduler: TrainerScheduler, publisher: SnapshotPublisher, part: Part) -> None:
        self._motion = "none"
        scheduler.step(part)
        publisher.note_moved(scheduler.active)
        self._save(scheduler)

    def _save(self, scheduler: TrainerScheduler, *, asked: bool = False) -> None:
        with self._saving.spend():
            states = {slot: trainer.state() for slot, trainer in scheduler.trainers.items()}
            self._report(Saved(self._run, scheduler.iteration, states, asked))
        self._saved_at = monotonic()

    def _fail(self, sentence: str) -> None:
        slot = self.scheduler.current if self.scheduler else None
        self._motion, self.scheduler = "none", None
        self._report(RunEnded(self._run, sentence, slot))

    def _report(self, report: Report) -> None:
        with suppress(OSError):  # the window is gone, and the listener about to end the process
            self._connection.send(report)


def _phase_finished(run: int, slot: int, phase: "Phase") -> PhaseFinished:
    from playground.nn.device import as_array

    if phase.points is None or phase.layer is None:
        return PhaseFinished(run, slot, phase.name, *NO_POINTS)
    return PhaseFinished(run, slot, phase.name, as_array(phase.points.T), as_array(phase.layer))
