"""The arguments of `--sweep`, where every setting takes a list, and of the table of a sweep."""

import argparse
from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from playground.cli.options import PictureOptions, RunOptions, SweepOptions
from playground.cli.parser import Parser, add_setting, path_text, value_name
from playground.errors import InputError
from playground.models import MODELS, all_presets
from playground.settings import Setting, settings_of
from playground.sweeps.value_lists import value_list

_USAGE = """
  playground --sweep MODELS TARGETS [--seed 0-19] [--r1 0.01,0.06,0.3] [...] [--out DIR]
                                                train every combination, a run folder each
  playground --sweep DIR                        go on with what is missing
  playground --score DIR [--sort COLUMN] [--csv]
                                                print the table of a sweep again"""

_ABOUT = """Every setting takes a list, as MODELS and TARGETS do: a,b,c. Of a number, 3-7 stands for
the whole numbers from 3 to 7."""

_RUN_FLAGS = ("device", "samples", "quiet")


def is_for_sweep(argv: Sequence[str]) -> bool:
    """Whether `argv` trains a sweep, or names the folder of one to be scored."""
    for place, word in enumerate(argv):
        flag, _, value = word.partition("=")
        if flag == "--sweep":
            return True
        if flag == "--score":
            from playground.sweeps.sweep_folder import is_sweep

            named = value or "".join(argv[place + 1 : place + 2])
            return bool(named) and is_sweep(Path(path_text(named)))
    return False


def make_sweep_parser() -> argparse.ArgumentParser:
    """The parser of `--sweep`, and of `--score` for the folder of one."""
    parser = Parser(_USAGE, _ABOUT)
    what = parser.add_argument_group("what to do")
    modes = what.add_mutually_exclusive_group()
    modes.add_argument(
        "--sweep",
        nargs="*",
        metavar="MODELS TARGETS | DIR",
        type=path_text,
        help=f"Models ({','.join(MODELS)}) and targets, or a sweep to go on with",
    )
    modes.add_argument("--score", metavar="DIR", type=path_text, help="Print the table of a sweep")
    what.add_argument("--help", "-h", action="help", help="Print this")
    how = parser.add_argument_group("how (--sweep)")
    for item in settings_of(SweepOptions):
        add_setting(how, item)
    how.add_argument(
        "--out", metavar="DIR", type=path_text, help="Folder of the sweep (default: new, in runs/)"
    )
    for item in settings_of(RunOptions):
        if item.name in _RUN_FLAGS:
            add_setting(how, item)
    for item in settings_of(PictureOptions):
        add_setting(how, item)
    _add_table(parser)
    _add_model(parser)
    return parser


def _add_table(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("table (--score)")
    group.add_argument("--sort", metavar="COLUMN", help="Sort the runs by this column")
    group.add_argument("--csv", action="store_true", help="Print the runs as CSV")


def _add_model(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("model and training (--sweep), a list each")
    group.add_argument("--preset", metavar="|".join(all_presets()), help="Where settings start")
    group.add_argument("--config", metavar="FILE", type=path_text, help="A file to start from")
    for item in list_settings().values():
        _add_list(group, item)


def list_settings() -> dict[str, Setting]:
    """Every setting of any model but the model itself, by name."""
    found = (item for model in MODELS.values() for item in settings_of(model.config))
    return {item.name: item for item in found if item.name != "model"}


def _add_list(group: Any, item: Setting) -> None:
    text = f"{item.help.rstrip('.')} (default {item.default})".replace("%", "%%")
    metavar = "on,off" if item.kind is bool else value_name(item) + ("" if item.choices else ",…")
    for flag, sentence in ((item.flag, text), (item.former_flag, argparse.SUPPRESS)):
        if flag:
            group.add_argument(
                flag, dest=item.name, metavar=metavar, type=partial(value_list, item), help=sentence
            )


def check_flags(args: Namespace) -> None:
    """Raise InputError for a flag that does not belong to what `args` ask for."""
    given = set(vars(args))
    if "score" in given:
        mode, belongs = "--score", {"score", "sort", "csv"}
    elif len(args.sweep) == 1:
        mode, belongs = "--sweep DIR", {"sweep", "quiet", "jobs", "engine", "cluster"}
    else:
        mode, belongs = "--sweep", given - {"sort", "csv"}
    for name in sorted(given - belongs):
        flag = ("-" if len(name) == 1 else "--") + name.replace("_", "-")
        raise InputError(f"{flag} does not belong to {mode} (see playground --sweep --help)")
