"""One model's past on show: a snapshot, and what a look inside of it shows, together."""

from PySide6.QtCore import QObject, QTimer, Signal

from playground.gan.look import Look, Wanted
from playground.gan.snapshot import Snapshot
from playground.gui.instant import Instant
from playground.metrics.moment import Moment

PATIENCE_MS = 200
"""A snapshot waits no longer for its look: the worker may be busy, or dead."""


class Past(QObject):
    """Shows each snapshot with its own look, or without one, and never with another's.

    One look is asked for at a time; the answer is shown although the slider has moved on, so that
    the picture follows it with its overlays, and the newest snapshot is asked for next.
    """

    shown = Signal(object)  # Instant
    asked = Signal(object, object)  # Snapshot, Wanted

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = Wanted()
        self._snapshot: Snapshot | None = None
        self._question: tuple[Snapshot, Wanted] | None = None
        self._patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self._show_bare)

    def want(self, wanted: Wanted) -> None:
        """Look at this inside from now on."""
        if wanted != self._wanted:
            self._wanted = wanted
            if self._snapshot is not None:
                self.show(self._snapshot)

    def show(self, snapshot: Snapshot) -> None:
        """Show this one, as soon as its look is there."""
        self._snapshot = snapshot
        if not self._wanted:
            self._patience.stop()
            self._show_bare()
        elif self._question is None:
            self._ask(snapshot)
        elif not self._patience.isActive():
            self._patience.start()

    def answer(self, look: Look, moment: Moment | None) -> None:
        """What came of the question."""
        question, self._question = self._question, None
        if question is None or self._snapshot is None:
            return
        self._patience.stop()
        snapshot, wanted = question
        if wanted == self._wanted:
            self.shown.emit(Instant(snapshot, look, moment))
        if snapshot is not self._snapshot or wanted != self._wanted:
            self.show(self._snapshot)

    def end(self) -> None:
        """Back to the present."""
        self._snapshot = None
        self._patience.stop()

    def forget(self) -> None:
        """Another run, or another worker, which will not answer."""
        self._question = None
        self.end()

    def _ask(self, snapshot: Snapshot) -> None:
        self._question = snapshot, self._wanted
        self._patience.start()
        self.asked.emit(*self._question)

    def _show_bare(self) -> None:
        if self._snapshot is not None:
            self.shown.emit(Instant(self._snapshot))
