"""JSON files of a run, read and written one way."""

import json
from pathlib import Path
from typing import Any

from playground.errors import InputError
from playground.runs.replace import replacing


def write_json(path: Path, content: Any) -> None:
    """Write `content`, whole or not at all. Raises OSError."""
    with replacing(path) as file:
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        # What a file name holds beyond Unicode becomes the escape that JSON has for it.
        file.write(text.encode(errors="backslashreplace"))


def read_json(path: Path) -> Any:
    """What the file holds. Raises InputError naming it and what is wrong with it."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            "{path}: cannot be read ({reason})", path=path, reason=error.strerror
        ) from error
    except ValueError as error:
        raise InputError(
            "{path}: is not a JSON file ({reason})", path=path, reason=str(error)
        ) from error
