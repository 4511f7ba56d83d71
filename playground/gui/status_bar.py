"""The progress of a run, the phases of slow motion, and the bar that shows problems."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from playground.app.notices import Offer
from playground.app.progress import PHASES, RunProgress
from playground.app.translation import tr_message
from playground.gui.widgets.keys import EnterPresses
from playground.worker.protocol import PhaseFinished

_SLOW = 9.95
"""Iterations per second; slower speeds are shown with a decimal."""

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
        """Show one number for all models where they are level, else one for each."""
        models = progress.models
        rates = [f"{one.per_second:,.{1 if one.per_second < _SLOW else 0}f}" for one in models]
        if _level(progress):
            far = f"{min((one.iteration for one in models), default=0):,}"
            fast = "".join(rates[:1])
        else:
            far, fast = " | ".join(f"{one.iteration:,}" for one in models), " | ".join(rates)
        if any(one.per_second for one in models):
            text = self.tr("iteration {far}   {fast} it/s   {frames:.0f} frames/s")
        else:
            text = self.tr("iteration {far}")
        self.setText(text.format(far=far, fast=fast, frames=progress.frames_per_second))


class PhaseStrip(QWidget):
    """The phases of an iteration in order; the one just finished is highlighted."""

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

    def show_phase(self, _slot: int, phase: PhaseFinished) -> None:
        """Highlight this phase."""
        self._highlight(phase.name)

    def end_phases(self) -> None:
        """Highlight none: slow motion is over."""
        self._highlight("")

    def _highlight(self, name: str) -> None:
        for phase, label in self.labels.items():
            back, ink = _MARKED if phase == name else _PLAIN
            label.setBackgroundRole(back)
            label.setForegroundRole(ink)


def _level(progress: RunProgress) -> bool:
    """Whether all models are at the same iteration, or in the middle of the same round."""
    iterations = [one.iteration for one in progress.models]
    return max(iterations, default=0) - min(iterations, default=0) <= 1


_STRIPE = QColor("#e69f00")
_OFFER_STRIPE = QColor("#0072b2")
_OFFER_MS = 30_000


class MessageBar(QFrame):
    """Shows a problem until it is closed; it takes no focus and blocks nothing.

    An offer, which is in a menu as well, goes away by itself.
    """

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
        EnterPresses(self.close_button)
        self.accept_button = QPushButton()
        self.accept_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.accept_button.clicked.connect(self._accept)
        EnterPresses(self.accept_button)
        self._offer: Offer | None = None
        self._timer = QTimer(self, interval=_OFFER_MS, singleShot=True)
        self._timer.timeout.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 6, 6)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.accept_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_problem(self, sentence: str) -> None:
        """Show this in place of the last message."""
        self._offer = None
        self._timer.stop()
        self._show(sentence)

    def show_offer(self, offer: Offer) -> None:
        """Show what happened, in place of the last message, and a button that takes it back."""
        self._offer = offer
        self.accept_button.setText(offer.label)
        self._timer.start()
        self._show(offer.sentence)

    def _show(self, sentence: str) -> None:
        self.label.setText(sentence)
        self.setAccessibleName(sentence)
        self.accept_button.setVisible(self._offer is not None)
        self.show()
        self.update()

    def _accept(self) -> None:
        self.hide()
        if self._offer is not None:
            self._offer.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(1, 1, 4, self.height() - 2, _OFFER_STRIPE if self._offer else _STRIPE)
        painter.end()
