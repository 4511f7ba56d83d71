"""`config.json`: all that is needed to repeat a run, and how it came about."""

import json
import platform
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from math import inf
from pathlib import Path
from typing import Any, Literal, get_args

from playground import __version__
from playground.errors import InputError
from playground.message import plain_text
from playground.models import read_settings
from playground.nn.model_config import ModelConfig
from playground.runs.atomic import read_json, write_json
from playground.runs.foreign_file import reason_of
from playground.settings import renamed

FORMAT = 2
"""Raised when an older playground could not read what this one writes: 2 renamed two settings."""

AnimationKind = Literal["gif", "mp4", "frames", "none"]
"""The kinds of a run's moving picture."""

Keep = Literal["last", "best"]
"""Which moment of a run is its result."""

_MOST_LAYERS = 1000
_MOST_SAMPLES = 100_000_000
_MOST_VERSIONS = 20


@dataclass(frozen=True)
class LayerFile:
    """A layer's name and weight, and the name of its picture in the folder `target/`."""

    name: str
    weight: float
    file: str


@dataclass(frozen=True)
class RunConfig:
    """What `config.json` holds.

    `device` is the one that trained, `samples` the number of points in `samples.csv`, `animation`
    the kind of the moving picture, `keep` the moment that is its result, and `command` what
    started the run.
    """

    config: ModelConfig
    target: str
    layers: tuple[LayerFile, ...]
    device: str
    samples: int
    animation: AnimationKind
    command: str
    versions: Mapping[str, str]
    keep: Keep = "last"


def current_versions() -> dict[str, str]:
    """The versions that the numbers of a run depend on."""
    from importlib.metadata import version

    packages = {name: version(name) for name in ("torch", "numpy")}
    return {"playground": __version__, "python": platform.python_version(), **packages}


def write_config(path: Path, run: RunConfig) -> None:
    """Write `config.json`, whole or not at all. Raises OSError."""
    content = {
        "format": FORMAT,
        "command": run.command,
        "device": run.device,
        "samples": run.samples,
        "animation": run.animation,
        "keep": run.keep,
        "config": asdict(run.config),
        "target": {"name": run.target, "layers": [asdict(layer) for layer in run.layers]},
        "versions": dict(run.versions),
    }
    write_json(path, content)


def read_config(path: Path) -> RunConfig:
    """Read `config.json`. Raises InputError naming the file and what is wrong with it."""
    content = read_json(path)
    try:
        return _run_config(content)
    except InputError as error:
        raise InputError("{path}: {reason}", path=path, reason=error.sentence) from error
    except (LookupError, ArithmeticError, TypeError, ValueError) as error:
        raise InputError(
            "{path}: lacks or misspells a setting ({reason})", path=path, reason=reason_of(error)
        ) from error


def settings_json(config: ModelConfig) -> bytes:
    """The settings as a JSON file that `read_settings_file` reads, and a person can edit."""
    content = {"format": FORMAT, "playground": __version__, "config": asdict(config)}
    return (json.dumps(content, indent=2) + "\n").encode()


def read_settings_file(path: Path, model: Any, base: ModelConfig) -> ModelConfig:
    """The settings in a JSON file for `model`, whichever they were written for.

    The file is what `settings_json` gives, the `config.json` of a run, or an object with some
    settings by name; then the others are those of `base`. Raises InputError naming the file and
    what is wrong with it.
    """
    content = read_json(path)
    try:
        if not isinstance(content, dict):
            raise InputError("a file of settings must be a JSON object")
        if "config" in content:
            if _get(content, "format", int) > FORMAT:
                raise InputError(
                    "format {found} is of a newer playground, this one reads {format}",
                    found=content["format"],
                    format=FORMAT,
                )
            config = read_settings(_get(content, "config", dict))
            if type(config) is not type(base):
                raise InputError(
                    "these are settings of another kind of model ({name})", name=config.model
                )
            return replace(config, model=model)
        return replace(base, **{**renamed(base, content), "model": model})
    except InputError as error:
        raise InputError("{path}: {reason}", path=path, reason=error.sentence) from error


def _run_config(content: Any) -> RunConfig:
    found = _get(content, "format", int)
    if found > FORMAT:
        raise InputError(
            "format {found} is of a newer playground, this one reads {format}",
            found=found,
            format=FORMAT,
        )
    target = _get(content, "target", dict)
    layers = tuple(read_layer_file(layer) for layer in _get(target, "layers", list))
    if not layers:
        raise InputError("the target has no layers")
    if len(layers) > _MOST_LAYERS:
        raise InputError(
            "the target must have at most {most} layers, got {n}", most=_MOST_LAYERS, n=len(layers)
        )
    if len({layer.file for layer in layers}) < len(layers):
        raise InputError("two layers of the target have one `file`")
    animation = _get(content, "animation", str)
    if animation not in get_args(AnimationKind):
        raise InputError(
            "`animation` must be gif, mp4, frames or none, got {animation!r}", animation=animation
        )
    keep = content.get("keep", "last")  # younger than some files
    if keep not in get_args(Keep):
        raise InputError("`keep` must be last or best, got {keep!r}", keep=keep)
    samples = _get(content, "samples", int)
    if samples < 1:
        raise InputError("`samples` must be at least 1, got {samples}", samples=samples)
    if samples > _MOST_SAMPLES:
        raise InputError(
            "`samples` must be at most {most}, got {samples}", most=_MOST_SAMPLES, samples=samples
        )
    return RunConfig(
        config=read_settings(_get(content, "config", dict)),
        target=_get(target, "name", str),
        layers=layers,
        device=_get(content, "device", str),
        samples=samples,
        animation=animation,
        command=_get(content, "command", str),
        versions=named_versions(_get(content, "versions", dict)),
        keep=keep,
    )


def named_versions(content: Mapping[Any, Any]) -> dict[str, str]:
    """The versions that a file tells, as short and plain texts."""
    some = list(content.items())[:_MOST_VERSIONS]
    return {plain_text(str(name), 40): plain_text(str(version), 80) for name, version in some}


def read_layer_file(content: Any) -> LayerFile:
    """A layer as a JSON object describes it. Raises InputError."""
    from playground.density.target import WEIGHTS  # brings NumPy, which the parser does not need

    file = _get(content, "file", str)
    if Path(file).name != file or file == ".." or "\\" in file or plain_text(file) != file:
        raise InputError("a layer's `file` must be a plain name, got {file!r}", file=file)
    found = _get(content, "weight", int, float)
    weight = float(found) if abs(found) <= sys.float_info.max else inf
    if not 0 < weight < inf:
        raise InputError(
            "a layer's `weight` must be positive and finite, got {weight}", weight=weight
        )
    low, high = WEIGHTS
    if not low <= weight <= high:
        raise InputError(
            "a layer's `weight` must be from {low:g} to {high:g}, got {weight}",
            low=low,
            high=high,
            weight=weight,
        )
    return LayerFile(_get(content, "name", str), weight, file)


def _get(content: Any, key: str, *kinds: type) -> Any:
    value = content.get(key) if isinstance(content, dict) else None
    if not isinstance(value, kinds) or isinstance(value, bool):
        raise InputError(
            "`{key}` must be {kinds}", key=key, kinds=" or ".join(kind.__name__ for kind in kinds)
        )
    return value
