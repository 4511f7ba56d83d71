"""`--train MODEL TARGET`: everything is checked before anything is written."""

import shlex
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args, get_type_hints

from playground.cli.modes import options
from playground.cli.options import PictureOptions, RunOptions, TableOptions
from playground.cli.targets import named_target
from playground.density.target import Target
from playground.errors import InputError
from playground.gan.config import PRESETS, GanConfig
from playground.gan.model_presets import MODEL_PRESETS
from playground.runs.config_file import RunConfig, current_versions
from playground.runs.folder import Run, start_run
from playground.runs.place import check_place, discard, make_numbered, make_place
from playground.runs.target_files import layer_files
from playground.settings import settings_of

RUNS = Path("runs")
"""Where runs without `--out` go, below the folder that the command is given in."""


def run_train(args: Namespace) -> int:
    """Train as `args` say and return the exit code. Raises InputError and RunFailed."""
    model, name = args.train
    config = train_config(model, args)
    out = _out(args)
    check_place(out or RUNS / "new", force=hasattr(args, "force"))
    how, table = options(RunOptions, args), options(TableOptions, args)
    tell = None if how.quiet else print
    target = named_target(name, options(PictureOptions, args), table, tell)
    # torch is imported once the arguments are known to be good.
    from playground.cli.loop import train_run
    from playground.gan.device import pick_device
    from playground.gan.trainer import Trainer

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


def _start(out: Path | None, record: RunConfig, target: Target) -> Run:
    if out is None:
        path = make_numbered(RUNS, f"{record.config.model}-{target.name}")
    else:
        make_place(path := out)
    try:
        return start_run(path, record, target)
    except OSError as error:
        discard(Run(path, record))
        raise InputError(f"{path}: cannot be written ({error.strerror})") from error
