"""Puts files and shipped densities on the easel; each is a step that can be undone."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from playground.density.drawing import Drawing
from playground.density.load import load_target
from playground.density.picture import read_picture
from playground.errors import InputError
from playground.gui.easel import Easel
from playground.gui.opening import open_files

T = TypeVar("T")


class Desk(QObject):
    """What cannot be done is told as a problem, and the drawing stays as it is."""

    opened = Signal(object)  # Path
    problem = Signal(str)
    noted = Signal(str)

    def __init__(self, easel: Easel) -> None:
        super().__init__(easel)
        self._easel = easel

    def new(self) -> None:
        """Begin on an empty canvas."""
        self._easel.do("new drawing", Drawing.blank())

    def load_shipped(self, name: str) -> None:
        """Take a density that comes with the playground."""
        self._take(lambda: Drawing.of(load_target(name)))

    def open_files(self, paths: Sequence[Path]) -> None:
        """Take an image, a folder, or several images as layers."""
        self._take(lambda: open_files(paths), paths)

    def open_drawing(self, drawing: Drawing) -> None:
        """Take this one."""
        self._easel.do(f"open “{drawing.name}”", drawing)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Lay what is in the files on top of the drawing."""
        drawing = self._read(lambda: open_files(paths))
        if drawing is None:
            return
        if any(sheet.pixels.any() for sheet in self._easel.drawing.sheets):
            self._easel.add_sheets(f"add “{drawing.name}”", drawing.sheets)
        else:
            self.open_drawing(drawing)

    def load_layer(self, path: Path) -> None:
        """Put an image in the place of the current layer's pixels."""
        pixels = self._read(lambda: read_picture(path))
        if pixels is not None:
            drawing = self._easel.drawing
            self._easel.edit_sheet("load image", drawing.current, drawing.sheet.with_pixels(pixels))

    def split(self) -> None:
        """Take the parts of the current layer as layers."""
        from playground.density.split import split_sheet  # brings SciPy, so only on demand

        drawing = self._easel.drawing
        name = drawing.sheet.name
        parts = self._read(lambda: split_sheet(drawing.sheet))
        if parts is None:
            return
        if len(parts) < 2:
            self.problem.emit(f"“{name}” is all one part, so there is nothing to split.")
            return
        self._easel.do("split", drawing.split(parts))
        self.noted.emit(f"Split “{name}” into {len(parts)} parts.")

    def _take(self, load: Callable[[], Drawing], paths: Sequence[Path] = ()) -> None:
        drawing = self._read(load)
        if drawing is not None:
            self.open_drawing(drawing)
            for path in paths:
                self.opened.emit(path)

    def _read(self, load: Callable[[], T]) -> T | None:
        try:
            return load()
        except InputError as error:
            self.problem.emit(str(error))
            return None
