"""`--train MODEL TARGET` and `--resume DIR`: everything is checked before anything is written."""

import shlex
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from playground.cli.options import PictureOptions, RunOptions, TableOptions
from playground.cli.output import warn
from playground.cli.parser import options
from playground.cli.targets import named_target
from playground.density.target import Target
from playground.errors import InputError
from playground.models import MODELS, all_settings, model_of, preset_config, presets_for
from playground.nn.model_config import ModelConfig
from playground.runs.checkpoint import SavedCheckpoint
from playground.runs.config_file import RunConfig, current_versions, read_settings_file
from playground.runs.foreign_file import whole_number
from playground.runs.run_folder import (
    RunFolder,
    check_own_folders,
    check_place,
    discard,
    make_folders,
    make_numbered,
    make_place,
    open_run,
    start_run,
    update_run,
)
from playground.runs.run_lock import hold_run
from playground.runs.session.file import is_session
from playground.runs.target_images import layer_files
from playground.runs.trained_run import trainer_at
from playground.settings import settings_of


def warn_of_versions(began_with: Mapping[str, str]) -> None:
    """Warn, on the standard error, where a run began with others than the present ones."""
    now = current_versions()
    other = [f"{name} {old}" for name, old in began_with.items() if now.get(name) != old]
    if other:
        _warn(f"the run began with {', '.join(other)}; it may not go on bit for bit")


def warn_of_device() -> None:
    """Warn that the random streams are of another kind of device."""
    _warn("the run was saved on another kind of device; its random numbers begin anew")


def _warn(sentence: str) -> None:
    warn(f"playground: warning: {sentence}")


RUNS = Path("runs")
"""Where runs without `--out` go, below the folder that the command is given in."""


def run_train(args: Namespace) -> int:
    """Train as `args` say and return the exit code. Raises InputError and RunFailed."""
    model, name = args.train
    config = train_config(model, args)
    out = _out(args)
    force = hasattr(args, "force")
    check_place(out or RUNS / "new", force=force)
    how, table = options(RunOptions, args), options(TableOptions, args)
    target = named_target(name, options(PictureOptions, args), table, quiet=how.quiet)
    # torch is imported once the arguments are known to be good.
    from playground.cli.loop import train_run
    from playground.nn.device import pick_device

    device = pick_device(how.device)
    if objection := config.remark:
        warn(f"playground: {objection}")
    trainer = model_of(config).trainer(config, target, device)
    record = RunConfig(
        config=config,
        target=target.name,
        layers=layer_files(target),
        device=device.type,
        samples=how.samples,
        animation=how.animation,
        command=command_line(),
        versions=current_versions(),
        keep=how.keep,
    )
    path = folder_of(out, f"{config.model}-{target.name}")
    with hold_run(path):
        check_place(path, force=force)  # another run may have come here meanwhile
        return train_run(_start(path, record, target), trainer, how)


def train_config(model: str, args: Namespace) -> ModelConfig:
    """The preset, or the file of settings, with those that were given. Raises InputError."""
    if model not in MODELS:
        raise InputError(f"--train must be one of {', '.join(MODELS)}, got {model!r}")
    if hasattr(args, "config") and hasattr(args, "preset"):
        raise InputError("--config and --preset both say where the settings start, give one")
    preset = getattr(args, "preset", MODELS[model].preset)
    if preset not in presets_for(model):
        raise InputError(f"--preset must be one of {', '.join(presets_for(model))}, got {preset!r}")
    given = {
        item.name: getattr(args, item.name)
        for item in settings_of(MODELS[model].config)
        if hasattr(args, item.name)
    }
    for item in all_settings().values():
        if hasattr(args, item.name) and not hasattr(MODELS[model].config, item.name):
            raise InputError(f"{item.flag} is no setting of a {MODELS[model].title}")
    start = preset_config(preset, model)
    if hasattr(args, "config"):
        start = read_settings_file(Path(args.config), model, start)
    return replace(start, **given)


def command_line(argv: Sequence[str] | None = None) -> str:
    """What started this process, as one would type it."""
    return shlex.join(["playground", *(sys.argv[1:] if argv is None else argv)])


def _out(args: Namespace) -> Path | None:
    if not hasattr(args, "out"):
        return None
    if not args.out:
        raise InputError("--out must name a folder, got ''")
    return Path(args.out)


def folder_of(out: Path | None, name: str) -> Path:
    """The folder `out`, or a new numbered one. Raises InputError when it cannot be made."""
    if out is None:
        return make_numbered(RUNS, name)
    make_folders(out)
    return out


def _start(path: Path, record: RunConfig, target: Target) -> RunFolder:
    try:
        make_place(path)
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
    path = open_run(Path(args.resume)).path
    with hold_run(path):
        check_own_folders(path)
        return _resume(open_run(path), args)


def _resume(run: RunFolder, args: Namespace) -> int:
    checkpoint = run.load_checkpoint()
    done = _done(run, checkpoint)
    record = _record(run.record, done, args)
    trainer = trainer_at(run, checkpoint, record.config, getattr(args, "device", ""))
    if trainer.iteration != done:
        raise InputError(
            "{path}: says that it is of iteration {said!r}, and is of {iteration}",
            path=run.checkpoint,
            said=done,
            iteration=trainer.iteration,
        )
    record = replace(record, device=trainer.device.type)
    from playground.cli.loop import train_run

    warn_of_versions(run.record.versions)
    if not trainer.continues:
        warn_of_device()
    run.metrics.cut(done)
    run = update_run(run, record)
    return train_run(run, trainer, options(RunOptions, args))


def _done(run: RunFolder, checkpoint: SavedCheckpoint) -> int:
    try:
        return whole_number(checkpoint.meta.get("iteration"), "iteration")
    except InputError as error:
        raise InputError(f"{run.checkpoint}: does not say its iteration ({error})") from error


def _record(record: RunConfig, done: int, args: Namespace) -> RunConfig:
    total = getattr(args, "iterations", record.config.iterations)
    if total < done:
        raise InputError(f"--iterations must be at least {done}, which are done, got {total}")
    return replace(
        record,
        config=replace(record.config, iterations=total),
        samples=getattr(args, "samples", record.samples),
        animation=getattr(args, "animation", record.animation),
        keep=getattr(args, "keep", record.keep),
        command=f"{record.command}; {command_line()}",
        versions=current_versions(),
    )
