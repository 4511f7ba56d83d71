"""`config.json` of an image run: everything needed to repeat it, and its origin."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from playground.errors import InputError
from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import DigitData
from playground.runs.atomic import read_json, write_json
from playground.runs.config_file import named_versions
from playground.runs.foreign_file import reason_of, whole_number

KIND = "mnist"
_KINDS = ("mnist", "drawn")
_MOST_IMAGES = 1_000_000
_MOST_SEED = 2**31 - 1
_MOST_KEPT = 1_000_000
FORMAT = 1
"""Increased when earlier versions cannot read files written by this one."""

MEANT: Mapping[str, Any] = MappingProxyType(
    {
        # 0.1.0 wrote all of these but the penalties and `class_weight`, which its networks lacked;
        # settings removed by hand get its defaults.
        "model": "infogan",
        "seed": 0,
        "epochs": 50,
        "epoch_batches": 100,
        "batch_size": 128,
        "size": "28",
        "width": 1.0,
        "networks": "paper",
        "latent_dim": 62,
        "latent": "uniform",
        "codes": 10,
        "continuous_codes": 2,
        "loss": "bce",
        "penalty": 0.0,
        "penalty_every": 1,
        "class_weight": 0.0,
        "smooth": 0.0,
        "first": "d",
        "d_lr": 0.0002,
        "g_lr": 0.001,
        "beta1": 0.5,
        "beta2": 0.999,
        "average": 0.999,
        "reader": "shared",
        "info_weight": 1.0,
        "reader_weight": 1.0,
        "continuous_weight": 0.1,
        "variance": "fixed",
        "info_step": "joined",
        "info_lr": 0.0002,
        "balance": 0.0,
        "consistency": 0.0,
        "labelled": 0,
        "labelled_weight": 1.0,
        "precision": "float32",
        "threads": 0,
    }
)
"""The value of each setting that a file lacks: what models implicitly had before the setting
existed, never today's default. A new setting adds an entry, never a new value.
"""


@dataclass(frozen=True)
class DataRecord:
    """The data of a run: `kind` is "mnist" or "drawn"; `images` is their number, `sha256` of bytes.

    `sha256` covers images and labels. `seed` is that of synthetic digits; `warning` is "" unless
    they replace MNIST; `folder` is that of MNIST's files, "" where that is the cache, or was not
    written down yet.
    """

    kind: str
    images: int
    sha256: str
    seed: int
    warning: str
    folder: str = ""


@dataclass(frozen=True)
class MnistRecord:
    """The content of `config.json`: `device` did the training, `command` started it."""

    config: MnistConfig
    data: DataRecord
    device: str
    keep_every: int
    command: str
    versions: Mapping[str, str]


def data_record(data: DigitData, seed: int) -> DataRecord:
    """The record of `data` for `config.json`."""
    digest = hashlib.sha256(np.ascontiguousarray(data.train.images).data)
    digest.update(np.ascontiguousarray(data.train.labels).data)
    return DataRecord(
        data.kind, len(data.train), digest.hexdigest(), seed, data.warning, data.folder
    )


def write_record(path: Path, record: MnistRecord) -> None:
    """Write `config.json`, whole or not at all. Raises OSError."""
    content = {"kind": KIND, "format": FORMAT} | asdict(replace(record, versions={}))
    content["versions"] = dict(record.versions)
    write_json(path, content)


def read_record(path: Path) -> MnistRecord:
    """Read `config.json`. Raises InputError naming the file and the fault."""
    content = read_json(path)
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise InputError("{path}: is not of a run of --mnist", path=path)
    if content.get("format") != FORMAT:
        raise InputError(
            "{path}: format {found!r} is not {format}, the known one",
            path=path,
            found=content.get("format"),
            format=FORMAT,
        )
    try:
        return _record(content)
    except InputError as error:
        raise InputError("{path}: {reason}", path=path, reason=error.sentence) from error
    except (LookupError, ArithmeticError, TypeError, ValueError) as error:
        raise InputError(
            "{path}: lacks or misspells a setting ({reason})", path=path, reason=reason_of(error)
        ) from error


def _record(content: dict[str, Any]) -> MnistRecord:
    data = _made(DataRecord, content["data"])
    if data.kind not in _KINDS:
        raise InputError(
            "`kind` of the data must be {kinds}, got {kind!r}",
            kinds=" or ".join(_KINDS),
            kind=data.kind,
        )
    whole_number(data.images, "images", 1, _MOST_IMAGES)
    whole_number(data.seed, "seed", 0, _MOST_SEED)
    return MnistRecord(
        config=_made(MnistConfig, {**MEANT, **content["config"]}),
        data=data,
        device=str(content["device"]),
        keep_every=whole_number(content["keep_every"], "keep_every", 0, _MOST_KEPT),
        command=str(content["command"]),
        versions=named_versions(dict(content["versions"])),
    )


def _made(cls: Any, content: Any) -> Any:
    """Create dataclass `cls` from `content`. Raises TypeError for unknown or mistyped fields."""
    made = cls(**content)
    for item in fields(cls):
        if item.type in (str, int) and not isinstance(getattr(made, item.name), item.type):
            raise TypeError(f"{item.name} must be of another type")
    return made


def is_mnist_run(path: Path) -> bool:
    """Whether `path` looks like a run folder of an image model."""
    try:
        content = read_json(path / "config.json")
    except InputError:
        return False
    return isinstance(content, dict) and content.get("kind") == KIND
