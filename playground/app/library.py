"""What the gallery offers: shipped densities, drawings that were kept, and files opened lately."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playground.app.autosave import data_folder
from playground.app.importing import open_files
from playground.density.load import load_target, shipped_names
from playground.drawing.drawing import Drawing
from playground.runs.atomic import atomic_write
from playground.runs.session.drawing import DRAWING_SUFFIX, write_drawing
from playground.runs.target_images import plain_name

Kind = Literal["shipped", "own", "recent"]
_MOST_RECENT = 24


@dataclass(frozen=True)
class Entry:
    """One thing to open; `path` is None for what is shipped."""

    kind: Kind
    name: str
    path: Path | None = None

    def open(self) -> Drawing:
        """The drawing. Raises InputError."""
        return open_files([self.path]) if self.path else Drawing.of(load_target(self.name))


class Library:
    """Keeps its lists in the person's data folder."""

    def __init__(self) -> None:
        self._own = data_folder() / "gallery"
        self._recent = data_folder() / "recent.json"

    def entries(self, kind: Kind) -> list[Entry]:
        """All of a kind, what is gone left out: own ones by name, recent ones newest first."""
        match kind:
            case "shipped":
                return [Entry(kind, name) for name in shipped_names()]
            case "own":
                paths = sorted(
                    self._own.glob(f"*{DRAWING_SUFFIX}"), key=lambda path: path.name.lower()
                )
            case "recent":
                paths = [path for path in self._read() if path.exists()]
        return [Entry(kind, path.stem, path) for path in paths]

    def has(self, name: str) -> bool:
        """Whether there is an own one of that name."""
        return self._place(name).exists()

    def keep(self, drawing: Drawing, name: str) -> Entry:
        """Put `drawing` among the own ones, in place of one of that name. Raises OSError."""
        path = self._place(name)
        write_drawing(path, drawing)
        return Entry("own", path.stem, path)

    def note(self, path: Path) -> None:
        """Have `path` first among the recent ones. Raises OSError."""
        path = path.absolute()
        paths = [path, *(other for other in self._read() if other != path)][:_MOST_RECENT]
        self._recent.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(self._recent) as file:
            file.write(json.dumps([str(path) for path in paths]).encode())

    def remove(self, entry: Entry) -> None:
        """Delete an own drawing, or forget a recent file, which stays. Raises OSError."""
        assert entry.path is not None, "what is shipped stays"
        if entry.kind == "own":
            entry.path.unlink(missing_ok=True)
        else:
            paths = [str(path) for path in self._read() if path != entry.path]
            with atomic_write(self._recent) as file:
                file.write(json.dumps(paths).encode())

    def _place(self, name: str) -> Path:
        return self._own / (plain_name(name) + DRAWING_SUFFIX)

    def _read(self) -> list[Path]:
        with suppress(OSError, ValueError, TypeError):  # a damaged list is an empty one
            return [Path(name) for name in json.loads(self._recent.read_text("utf-8"))]
        return []
