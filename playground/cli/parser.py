"""The argument parser, whose flags come from the settings; and which flags belong to what."""

import argparse
import os
from argparse import Namespace
from contextlib import suppress
from dataclasses import fields
from functools import partial
from typing import Any, Literal, NoReturn, TypeVar, get_args

from playground.cli.options import (
    BENCHES,
    BenchOptions,
    PictureOptions,
    PointOptions,
    RunOptions,
    TableOptions,
)
from playground.errors import InputError
from playground.models import MODELS, all_presets, all_settings
from playground.settings import Setting, settings_of

Mode = Literal[
    "train",
    "resume",
    "sample",
    "score",
    "export",
    "report",
    "check",
    "bench",
    "list",
    "version",
    "window",
]

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
            train = {"train", "preset", "config", "out", "force"} | _model_settings().keys()
            how = _names(PictureOptions) | _names(TableOptions)
            return train | how | _names(RunOptions)
        case "resume":
            return {"resume", "iterations"} | _names(RunOptions)
        case "sample":
            sample = {"sample", "out", "force", "quiet"}
            how = _names(PictureOptions) | _names(TableOptions)
            return sample | how | _names(PointOptions)
        case "score":
            return {"score", "steps", "out", "force"} | _names(PointOptions)
        case "export" | "report":
            return {mode, "out", "force"}
        case "check":
            return {"check", "out", "force"}
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


def _model_settings() -> dict[str, Setting]:
    """Every setting of any model but the model itself, by name."""
    return {name: item for name, item in all_settings().items() if name != "model"}


def _names(cls: Any) -> set[str]:
    return {field.name for field in fields(cls)}


_USAGE = """
  playground                                    open the window
  playground PATH...                            open the window with these loaded
  playground --train MODEL TARGET [...]         train, and write a run folder
  playground --resume DIR [--iterations N]      go on exactly where a run stopped
  playground --sample TARGET -n N --out FILE    write points as .csv, .npy or .png
  playground --score DIR [-n N]                 say how good a run is, beside a perfect sampler
  playground --score DIR --steps 1,2,4,8 [--out FILE.png]  what a flow's sampler steps buy
  playground --export script DIR --out FILE     write a PyTorch script that trains what DIR trains
  playground --export html DIR --out FILE       write a web page that shows the run and draws points
  playground --report DIR --out FILE            write a page with the run's scores, to hand in
  playground --check FILE... [--out FILE.csv]   say which tasks of lessons are done in sessions
  playground --bench ring8|grid25|moons [--seeds N] [--longer N] [--json]
  playground --sweep MODELS TARGETS [...]       train many runs at once (--sweep --help: how)
  playground --sweep DIR                        go on with what is missing of a sweep
  playground --mnist gan|cgan|infogan [...]     train on images of digits (--mnist --help: settings)
  playground --list                             list the shipped densities
  playground --version | --help"""

_MODELS = "|".join(MODELS)
_TARGETS = """TARGET is a shipped name, an image, a folder of images, a table of points (.csv,
.tsv, .txt), a formula of x and y ("formula:exp(-r^2/.02)"), a drawing or a session (.playground) of
the window, or a run folder."""


def path_text(text: str) -> str:
    """A path as it is given, with the home in place of `~`, which shells leave in `--out=~/run`."""
    return os.path.expanduser(text)  # noqa: PTH111 - pathlib fails for a user who is not there


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments by raising InputError.

    What was not given is absent from its result, not there as a default.
    """

    def __init__(self, usage: str, description: str | None = None) -> None:
        super().__init__(
            prog="playground",
            usage=usage,
            description=description,
            argument_default=argparse.SUPPRESS,
            allow_abbrev=False,
            add_help=False,
            formatter_class=lambda prog: argparse.HelpFormatter(prog, max_help_position=30),
        )

    def error(self, message: str) -> NoReturn:
        """Raise InputError with `message`."""
        raise InputError(f"{message.removeprefix('argument ')} (see playground --help)")


def make_parser() -> argparse.ArgumentParser:
    """The parser of everything but `--mnist`."""
    parser = Parser(_USAGE, _TARGETS)
    _add_modes(parser)
    _add_settings(parser, "pictures (--train, --sample)", PictureOptions)
    _add_tables(parser)
    _add_output(parser)
    model = parser.add_argument_group("model and training (--train; --seed also with --sample)")
    model.add_argument(
        "--preset",
        metavar="|".join(all_presets()),
        help=f"Where the settings start (default {next(iter(all_presets()))}, or the model's own)",
    )
    model.add_argument(
        "--config",
        metavar="FILE",
        type=path_text,
        help="A JSON file of settings to start from instead: exported by the window, a run's "
        "config.json, or some settings by name",
    )
    for item in _model_settings().values():
        # A preset may have switched on what a person wants off: --no-…
        add_setting(model, item, switch=argparse.BooleanOptionalAction)
    return parser


def _add_modes(parser: argparse.ArgumentParser) -> None:
    modes = parser.add_argument_group("what to do").add_mutually_exclusive_group()
    modes.add_argument(
        "--train",
        nargs=2,
        metavar=(_MODELS, "TARGET"),
        type=path_text,
        help="Train a model on TARGET",
    )
    modes.add_argument("--resume", metavar="DIR", type=path_text, help="Go on with the run in DIR")
    modes.add_argument(
        "--sample",
        metavar="TARGET",
        type=path_text,
        help="Draw points of TARGET; of a run folder, points of its generator",
    )
    modes.add_argument(
        "--score",
        metavar="DIR",
        type=path_text,
        help="Score the run in DIR, or those in a session (FILE.playground), at any -n",
    )
    modes.add_argument(
        "--export",
        nargs=2,
        metavar=("script|html", "DIR"),
        type=path_text,
        help="Write the run in DIR as a standalone PyTorch script, or as a web page (DIR may be a "
        "session)",
    )
    modes.add_argument(
        "--report",
        metavar="DIR",
        type=path_text,
        help="Write a page on the run in DIR, or on those in a session: pictures, scores, settings",
    )
    modes.add_argument(
        "--check",
        nargs="+",
        metavar="FILE",
        type=path_text,
        help="Say which tasks of the lessons are done in sessions, or in folders of them",
    )
    modes.add_argument(
        "--bench", metavar="|".join(BENCHES), help="Run the literature's test on the presets"
    )
    modes.add_argument(
        "--sweep",
        metavar="MODELS TARGETS",
        help="Train many runs at once; --sweep --help lists how, --score DIR prints the table",
    )
    modes.add_argument(
        "--mnist",
        metavar="gan|cgan|infogan",
        help="Train on images of digits; --mnist --help lists its settings",
    )
    modes.add_argument("--list", action="store_true", help="List the shipped densities")
    modes.add_argument("--version", action="store_true", help="Print the version")
    modes.add_argument("--help", "-h", action="help", help="Print this")
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", type=path_text, help="What the window loads"
    )


def _add_tables(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("tables of points (--train, --sample)")
    group.add_argument(
        "--columns",
        metavar="X,Y[,LABEL]",
        help="Columns to read, by name or number from 1; those of a table's own header by default",
    )
    group.add_argument(
        "--y-down",
        action=argparse.BooleanOptionalAction,
        help="The table's y runs down, as in ImageJ (default: only if it is named as a row)",
    )


def _add_output(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(
        "output (--train, --resume, --sample, --score, --export, --report, --check)"
    )
    group.add_argument(
        "--out",
        metavar="PATH",
        type=path_text,
        help="Folder of the run (default: a new numbered one in runs/), or the file to write",
    )
    group.add_argument(
        "--force", action="store_true", help="Replace the run, or the file, that is there"
    )
    group.add_argument(
        "--steps",
        metavar="N,N,…",
        help="Score a flow at each of these numbers of sampler steps (--score); --out FILE.png "
        "draws the curve",
    )
    (points, _seed) = settings_of(PointOptions)
    add_setting(group, points)
    for item in settings_of(RunOptions):
        add_setting(group, item)
    bench = parser.add_argument_group("the literature's test (--bench)")
    for item in settings_of(BenchOptions):
        if item.name != "device":  # one flag with that of runs
            add_setting(bench, item)


def _add_settings(parser: argparse.ArgumentParser, title: str, config: type) -> None:
    group = parser.add_argument_group(title)
    for item in settings_of(config):
        add_setting(group, item)


def add_setting(group: Any, item: Setting, *, switch: Any = "store_true") -> None:
    """Add the flag of `item` to `group`; `switch` is the action of one that is on or off."""
    for flag, text in ((item.flag, _sentence(item)), (item.former_flag, argparse.SUPPRESS)):
        if flag and item.kind is bool:
            group.add_argument(flag, dest=item.name, action=switch, help=text)
        elif flag:
            group.add_argument(
                flag,
                dest=item.name,
                metavar=value_name(item),
                type=partial(_value, item),
                help=text,
            )


def value_name(item: Setting) -> str:
    """What stands for the value of `item` in the help."""
    kinds = {int: "N", float: "X", str: "TEXT"}
    return "|".join(item.choices) or kinds[item.kind]


def _sentence(item: Setting) -> str:
    text = item.help.rstrip(".")
    if item.kind is not bool and item.default != "":
        text += f" (default {item.default}{' ' + item.unit if item.unit else ''})"
    return text.replace("%", "%%")


def _value(item: Setting, text: str) -> Any:
    """The value that `text` stands for. Raises InputError when it breaks the setting's rule."""
    value: Any = item.read(text)
    if item.kind in (int, float):
        with suppress(ValueError):  # the check says what is wrong, in words
            value = item.kind(text)
    item.check(value)
    return value
