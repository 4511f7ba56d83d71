"""A sweep is a folder.

sweep.json                      the plan: every run with its settings
targets/01-name/01-layer.png …  what the runs learn
001-gan-name/ …                 an ordinary run folder for each, with `score.json` once it is over
table.csv, summary.csv          a row a run; medians and quartiles over the seeds
*.png                           pictures of all of it
.lock                           there while a process trains the sweep
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from playground.density.target import Target
from playground.errors import InputError
from playground.models import read_settings
from playground.runs.atomic import read_json, write_json
from playground.runs.config_file import (
    AnimationKind,
    LayerFile,
    RunConfig,
    current_versions,
    named_versions,
    read_layer_file,
)
from playground.runs.foreign_file import DAMAGE, reason_of
from playground.runs.run_folder import check_writable, is_empty, make_folders
from playground.runs.target_images import layer_files, plain_name, read_layers, write_layers
from playground.sweeps.plan import PlannedRun, SweepPlan
from playground.sweeps.results import RunOutcome, SweepRow, read_outcome, row_of

FORMAT = 1
"""Raised when an older playground could not read what this one writes."""

PLAN = "sweep.json"


@dataclass(frozen=True)
class SavedTarget:
    """A target's name, its folder below the sweep's, and its layers."""

    name: str
    folder: str
    layers: tuple[LayerFile, ...]


@dataclass(frozen=True)
class RunOutput:
    """What every run of a sweep writes, where it computes, and what started the sweep."""

    samples: int = 10_000
    animation: AnimationKind = "none"
    device: str = "cpu"
    command: str = ""


@dataclass(frozen=True)
class SweepFolder:
    """A sweep's folder at `path`, with the content of its `sweep.json`."""

    path: Path
    plan: SweepPlan
    targets: tuple[SavedTarget, ...]
    output: RunOutput
    versions: Mapping[str, str]

    def target_of(self, run: PlannedRun) -> Target:
        """What `run` learns. Raises InputError when a layer is missing or damaged."""
        return read_target(self.path, self.targets[run.target])

    def record_of(self, run: PlannedRun) -> RunConfig:
        """What the `config.json` of `run` is to hold."""
        target = self.targets[run.target]
        return RunConfig(
            config=run.config,
            target=target.name,
            layers=target.layers,
            device=self.output.device,
            samples=self.output.samples,
            animation=self.output.animation,
            command=self.output.command,
            versions=current_versions(),
        )

    def row(self, run: PlannedRun, outcome: RunOutcome | None = None) -> SweepRow:
        """The row of `run` as its folder has it, or with `outcome`."""
        found = outcome or read_outcome(self.path / run.name)
        return row_of(self.plan, run, self.targets[run.target].name, found)

    def rows(self) -> list[SweepRow]:
        """The rows of all runs, as their folders have them."""
        return [self.row(run) for run in self.plan.runs]


def is_sweep(path: Path) -> bool:
    """Whether `path` looks like the folder of a sweep."""
    return (path / PLAN).is_file()


@lru_cache(maxsize=4)
def read_target(sweep: Path, saved: SavedTarget) -> Target:
    """The target in the folder `sweep`. Raises InputError when it is missing or damaged."""
    return Target(saved.name, read_layers(sweep / "targets" / saved.folder, saved.layers))


def check_sweep_place(path: Path) -> None:
    """Raise InputError when no new sweep may be written to `path`. Changes nothing."""
    if path.exists() and not path.is_dir():
        raise InputError("--out {path}: is a file, a sweep needs a folder", path=path)
    if is_sweep(path):
        raise InputError(
            "--out {path}: holds a sweep already, playground --sweep {path} goes on with it",
            path=path,
        )
    if not is_empty(path):
        raise InputError("--out {path}: is not empty, choose another folder", path=path)
    check_writable(path)


def start_sweep(
    path: Path, plan: SweepPlan, targets: Sequence[Target], output: RunOutput
) -> SweepFolder:
    """Fill the folder `path`, which is made where it is not there. Raises InputError, OSError."""
    saved = tuple(
        SavedTarget(target.name, f"{index:02d}-{plain_name(target.name)}", layer_files(target))
        for index, target in enumerate(targets, 1)
    )
    for target, entry in zip(targets, saved, strict=True):
        folder = path / "targets" / entry.folder
        make_folders(folder)
        write_layers(folder, target, entry.layers)
    sweep = SweepFolder(path, plan, saved, output, current_versions())
    write_json(path / PLAN, _content(sweep))  # last: it says that the rest is there
    return sweep


def _content(sweep: SweepFolder) -> dict[str, Any]:
    """Runs are written as differences from the first one of their model."""
    bases: dict[str, dict[str, Any]] = {}
    runs = []
    for run in sweep.plan.runs:
        config = asdict(run.config)
        base = bases.setdefault(run.config.model, config)
        differing = {name: value for name, value in config.items() if value != base[name]}
        runs.append({"name": run.name, "target": run.target, "start": run.start, "set": differing})
        runs[-1]["model"] = run.config.model
    return {
        "format": FORMAT,
        **asdict(sweep.output),
        "varied": list(sweep.plan.varied),
        "targets": [asdict(target) for target in sweep.targets],
        "configs": bases,
        "runs": runs,
        "versions": dict(sweep.versions),
    }


def open_sweep(path: Path) -> SweepFolder:
    """The sweep in the folder `path`. Raises InputError when it is none."""
    if not path.is_dir():
        raise InputError("{path}: there is no such folder", path=path)
    if not is_sweep(path):
        raise InputError("{path}: is not the folder of a sweep, it has no sweep.json", path=path)
    file = path / PLAN
    content = read_json(file, _MOST_PLAN)
    try:
        return _sweep(path, content)
    except InputError as error:
        raise InputError("{path}: {reason}", path=file, reason=error.sentence) from error
    except DAMAGE as error:
        raise InputError(
            "{path}: lacks or misspells a part of the plan ({reason})",
            path=file,
            reason=reason_of(error),
        ) from error


_MOST_PLAN = 2**26


def _sweep(path: Path, content: Any) -> SweepFolder:
    if int(content["format"]) > FORMAT:
        raise InputError(
            "format {found} is of a newer playground, this one reads {format}",
            found=content["format"],
            format=FORMAT,
        )
    targets = tuple(_saved_target(entry) for entry in content["targets"])
    runs = tuple(_planned(entry, content["configs"], len(targets)) for entry in content["runs"])
    if len({run.name for run in runs}) < len(runs):
        raise InputError("two runs of the sweep have one name")
    plan = SweepPlan(runs, tuple(_text(name) for name in content["varied"]))
    if content["animation"] not in get_args(AnimationKind):
        raise ValueError("animation")
    output = RunOutput(
        samples=int(content["samples"]),
        animation=content["animation"],
        device=_text(content["device"]),
        command=_text(content["command"]),
    )
    return SweepFolder(path, plan, targets, output, named_versions(content["versions"]))


def _saved_target(entry: Any) -> SavedTarget:
    layers = tuple(read_layer_file(layer) for layer in entry["layers"])
    return SavedTarget(_text(entry["name"]), _plain(entry["folder"]), layers)


def _planned(entry: Any, configs: Mapping[str, Any], targets: int) -> PlannedRun:
    config = read_settings({**configs[entry["model"]], **entry["set"]})
    target = int(entry["target"])
    if not 0 <= target < targets:
        raise IndexError("target")
    return PlannedRun(_plain(entry["name"]), config, target, _text(entry["start"]))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _plain(value: Any) -> str:
    """A name of a file or folder that leads nowhere else."""
    text = _text(value)
    if Path(text).name != text or text in ("", "..") or "\\" in text or not text.isprintable():
        raise InputError("a name in the plan must be a plain one, got {text!r}", text=text)
    return text
