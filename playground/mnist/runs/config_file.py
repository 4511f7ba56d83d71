"""`config.json` of an image run: everything needed to repeat it, and its origin."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from playground.errors import InputError
from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import DigitData
from playground.runs.atomic import read_json, write_json

KIND = "mnist"
FORMAT = 1
"""Increased when earlier versions cannot read files written by this one."""

MEANT: Mapping[str, Any] = MappingProxyType(
    {
        # 0.1.0 wrote all of these; settings removed by hand get its defaults.
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
    """Read `config.json`. Raises InputError naming the file and the fault."""
    content = read_json(path)
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise InputError(f"{path}: is not of a run of --mnist")
    if content.get("format") != FORMAT:
        raise InputError(f"{path}: format {content.get('format')} is not {FORMAT}, the known one")
    try:
        return MnistRecord(
            config=_made(MnistConfig, {**MEANT, **content["config"]}),
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
    """Create dataclass `cls` from `content`. Raises TypeError for unknown or mistyped fields."""
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
