"""`--resume DIR`: goes on exactly where a run stopped."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from playground.cli.train import command_line
from playground.cli.versions import warn_of_device, warn_of_versions
from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.runs.checkpoint import Checkpoint
from playground.runs.config_file import RunConfig, current_versions
from playground.runs.folder import Run, open_run, update_run
from playground.runs.session_file import is_session

if TYPE_CHECKING:
    from playground.gan.trainer import Trainer


def run_resume(args: Namespace) -> int:
    """Go on with the run as `args` say and return the exit code. Raises InputError, RunFailed."""
    if is_session(args.resume):
        raise InputError(
            "`{path}` is a session of the window: open it there to go on with it "
            "(playground {path})",
            path=args.resume,
        )
    run = open_run(Path(args.resume))
    checkpoint = run.load_checkpoint()
    done = checkpoint.meta.get("iteration")
    if not isinstance(done, int):
        raise InputError(f"{run.checkpoint}: does not say its iteration")
    record = _record(run.record, done, args)
    trainer = trainer_at(run, checkpoint, record.config)
    from playground.cli.loop import train_run

    warn_of_versions(run.record.versions)
    if not trainer.continues:
        warn_of_device()
    run = update_run(run, record)
    run.metrics.cut(done)
    return train_run(run, trainer, quiet=hasattr(args, "quiet"))


def open_trainer(run: Run) -> "Trainer":
    """A trainer at the newest checkpoint of `run`. Raises InputError when it cannot be."""
    return trainer_at(run, run.load_checkpoint(), run.record.config)


def trainer_at(run: Run, checkpoint: Checkpoint, config: GanConfig) -> "Trainer":
    """A trainer of `run` at the moment of `checkpoint`. Raises InputError when they do not fit."""
    target = run.target()
    from playground.gan.device import pick_device
    from playground.gan.trainer import Trainer

    trainer = Trainer(config, target, pick_device(run.record.device))
    try:
        trainer.load(dict(checkpoint.state))
    except (RuntimeError, KeyError, ValueError, TypeError) as error:
        raise InputError(f"{run.checkpoint}: does not fit to the run ({error})") from error
    return trainer


def _record(record: RunConfig, done: int, args: Namespace) -> RunConfig:
    total = getattr(args, "iterations", record.config.iterations)
    if total < done:
        raise InputError(f"--iterations must be at least {done}, which are done, got {total}")
    return replace(
        record,
        config=replace(record.config, iterations=total),
        samples=getattr(args, "samples", record.samples),
        animation=getattr(args, "animation", record.animation),
        command=f"{record.command}; {command_line()}",
        versions=current_versions(),
    )
