"""What the window is shown of a race: pictures, looks inside, figures. No Qt in here."""

from collections.abc import Callable, Iterable

from playground.density.target import Target
from playground.gan.look import Look, Wanted
from playground.gan.snapshot import Snapshot
from playground.gui.judging import Judging
from playground.gui.looking import Looking
from playground.gui.mailbox import Layout
from playground.gui.messages import Begin, Judged, Peek, Peeked, Posted, Report, UseMailbox
from playground.gui.pictures import Pictures
from playground.gui.race import Race


class Showing:
    """Each of the three within its part of the worker's time, as long as training goes at `full`.

    Otherwise all is brought up to the moment at every move. A race that has failed can still be
    peeked into.
    """

    def __init__(
        self,
        race: Race,
        begin: Begin,
        report: Callable[[Report], None],
        measured: Callable[[], None],
    ) -> None:
        """`measured` is called, in another thread, when there can be figures from now on."""
        self._run, self._race, self._report = begin.run, race, report
        self._looking = Looking(race.trainers, begin.wanted)
        self._pictures = Pictures(len(race.trainers))
        self.inspect(begin.wanted)
        self._judging = Judging(begin.configs, measured)
        snapshots = [trainer.snapshot() for trainer in race.trainers]
        looks = [self._looking.look(entrant) for entrant in range(len(race.trainers))]
        self.layout = Layout.of(snapshots, looks)
        """Of the mailbox that it needs."""
        if snapshots:
            self._judging.follow(begin.target, len(snapshots[0].real))

    def use(self, mailbox: UseMailbox) -> None:
        """Put pictures into this one from now on."""
        self._pictures.open(mailbox.layout, mailbox.name)

    def close(self) -> None:
        """Put none anywhere any more."""
        self._pictures.close()

    def inspect(self, wanted: tuple[Wanted, ...]) -> None:
        """Look at this inside of each entrant from now on."""
        self._looking.wanted = wanted
        self._pictures.look_inside(looking=any(one.inside for one in wanted))

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

    def peek(self, command: Peek) -> None:
        """Look inside of an entrant as it was at a snapshot of it, and tell."""
        entrant, snapshot, wanted = command.entrant, command.snapshot, command.wanted
        look = self._looking.peek(entrant, snapshot, wanted)
        moment = self._judging.judge_past(entrant, snapshot) if wanted.figures else None
        self._report(Peeked(self._run, entrant, look, moment))

    def _post(self, entrant: int, *, full: bool) -> None:
        """The figures of a moment are told before its picture."""
        snapshot = self._pictures.put(entrant, lambda: self._picture(entrant))
        told = self._judging.judge(entrant, snapshot, resting=not full)
        if told is not None:
            self._report(Judged(self._run, entrant, *told))
        self._report(Posted(self._run, entrant))

    def _picture(self, entrant: int) -> tuple[Snapshot, Look]:
        return self._race.trainers[entrant].snapshot(), self._looking.look(entrant)
