"""The gallery's entries: shipped densities, saved drawings and recent files, and their icons."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from playground.app.background import Background
from playground.app.images import target_icon
from playground.app.importing import is_heavy, open_files
from playground.app.notices import fault_text
from playground.app.storage.autosave import data_folder
from playground.density.load import load_target
from playground.density.shipped import shipped_names
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.message import Sentence
from playground.plots.theme import Theme
from playground.runs.atomic import atomic_write, read_json
from playground.runs.foreign_file import lies_there
from playground.runs.session.drawing import DRAWING_SUFFIX, write_drawing
from playground.runs.session.file import SESSION_SUFFIX
from playground.runs.target_images import plain_name

Kind = Literal["shipped", "own", "recent"]
_MOST_RECENT = 24


@dataclass(frozen=True)
class LibraryEntry:
    """One entry; `path` is None for a shipped density."""

    kind: Kind
    name: str
    path: Path | None = None

    def load(self) -> Drawing:
        """Read the drawing. Raises InputError."""
        return open_files([self.path]) if self.path else Drawing.of(load_target(self.name))

    @property
    def is_heavy(self) -> bool:
        """Whether it takes long to read; of a session only the drawing is read."""
        if self.path is None or self.path.suffix.lower() in (DRAWING_SUFFIX, SESSION_SUFFIX):
            return False
        return is_heavy(self.path)


class Library:
    """Lists of entries, in the user's data folder."""

    def __init__(self) -> None:
        self._own = data_folder() / "gallery"
        self._recent = data_folder() / "recent.json"

    def entries(self, kind: Kind) -> list[LibraryEntry]:
        """All entries of a kind whose file exists: own ones by name, recent ones newest first."""
        match kind:
            case "shipped":
                return [LibraryEntry(kind, name) for name in shipped_names()]
            case "own":
                paths = sorted(
                    self._own.glob(f"*{DRAWING_SUFFIX}"), key=lambda path: path.name.lower()
                )
            case "recent":
                paths = [path for path in self._read() if lies_there(path)]
        return [LibraryEntry(kind, path.stem, path) for path in paths]

    def has(self, name: str) -> bool:
        """Whether there is a saved drawing of that name."""
        return self._path(name).exists()

    def keep(self, drawing: Drawing, name: str) -> LibraryEntry:
        """Save `drawing`, replacing one of that name. Raises OSError."""
        path = self._path(name)
        write_drawing(path, drawing)
        return LibraryEntry("own", path.stem, path)

    def note(self, path: Path) -> None:
        """Put `path` first among the recent files. Raises OSError."""
        path = path.absolute()
        paths = [path, *(other for other in self._read() if other != path)][:_MOST_RECENT]
        self._recent.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(self._recent) as file:
            file.write(json.dumps([str(path) for path in paths]).encode())

    def remove(self, entry: LibraryEntry) -> None:
        """Delete a saved drawing, or forget a recent file, which stays. Raises OSError."""
        assert entry.path is not None, "what is shipped stays"
        if entry.kind == "own":
            entry.path.unlink(missing_ok=True)
        else:
            paths = [str(path) for path in self._read() if path != entry.path]
            with atomic_write(self._recent) as file:
                file.write(json.dumps(paths).encode())

    def _path(self, name: str) -> Path:
        return self._own / (plain_name(name) + DRAWING_SUFFIX)

    def _read(self) -> list[Path]:
        with suppress(InputError, TypeError):  # a damaged list is an empty one
            return [Path(name) for name in read_json(self._recent)]
        return []


class LibraryIcons(QObject):
    """Draws the icons of entries on another thread, in order, one signal each.

    Heavy files get none: they would have to be read each time that the gallery shows them.
    """

    drawn = Signal(object, object, str)  # LibraryEntry, QImage or None, why there is none

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._round = 0

    def draw(self, entries: Sequence[LibraryEntry], side: int, theme: Theme) -> None:
        """Draw these, `side` × `side` pixels in the colours of `theme`, instead of earlier ones."""
        self._round += 1
        self._background.drop()
        for entry in entries:
            self._background.start(partial(self._draw, entry, side, theme, self._round))

    def close(self) -> None:
        """Drop what is not drawn yet."""
        self._round += 1
        self._background.drop()
        self._background.wait()

    def _draw(self, entry: LibraryEntry, side: int, theme: Theme, number: int) -> None:
        """In the background."""
        image: QImage | None = None
        why = ""
        try:
            if entry.is_heavy:
                return
            target = entry.load().target()
            image = target_icon(target, side, theme) if target is not None else None
        except Exception as error:
            why = fault_text(error, Sentence("Reading “{name}”", name=entry.name))
        self._background.answer(lambda: self._report(number, entry, image, why))

    def _report(self, number: int, entry: LibraryEntry, image: QImage | None, why: str) -> None:
        if number == self._round:
            self.drawn.emit(entry, image, why)
