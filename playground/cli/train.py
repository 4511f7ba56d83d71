"""`--train MODEL TARGET` and `--resume DIR`: everything is checked before anything is written."""

import shlex
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args, get_type_hints

from playground.cli.options import PictureOptions, RunOptions, TableOptions
from playground.cli.parser import options
from playground.cli.targets import named_target
from playground.density.target import Target
from playground.errors import InputError
from playground.gan.config import PRESETS, GanConfig
from playground.gan.presets import MODEL_PRESETS
from playground.runs.checkpoint import SavedCheckpoint
from playground.runs.config_file import RunConfig, current_versions
from playground.runs.run_folder import (
    RunFolder,
    check_place,
    discard,
    make_numbered,
    make_place,
    open_run,
    start_run,
    update_run,
)
from playground.runs.session.file import is_session
from playground.runs.target_images import layer_files
from playground.settings import settings_of

if TYPE_CHECKING:
    from playground.gan.trainer import Trainer


def warn_of_versions(began_with: Mapping[str, str]) -> None:
    """Warn, on the standard error, where a run began with others than the present ones."""
    now = current_versions()
    other = [f"{name} {old}" for name, old in began_with.items() if now.get(name) != old]
    if other:
        _warn(f"the run began with {', '.join(other)}; it may not go on bit for bit")


def warn_of_device() -> None:
    """Warn that the random streams are of another kind of device."""
    _warn("the run was saved on another kind of device; it goes on with other random numbers")


def _warn(sentence: str) -> None:
    print(f"playground: warning: {sentence}", file=sys.stderr)


RUNS = Path("runs")
"""Where runs without `--out` go, below the folder that the command is given in."""


def run_train(args: Namespace) -> int:
    """Train as `args` say and return the exit code. Raises InputError and RunFailed."""
    model, name = args.train
    config = train_config(model, args)
    out = _out(args)
    check_place(out or RUNS / "new", force=hasattr(args, "force"))
    how, table = options(RunOptions, args), options(TableOptions, args)
    target = named_target(name, options(PictureOptions, args), table, quiet=how.quiet)
    # torch is imported once the arguments are known to be good.
    from playground.cli.loop import train_run
    from playground.gan.trainer import Trainer
    from playground.nn.device import pick_device

    device = pick_device(how.device)
    trainer = Trainer(config, target, device)
    record = RunConfig(
        config=config,
        target=target.name,
        layers=layer_files(target),
        device=device.type,
        samples=how.samples,
        animation=how.animation,
        command=command_line(),
        versions=current_versions(),
    )
    run = _start(out, record, target)
    return train_run(run, trainer, quiet=how.quiet)


def train_config(model: str, args: Namespace) -> GanConfig:
    """The preset with the settings that were given. Raises InputError."""
    models = get_args(get_type_hints(GanConfig)["model"])
    if model not in models:
        raise InputError(f"--train must be one of {', '.join(models)}, got {model!r}")
    presets = {**PRESETS, **MODEL_PRESETS}
    preset = getattr(args, "preset", model if model in MODEL_PRESETS else next(iter(PRESETS)))
    if preset not in presets:
        raise InputError(f"--preset must be one of {', '.join(presets)}, got {preset!r}")
    given = {
        item.name: getattr(args, item.name)
        for item in settings_of(GanConfig)
        if hasattr(args, item.name)
    }
    return replace(presets[preset], **(given | {"model": model}))


def command_line(argv: Sequence[str] | None = None) -> str:
    """What started this process, as one would type it."""
    return shlex.join(["playground", *(sys.argv[1:] if argv is None else argv)])


def _out(args: Namespace) -> Path | None:
    if not hasattr(args, "out"):
        return None
    if not args.out:
        raise InputError("--out must name a folder, got ''")
    return Path(args.out)


def _start(out: Path | None, record: RunConfig, target: Target) -> RunFolder:
    if out is None:
        path = make_numbered(RUNS, f"{record.config.model}-{target.name}")
    else:
        make_place(path := out)
    try:
        return start_run(path, record, target)
    except OSError as error:
        discard(RunFolder(path, record))
        raise InputError(f"{path}: cannot be written ({error.strerror})") from error


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
    run.metrics.cut(done)
    run = update_run(run, record)
    return train_run(run, trainer, quiet=hasattr(args, "quiet"))


def open_trainer(run: RunFolder) -> "Trainer":
    """A trainer at the newest checkpoint of `run`. Raises InputError when it cannot be."""
    return trainer_at(run, run.load_checkpoint(), run.record.config)


def trainer_at(run: RunFolder, checkpoint: SavedCheckpoint, config: GanConfig) -> "Trainer":
    """A trainer of `run` at the moment of `checkpoint`. Raises InputError when they do not fit."""
    target = run.target()
    from playground.gan.trainer import Trainer
    from playground.nn.device import pick_device

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
