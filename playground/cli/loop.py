"""The loop around a trainer: steps, records, reports progress, stops when asked to.

Ctrl+C, SIGTERM and a terminal that closes are a wish to stop, so that what was trained is kept.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

from playground.cli.options import RunOptions
from playground.cli.output import lasting_output, tell
from playground.cli.progress import progress
from playground.errors import FAULTS, InputError, RunFailed, fault_sentence
from playground.metrics.evaluation import summary
from playground.models import model_of
from playground.runs.goal import Goal
from playground.runs.recorder import Recorder
from playground.runs.run_folder import RunFolder, discard

if TYPE_CHECKING:
    from playground.nn.model_trainer import ModelTrainer


@dataclass
class StopSignal:
    """Whether somebody asked to stop: the number of the signal, or 0."""

    signal: int = 0

    @property
    def exit_code(self) -> int:
        """0, or as a shell reports a process that the signal ended: 130 for Ctrl+C."""
        return 128 + self.signal if self.signal else 0


def _signals() -> Iterator[int]:
    yield from (signal.SIGINT, signal.SIGTERM)
    # Under nohup the end of the terminal is ignored, and stays so. Windows knows none.
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is not None and signal.getsignal(hangup) != signal.SIG_IGN:
        yield hangup


@contextmanager
def stopping() -> Iterator[StopSignal]:
    """While the block runs, the first signal is noted and the second one ends it at once.

    At once means by KeyboardInterrupt, so that files half-written are cleared away.
    """
    stop = StopSignal()

    def note(number: int, frame: FrameType | None) -> None:
        if stop.signal:
            raise KeyboardInterrupt
        stop.signal = number

    before = {number: signal.signal(number, note) for number in _signals()}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def train_run(run: RunFolder, trainer: "ModelTrainer", how: RunOptions) -> int:
    """Train up to the config's iterations or to the goal, recording into `run`; return the exit
    code.

    Raises RunFailed, with the last good checkpoint kept, when the run cannot go on.
    """
    with lasting_output("stdout"):
        return _train_run(run, trainer, how)


def _train_run(run: RunFolder, trainer: "ModelTrainer", how: RunOptions) -> int:
    try:
        with stopping() as stop:
            done, reached = _train(run, trainer, stop, how)
    except InputError:
        _discard_empty(run)
        raise
    except (*FAULTS, OSError) as error:
        raise RunFailed(_sentence(error, run)) from error
    if not how.quiet:
        for line in _ending(run, trainer, done, how.stop_at if reached else 0.0):
            tell(line)
    return stop.exit_code


def _train(
    run: RunFolder, trainer: "ModelTrainer", stop: StopSignal, how: RunOptions
) -> tuple[int, bool]:
    """Train, and return how many iterations are done, and whether the goal was reached.

    The trainer is at the moment that the run results in then, which may be an earlier one.
    """
    total = trainer.config.iterations
    title = f"{trainer.config.model.upper()} on {trainer.target.name}"
    goal = Goal(how.stop_at)
    with Recorder(run, trainer) as recorder:
        with progress(title, trainer.iteration, total, quiet=how.quiet) as show:
            while trainer.iteration < total and not stop.signal and not goal.reached:
                trainer.step()
                goal.look(recorder.after_step())
                show(trainer.iteration)
        done = trainer.iteration
        recorder.finish()
    return done, goal.reached


def _ending(run: RunFolder, trainer: "ModelTrainer", done: int, goal: float) -> Iterator[str]:
    total = trainer.config.iterations
    if goal:
        yield f"Within {goal:g} times the floor at iteration {done:,} of {total:,}"
    if goal or done == total:
        yield f"The run is in {run.path}"
        if trainer.iteration < done:
            yield f"Its result is iteration {trainer.iteration:,}, where the distance was least"
        score = model_of(trainer.config).score(trainer)
        yield f"{summary(score.whole)} (playground --score {run.path})"
        yield from score.notes
        return
    yield (
        f"Stopped at iteration {done:,} of {total:,}; the run is in {run.path}, "
        f"and playground --resume {run.path} goes on"
    )


def _sentence(error: Exception, run: RunFolder) -> str:
    why = fault_sentence(error)
    if _discard_empty(run):
        return why
    iteration = run.load_checkpoint().meta["iteration"]
    return f"{why}; {run.path} keeps the checkpoint of iteration {iteration}"


def _discard_empty(run: RunFolder) -> bool:
    """Delete a run that has no checkpoint yet, so nothing is left of one that could not begin."""
    empty = not run.checkpoint.is_file()
    if empty:
        discard(run)
    return empty
