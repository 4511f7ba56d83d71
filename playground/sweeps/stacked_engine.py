"""Trains runs of a sweep that have one shape as one, which a GPU does in hardly more time than one.

What a run writes while it trains is written here, in the process that called; its end (a score and
pictures, a second or so of one core each) is left to processes, and so is a run that does not
stack.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from time import monotonic
from typing import TYPE_CHECKING, Any

from playground.errors import FAULTS, Diverged, fault_sentence
from playground.models import model_of
from playground.runs.recorder import Recorder
from playground.sweeps.process_engine import LOOK_SECONDS, ProcessEngine, RunNews
from playground.sweeps.results import RunOutcome, write_outcome
from playground.sweeps.sweep_run import RunOrder, diverged, hold_order, open_order
from playground.threads import usable_cores

if TYPE_CHECKING:
    from playground.gan.stack import TrainerStack

_ROWS = {"cuda": 256}
_ROWS_ELSEWHERE = 16
"""How many runs a stack has unless told: with more, a run-iteration is hardly any cheaper."""
_SHARE = 0.8
"""The part of a GPU's free memory that a stack may take."""


class StackedEngine:
    """Stacks of up to `jobs` runs, or as many as the device's memory and speed suggest.

    Runs stack that learn one target and have one `stack_form` (their seeds, rates and other numbers
    differ), and that make no moving picture. All others train in processes beside, up to `jobs` or
    one a core.
    """

    def __init__(self, jobs: int | None = None) -> None:
        self._jobs = jobs
        self._processes = ProcessEngine(min(jobs, usable_cores()) if jobs else None)
        self._runs: list[_StackedRun] = []
        self._handed: set[str] = set()
        self._stopping = False

    def train(self, orders: Iterable[RunOrder]) -> Iterator[RunNews | None]:
        """Train them all; yields what happens, and None when nothing has for a moment.

        Ends when every order is over, or once `stop` was called and what was running has stopped.
        """
        groups: dict[Any, deque[RunOrder]] = {}
        for order in orders:
            groups.setdefault(_group(order), deque()).append(order)
        self._processes.add(groups.pop(None, ()))
        for waiting in groups.values():
            yield from self._train_group(waiting)
        while self._processes.is_busy:
            yield from self._beside(LOOK_SECONDS)

    def stop(self) -> None:
        """Have the runs keep their states and stop; no further one begins."""
        self._stopping = True
        self._processes.stop()

    def close(self) -> None:
        """Let go of all runs; those that are going on stop where their last checkpoint is."""
        for run in self._runs:
            run.close()
        self._runs.clear()
        self._processes.close()

    def _train_group(self, waiting: deque[RunOrder]) -> Iterator[RunNews | None]:
        """Train runs that stack with each other."""
        stack: TrainerStack | None = None
        while not self._stopping and (waiting or self._runs):
            try:
                if stack is None or 2 * len(self._runs) <= stack.rows:
                    stack = None  # its rows are free before others are asked for
                    yield from self._fill(waiting)
                    stack = self._formed()
                if stack is not None:
                    yield from self._train_for_a_moment(stack)
            except (MemoryError, RuntimeError):  # it was too much for the device
                stack = None
                self._give_up_stacking(waiting)
            yield from self._beside(0)
        for run in self._runs:
            yield run.news_of(run.recorder.save) or RunNews(run.order.name, "stopped")
            run.close()
        self._runs.clear()

    def _fill(self, waiting: deque[RunOrder]) -> Iterator[RunNews]:
        """Open so many of the runs that wait as there is room for."""
        while waiting and self._has_room and not self._stopping:
            order = waiting.popleft()
            yield RunNews(order.name, "begun")
            try:
                run = _StackedRun(order)
            except FAULTS as error:
                yield RunNews(order.name, "over", RunOutcome("failed", note=fault_sentence(error)))
                continue
            except OSError as error:
                yield RunNews(order.name, "unwritten", _reason(order, error))
                return
            if run.is_trained:
                self._hand_over(run)
                continue
            self._runs.append(run)

    @property
    def _has_room(self) -> bool:
        return not self._runs or len(self._runs) < _most_rows(self._runs[0], self._jobs)

    def _formed(self) -> "TrainerStack | None":
        if not self._runs:
            return None
        model = model_of(self._runs[0].order.record.config)
        return model.stack([run.trainer for run in self._runs])

    def _train_for_a_moment(self, stack: "TrainerStack") -> Iterator[RunNews]:
        """Step them all until it is time to tell how far they are, or until one is over."""
        until, over = monotonic() + LOOK_SECONDS, False
        while not over and monotonic() < until:
            stack.step()
            for run in tuple(self._runs):
                news = run.news_of(run.after_step)
                if news or run.is_trained:
                    over = True
                    stack.drop(run.trainer)
                    self._runs.remove(run)
                if news:
                    run.close()
                    yield news
                elif run.is_trained:
                    self._hand_over(run)
        for run in self._runs:
            yield RunNews(run.order.name, "at", run.trainer.iteration)

    def _hand_over(self, run: "_StackedRun") -> None:
        """Have a process finish a run that is trained."""
        run.close()
        self._handed.add(run.order.name)
        self._processes.add([run.order])

    def _give_up_stacking(self, waiting: deque[RunOrder]) -> None:
        """Train them one by one, from their last checkpoints."""
        for run in self._runs:
            self._hand_over(run)
        self._runs.clear()
        self._processes.add(waiting)
        waiting.clear()

    def _beside(self, seconds: float) -> Iterator[RunNews | None]:
        """What the processes tell, but that they begin what has begun here."""
        for news in self._processes.news(seconds):
            if news is None or news.kind != "begun" or news.name not in self._handed:
                yield news


class _StackedRun:
    """A run that is going on in a stack, with its folder."""

    def __init__(self, order: RunOrder) -> None:
        """Raises OSError, and what a step may raise."""
        self.order, self._path = order, order.sweep / order.name
        self._held = ExitStack()
        with ExitStack() as opening:
            hold_order(self._path, opening)
            run, trainer = open_order(self._path, order)
            self.trainer: Any = trainer
            self.recorder = Recorder(run, trainer)
            self._held = opening.pop_all()

    @property
    def is_trained(self) -> bool:
        return bool(self.trainer.iteration >= self.order.record.config.iterations)

    def after_step(self) -> None:
        """Write what is due after a step, and what is known at the end of the training."""
        self.recorder.after_step()
        if self.is_trained:
            self.recorder.end_training()

    def news_of(self, work: Callable[[], None]) -> RunNews | None:
        """Do `work`, and tell if the run is over by it."""
        try:
            try:
                work()
            except Diverged as error:
                outcome = diverged(error)
                write_outcome(self._path, outcome)
                return RunNews(self.order.name, "over", outcome)
        except OSError as error:
            return RunNews(self.order.name, "unwritten", _reason(self.order, error))
        return None

    def close(self) -> None:
        """Let go of the folder, whose last checkpoint is where the run goes on."""
        self.recorder.abandon()
        self._held.close()


def _group(order: RunOrder) -> Any:
    """What the runs of a stack have in common; None for a run that does not stack."""
    form = order.record.config.stack_form
    if form is None or order.record.animation != "none":
        return None
    return form, order.target, order.record.device


def _most_rows(run: _StackedRun, jobs: int | None) -> int:
    """How many runs like this one a stack may have."""
    device = run.trainer.device
    wanted: int = jobs or _ROWS.get(device.type, _ROWS_ELSEWHERE)
    if device.type != "cuda":
        return wanted
    import torch

    free, _ = torch.cuda.mem_get_info(device)
    size = model_of(run.order.record.config).stack.bytes_of(run.trainer)
    return max(1, min(wanted, int(_SHARE * free / size)))


def _reason(order: RunOrder, error: OSError) -> str:
    return f"{error.filename or order.name}: {error.strerror or error}"
