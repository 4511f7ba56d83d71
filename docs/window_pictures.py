"""Screenshots of the real window, and of the lessons, after real training."""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QPalette, QPixmap
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from trained import Frame, trained

from playground.app.autosave import DrawingAutosave
from playground.app.lessons import Lesson
from playground.app.progress import Lap, RunProgress
from playground.app.session import Session
from playground.density.load import load_target
from playground.gan.inspection import InspectionRequest
from playground.gui.main_window import MainWindow
from playground.worker.digits_training import is_complete

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
        self._keeper = DrawingAutosave()
        self.frames: list[tuple[int, Frame]] = []
        self.window = MainWindow(self.session, self._keeper)
        self.window.resize(1280, 800)
        self.window.show()
        self._pump(lambda: bool(self.window.model_panels))
        self.window.statusBar().clearMessage()

    def close(self) -> None:
        """Close the window."""
        self.window.close()
        self.session.close()
        self._keeper.close()

    def darken(self, dark: bool) -> None:
        """Switch to a dark palette, or back to a light one."""
        palette = QPalette(self._light)
        for role, color in _DARK.items() if dark else ():
            palette.setColor(role, QColor(color))
        self._app.setPalette(palette)
        self._settle()

    def open(self, lesson: Lesson) -> None:
        """Open a lesson as a click does, and pause its models."""
        self.window.teaching.open(lesson)
        self.session.set_playing(False)

    def train(self, iterations: int) -> None:
        """Train the visible models for this many iterations; `show_frames` shows the result."""
        run, plan = self.session.run, self.session.run.plan
        wanted = InspectionRequest(d_output=True, arrows=True, grid=True)
        self.frames = [
            (place, frame)
            for place, config in zip(plan.places, plan.configs, strict=True)
            if self.session.entrants[place].shown
            for frame in trained(config, plan.target, iterations, wanted)
        ]
        for place, frame in self.frames:
            run.histories[place].add_snapshot(frame.snapshot)

    def show_frames(self) -> None:
        """Show all trained frames, and the last of each model again once the panels are drawn."""
        run = self.session.run
        for panel in self.window.model_panels:
            panel.clear()
        last = dict(self.frames)
        for frames in (self.frames, list(last.items())):
            for place, frame in frames:
                run.judged.emit(place, frame.metrics, frame.scale)
                run.snapshot_taken.emit(place, frame.snapshot, frame.inspection)
            self._settle()
        run.frame_shown.emit()
        laps = [Lap(str(place), frame.snapshot.iteration, 0) for place, frame in last.items()]
        self.session.progress_changed.emit(RunProgress(tuple(laps), 0))

    def grab(self) -> QPixmap:
        """A screenshot of the window."""
        self._settle()
        return self.window.grab()

    def grab_middle(self) -> QPixmap:
        """A screenshot of the models' panels, or of the digits."""
        self._settle()
        middle = self.window.middle
        seen = middle.stage.models if middle.currentWidget() is middle.stage else middle.digits_view
        return seen.grab()

    def train_digits(self) -> None:
        """Train the small digit model, unless it exists, and show it."""
        digits, self.frames = self.window.middle.digits, []
        drawn = QSignalSpy(digits.drawn)
        if not is_complete(digits.own):
            digits.train()
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
