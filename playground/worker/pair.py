"""The window's end of two training processes, one for each slot."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Any, TypeVar

from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection
from playground.threads import usable_cores
from playground.worker.client import Worker
from playground.worker.protocol import (
    SLOTS,
    Begin,
    Begun,
    Change,
    Command,
    Inspect,
    InspectSnapshot,
    Pause,
    Play,
    Ready,
    Report,
    Retarget,
    RunEnded,
    Sample,
    Save,
    Saved,
    SetRules,
    SlotReleased,
    Step,
    Together,
)
from playground.worker.race import Race

T = TypeVar("T")


class WorkerPair:
    """Two workers that look like one: each trains the model of its slot, on a core of its own.

    What concerns both is obeyed by both at one iteration; of what both report, the window hears
    when both have. When one process dies the pair has ended.
    """

    def __init__(self) -> None:
        """Start both processes."""
        self._race = Race(SLOTS)
        self._workers = tuple(Worker(self._race.name, slot) for slot in range(SLOTS))
        self._meetings = count(1)
        self._reports = ReportMerger(len(self._workers))

    @property
    def pid(self) -> int | None:
        """The process id of the first."""
        return self._workers[0].pid

    @property
    def ended(self) -> str:
        """How the first to end did; empty while both live."""
        return next((worker.ended for worker in self._workers if worker.ended), "")

    @property
    def buffer_name(self) -> str | None:
        """The name of the first one's shared memory, while there is one."""
        return self._workers[0].buffer_name

    def send(self, command: Command) -> None:
        """Have the workers do this; dead ones do nothing. Never waits."""
        match command:
            case Sample() | InspectSnapshot() | SlotReleased():
                self._workers[command.slot].send(command)
            case Play() | Pause() | Step() | Change() | SetRules() | Retarget() | Save():
                self._reports.expect(command)
                number = next(self._meetings)
                for slot, worker in enumerate(self._workers):
                    worker.send(Together(number, _part(command, slot)))
            case Begin() | Inspect():
                self._reports.expect(command)
                for slot, worker in enumerate(self._workers):
                    worker.send(_part(command, slot))
            case _:
                raise TypeError(f"the window sends no {type(command).__name__}")

    def reports(self) -> Iterator[Report]:
        """The reports since the last call; never waits."""
        for slot, worker in enumerate(self._workers):
            for report in worker.reports():
                if isinstance(report, RunEnded):  # the run of both has
                    self._workers[1 - slot].send(Pause())
                yield from self._reports.merged(slot, report)

    def take(self, slot: int) -> tuple[Snapshot, Inspection]:
        """The snapshot that `SnapshotReady` announced; frees its room for the next one."""
        return self._workers[slot].take(slot)

    def close(self) -> None:
        """End the processes, by force if need be, and free the shared memory."""
        for worker in self._workers:
            worker.close()
        self._race.remove()


AnyWorker = Worker | WorkerPair


def start_workers() -> AnyWorker:
    """A process for each model where that leaves a core for the window, else one for both."""
    return WorkerPair() if usable_cores() > SLOTS else Worker()


class ReportMerger:
    """Makes one report of those that all workers send."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._run = 0
        self._ready: dict[int, Ready] = {}
        self._begun: dict[int, Begun] = {}
        self._saved: dict[int, Saved] = {}
        self._asked: set[int] = set()

    def expect(self, command: Command) -> None:
        """Know what the next reports are about."""
        if isinstance(command, Begin):
            self._run = command.run
            self._begun, self._saved = {}, {}
        elif isinstance(command, Save):
            self._asked = set()

    def merged(self, slot: int, report: Report) -> Iterator[Report]:
        """What there is to tell now that the worker of `slot` has sent this."""
        match report:
            case Ready():
                self._ready[slot] = report
                if len(self._ready) == self._workers:
                    yield report
            case Begun() if report.run == self._run:
                self._begun[slot] = report
                if len(self._begun) == self._workers:
                    continues = all(one.continues for one in self._begun.values())
                    yield replace(report, continues=continues)
            case Saved() if report.run == self._run:
                yield from self._merged_states(slot, report)
            case Saved() if not report.states:
                pass
            case _:
                yield report

    def _merged_states(self, slot: int, report: Saved) -> Iterator[Saved]:
        self._saved[slot] = report
        if report.asked:
            self._asked.add(slot)
        if len(self._saved) < self._workers:
            return
        asked = len(self._asked) == self._workers
        if asked:
            self._asked.clear()
        with_models = [one for one in self._saved.values() if one.states]
        states = {key: state for one in with_models for key, state in one.states.items()}
        iteration = min((one.iteration for one in with_models), default=0)
        yield Saved(report.run, iteration, states, asked)


def _part(command: Any, slot: int) -> Any:
    """What of a command concerns the worker of `slot`."""
    match command:
        case Begin():
            return replace(
                command,
                configs=_only(command.configs, slot),
                wanted=_only(command.wanted, slot),
                states=_only(command.states, slot),
                kept=tuple(kept for kept in command.kept if kept == slot),
            )
        case Change():
            return Change(_only(command.configs, slot))
        case Inspect():
            return Inspect(_only(command.wanted, slot))
    return command


def _only(values: Mapping[int, T], slot: int) -> dict[int, T]:
    return {slot: values[slot]} if slot in values else {}
