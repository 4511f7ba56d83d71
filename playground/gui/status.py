"""The right end of the status bar: how far and how fast, and slow motion's phases."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from playground.gui.language import said
from playground.gui.progress import Progress
from playground.sentence import Sentence

PHASES = (
    Sentence("draw real"),
    Sentence("draw fake"),
    Sentence("D's gradient"),
    Sentence("D's step"),
    Sentence("G's gradient"),
    Sentence("G's step"),
)
"""The phases of an iteration; `playground.gan.phases` has what they do."""

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

    def show_progress(self, progress: Progress) -> None:
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
        self.labels = {str(name): QLabel(said(name)) for name in PHASES}
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
    phase = next(said(phase) for phase in PHASES if phase == name)
    if not points:
        return phase
    text = QCoreApplication.translate("PhaseStrip", "{phase}: {points} points")
    return text.format(phase=phase, points=points)


def _level(progress: Progress) -> bool:
    """Whether all are at the same iteration, or in the middle of the same round."""
    iterations = [lap.iteration for lap in progress.laps]
    return max(iterations, default=0) - min(iterations, default=0) <= 1
