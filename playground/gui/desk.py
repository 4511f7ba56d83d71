"""Puts files and shipped densities on the easel; each is a step that can be undone."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

from playground.density.drawing import Drawing
from playground.density.load import load_target
from playground.density.picture import read_picture
from playground.density.points import PointTable, read_points
from playground.errors import InputError
from playground.gui.easel import Easel
from playground.gui.language import said
from playground.gui.opening import open_files

T = TypeVar("T")

HEAVY_BYTES = 500_000
"""Files and folders of more bytes are read on another thread, so that the window goes on."""

HEAVY_PIXELS = 300_000
"""Layers of more pixels are split there, too."""


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

        def take(drawing: Drawing) -> None:
            self.open_drawing(drawing)
            for path in paths:
                self.opened.emit(path)

        self._work(lambda: open_files(paths), take, reading=paths)

    def open_drawing(self, drawing: Drawing) -> None:
        """Take this one."""
        self._easel.do(self.tr("open “{name}”").format(name=drawing.name), drawing)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Lay what is in the files on top of the drawing."""
        self._work(lambda: open_files(paths), self.add_drawing, reading=paths)

    def add_drawing(self, drawing: Drawing) -> None:
        """Lay this one on top of the drawing; it takes the place of an empty one."""
        if any(sheet.pixels.any() for sheet in self._easel.drawing.sheets):
            text = self.tr("add “{name}”").format(name=drawing.name)
            self._easel.add_sheets(text, drawing.sheets)
        else:
            self.open_drawing(drawing)

    def read_table(self, path: Path, then: Callable[[PointTable], None]) -> None:
        """Have `then` take the points that are in a file."""
        self._work(lambda: read_points(path), then, reading=[path])

    def load_layer(self, path: Path) -> None:
        """Put an image in the place of the current layer's pixels."""
        self._work(lambda: read_picture(path), self._easel.load, reading=[path])

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

        if heavy or any(map(_is_heavy, reading)):
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


def _is_heavy(path: Path) -> bool:
    try:
        files = path.iterdir() if path.is_dir() else [path]
        return sum(file.stat().st_size for file in files) > HEAVY_BYTES
    except OSError:
        return False  # it is not there, which is soon found out
