"""Everything that a run needs to go on exactly: safetensors with JSON beside it, never pickle."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from playground.errors import InputError
from playground.message import Sentence
from playground.runs.atomic import atomic_write
from playground.runs.foreign_file import foreign_file, lies_there, open_file, parse_json
from playground.runs.tensors import read_arrays, read_header

_KEY = "playground"


@dataclass(frozen=True, eq=False)
class SavedCheckpoint:
    """The state of a trainer (arrays by name), and what is to be known about it (JSON values)."""

    state: Mapping[str, NDArray[Any]]
    meta: Mapping[str, Any]


def save_checkpoint(path: Path, state: Mapping[str, NDArray[Any]], meta: Mapping[str, Any]) -> None:
    """Write a checkpoint; until it is whole on the disk, the one that was there stays.

    Raises OSError when it cannot be written.
    """
    arrays = {name: np.array(array, order="C") for name, array in state.items()}
    content = save(arrays, metadata={_KEY: json.dumps(dict(meta))})
    with atomic_write(path) as file:
        file.write(content)


def load_checkpoint(
    path: Path, shapes: Mapping[str, tuple[int, ...]] | None = None, model: str = ""
) -> SavedCheckpoint:
    """Read a checkpoint, which takes no more memory than the file takes of the disk.

    With `shapes` the arrays of these names must be there, and have them: what is to be built for
    the checkpoint is then no larger than the file either. With `model` its description must name
    this one. Raises InputError when it is missing, damaged or of another kind.
    """
    if not lies_there(path):
        raise InputError("{path}: there is no such checkpoint", path=path)
    damaged = Sentence("{path}: not a whole checkpoint of the playground ({reason})")
    with foreign_file(path, damaged), open_file(path) as file:
        header = read_header(file, path.stat().st_size)
        meta = parse_json(header.metadata[_KEY].encode())
        if not isinstance(meta, dict):
            raise ValueError("no description")
        if model and meta.get("model") != model:
            raise InputError(
                "is of the model {found}, not {model}", found=meta.get("model"), model=model
            )
        for name, shape in (shapes or {}).items():
            found = header.arrays.get(name, (None, None))[1]
            if found != shape:
                raise InputError(
                    "does not fit to the run, {name} must have the shape {shape}, got {found}",
                    name=name,
                    shape=list(shape),
                    found="none" if found is None else list(found),
                )
        return SavedCheckpoint(read_arrays(file, header), meta)
