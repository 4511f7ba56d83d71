"""Loads drawings from files and names, whether dropped, opened or chosen in the gallery.

Large files are read on another thread; each import is one step that can be undone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Literal, TypeVar

from natsort import natsorted, ns
from PySide6.QtCore import QObject, Signal

from playground.app.background import Background
from playground.app.drawing_editor import DrawingEditor
from playground.app.notices import Notices, Offer, fault_text
from playground.app.translation import tr_message
from playground.density.formula import formula_target
from playground.density.geometry import Pixels
from playground.density.image import Tell, read_picture, silent
from playground.density.image_decoding import pixel_count
from playground.density.load import SUFFIXES, is_formula, load_target
from playground.density.point_table import TABLES, PointTable, read_points
from playground.density.shipped import shipped_names
from playground.drawing.drawing import Drawing, split_drawing_layer
from playground.errors import InputError
from playground.message import Sentence
from playground.mnist.runs.config_file import is_mnist_run
from playground.runs.session.drawing import DRAWING_SUFFIX
from playground.runs.session.file import SESSION_SUFFIX


def open_files(paths: Sequence[Path], tell: Tell = silent) -> Drawing:
    """One drawing from an image, points, a folder of images, a kept drawing, a session or a run.

    Of several, each gives its layers. `tell` is that of `load_target`. Raises InputError.
    """
    return _stacked([_open_one(path, tell) for path in paths])


def open_named(names: Sequence[str], tell: Tell = silent) -> Drawing:
    """The same for names from the command line, also of shipped densities, and for formulas."""
    shipped = shipped_names()
    return _stacked(
        [
            Drawing.of(load_target(name))
            if name.lower() in shipped or is_formula(name)
            else _open_one(Path(name), tell)
            for name in names
        ]
    )


def _stacked(drawings: Sequence[Drawing]) -> Drawing:
    if len(drawings) == 1:
        return drawings[0]
    first = replace(drawings[0], name=tr_message(Sentence("{count} images", count=len(drawings))))
    stack = reduce(lambda all_, more: all_.added(more.layers), drawings[1:], first)
    return replace(stack, current=0)


def _open_one(path: Path, tell: Tell) -> Drawing:
    from playground.runs.run_folder import is_run, open_run
    from playground.runs.session.drawing import DRAWING_SUFFIX, read_drawing
    from playground.runs.session.file import SESSION_SUFFIX, read_drawing_of

    if path.is_file() and path.suffix.lower() in (DRAWING_SUFFIX, SESSION_SUFFIX):
        return (read_drawing if path.suffix.lower() == DRAWING_SUFFIX else read_drawing_of)(path)
    return Drawing.of(open_run(path).target() if is_run(path) else load_target(path, tell=tell))


@dataclass(frozen=True)
class Drop:
    """Files to open, in order; `sentence` says what dropping them does.

    With `adds` their layers are added to the drawing, otherwise they replace it. A session replaces
    everything, wherever it is dropped.
    """

    paths: tuple[Path, ...]
    adds: bool
    sentence: str

    @classmethod
    def of(cls, paths: Sequence[Path], *, adds: bool) -> "Drop":
        """A drop, judged by its names alone. Raises InputError when it cannot be opened."""
        if not paths:
            raise InputError("Only files can be dropped here: images, or one folder of images.")
        if len(paths) == 1 and is_mnist_run(paths[0]):
            sentence = Sentence("Drop to open the digits of “{name}”.", name=paths[0].name)
            return cls((paths[0],), adds, sentence)
        if len(paths) == 1:
            if not paths[0].is_dir():
                _check(paths[0])
            return cls((paths[0],), adds, _one(paths[0], adds))
        for path in paths:
            _check(path)
            if path.suffix.lower() == SESSION_SUFFIX:
                raise InputError("Drop “{name}” by itself: it is a session.", name=path.name)
        ordered = natsorted(paths, key=lambda path: path.name, alg=ns.IGNORECASE)
        images = all(path.suffix.lower() in SUFFIXES for path in paths)
        sentence = Sentence(_SEVERAL[images, adds], count=len(paths))
        return cls(tuple(ordered), adds, sentence)


_SEVERAL = {
    (True, True): Sentence("Drop to add {count} images, one layer each."),
    (True, False): Sentence("Drop to open {count} images, one layer each."),
    (False, True): Sentence("Drop to add {count} files, one layer each."),
    (False, False): Sentence("Drop to open {count} files, one layer each."),
}
_ONE = {
    ("folder", True): Sentence("Drop to add the folder “{name}”, one layer for each image."),
    ("folder", False): Sentence("Drop to open the folder “{name}”, one layer for each image."),
    ("points", True): Sentence("Drop to add the points of “{name}”."),
    ("points", False): Sentence("Drop to open the points of “{name}”."),
    ("drawing", True): Sentence("Drop to add the drawing “{name}”."),
    ("drawing", False): Sentence("Drop to open the drawing “{name}”."),
    ("image", True): Sentence("Drop to add the image “{name}”, as a layer."),
    ("image", False): Sentence("Drop to open the image “{name}”."),
    ("session", True): Sentence("Drop to open the session “{name}”: drawing, models and all."),
    ("session", False): Sentence("Drop to open the session “{name}”: drawing, models and all."),
}


def _one(path: Path, adds: bool) -> Sentence:
    suffix = path.suffix.lower()
    kinds = {
        **dict.fromkeys(TABLES, "points"),
        DRAWING_SUFFIX: "drawing",
        SESSION_SUFFIX: "session",
    }
    kind = "folder" if path.is_dir() else kinds.get(suffix, "image")
    return Sentence(_ONE[kind, adds], name=path.name)


def _check(path: Path) -> None:
    if path.is_dir():
        raise InputError(
            "Drop one folder, or images: “{name}” is one of several things.", name=path.name
        )
    if path.suffix.lower() not in SUFFIXES | TABLES | {DRAWING_SUFFIX, SESSION_SUFFIX}:
        raise InputError(
            "“{name}” is no image; drop images, or one folder of images.", name=path.name
        )


T = TypeVar("T")

HEAVY_BYTES = 500_000
"""Larger files and folders are read on another thread, so that the window stays responsive."""

HEAVY_PIXELS = 300_000
"""Pictures of more pixels are read there, too, and layers of more are split there."""


FileKind = Literal["digits", "table", "session", "drawing"]


def file_kind(paths: Sequence[Path]) -> FileKind:
    """What opening these files together means; several are layers of one drawing."""
    if len(paths) > 1:
        return "drawing"
    suffix = paths[0].suffix.lower()
    if is_mnist_run(paths[0]):
        return "digits"
    return "table" if suffix in TABLES else "session" if suffix == SESSION_SUFFIX else "drawing"


class DrawingImporter(QObject):
    """Loads files into the editor; on failure the drawing stays as it is."""

    opened = Signal(object)  # Path

    def __init__(self, editor: DrawingEditor, notices: Notices) -> None:
        super().__init__(editor)
        self._editor, self._notices = editor, notices
        self._background = Background(self)
        self._closed = False

    def new(self) -> None:
        """Replace the drawing by an empty one."""
        blank = Drawing.blank(self.tr("drawing"), self.tr("layer {number}"))
        self._editor.open(self.tr("new drawing"), blank)

    def load_shipped(self, name: str) -> None:
        """Open a shipped density."""
        doing = Sentence("Reading “{name}”", name=name)
        self._work(doing, lambda: Drawing.of(load_target(name)), self.open_drawing)

    def load_formula(self, text: str) -> None:
        """Open the density of a formula."""
        doing = Sentence("Reading “{name}”", name=text)
        self._work(doing, lambda: Drawing.of(formula_target(text)), self.open_drawing)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open an image, a folder, or several images as layers."""
        notes: list[Sentence] = []
        self._work(
            _reading(paths),
            lambda: open_files(paths, notes.append),
            lambda drawing: self._take(drawing, paths, notes),
            reading=paths,
        )

    def open_pages(self, path: Path) -> None:
        """Open the pages or frames of an image as layers."""
        notes: list[Sentence] = []
        self._work(
            _reading([path]),
            lambda: Drawing.of(load_target(path, pages_as_layers=True, tell=notes.append)),
            lambda drawing: self._take(drawing, [path], notes),
            reading=[path],
        )

    def open_drawing(self, drawing: Drawing, document: int | None = None) -> None:
        """Replace the drawing by this one, of a new document or of one that was here before."""
        text = self.tr("open “{name}”").format(name=drawing.name)
        self._editor.open(text, drawing, document)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add the layers in the files to the drawing."""
        notes: list[Sentence] = []

        def add(drawing: Drawing) -> None:
            self.add_drawing(drawing)
            self.show_notes(notes)
            self.offer_inversion(drawing)

        self._work(_reading(paths), lambda: open_files(paths, notes.append), add, reading=paths)

    def add_drawing(self, drawing: Drawing) -> None:
        """Add the layers of this one to the drawing; it replaces an empty one."""
        if any(layer.pixels.any() for layer in self._editor.drawing.layers):
            text = self.tr("add “{name}”").format(name=drawing.name)
            self._editor.add_sheets(text, drawing.layers)
        else:
            self.open_drawing(drawing)

    def read_table(self, path: Path, then: Callable[[PointTable], None]) -> None:
        """Read the points in a file, and call `then` with them."""
        self._work(_reading([path]), lambda: read_points(path), then, reading=[path])

    def load_layer(self, path: Path) -> None:
        """Replace the pixels of the current layer by an image."""
        notes: list[Sentence] = []

        def load(pixels: Pixels) -> None:
            self._editor.load(pixels)
            self.show_notes(notes)
            self.offer_inversion(Drawing(path.name, (self._editor.drawing.current_layer,)))

        self._work(
            _reading([path]),
            lambda: read_picture(path, tell=notes.append),
            load,
            reading=[path],
        )

    def show_notes(self, notes: Sequence[Sentence]) -> None:
        """Say what readers had to say; for one page of several, also how to get the others."""
        if notes:
            text = " ".join(map(tr_message, notes))
            if any("page" in note.values for note in notes):
                text += " " + self.tr("(File ▸ Open pages as layers… takes all of them.)")
            self._notices.info.emit(text)

    def offer_inversion(self, opened: Drawing) -> None:
        """Offer to swap black and white in what looks like ink on paper."""
        if any(layer.is_dark_on_white for layer in opened.layers):
            text = self.tr("“{name}” is dark on white, but white is where points will be.")
            offer = Offer(text.format(name=opened.name), self.tr("Invert"), self._invert_paper)
            self._notices.offered.emit(offer)

    def split(self) -> None:
        """Replace the current layer by its connected parts."""
        drawing = self._editor.drawing

        def parts() -> Drawing:
            return drawing.split(split_drawing_layer(drawing.current_layer))

        heavy = drawing.current_layer.pixels.size > HEAVY_PIXELS
        doing = Sentence("Splitting the layer")
        self._work(doing, parts, lambda whole: self._take_parts(drawing, whole), heavy=heavy)

    def close(self) -> None:
        """Wait for what is being read, and drop it."""
        self._closed = True
        self._background.wait()

    def _take(self, drawing: Drawing, paths: Sequence[Path], notes: Sequence[Sentence]) -> None:
        self.open_drawing(drawing)
        for path in paths:
            self.opened.emit(path)
        self.show_notes(notes)
        self.offer_inversion(drawing)

    def _invert_paper(self) -> None:
        drawing = self._editor.drawing
        layers = (one.inverted() if one.is_dark_on_white else one for one in drawing.layers)
        self._editor.do(self.tr("invert"), replace(drawing, layers=tuple(layers)))

    def _take_parts(self, before: Drawing, after: Drawing) -> None:
        name, count = before.current_layer.name, len(after.layers) - len(before.layers) + 1
        if self._editor.drawing is not before:
            text = self.tr("“{name}” was changed while it was taken apart: split it again.")
            self._notices.problem.emit(text.format(name=name))
        elif count < 2:
            text = self.tr(
                "“{name}” is all one part, so there is nothing to split; Layer ▸ Add layer gives "
                "another to paint on."
            )
            self._notices.problem.emit(text.format(name=name))
        else:
            self._editor.do(self.tr("split"), after)
            text = self.tr("Split “{name}” into {count} parts.")
            self._notices.info.emit(text.format(name=name, count=count))

    def _work(
        self,
        doing: Sentence,
        load: Callable[[], T],
        then: Callable[[T], None],
        *,
        reading: Sequence[Path] = (),
        heavy: bool = False,
    ) -> None:
        """Call `then` with the result of `load`, which runs on another thread if it is heavy.

        Whatever one of them raises is a problem, of which `doing` says where it came from.
        """

        def run() -> None:
            try:
                result = load()
            except Exception as error:
                fault = error
                answer(lambda: self._fail(fault, doing))
            else:
                answer(lambda: finish(result))

        def answer(step: Callable[[], None]) -> None:
            self._background.answer(lambda: None if self._closed else step())

        def finish(result: T) -> None:
            try:
                then(result)
            except Exception as error:
                self._fail(error, doing)

        if heavy or any(map(is_heavy, reading)):
            self._notices.info.emit(
                self.tr("Reading…") if reading else self.tr("Splitting the layer…")
            )
            self._background.start(run)
        else:
            run()

    def _fail(self, fault: Exception, doing: Sentence) -> None:
        self._notices.problem.emit(fault_text(fault, doing))


def _reading(paths: Sequence[Path]) -> Sentence:
    return Sentence("Reading “{name}”", name=", ".join(path.name for path in paths))


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
