"""The command line that trains what a panel trains, with the same numbers. No Qt in here."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from playground.density.load import load_target
from playground.density.shipped import shipped_names
from playground.density.target import Target
from playground.errors import InputError
from playground.gan.config import PRESETS, GanConfig
from playground.gan.model_presets import MODEL_PRESETS
from playground.gui.entrants import ALL_PRESETS
from playground.gui.opening import open_files
from playground.runs.saved_target import save_target
from playground.settings import Setting, settings_of


def command_line(config: GanConfig, preset: str, target: list[str], device: str) -> str:
    """The words of `target` (see `target_words`) and what `config` has beyond `preset`, quoted."""
    words = ["playground", "--train", config.model, *target]
    if preset != (config.model if config.model in MODEL_PRESETS else next(iter(PRESETS))):
        words += ["--preset", preset]
    for item in settings_of(GanConfig):
        value = getattr(config, item.name)
        if item.name != "model" and value != getattr(ALL_PRESETS[preset], item.name):
            words += _flag(item, value)
    if device != "auto":
        words += ["--device", device]
    return shlex.join(words)


def target_words(target: Target, path: Path | None) -> list[str]:
    """What names `target` on a command line: a shipped name, `path`, or else a saved copy.

    `path` is the file or folder that it was opened from, if it was; a picture may have been split
    since. Raises InputError when a copy is needed and cannot be saved.
    """
    for source in _sources(target, path):
        for split in (False, True):
            if _gives(source, split, target):
                return [str(source), *["--split"] * split]
    return [str(save_target(target))]


def _sources(target: Target, path: Path | None) -> Iterator[str | Path]:
    if target.name in shipped_names():
        yield target.name
    if path is not None:
        yield path.absolute()


def _gives(source: str | Path, split: bool, target: Target) -> bool:
    """Whether `source` is there and still is `target`."""
    try:
        if isinstance(source, Path) and not split:
            return _same(open_files([source]), target)
        return _same(load_target(source, split=split), target)
    except InputError:
        return False


def _same(one: Target, other: Target) -> bool:
    """Whether the two are the same density, layer by layer."""
    return len(one.layers) == len(other.layers) and all(
        mine.weight == theirs.weight and np.array_equal(mine.pixels, theirs.pixels)
        for mine, theirs in zip(one.layers, other.layers, strict=True)
    )


def _flag(item: Setting, value: Any) -> list[str]:
    if item.kind is bool:
        return [item.flag if value else item.flag.replace("--", "--no-", 1)]
    return [item.flag, str(value)]
