"""Screenshots of the real window, and of the lessons, after real training."""

import os
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QPalette, QPixmap
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from trained import Frame, trained

from playground.app.lessons import Lesson
from playground.app.progress import ModelProgress, RunProgress
from playground.app.session import Session
from playground.app.storage.autosave import DrawingAutosave
from playground.density.load import load_target
from playground.gui.connections import open_window
from playground.nn.inspection import InspectionRequest

_SETTLE_MS = 400
_COLORS = 128
_DARK = {
    QPalette.ColorRole.Window: "#2b2b2b",
    QPalette.ColorRole.Base: "#1f1f1f",
    QPalette.ColorRole.AlternateBase: "#2b2b2b",
    QPalette.ColorRole.Button: "#353535",
    QPalette.ColorRole.ToolTipBase: "#353535",
    QPalette.ColorRole.WindowText: "#e6e6e6",
    QPalette.ColorRole.Text: "#e6e6e6",
    QPalette.ColorRole.ButtonText: "#e6e6e6",
    QPalette.ColorRole.ToolTipText: "#e6e6e6",
    QPalette.ColorRole.PlaceholderText: "#9a9a9a",
    QPalette.ColorRole.Highlight: "#2f7fc1",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Link: "#6cb4ee",
    QPalette.ColorRole.Mid: "#555555",
    QPalette.ColorRole.Dark: "#161616",
    QPalette.ColorRole.Light: "#454545",
}


class Studio:
    """An off-screen window whose models train in this process instead of a worker: the same
    numbers.
    """

    def __init__(self) -> None:
        self._app = QApplication.instance() or QApplication([])
        self._app.setStyle("Fusion")
        self._light = QPalette(self._app.palette())
        self.session = Session(load_target("binary"))
        self._autosave = DrawingAutosave(self.session.notices)
        self._autosave.watch(self.session.editor)
        self.frames: list[tuple[int, Frame]] = []
        self.window = open_window(self.session, self._autosave)
        self.window.resize(1280, 800)
        self.window.show()
        self._pump(lambda: bool(self.window.model_panels))
        self.window.statusBar().clearMessage()

    def close(self) -> None:
        """Close the window."""
        self.window.close()
        self.session.close()
        self._autosave.close()

    def darken(self, dark: bool) -> None:
        """Switch to a dark palette, or back to a light one."""
        palette = QPalette(self._light)
        for role, color in _DARK.items() if dark else ():
            palette.setColor(role, QColor(color))
        self._app.setPalette(palette)
        self._settle()

    def open(self, lesson: Lesson) -> None:
        """Open it as a click does, and let the models stand."""
        self.window.lesson_opener.open_lesson(lesson)
        self.session.control.set_playing(False)

    def train(self, iterations: int) -> None:
        """Train the visible models for this many iterations; `show_frames` shows the result."""
        run, plan = self.session.run, self.session.run.plan
        wanted = InspectionRequest(d_output=True, arrows=True, grid=True, velocity=True, paths=True)
        wanted = replace(wanted, time=self.session.view.time)
        self.frames = [
            (slot, frame)
            for slot, config in plan.configs.items()
            if self.session.slots[slot].shown
            for frame in trained(config, plan.target, iterations, wanted)
        ]
        for slot, frame in self.frames:
            run.histories[slot].add_snapshot(frame.snapshot)

    def show_frames(self) -> None:
        """Show all trained frames, and the last of each model again once the panels are drawn."""
        run = self.session.run
        for panel in self.window.model_panels:
            panel.clear()
        last = dict(self.frames)
        for frames in (self.frames, list(last.items())):
            for slot, frame in frames:
                run.metrics_ready.emit(slot, frame.metrics, frame.scale)
                run.snapshot_shown.emit(slot, frame.snapshot, frame.inspection)
            self._settle()
        run.frame_shown.emit()
        models = [ModelProgress(str(slot), one.snapshot.iteration, 0) for slot, one in last.items()]
        self.session.control.progress_changed.emit(RunProgress(tuple(models), 0))

    def grab(self) -> QPixmap:
        """A screenshot of the window."""
        self._settle()
        return self.window.grab()

    def grab_page(self) -> QPixmap:
        """The models' panels alone, or the digits."""
        self._settle()
        pages = self.window.pages
        compares = pages.currentWidget() is pages.comparison
        return (pages.comparison.models if compares else pages.digits_view).grab()

    def show_digits(self) -> None:
        """Show the model of digits that ships with the playground."""
        digits, self.frames = self.window.pages.digits, []
        drawn = QSignalSpy(digits.drawn)
        digits.show()
        self._pump(lambda: drawn.count() > 0)

    def _settle(self) -> None:
        """Wait until all delayed drawing is done."""
        QTest.qWait(_SETTLE_MS)

    def _pump(self, until: Callable[[], bool]) -> None:
        while not until():
            self._app.processEvents()


def save_small(picture: QPixmap, path: Path) -> None:
    """Save as a PNG of few colours."""
    data = QBuffer()
    data.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(data, "PNG")
    with Image.open(BytesIO(bytes(data.data()))) as image:
        few = image.convert("RGB").quantize(_COLORS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
