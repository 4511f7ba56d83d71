"""Forks of the current run: a copy of one model in the slot of the other."""

from collections import deque

from PySide6.QtCore import QObject, Qt, Signal

from playground.app.model_slots import ModelSlots, SlotState
from playground.app.notices import Notices
from playground.app.training_run import TrainingRun

_MOST_REPLACED = 2  # each keeps its history, which is large


class Forks(QObject):
    """Makes forks, and remembers the models they replaced, to bring them back.

    The original stays as it is; the fork, being behind, catches up first.
    """

    made = Signal(int)  # the slot of the fork

    def __init__(self, model_slots: ModelSlots, run: TrainingRun, notices: Notices) -> None:
        super().__init__(run)
        self._model_slots, self._run, self._notices = model_slots, run, notices
        self._replaced: deque[SlotState] = deque(maxlen=_MOST_REPLACED)
        self._asked: int | None = None
        # Queued: what else follows the newest states is about the run without the fork.
        run.settled.connect(self._make_asked, Qt.ConnectionType.QueuedConnection)

    def start(self, slot: int, iteration: int | None = None) -> int | None:
        """The iteration where a fork of this model would begin; None where there is none.

        That is its last checkpoint, or the last one up to `iteration`.
        """
        history = self._run.histories.get(slot)
        shown = self._model_slots.slots[slot].shown
        if history is None or not shown or not len(history.checkpoints):
            return None
        newest = history.checkpoints.iterations[-1]
        return history.checkpoints.at(newest if iteration is None else iteration)[0]

    def ask(self, slot: int) -> None:
        """Fork this model as it is now, once the worker has sent its state."""
        self._asked = slot
        self._run.settle()

    def make(self, slot: int, start: int) -> None:
        """Put a copy of this model, as it and its settings were at `start`, into the other slot."""
        original, other = self._model_slots.titles[slot], self._model_slots.titles[1 - slot]
        self._replaced.append(self._run.slot_state(1 - slot))
        self._put(self._run.slot_state(slot).forked(1 - slot, start))
        self.made.emit(1 - slot)
        self._notices.info.emit(
            self.tr(
                "Forked {model} at iteration {start}: change the fork's settings and press Play. "
                "Time ▸ Take back the fork brings {other} back."
            ).format(model=original, start=f"{start:,}", other=other)
        )

    @property
    def can_undo(self) -> bool:
        """Whether there is a model to bring back."""
        return bool(self._replaced)

    def undo(self) -> None:
        """Bring back the model that the last fork replaced, at its last checkpoint."""
        if self._replaced:
            self._put(self._replaced.pop())

    def end(self) -> None:
        """Bring back the replaced models' settings, since another run begins."""
        for state in reversed(self._replaced):
            self._model_slots.put(state.slot, state.model)
        if self._replaced:
            text = self.tr("The fork ended with its run; {one} and {other} are back.")
            one, other = self._model_slots.titles
            self._notices.info.emit(text.format(one=one, other=other))
        self.forget()

    def forget(self) -> None:
        """Another run has begun: there is nothing to bring back."""
        self._replaced.clear()
        self._asked = None

    def _make_asked(self) -> None:
        slot, self._asked = self._asked, None
        start = None if slot is None else self.start(slot)
        if slot is not None and start is not None:
            self.make(slot, start)

    def _put(self, state: SlotState) -> None:
        self._model_slots.put(state.slot, state.model)
        self._run.put(state)
