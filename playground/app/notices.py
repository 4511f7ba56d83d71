"""What the window tells a person, from wherever it comes."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


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
