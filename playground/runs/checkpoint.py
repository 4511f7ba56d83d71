"""Everything that a run needs to go on exactly: safetensors with JSON beside it, never pickle."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from playground.errors import InputError
from playground.runs.atomic import atomic_write

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


def load_checkpoint(path: Path) -> SavedCheckpoint:
    """Read a checkpoint. Raises InputError when it is missing, damaged or of another kind."""
    if not path.is_file():
        raise InputError("{path}: there is no such checkpoint", path=path)
    try:
        with safe_open(path, framework="numpy") as file:
            meta = json.loads((file.metadata() or {})[_KEY])
            state = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, KeyError, ValueError, TypeError) as error:
        raise InputError(
            "{path}: not a whole checkpoint of the playground ({reason})",
            path=path,
            reason=str(error),
        ) from error
    except OSError as error:
        raise InputError(
            "{path}: cannot be read ({reason})", path=path, reason=error.strerror
        ) from error
    if not isinstance(meta, dict):
        raise InputError(
            "{path}: not a whole checkpoint of the playground (no description)", path=path
        )
    return SavedCheckpoint(state, meta)
