"""`config.json` of an image run: all that is needed to repeat it, and how it came about."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from playground.errors import InputError
from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import DigitData
from playground.runs.atomic import read_json, write_json

KIND = "mnist"
FORMAT = 1
"""Raised when an older playground could not read what this one writes."""


@dataclass(frozen=True)
class DataRecord:
    """What a run learns: `kind` is "mnist" or "drawn", `images` how many, `sha256` of their bytes.

    `seed` draws the drawn ones; `warning` is "" unless they stand in for MNIST; `folder` is that of
    MNIST's files, "" where that is the cache, or was not written down yet.
    """

    kind: str
    images: int
    sha256: str
    seed: int
    warning: str
    folder: str = ""


@dataclass(frozen=True)
class MnistRecord:
    """What `config.json` holds; `device` is the one that trained, `command` what started it."""

    config: MnistConfig
    data: DataRecord
    device: str
    keep_every: int
    command: str
    versions: Mapping[str, str]


def data_record(data: DigitData, seed: int) -> DataRecord:
    """What `config.json` says of `data`."""
    digest = hashlib.sha256(data.train.images.tobytes() + data.train.labels.tobytes())
    return DataRecord(
        data.kind, len(data.train), digest.hexdigest(), seed, data.warning, data.folder
    )


def write_record(path: Path, record: MnistRecord) -> None:
    """Write `config.json`, whole or not at all. Raises OSError."""
    content = {"kind": KIND, "format": FORMAT} | asdict(replace(record, versions={}))
    content["versions"] = dict(record.versions)
    write_json(path, content)


def read_record(path: Path) -> MnistRecord:
    """Read `config.json`. Raises InputError naming the file and what is wrong with it."""
    content = read_json(path)
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise InputError(f"{path}: is not of a run of --mnist")
    if content.get("format") != FORMAT:
        raise InputError(f"{path}: format {content.get('format')} is not {FORMAT}, the known one")
    try:
        return MnistRecord(
            config=_made(MnistConfig, content["config"]),
            data=_made(DataRecord, content["data"]),
            device=str(content["device"]),
            keep_every=int(content["keep_every"]),
            command=str(content["command"]),
            versions=dict(content["versions"]),
        )
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path}: lacks or misspells a setting ({error})") from error


def _made(cls: Any, content: Any) -> Any:
    """The dataclass of these fields. Raises TypeError for an unknown or mistyped one.

    A setting that is newer than the run has its default, which leaves things as they were.
    """
    made = cls(**content)
    for item in fields(cls):
        if item.type in (str, int) and not isinstance(getattr(made, item.name), item.type):
            raise TypeError(f"{item.name} must be of another type")
    return made


def is_mnist_run(path: Path) -> bool:
    """Whether `path` looks like a run folder of an image model."""
    try:
        content = json.loads((path / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and content.get("kind") == KIND
