"""The loop around the trainer of an image model: steps, records, shows, stops when asked to."""

import sys
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from playground.cli.loop import StopSignal, stopping
from playground.cli.mnist.progress import losses_text, mnist_progress
from playground.cli.output import lasting_output, tell, warn
from playground.errors import FAULTS, InputError, RunFailed, fault_sentence
from playground.mnist.config import MnistConfig, MnistRunOptions
from playground.mnist.data.digits import DigitData
from playground.mnist.runs.folder import MnistRun, discard_mnist_run
from playground.models import MODELS
from playground.runs.checkpoint import SavedCheckpoint, load_checkpoint
from playground.runs.foreign_file import DAMAGE, reason_of

if TYPE_CHECKING:
    import torch

    from playground.mnist.training.distributed import ProcessGroup
    from playground.mnist.training.trainer import MnistTrainer

_ASK_EVERY = 20
"""Iterations after which a team asks whether one of it was told to stop."""


def open_team(config: MnistConfig, name: str) -> "tuple[torch.device, ProcessGroup]":
    """The device called `name`, and torchrun's team if there is one. Raises InputError."""
    from playground.mnist.training.distributed import join_process_group, local_device
    from playground.nn.device import pick_device

    device = local_device(pick_device(name))
    return device, join_process_group(device, config.batch_size)


def load_trainer(trainer: "MnistTrainer", run: MnistRun, checkpoint: SavedCheckpoint) -> None:
    """Put `trainer` to the moment of `checkpoint`. Raises InputError when they do not fit."""
    try:
        trainer.load(checkpoint.state)
    except (RuntimeError, *DAMAGE) as error:
        reason = reason_of(error)
        raise InputError(f"{run.checkpoint}: does not fit to the run ({reason})") from error
    said = checkpoint.meta.get("iteration")
    if trainer.iteration != said or trainer.iteration < 0:
        raise InputError(
            "{path}: says that it is of iteration {said!r}, and is of {iteration}",
            path=run.checkpoint,
            said=said,
            iteration=trainer.iteration,
        )


def train_mnist(
    run: MnistRun, trainer: "MnistTrainer", data: DigitData, how: MnistRunOptions
) -> int:
    """Train up to the config's epochs, recording into `run`; return the exit code.

    Raises RunFailed, with the last good checkpoint kept, when the run cannot go on.
    """
    with lasting_output("stdout"):
        return _train_mnist(run, trainer, data, how)


def _train_mnist(
    run: MnistRun, trainer: "MnistTrainer", data: DigitData, how: MnistRunOptions
) -> int:
    try:
        with stopping() as stop:
            _train(run, trainer, data, how, stop)
    except InputError:
        raise
    except (*FAULTS, OSError) as error:
        raise RunFailed(_sentence(error, run)) from error
    if trainer.group.leads and not (how.quiet or how.json):
        tell(_ending(run, trainer))
    return stop.exit_code


def _train(
    run: MnistRun,
    trainer: "MnistTrainer",
    data: DigitData,
    how: MnistRunOptions,
    stop: StopSignal,
) -> None:
    from playground.mnist.runs.recorder import MnistRecorder

    leads, config = trainer.group.leads, trainer.config
    recorder = MnistRecorder(run, trainer, data) if leads else None
    total = config.epochs * trainer.epoch_batches
    title = f"{MODELS[config.model].title} on {'MNIST' if data.kind == 'mnist' else 'drawn digits'}"
    with mnist_progress(
        title,
        trainer.iteration,
        total,
        config.batch_size,
        config.epochs,
        quiet=how.quiet or not leads,
        as_json=how.json and leads,
    ) as show:
        while trainer.iteration < total and not _asked(stop, trainer):
            trainer.step()
            show.batch(trainer.iteration)
            if trainer.iteration % trainer.epoch_batches == 0:
                losses = trainer.losses()
                if recorder:
                    show.epoch(recorder.after_epoch(losses))
    if recorder:
        recorder.finish()


def _asked(stop: StopSignal, trainer: "MnistTrainer") -> bool:
    """Whether to stop; all processes of a team must do so at the same iteration."""
    if trainer.group.size == 1:
        return bool(stop.signal)
    if trainer.iteration % _ASK_EVERY:
        return False
    return trainer.group.any(bool(stop.signal), trainer.device)


def _ending(run: MnistRun, trainer: "MnistTrainer") -> str:
    from playground.mnist.runs.metrics import read_metrics

    done, total = trainer.epoch, trainer.config.epochs
    if trainer.iteration < total * trainer.epoch_batches:
        return (
            f"Stopped after {done} of {total} epochs; the run is in {run.path}, "
            f"and playground --resume {run.path} goes on"
        )
    rows = read_metrics(run.metrics)
    found = f"; {losses_text(rows[-1])}" if rows else ""
    return f"The run is in {run.path}{found} (playground --score {run.path})"


def _sentence(error: Exception, run: MnistRun) -> str:
    why = fault_sentence(error)
    if not run.checkpoint.is_file():
        if run.path != type(run.path)():
            discard_mnist_run(run)
        return why
    epoch = load_checkpoint(run.checkpoint).meta.get("epoch")
    return f"{why}; {run.path} keeps the checkpoint of epoch {epoch}"


def fetching(quiet: bool) -> Callable[[str, int, int | None], None]:
    """What shows a download on standard error: over and over on a terminal, else a line a file."""
    if quiet:
        return lambda name, here, total: None
    terminal, shown = sys.stderr.isatty(), {"": 0.0}

    def show(name: str, here: int, total: int | None) -> None:
        done = here == total
        if not done and (not terminal or monotonic() - shown.get(name, 0.0) < 0.1):
            return
        shown[name] = monotonic()
        whole = f" of {total / 1e6:.1f}" if total else ""
        end = "\n" if done or not terminal else ""
        line = f"downloading {name}: {here / 1e6:.1f}{whole} MB"
        warn(line, begin="\r" if terminal else "", end=end)

    return show
