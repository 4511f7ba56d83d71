"""A thread beside the window's: work in order there, and its answers on the window's thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal

Step = Callable[[], object]


class _Answers(QObject):
    """Sends answers; without a parent, since a work's end may come when its owner is gone."""

    arrived = Signal(object)  # Step


class Background(QObject):
    """Runs one piece of work after the other on a thread of its own.

    What is running when its owner goes is waited for, and its answers are dropped: nobody is left
    to hear them.
    """

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._pool = QThreadPool(self, maxThreadCount=1)
        self._answers = _Answers()
        self._answers.arrived.connect(self._take)

    @property
    def busy(self) -> bool:
        """Whether something is running."""
        return self._pool.activeThreadCount() > 0

    def start(self, work: Step) -> None:
        """Run `work` there, after what was started before."""
        self._pool.start(lambda: self._run(work))

    def answer(self, step: Step) -> None:
        """From the work: run `step` on the window's thread; from there, run it at once."""
        self._answers.arrived.emit(step)

    def drop(self) -> None:
        """Forget what has not begun."""
        self._pool.clear()

    def wait(self) -> None:
        """Wait until all is done."""
        self._pool.waitForDone()

    def _run(self, work: Step) -> None:
        work()  # by way of `self`, which keeps the answers' sender until the work is over

    def _take(self, step: Step) -> None:
        step()
