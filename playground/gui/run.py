"""The run at hand by the places of the window: its plan, its past, and who cannot go on in it."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from playground.density.target import Target
from playground.gan.history import History
from playground.gan.look import Look, Wanted
from playground.gan.snapshot import Snapshot
from playground.gui.language import said
from playground.gui.lineup import Lineup
from playground.gui.messages import Clock, Part, Passed, Rules
from playground.gui.mishaps import other_device, process_ended, process_given_up, run_failed
from playground.gui.plan import Plan
from playground.gui.progress import Progress
from playground.gui.seat import Seat
from playground.gui.training import Motion, Training
from playground.metrics.moment import Moment, Scale

_NO_PASTS: Mapping[int, History] = MappingProxyType({})


class Run(QObject):
    """What the training knows by the number of an entrant has its place in the window here.

    The two differ where an entrant of the lineup cannot learn the target. Those train that are
    shown, but for the places whose training is over.
    """

    begun = Signal()  # with other entrants, or again, after the worker died
    halted = Signal()  # nobody trains any more
    snapshot_taken = Signal(int, object, object)  # place, Snapshot, Look
    judged = Signal(int, object, object)  # place, Moment, Scale
    peeked = Signal(int, object, object)  # place, Look, Moment or None
    phase_passed = Signal(int, object)  # place, Passed
    sampled = Signal(object, object)  # points [n, 2] and layers [n]; none if it cannot be
    frame_shown = Signal()  # all that moved since the last one is shown
    remembered = Signal()  # the histories have grown
    settled = Signal()  # they are of now
    devices_known = Signal(object)  # tuple[str, ...]
    worker_lost = Signal()  # with all that it was asked
    problem = Signal(str)

    def __init__(self, plan: Plan, lineup: Lineup, parent: QObject | None = None) -> None:
        """Nothing trains before `begin` and `start`."""
        super().__init__(parent)
        self.plan = plan
        self.clock: Clock = "iterations"
        self.failed = False
        """Whether it ended by itself; then it can only begin anew."""
        self.over: set[int] = set()
        """The places where nobody can go on."""
        self._fell: int | None = None
        self._wanted = [Wanted(), Wanted()]
        self._lineup = lineup
        self._training = Training(self)
        self._connect(self._training)

    @property
    def rules(self) -> Rules:
        """Who trains, and by which clock."""
        return self.plan.rules(self._lineup.entrants, self.clock, self.over)

    @property
    def histories(self) -> dict[int, History]:
        """Its past, by place."""
        return dict(zip(self.plan.places, self._training.histories, strict=True))

    @property
    def iterations(self) -> tuple[int, ...]:
        """How far each model is that trains."""
        return tuple(self._training.speed.iterations)

    @property
    def progress(self) -> Progress:
        """How far those are that train, and how fast."""
        names = [self._lineup.titles[place] for place in self.plan.places]
        return self._training.speed.progress(names, self.rules.active)

    @property
    def worker_pid(self) -> int | None:
        """The number of the worker's process, if there is one."""
        return self._training.worker.pid if self._training.worker else None

    def start(self) -> None:
        """Start the worker, and the run in it."""
        self._training.start()

    def close(self) -> None:
        """End the worker."""
        self._training.close()

    def begin(self, plan: Plan, pasts: Mapping[int, History] = _NO_PASTS) -> None:
        """Leave it for another one; in some places that goes on from the end of `pasts`."""
        self.plan, self.failed = plan, False
        self.over.clear()
        histories = [pasts.get(place) or History() for place in plan.places]
        self._training.begin(plan.begin(self.rules, self._wanted), histories)
        self.begun.emit()

    def seat(self, seat: Seat) -> None:
        """Let this one go on in its place; the other one does not notice, wherever it is."""
        before, histories = self.plan, self.histories | {seat.place: seat.history}
        self.plan = before.seated(seat.place, seat.config)
        if self.failed and self._fell is not None:
            self.over.add(self._fell)  # it would fail again, and end the run of both
        self.over.discard(seat.place)
        self.failed = False
        kept = [None if i == seat.place else before.places.index(i) for i in self.plan.places]
        begin = replace(self.plan.begin(self.rules, self._wanted), kept=tuple(kept))
        self._training.begin(begin, [histories[place] for place in self.plan.places])
        self.begun.emit()

    def seat_of(self, place: int) -> Seat:
        """Who is in this place, to be seated again."""
        history = self.histories.get(place) or History()
        return Seat(place, self._lineup.entrants[place], self.plan.by_place.get(place), history)

    def move(self, motion: Motion) -> None:
        """Train at full speed, slowly, or not at all."""
        self._training.move(motion)

    def step(self, part: Part) -> None:
        """Move this part of each model once."""
        self._training.step(part)

    def rest(self) -> None:
        """Forget how fast it was."""
        self._training.speed.stop()

    def follow_rules(self) -> None:
        """Have those train that are to train by now."""
        self._training.obey(self.rules)

    def change(self) -> tuple[int, ...]:
        """Take over of the lineup's settings what may change; returns the places where it did."""
        before = self.plan
        self.plan = before.changed(self._lineup.entrants)
        places = self.plan.changed_places(before)
        if places:
            self._training.change(self.plan.configs)
        return places

    def retarget(self, target: Target) -> bool:
        """Learn this from now on; returns whether that is any news for the models."""
        news = not target.has_points_of(self.plan.target)  # names and colours are none
        if news:
            self.plan = replace(self.plan, target=target)
            self._training.retarget(target)
        return news

    def show_at_most(self, frames_per_second: int) -> None:
        """Show no more pictures a second than this."""
        self._training.show_at_most(frames_per_second)

    def settle(self) -> None:
        """Have the histories brought up to now, while training goes on; `settled` follows."""
        self._training.settle()

    def inspect(self, place: int, wanted: Wanted) -> None:
        """Look at this inside the model of a place from now on."""
        if wanted != self._wanted[place]:
            self._wanted[place] = wanted
            self._training.inspect(self.plan.of_entrants(self._wanted))

    def peek(self, place: int, snapshot: Snapshot, wanted: Wanted) -> None:
        """Look inside the model of a place as it was at this snapshot; `peeked` will tell."""
        self._training.peek(self.plan.places.index(place), snapshot, wanted)

    def sample(
        self, place: int, n: int, seed: int, layer: int | None, weights: NDArray[np.float32]
    ) -> None:
        """Draw points of the model of a place as it is with these weights; `sampled` will tell."""
        self._training.sample(self.plan.places.index(place), n, seed, layer, weights)

    def _connect(self, training: Training) -> None:
        training.snapshot_taken.connect(self._pass_snapshot)
        training.judged.connect(self._pass_figures)
        training.peeked.connect(self._pass_peek)
        training.phase_passed.connect(self._pass_phase)
        training.sampled.connect(self.sampled)
        training.frame_shown.connect(self.frame_shown)
        training.saved.connect(self.remembered)
        training.settled.connect(self.settled)
        training.devices_known.connect(self.devices_known)
        training.failed.connect(self._end)
        training.drifted.connect(lambda: self.problem.emit(other_device()))
        training.revived.connect(self._tell_of_death)
        training.given_up.connect(self._give_up)

    def _pass_snapshot(self, entrant: int, snapshot: Snapshot, look: Look) -> None:
        self.snapshot_taken.emit(self.plan.places[entrant], snapshot, look)

    def _pass_figures(self, entrant: int, moment: Moment, scale: Scale) -> None:
        self.judged.emit(self.plan.places[entrant], moment, scale)

    def _pass_peek(self, entrant: int, look: Look, moment: Moment | None) -> None:
        self.peeked.emit(self.plan.places[entrant], look, moment)

    def _pass_phase(self, entrant: int, phase: Passed) -> None:
        self.phase_passed.emit(self.plan.places[entrant], phase)

    def _end(self, sentence: str, entrant: int | None) -> None:
        self.failed = True
        self._fell = None if entrant is None else self.plan.places[entrant]
        who = "" if self._fell is None else self._lineup.titles[self._fell]
        self.halted.emit()
        self.problem.emit(run_failed(said(sentence), who))

    def _tell_of_death(self, ended: str) -> None:
        self.worker_lost.emit()
        self.begun.emit()
        self.problem.emit(process_ended(ended, self._training.saved_iteration))

    def _give_up(self, ended: str) -> None:
        self.worker_lost.emit()
        self.halted.emit()
        self.problem.emit(process_given_up(ended))
