"""What a command line asks for, and which flags belong to that."""

from argparse import Namespace
from dataclasses import fields
from typing import Any, Literal, TypeVar, get_args

from playground.cli.options import (
    BenchOptions,
    PictureOptions,
    PointOptions,
    RunOptions,
    TableOptions,
)
from playground.errors import InputError
from playground.gan.config import GanConfig

Mode = Literal["train", "resume", "sample", "score", "export", "bench", "list", "version", "window"]

Options = TypeVar("Options")


def mode_of(args: Namespace) -> Mode:
    """The mode of `args`. Raises InputError for a flag or a path that does not belong to it."""
    given = {name: value for name, value in vars(args).items() if value != []}
    mode: Mode = next((mode for mode in get_args(Mode) if mode in given), "window")
    for name in given:
        if name not in _belongs(mode):
            raise InputError(_stranger(name, mode, given[name]))
    return mode


def options(cls: type[Options], args: Namespace) -> Options:
    """The options of the dataclass `cls` that `args` gives, the rest by default."""
    return cls(**{name: getattr(args, name) for name in _names(cls) if hasattr(args, name)})


def _belongs(mode: Mode) -> set[str]:
    match mode:
        case "train":
            train = {"train", "preset", "out", "force"} | _names(GanConfig) - {"model"}
            how = _names(PictureOptions) | _names(TableOptions)
            return train | how | _names(RunOptions)
        case "resume":
            return {"resume", "iterations", "quiet", "samples", "animation"}
        case "sample":
            how = _names(PictureOptions) | _names(TableOptions)
            return {"sample", "out", "force"} | how | _names(PointOptions)
        case "score":
            return {"score"} | _names(PointOptions)
        case "export":
            return {"export", "out", "force"}
        case "bench":
            return {"bench"} | _names(BenchOptions)
        case "list" | "version":
            return {mode}
        case "window":
            return {"paths"}


def _stranger(name: str, mode: Mode, value: Any) -> str:
    if name == "paths":
        return f"{value[0]!r} is left over, --{mode} opens no window (see playground --help)"
    flag = ("-" if len(name) == 1 else "--") + name.replace("_", "-")
    if mode == "window":
        return f"{flag} needs one of --train, --resume, --sample (see playground --help)"
    return f"{flag} does not belong to --{mode} (see playground --help)"


def _names(cls: Any) -> set[str]:
    return {field.name for field in fields(cls)}
