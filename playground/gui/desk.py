"""Puts files and shipped densities on the easel; each is a step that can be undone."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

from playground.density.decode import pixel_count
from playground.density.drawing import Drawing
from playground.density.load import load_target
from playground.density.picture import read_picture
from playground.density.points import PointTable, read_points
from playground.density.sketch import Pixels
from playground.errors import InputError
from playground.gui.easel import Easel
from playground.gui.language import said
from playground.gui.opening import open_files
from playground.sentence import Sentence

T = TypeVar("T")

HEAVY_BYTES = 500_000
"""Files and folders of more bytes are read on another thread, so that the window goes on."""

HEAVY_PIXELS = 300_000
"""Pictures of more pixels are read there, too, and layers of more are split there."""


class Desk(QObject):
    """What cannot be done is told as a problem, and the drawing stays as it is."""

    opened = Signal(object)  # Path
    problem = Signal(str)
    noted = Signal(str)
    _done = Signal(object)  # what is left to do on the window's thread

    def __init__(self, easel: Easel) -> None:
        super().__init__(easel)
        self._easel = easel
        self._pool = QThreadPool(self, maxThreadCount=1)
        self._closed = False
        self._done.connect(self._go_on)

    def new(self) -> None:
        """Begin on an empty canvas."""
        blank = Drawing.blank(self.tr("drawing"), self.tr("layer {number}"))
        self._easel.do(self.tr("new drawing"), blank)

    def load_shipped(self, name: str) -> None:
        """Take a density that comes with the playground."""
        self._work(lambda: Drawing.of(load_target(name)), self.open_drawing)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Take an image, a folder, or several images as layers."""
        notes: list[Sentence] = []
        self._work(
            lambda: open_files(paths, notes.append),
            lambda drawing: self._take(drawing, paths, notes),
            reading=paths,
        )

    def open_pages(self, path: Path) -> None:
        """Take the pages or frames of an image as layers."""
        notes: list[Sentence] = []
        self._work(
            lambda: Drawing.of(load_target(path, pages_as_layers=True, tell=notes.append)),
            lambda drawing: self._take(drawing, [path], notes),
            reading=[path],
        )

    def open_drawing(self, drawing: Drawing) -> None:
        """Take this one."""
        self._easel.do(self.tr("open “{name}”").format(name=drawing.name), drawing)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Lay what is in the files on top of the drawing."""
        notes: list[Sentence] = []

        def add(drawing: Drawing) -> None:
            self._add(drawing)
            self.note(notes)

        self._work(lambda: open_files(paths, notes.append), add, reading=paths)

    def read_table(self, path: Path, then: Callable[[PointTable], None]) -> None:
        """Have `then` take the points that are in a file."""
        self._work(lambda: read_points(path), then, reading=[path])

    def load_layer(self, path: Path) -> None:
        """Put an image in the place of the current layer's pixels."""
        notes: list[Sentence] = []

        def load(pixels: Pixels) -> None:
            self._easel.load(pixels)
            self.note(notes)

        self._work(lambda: read_picture(path, tell=notes.append), load, reading=[path])

    def note(self, notes: Sequence[Sentence]) -> None:
        """Say what the readers had to say; of one page among several, also where the others are."""
        if notes:
            text = " ".join(said(note) for note in notes)
            if any("page" in note.values for note in notes):
                text += " " + self.tr("(File ▸ Open pages as layers… takes all of them.)")
            self.noted.emit(text)

    def split(self) -> None:
        """Take the parts of the current layer as layers."""
        drawing = self._easel.drawing

        def parts() -> Drawing:
            from playground.density.split import split_sheet  # brings SciPy, so only on demand

            return drawing.split(split_sheet(drawing.sheet))

        heavy = drawing.sheet.pixels.size > HEAVY_PIXELS
        self._work(parts, lambda whole: self._take_parts(drawing, whole), heavy=heavy)

    def close(self) -> None:
        """Wait for what is being read; it is not shown any more."""
        self._closed = True
        self._pool.waitForDone()

    def _go_on(self, rest: Callable[[], None]) -> None:
        if not self._closed:
            rest()

    def _take(self, drawing: Drawing, paths: Sequence[Path], notes: Sequence[Sentence]) -> None:
        self.open_drawing(drawing)
        for path in paths:
            self.opened.emit(path)
        self.note(notes)

    def _add(self, drawing: Drawing) -> None:
        if any(sheet.pixels.any() for sheet in self._easel.drawing.sheets):
            text = self.tr("add “{name}”").format(name=drawing.name)
            self._easel.add_sheets(text, drawing.sheets)
        else:
            self.open_drawing(drawing)

    def _take_parts(self, before: Drawing, after: Drawing) -> None:
        name, count = before.sheet.name, len(after.sheets) - len(before.sheets) + 1
        if self._easel.drawing is not before:
            text = self.tr("“{name}” was changed while it was taken apart: split it again.")
            self.problem.emit(text.format(name=name))
        elif count < 2:
            text = self.tr("“{name}” is all one part, so there is nothing to split.")
            self.problem.emit(text.format(name=name))
        else:
            self._easel.do(self.tr("split"), after)
            text = self.tr("Split “{name}” into {count} parts.")
            self.noted.emit(text.format(name=name, count=count))

    def _work(
        self,
        load: Callable[[], T],
        then: Callable[[T], None],
        *,
        reading: Sequence[Path] = (),
        heavy: bool = False,
    ) -> None:
        """Do `load`, on another thread if that takes long, and `then` with what came of it."""

        def run() -> None:
            try:
                result = load()
            except (InputError, OSError, MemoryError) as error:
                sentence = self._sentence(error)
                self._done.emit(lambda: self.problem.emit(sentence))
            else:
                self._done.emit(lambda: then(result))

        if heavy or any(map(is_heavy, reading)):
            self.noted.emit(self.tr("Reading…") if reading else self.tr("Taking the layer apart…"))
            self._pool.start(run)
        else:
            run()

    def _sentence(self, error: Exception) -> str:
        match error:
            case InputError():
                return said(error)
            case MemoryError():
                return self.tr("There is not enough memory for that.")
            case _:
                return self.tr("That cannot be read: {reason}.").format(reason=error)


def is_heavy(path: Path) -> bool:
    """Whether a file or a folder takes long to read, by its size and by the headers of pictures."""
    size = pixels = 0
    try:
        for file in path.iterdir() if path.is_dir() else [path]:
            size += file.stat().st_size
            pixels += pixel_count(file)
            if size > HEAVY_BYTES or pixels > HEAVY_PIXELS:
                return True
    except OSError:
        return False  # it is not there, which is soon found out
    return False
