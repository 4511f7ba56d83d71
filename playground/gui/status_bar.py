"""How far and how fast a run is, slow motion's phases, and the bar that tells of a problem."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from playground.app.progress import RunProgress
from playground.app.translation import tr_message
from playground.gui.widgets.keys import SpacePresses
from playground.message import Sentence

PHASES = (
    Sentence("draw real"),
    Sentence("draw fake"),
    Sentence("D's gradient"),
    Sentence("D's step"),
    Sentence("G's gradient"),
    Sentence("G's step"),
)
"""The phases of an iteration; `playground.gan.steps` has what they do."""

_SLOW = 9.95
"""Iterations a second: below it, a whole number would say little."""

_PLAIN = (QPalette.ColorRole.Window, QPalette.ColorRole.PlaceholderText)
_MARKED = (QPalette.ColorRole.Highlight, QPalette.ColorRole.HighlightedText)


class ProgressLabel(QLabel):
    """Iterations, iterations a second, frames a second."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Progress"))
        self.setToolTip(
            self.tr(
                "Iterations done and iterations a second of each model, and new pictures a second"
            )
        )

    def show_progress(self, progress: RunProgress) -> None:
        """One figure for all models where they are level, else one for each."""
        laps = progress.laps
        rates = [f"{lap.per_second:,.{1 if lap.per_second < _SLOW else 0}f}" for lap in laps]
        if _level(progress):
            far, fast = f"{min((lap.iteration for lap in laps), default=0):,}", "".join(rates[:1])
        else:
            far, fast = " | ".join(f"{lap.iteration:,}" for lap in laps), " | ".join(rates)
        if any(lap.per_second for lap in laps):
            text = self.tr("iteration {far}   {fast} it/s   {frames:.0f} frames/s")
        else:
            text = self.tr("iteration {far}")
        self.setText(text.format(far=far, fast=fast, frames=progress.frames_per_second))


class PhaseStrip(QWidget):
    """The phases in their order, the one that has just passed marked."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Phase of the iteration"))
        self.setToolTip(self.tr("What slow motion has just done; D's part comes first, then G's"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(2)
        self.labels = {str(name): QLabel(tr_message(name)) for name in PHASES}
        for label in self.labels.values():
            label.setContentsMargins(4, 0, 4, 0)
            label.setAutoFillBackground(True)
            layout.addWidget(label)
        self.hide()

    def show_phase(self, name: str) -> None:
        """Mark this one; none where it is empty."""
        for phase, label in self.labels.items():
            back, ink = _MARKED if phase == name else _PLAIN
            label.setBackgroundRole(back)
            label.setForegroundRole(ink)


def phase_caption(name: str, points: int) -> str:
    """What a panel says of a phase that has drawn so many points, or none."""
    phase = next(tr_message(phase) for phase in PHASES if phase == name)
    if not points:
        return phase
    text = QCoreApplication.translate("PhaseStrip", "{phase}: {points} points")
    return text.format(phase=phase, points=points)


def _level(progress: RunProgress) -> bool:
    """Whether all are at the same iteration, or in the middle of the same round."""
    iterations = [lap.iteration for lap in progress.laps]
    return max(iterations, default=0) - min(iterations, default=0) <= 1


_STRIPE = QColor("#e69f00")


class MessageBar(QFrame):
    """Hidden while there is nothing to say; it takes no focus and stops nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.close_button = QToolButton(autoRaise=True)
        self.close_button.setText("✕")
        self.close_button.setToolTip(self.tr("Close this message"))
        self.close_button.setAccessibleName(self.tr("Close this message"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self.hide)
        SpacePresses(self.close_button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 6, 6)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show this instead of what was there."""
        self.label.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(1, 1, 4, self.height() - 2, _STRIPE)
        painter.end()
