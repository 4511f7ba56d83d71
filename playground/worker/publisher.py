"""What the worker publishes, and when: snapshots, inspections, metrics."""

from collections.abc import Callable, Iterable, Iterator

from playground.density.target import Target
from playground.gan.history import Snapshot
from playground.gan.inspection import Inspection, InspectionRequest
from playground.worker.monitoring import Budget, InspectionScheduler, MetricsScheduler
from playground.worker.protocol import (
    Begin,
    InspectSnapshot,
    MetricsReady,
    Report,
    SnapshotInspected,
    SnapshotReady,
    UseBuffer,
)
from playground.worker.scheduler import TrainerScheduler
from playground.worker.shared_memory import BufferLayout, SnapshotBuffer

PUBLISHING_SHARE = 0.1
"""Of the worker's time, while it trains at full speed.

On two cores a picture of a stable model takes 3 ms: so there is one for each of the 30 frames.
"""

LOOKING_SHARE = 0.13
"""While a person looks inside the models: then the pictures are what it is about."""

_LONGEST_WAIT_SECONDS = 0.1


class PublishQueue:
    """A picture is due of an entrant that moved, once its place in the mailbox is empty.

    The window empties a place at most 30 times a second. While pictures are dear beside an
    iteration they come one by one, the oldest first, so that training keeps most of the time.
    """

    def __init__(self, entrants: int = 0) -> None:
        self.moved = set(range(entrants))
        """Whose picture is of the past."""
        self._oldest_first = list(range(entrants))
        self._empty: set[int] = set()
        self._mailbox: SnapshotBuffer | None = None
        self._budget = Budget(PUBLISHING_SHARE, longest_s=_LONGEST_WAIT_SECONDS)

    def open(self, layout: BufferLayout, name: str) -> None:
        """Put pictures into the mailbox of this name from now on.

        Does nothing when there is none: the window has begun another run since, and taken it away.
        """
        try:
            self._mailbox = SnapshotBuffer(layout, name)
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
        self._budget.share = LOOKING_SHARE if looking else PUBLISHING_SHARE

    def take(self, entrant: int) -> None:
        """The window has taken this entrant's picture."""
        self._empty.add(entrant)

    def due(self, *, thriftily: bool) -> Iterator[int]:
        """The entrants to `put` now; `thriftily`, only while there is time for it."""
        for entrant in [i for i in self._oldest_first if i in self.moved & self._empty]:
            if thriftily and not self._budget.due:
                return
            yield entrant

    def put(self, entrant: int, picture: Callable[[], tuple[Snapshot, Inspection]]) -> Snapshot:
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


class SnapshotPublisher:
    """Each of the three within its part of the worker's time, as long as training goes at `full`.

    Otherwise all is brought up to the moment at every move. A race that has failed can still be
    peeked into.
    """

    def __init__(
        self,
        race: TrainerScheduler,
        begin: Begin,
        report: Callable[[Report], None],
        measured: Callable[[], None],
    ) -> None:
        """`measured` is called, in another thread, when there can be figures from now on."""
        self._run, self._race, self._report = begin.run, race, report
        self._looking = InspectionScheduler(race.trainers, begin.wanted)
        self._pictures = PublishQueue(len(race.trainers))
        self.inspect(begin.wanted)
        self._judging = MetricsScheduler(begin.configs, measured)
        snapshots = [trainer.snapshot() for trainer in race.trainers]
        looks = [self._looking.look(entrant) for entrant in range(len(race.trainers))]
        self.layout = BufferLayout.of(snapshots, looks)
        """Of the mailbox that it needs."""
        if snapshots:
            self._judging.follow(begin.target, len(snapshots[0].real))

    def use(self, mailbox: UseBuffer) -> None:
        """Put pictures into this one from now on."""
        self._pictures.open(mailbox.layout, mailbox.name)

    def close(self) -> None:
        """Put none anywhere any more."""
        self._pictures.close()

    def inspect(self, wanted: tuple[InspectionRequest, ...]) -> None:
        """Look at this inside of each entrant from now on."""
        self._looking.wanted = wanted
        self._pictures.look_inside(looking=any(one.needs_networks for one in wanted))

    def take(self, entrant: int) -> None:
        """The window has taken this entrant's picture, and there is a place for the next."""
        self._pictures.take(entrant)

    def note_moved(self, entrants: Iterable[int]) -> None:
        """The pictures of these are of the past."""
        self._pictures.moved.update(entrants)

    def renew(self) -> None:
        """There is more to see of all, though none has moved."""
        self.note_moved(range(len(self._race.trainers)))

    def retarget(self, target: Target) -> None:
        """All learn this from now on."""
        self.renew()
        self._judging.retarget(target)

    def show(self, *, full: bool) -> None:
        """Look inside of those that moved, and post the pictures that are due."""
        for entrant in self._pictures.moved:
            self._looking.note_move(entrant)
        if full:
            self._looking.glance()
        else:
            self._pictures.moved |= self._looking.finish()
        for entrant in self._pictures.due(thriftily=full):
            self._race.turn = entrant
            self._post(entrant, full=full)

    def peek(self, command: InspectSnapshot) -> None:
        """Look inside of an entrant as it was at a snapshot of it, and tell."""
        entrant, snapshot, wanted = command.entrant, command.snapshot, command.wanted
        look = self._looking.inspect_snapshot(entrant, snapshot, wanted)
        moment = self._judging.judge_past(entrant, snapshot) if wanted.figures else None
        self._report(SnapshotInspected(self._run, entrant, look, moment))

    def _post(self, entrant: int, *, full: bool) -> None:
        """The figures of a moment are told before its picture."""
        snapshot = self._pictures.put(entrant, lambda: self._picture(entrant))
        told = self._judging.judge(entrant, snapshot, resting=not full)
        if told is not None:
            self._report(MetricsReady(self._run, entrant, *told))
        self._report(SnapshotReady(self._run, entrant))

    def _picture(self, entrant: int) -> tuple[Snapshot, Inspection]:
        return self._race.trainers[entrant].snapshot(), self._looking.look(entrant)
