"""The worker's side of the mailbox: whose picture is due, and where it goes. No Qt in here."""

from collections.abc import Callable, Iterator

from playground.gan.look import Look
from playground.gan.snapshot import Snapshot
from playground.gui.budget import Budget
from playground.gui.mailbox import Layout, Mailbox

SHARE = 0.1
"""Of the worker's time, while it trains at full speed.

On two cores a picture of a stable model takes 3 ms: so there is one for each of the 30 frames.
"""

LOOKING_SHARE = 0.13
"""While a person looks inside the models: then the pictures are what it is about."""

_LONGEST_WAIT_SECONDS = 0.1


class Pictures:
    """A picture is due of an entrant that moved, once its place in the mailbox is empty.

    The window empties a place at most 30 times a second. While pictures are dear beside an
    iteration they come one by one, the oldest first, so that training keeps most of the time.
    """

    def __init__(self, entrants: int = 0) -> None:
        self.moved = set(range(entrants))
        """Whose picture is of the past."""
        self._oldest_first = list(range(entrants))
        self._empty: set[int] = set()
        self._mailbox: Mailbox | None = None
        self._budget = Budget(SHARE, longest_s=_LONGEST_WAIT_SECONDS)

    def open(self, layout: Layout, name: str) -> None:
        """Put pictures into the mailbox of this name from now on.

        Does nothing when there is none: the window has begun another run since, and taken it away.
        """
        try:
            self._mailbox = Mailbox(layout, name)
        except FileNotFoundError:
            return
        self._empty = set(self._oldest_first)

    def close(self) -> None:
        """Let go of the mailbox."""
        if self._mailbox is not None:
            self._mailbox.close()
        self._mailbox, self._empty = None, set()

    def look_inside(self, *, looking: bool) -> None:
        """Take more of the time from now on, or less."""
        self._budget.share = LOOKING_SHARE if looking else SHARE

    def take(self, entrant: int) -> None:
        """The window has taken this entrant's picture."""
        self._empty.add(entrant)

    def due(self, *, thriftily: bool) -> Iterator[int]:
        """The entrants to `put` now; `thriftily`, only while there is time for it."""
        for entrant in [i for i in self._oldest_first if i in self.moved & self._empty]:
            if thriftily and not self._budget.due:
                return
            yield entrant

    def put(self, entrant: int, picture: Callable[[], tuple[Snapshot, Look]]) -> Snapshot:
        """Put the picture that `picture()` takes into its place; gives its snapshot."""
        assert self._mailbox is not None
        with self._budget.spend():
            snapshot, look = picture()
            self._mailbox.write(entrant, snapshot, look)
        self.moved.remove(entrant)
        self._empty.remove(entrant)
        self._oldest_first.remove(entrant)
        self._oldest_first.append(entrant)
        return snapshot
