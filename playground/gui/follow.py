"""The models follow the drawing, also while a stroke goes on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from playground.density.target import Target
from playground.gui.easel import Easel

if TYPE_CHECKING:
    from playground.gui.session import Session

FEED_MS = 150
"""Between two targets of one stroke: tables and pictures of a target cost the training time."""


class Follow(QObject):
    """Gives a session the target of its easel, now and then during a stroke and surely at its end.

    A target of the same name with as many layers is learned on the spot; any other starts a run.
    """

    def __init__(self, easel: Easel, session: "Session") -> None:
        super().__init__(session)
        self._easel, self._session = easel, session
        self._timer = QTimer(self, interval=FEED_MS, singleShot=True)
        self._timer.timeout.connect(self._while_drawing)
        easel.painted.connect(self._soon)
        easel.stepped.connect(self._now)

    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _while_drawing(self) -> None:
        if not self._easel.sketching:
            return
        target = self._easel.target()
        # A run begins, or has to wait, only when the hand has been lifted.
        if target is not None and not self._session.waiting and self._continues(target):
            self._session.edit_target(target)

    def _now(self) -> None:
        self._timer.stop()
        target = self._easel.target()
        if target is None or self._continues(target):
            self._session.edit_target(target)
        else:
            self._session.set_target(target)

    def _continues(self, target: Target) -> bool:
        now = self._session.target
        return target.name == now.name and len(target.layers) == len(now.layers)
