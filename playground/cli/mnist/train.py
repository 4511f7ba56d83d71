"""`--mnist MODEL` and `--resume DIR` of its runs: all is checked before anything is written."""

from argparse import Namespace
from contextlib import nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground.cli.output import warn
from playground.cli.parser import options
from playground.cli.train import RUNS, command_line, folder_of, warn_of_device, warn_of_versions
from playground.errors import InputError
from playground.mnist.config import PRESETS, DataOptions, MnistConfig, MnistRunOptions
from playground.mnist.data.digits import DigitData
from playground.mnist.data.idx import holds_all
from playground.mnist.runs.config_file import MnistRecord, data_record, write_record
from playground.mnist.runs.folder import (
    MnistRun,
    check_mnist_place,
    open_mnist_run,
    start_mnist_run,
)
from playground.mnist.runs.metrics import read_metrics
from playground.runs.config_file import current_versions
from playground.runs.run_folder import check_own_folders
from playground.runs.run_lock import hold_run
from playground.settings import settings_of

if TYPE_CHECKING:
    import torch

    from playground.mnist.training.distributed import ProcessGroup

_FREE = {"epochs"}
"""Settings that may change when a run goes on."""


def run_mnist_train(args: Namespace) -> int:
    """Train as `args` say and return the exit code. Raises InputError and RunFailed."""
    config = mnist_config(args.mnist, args)
    how = options(MnistRunOptions, args)
    out = _out(args)
    force = hasattr(args, "force")
    check_mnist_place(out or RUNS / "new", force=force)
    choice = options(DataOptions, args)
    from playground.cli.mnist.loop import open_team, train_mnist
    from playground.mnist.training.trainer import MnistTrainer

    device, team = open_team(config, how.device)
    quiet = how.quiet or how.json or not team.leads
    data = team.leader_first(lambda: _load(choice, quiet))
    trainer = MnistTrainer(config, data.train, device, team)
    record = MnistRecord(
        config=config,
        data=data_record(data, choice.data_seed),
        device=trainer.device.type,
        keep_every=how.keep_every,
        command=command_line(),
        versions=current_versions(),
    )
    if not team.leads:
        return train_mnist(MnistRun(Path(), record), trainer, data, how)
    path = folder_of(out, f"{config.model}-{data.kind}")
    with hold_run(path):
        check_mnist_place(path, force=force)  # another run may have come here meanwhile
        return train_mnist(start_mnist_run(path, record), trainer, data, how)


def run_mnist_resume(args: Namespace) -> int:
    """Go on with a run as `args` say; return the exit code. Raises InputError, RunFailed."""
    run = open_mnist_run(Path(args.resume))
    config = _resumed_config(run.record.config, args)
    from playground.cli.mnist.loop import open_team

    device, team = open_team(config, getattr(args, "device", run.record.device))
    with hold_run(run.path) if team.leads else nullcontext():
        check_own_folders(run.path)
        return _resume(run, config, args, device, team)


def _resume(
    run: MnistRun,
    config: MnistConfig,
    args: Namespace,
    device: "torch.device",
    team: "ProcessGroup",
) -> int:
    from playground.cli.mnist.loop import load_trainer, train_mnist
    from playground.mnist.training.trainer import MnistTrainer

    checkpoint = run.load_checkpoint()
    given = options(MnistRunOptions, args)
    quiet = given.quiet or given.json or not team.leads
    data = team.leader_first(lambda: run_data(run, getattr(args, "data_dir", ""), quiet))
    trainer = MnistTrainer(config, data.train, device, team)
    load_trainer(trainer, run, checkpoint)
    total = config.epochs * trainer.epoch_batches
    if trainer.iteration > total:
        raise InputError(
            f"--epochs must be at least {-(-trainer.iteration // trainer.epoch_batches)}, "
            f"which are done, got {config.epochs}"
        )
    record = replace(
        run.record,
        config=config,
        device=device.type,
        keep_every=getattr(args, "keep_every", run.record.keep_every),
        command=f"{run.record.command}; {command_line()}",
        versions=current_versions(),
    )
    if team.leads:
        read_metrics(run.metrics)  # before anything is written
        warn_of_versions(run.record.versions)
        if not trainer.continues:
            warn_of_device()
        write_record(run.path / "config.json", record)
    return train_mnist(MnistRun(run.path, record), trainer, data, given)


def mnist_config(model: str, args: Namespace) -> MnistConfig:
    """The preset with the settings that were given. Raises InputError."""
    if model not in PRESETS:
        raise InputError(f"--mnist must be one of {', '.join(PRESETS)}, got {model!r}")
    presets = PRESETS[model]
    preset = getattr(args, "preset", next(iter(presets)))
    if preset not in presets:
        raise InputError(f"--preset must be one of {', '.join(presets)}, got {preset!r}")
    return replace(presets[preset], **_given(args))


def run_data(run: MnistRun, data_dir: str, quiet: bool) -> DigitData:
    """The digits that `run` learned, from `data_dir`, or from where it found them, if still there.

    Raises InputError where they are others, or not to be had.
    """
    held = run.record.data
    kind: Any = held.kind
    if not data_dir and held.folder and holds_all(Path(held.folder)):
        data_dir = held.folder
    choice = DataOptions(data=kind, data_dir=data_dir, images=held.images, data_seed=held.seed)
    data = _load(choice, quiet)
    found = data_record(data, held.seed)
    if found.sha256 != held.sha256:
        raise InputError(
            f"{run.path}: learned other images than these "
            f"(SHA-256 {held.sha256[:12]}…, not {found.sha256[:12]}…)"
        )
    return data


def _load(choice: DataOptions, quiet: bool) -> DigitData:
    from playground.cli.mnist.loop import fetching
    from playground.mnist.data.load import load_data

    data = load_data(choice, fetching(quiet))
    if data.warning:
        for line in ("!" * 78, f"playground: WARNING: {data.warning}", "!" * 78):
            warn(line)
    return data


def _given(args: Namespace) -> dict[str, Any]:
    names = [item.name for item in settings_of(MnistConfig)]
    return {name: getattr(args, name) for name in names if hasattr(args, name)}


def _resumed_config(config: MnistConfig, args: Namespace) -> MnistConfig:
    """The run's config at the `--epochs` asked for. Raises InputError where others differ."""
    asked = mnist_config(config.model, args) if hasattr(args, "preset") else config
    asked = replace(asked, **_given(args))
    if not hasattr(args, "epochs"):
        asked = replace(asked, epochs=config.epochs)
    before, after = asdict(config), asdict(asked)
    flags = {item.name: item.flag for item in settings_of(MnistConfig)}
    other = [
        f"{flags[name]} is {before[name]} there, {after[name]} here"
        for name in before
        if before[name] != after[name] and name not in _FREE
    ]
    if other:
        raise InputError("--resume: the settings differ from the run's: " + "; ".join(other))
    return asked


def _out(args: Namespace) -> Path | None:
    if not hasattr(args, "out"):
        return None
    if not args.out:
        raise InputError("--out must name a folder, got ''")
    return Path(args.out)
