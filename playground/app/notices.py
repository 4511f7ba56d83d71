"""What the window tells a person, from wherever it comes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from playground.app.translation import tr_message
from playground.error_log import log_unforeseen, uncaught_faults
from playground.errors import InputError
from playground.message import Sentence


@dataclass(frozen=True)
class Offer:
    """Something happened, and can be taken back: `label` names what `accept` does."""

    sentence: str
    label: str
    accept: Callable[[], None]


class Notices(QObject):
    """One of these is handed down to whoever has something to say; sentences are translated."""

    problem = Signal(str)  # something failed, or cannot be done: it stays until it is closed
    info = Signal(str)  # something was done: it goes away by itself
    offered = Signal(object)  # Offer


def fault_text(fault: Exception, doing: str) -> str:
    """A sentence about `fault` in the window's language; what nobody foresaw is logged, too.

    `doing` is a Sentence on what failed, such as “Reading a.png”.
    """
    match fault:
        case InputError():
            return tr_message(fault)
        case MemoryError():
            return tr_message(Sentence("There is not enough memory for that."))
        case OSError():
            reason = fault.strerror or fault
            return tr_message(Sentence("{doing} failed: {reason}.", doing=doing, reason=reason))
        case _:
            return tr_message(log_unforeseen(fault, doing))


@contextmanager
def unforeseen_told(notices: Notices) -> Iterator[None]:
    """While the block runs, what nobody in this process catches is a problem, and is logged."""

    def tell(fault: Exception) -> None:
        text = tr_message(log_unforeseen(fault, Sentence("Something in the window")))
        with suppress(RuntimeError):  # the window is gone, and nobody there to be told
            notices.problem.emit(text)

    with uncaught_faults(tell):
        yield
