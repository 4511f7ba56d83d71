"""The arguments of `--mnist` and of what is done with its runs."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from playground.cli.parser import Parser, add_setting, path_text
from playground.errors import InputError
from playground.mnist.config import (
    PRESETS,
    DataOptions,
    DigitOptions,
    MnistConfig,
    MnistRunOptions,
    ScoreOptions,
)
from playground.settings import settings_of

_USAGE = """
  playground --mnist gan|cgan|infogan [...]     train, and write a run folder
  playground --resume DIR [--epochs N]          go on exactly where a run stopped
  playground --sample DIR --digit 7 -n 64 --c2 0.5 --out FILE
                                                draw images as .png or .npy
  playground --score DIR                        say how good a run is, beside test digits"""

_DIR_MODES = ("--resume", "--sample", "--score")


def is_for_mnist(argv: Sequence[str]) -> bool:
    """Whether `argv` trains an image model, or names a run folder of one."""
    for place, word in enumerate(argv):
        flag, _, value = word.partition("=")
        if flag == "--mnist":
            return True
        if flag in _DIR_MODES:
            from playground.mnist.runs.config_file import is_mnist_run

            named = value or "".join(argv[place + 1 : place + 2])
            return bool(named) and is_mnist_run(Path(path_text(named)))
    return False


def make_mnist_parser(argv: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser of `--mnist` and of its runs; its help has the defaults of what `argv` names."""
    parser = Parser(_USAGE)
    _add_modes(parser)
    _add_group(parser, "data (--mnist)", DataOptions)
    group = _add_group(parser, "output (--mnist, --resume, --sample)", MnistRunOptions)
    group.add_argument(
        "--out",
        metavar="PATH",
        type=path_text,
        help="Folder of the run (default: a new numbered one in runs/), or file of the images",
    )
    group.add_argument(
        "--force", action="store_true", help="Replace the run, or the file, that is there"
    )
    _add_group(parser, "images (--sample)", DigitOptions)
    full = next(item for item in settings_of(ScoreOptions) if item.name == "full")
    add_setting(parser.add_argument_group("figures (--score)"), full)
    _add_model(parser, *_preset_in(argv))
    return parser


def _add_modes(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what to do")
    modes = group.add_mutually_exclusive_group()
    modes.add_argument("--mnist", nargs="?", metavar="|".join(PRESETS), help="Train this model")
    modes.add_argument("--resume", metavar="DIR", type=path_text, help="Go on with the run in DIR")
    modes.add_argument(
        "--sample", metavar="DIR", type=path_text, help="Draw images of the run in DIR"
    )
    modes.add_argument("--score", metavar="DIR", type=path_text, help="Score the run in DIR")
    group.add_argument("--help", "-h", action="help", help="Print this")


def _preset_in(argv: Sequence[str]) -> tuple[str, MnistConfig]:
    """The model and preset that `argv` names, in words, and its settings; else the first ones."""
    words = [part for word in argv for part in word.split("=", 1)]
    model = next((word for word in words if word in PRESETS), "infogan")
    presets = PRESETS[model]
    preset = next((word for word in words if word in presets), next(iter(presets)))
    return f"{model} {preset}", presets[preset]


def _add_model(parser: argparse.ArgumentParser, name: str, config: MnistConfig) -> None:
    group = parser.add_argument_group(
        f"model and training (--mnist; --seed also with --sample); defaults of {name}"
    )
    names = "; ".join(f"{model}: {', '.join(presets)}" for model, presets in PRESETS.items())
    group.add_argument(
        "--preset", metavar="NAME", help=f"Where the settings start, the first by default ({names})"
    )
    for item in settings_of(MnistConfig):
        if item.name != "model":
            add_setting(group, replace(item, default=getattr(config, item.name)))


def _add_group(parser: argparse.ArgumentParser, title: str, config: type) -> Any:
    group = parser.add_argument_group(title)
    for item in settings_of(config):
        add_setting(group, item)
    return group


def check_belongs(mode: str, given: set[str], belongs: set[str]) -> None:
    """Raise InputError for a flag that does not belong to `mode`."""
    for name in sorted(given - belongs - {mode}):
        flag = ("-" if len(name) == 1 else "--") + name.replace("_", "-")
        raise InputError(f"{flag} does not belong to --{mode} (see playground --mnist --help)")
