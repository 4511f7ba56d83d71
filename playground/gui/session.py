"""What the window is about, without a widget: the target, and who learns it by which settings."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import randrange
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from playground.density.drawing import Drawing
from playground.density.target import Target
from playground.errors import InputError
from playground.gan.history import History
from playground.gan.look import Look, Wanted
from playground.gan.snapshot import Snapshot
from playground.gui.desk import Desk
from playground.gui.easel import Easel
from playground.gui.entrants import Entrant
from playground.gui.follow import Follow
from playground.gui.language import said
from playground.gui.lineup import Lineup
from playground.gui.messages import Clock, Part, Passed, Rules
from playground.gui.mishaps import other_device, process_ended, process_given_up, run_failed
from playground.gui.plan import Plan
from playground.gui.repeating import Repeating
from playground.gui.seat import Seat
from playground.gui.setup import Setup
from playground.gui.training import Motion, Training
from playground.metrics.moment import Moment, Scale
from playground.runs.saved_run import SavedRun
from playground.sentence import Sentence

_FRESH_SEEDS = 10_000
_NO_RUNS: Mapping[int, SavedRun] = MappingProxyType({})
_MOST_REPLACED = 2  # by forks; each keeps its history, which is large


class Session(QObject):
    """Does what views ask for, and tells them of what changed.

    A target, two entrants, a seed and a device make a run; changing one of them starts another run
    at iteration 0, which trains at once if the one before did. Of an entrant's settings, those that
    may change while a run trains do so at once, and the others wait for a reset. An entrant is
    known by its place: 0 is the left panel, 1 the right.
    """

    target_changed = Signal(object)  # Target
    target_edited = Signal(object)  # Target; the run goes on with it
    waiting_changed = Signal(bool)  # whether there is nothing to learn
    entrants_changed = Signal()
    run_started = Signal()
    snapshot_taken = Signal(int, object, object)  # place, Snapshot, Look
    judged = Signal(int, object, object)  # place, Moment, Scale
    sampled = Signal(object, object)  # points [n, 2] and layers [n]; none if it cannot be
    worker_lost = Signal()  # with all that it was asked
    peeked = Signal(int, object, object)  # place, Look, Moment or None
    forked = Signal(int)  # the place that the fork has taken
    frame_shown = Signal()  # all that moved since the last one is shown
    phase_passed = Signal(int, object)  # place, Passed
    phases_ended = Signal()
    progress_changed = Signal(object)  # Progress
    playing_changed = Signal(bool)
    devices_known = Signal(object)  # tuple[str, ...]
    remembered = Signal()  # the histories have grown
    settled = Signal()  # they are of now
    problem = Signal(str)
    noted = Signal(str)

    def __init__(
        self, target: Target, drawing: Drawing | None = None, parent: QObject | None = None
    ) -> None:
        """Begin with `target`, or with `drawing`, which is to be learned when it is not empty."""
        super().__init__(parent)
        self.easel = Easel(drawing or Drawing.of(target), self)
        drawn = self.easel.target()
        self.target = drawn or target
        self.waiting = drawn is None
        self.desk = Desk(self.easel)
        self.lineup = Lineup(self)
        self.clock: Clock = "iterations"
        self.seed = 0
        self.device = "auto"
        self.playing = False
        self.slow = False
        self.plan = Plan.of(self.entrants, self.target, self.seed, self.device)
        """The run at hand."""
        self._repeating = Repeating()
        self._wanted = [Wanted(), Wanted()]
        self._failed = False
        self._fell: int | None = None
        self._over: set[int] = set()
        self._replaced: deque[Seat] = deque(maxlen=_MOST_REPLACED)
        self._training = Training(self)
        self._connect()

    @property
    def entrants(self) -> tuple[Entrant, ...]:
        """Who races."""
        return self.lineup.entrants

    @property
    def after_reset(self) -> tuple[tuple[str, ...], ...]:
        """For each entrant the names of its settings that apply after a reset."""
        return self.plan.after_reset(self.entrants)

    @property
    def worker_pid(self) -> int | None:
        """The number of the worker's process, if there is one."""
        return self._training.worker.pid if self._training.worker else None

    def start(self) -> None:
        """Start the worker, and the run in it."""
        self._training.start()

    def close(self) -> None:
        """End the worker."""
        self.desk.close()
        self._training.close()

    def toggle(self) -> None:
        """Play or pause."""
        self.set_playing(not self.playing)

    def set_playing(self, playing: bool) -> None:
        """Play or pause; the worker hears of it when it is there. A run that failed starts anew."""
        if playing == self.playing:
            return
        if playing and not self._rules().active:
            self.problem.emit(said(self._why_none_trains()))
            return
        if playing and self._failed:
            self._restart()
        self.playing = playing
        self._repeating.moved |= playing
        self._send_motion()
        self.playing_changed.emit(playing)

    def set_slow(self, slow: bool) -> None:
        """Train phase by phase, or at full speed."""
        self.slow = slow
        if self.playing:
            self._send_motion()

    def step(self, part: Part) -> None:
        """Move this part of each model once, and pause."""
        self.set_playing(False)
        if self._failed:
            self._restart()
        if part != "both":
            self._repeating.spoil(Sentence("D or G was stepped by itself"))
        self._repeating.moved = True
        self._training.step(part)

    def reset(self) -> None:
        """Back to the same initial weights, paused."""
        self.set_playing(False)
        self._restart()

    def set_seed(self, seed: int) -> None:
        """Other initial weights and points."""
        if seed != self.seed:
            self.seed = seed
            self._restart()

    def new_seed(self) -> None:
        """A seed that a person can read out, other than this one."""
        self.set_seed((self.seed + randrange(1, _FRESH_SEEDS)) % _FRESH_SEEDS)

    def set_device(self, device: str) -> None:
        """Train on another device, from the beginning."""
        if device != self.device:
            self.device = device
            self._restart()

    def set_clock(self, clock: Clock) -> None:
        """Keep the models at the same iteration, or give them the same time."""
        self.clock = clock
        self._send_rules()

    def set_up(self, setup: Setup) -> None:
        """Train as `setup` says, from the beginning."""
        self.lineup.take(setup.entrants)
        self.seed, self.clock = setup.seed, setup.clock
        self._restart()

    def set_frames_per_second(self, most: int) -> None:
        """Show no more pictures a second than this."""
        self._training.show_at_most(most)

    def commands(self, places: Sequence[int]) -> list[str]:
        """For each of these entrants the command line that gives its numbers up to now.

        The drawing is saved where no file has it. Raises InputError when there is no such line.
        """
        if self.waiting:
            raise InputError("No command trains on an empty drawing: paint something first.")
        for place in places:
            self._refuse_fork(place)
        presets = {place: self.entrants[place].preset for place in places}
        done = self._training.speed.iterations
        lines = self._repeating.commands(self.plan, presets, done)
        if not lines:
            raise InputError(self.entrants[places[0]].lacks(self.target))
        return lines

    @property
    def histories(self) -> dict[int, History]:
        """The past of the run at hand, by place."""
        return dict(zip(self.plan.places, self._training.histories, strict=True))

    @property
    def setup(self) -> Setup:
        """How it is set to train."""
        return Setup(self.entrants, self.seed, self.clock)

    @property
    def iterations(self) -> tuple[int, ...]:
        """How far each model is that trains."""
        return tuple(self._training.speed.iterations)

    def settle(self) -> None:
        """Have the histories brought up to now, while training goes on; `settled` follows."""
        self._training.settle()

    def resume(
        self, setup: Setup, runs: Mapping[int, SavedRun], drawing: Drawing | None = None
    ) -> None:
        """Go on, paused, from where these runs were left, with `drawing` if there is another."""
        self.set_playing(False)
        if drawing is not None:
            self.desk.open_drawing(drawing)  # which begins a run, and so ends forks
        self.lineup.take(setup.entrants)
        self.seed, self.clock = setup.seed, setup.clock
        self._restart(runs)
        if runs:
            self._repeating.moved = True
            self._repeating.spoil("it goes on from a saved one")

    def sample(
        self, place: int, n: int, seed: int, layer: int | None, weights: NDArray[np.float32]
    ) -> None:
        """Draw points of the model of a place as it is with these weights; `sampled` will tell."""
        self._training.sample(self.plan.places.index(place), n, seed, layer, weights)

    def peek(self, place: int, snapshot: Snapshot, wanted: Wanted) -> None:
        """Look inside the model of a place as it was at this snapshot; `peeked` will tell."""
        self._training.peek(self.plan.places.index(place), snapshot, wanted)

    def fork_start(self, place: int, iteration: int) -> int | None:
        """Where a fork of this one from `iteration` begins: its last checkpoint until then."""
        history = self.histories.get(place)
        if history is None or not self.entrants[place].shown or not len(history.checkpoints):
            return None
        return history.checkpoints.at(iteration)[0]

    def fork(self, place: int, iteration: int) -> None:
        """Put a copy of this one, as it was at `iteration` or before, into the other place; paused.

        The original stays as it is, and the copy, being behind, catches up first. It has the
        settings of that moment, which may then be changed.
        """
        start = self.fork_start(place, iteration)
        if start is None:
            return
        self.set_playing(False)
        original, other = self.lineup.titles[place], self.lineup.titles[1 - place]
        self._replaced.append(self._seat(1 - place))
        self._sit(self._seat(place).forked(1 - place, start))
        self.forked.emit(1 - place)
        self.noted.emit(
            self.tr(
                "Forked {model} at iteration {start}: change the fork's settings and press Play. "
                "Time ▸ Take back the fork brings {other} back."
            ).format(model=original, start=f"{start:,}", other=other)
        )

    @property
    def can_take_back_fork(self) -> bool:
        """Whether somebody waits for the place that a fork has taken."""
        return bool(self._replaced)

    def take_back_fork(self) -> None:
        """Bring back who was in the fork's place; it goes on from its last checkpoint."""
        if self._replaced:
            self._sit(self._replaced.pop())

    def inspect(self, place: int, wanted: Wanted) -> None:
        """Look at this inside the model of a place from now on."""
        if wanted != self._wanted[place]:
            self._wanted[place] = wanted
            self._training.inspect(self.plan.of_entrants(self._wanted))

    def set_target(self, target: Target) -> None:
        """Learn another target, from the beginning."""
        self.target = target
        self._set_waiting(False)
        self.target_changed.emit(target)
        self._restart()

    def edit_target(self, target: Target | None) -> None:
        """Go on with a changed target of as many layers, or wait for one while there is none."""
        if target is not None:
            before, self.target = self.target, target
            self.target_edited.emit(target)
            # Other names or colours are no news for the models.
            if not target.has_points_of(before):
                self.plan = replace(self.plan, target=target)
                self._training.retarget(target)
                self._repeating.spoil_if_moved(Sentence("the drawing was changed while it trained"))
        self._set_waiting(target is None)

    def _set_waiting(self, waiting: bool) -> None:
        if waiting == self.waiting:
            return
        self.waiting = waiting
        if self.playing:
            self._send_motion()
        self.waiting_changed.emit(waiting)

    def _note_opened(self, path: Path) -> None:
        self._repeating.opened = path

    def _follow_lineup(self) -> None:
        """Take over what may change while a run trains."""
        plan = self.plan.changed(self.entrants)
        if plan.configs != self.plan.configs:
            changed = plan.changed_places(self.plan)
            self.plan = plan
            self._training.change(plan.configs)
            # A fork cannot be repeated anyway, and its original does not change with it.
            if any(self.entrants[place].forked_at is None for place in changed):
                self._repeating.spoil_if_moved(Sentence("a setting was changed while it trained"))
        self._send_rules()
        self.entrants_changed.emit()

    def _seat(self, place: int) -> Seat:
        configs = dict(zip(self.plan.places, self.plan.configs, strict=True))
        history = self.histories.get(place) or History()
        return Seat(place, self.entrants[place], configs.get(place), history)

    def _sit(self, seat: Seat) -> None:
        """Let this one race on; the other one does not notice, wherever it is."""
        before, histories = self.plan, self.histories | {seat.place: seat.history}
        self.plan = before.seated(seat.place, seat.config)
        self.lineup.seat(seat.place, seat.entrant)
        if self._failed and self._fell is not None:
            self._over.add(self._fell)  # it would fail again, and end the run of both
        self._over.discard(seat.place)
        self._failed = False
        kept = [None if i == seat.place else before.places.index(i) for i in self.plan.places]
        begin = replace(self.plan.begin(self._rules(), self._wanted), kept=tuple(kept))
        self._training.begin(begin, [histories[place] for place in self.plan.places])
        self._tell_run()

    def _refuse_fork(self, place: int) -> None:
        start = self.entrants[place].forked_at
        if start is not None:
            raise InputError(
                self.tr(
                    "No command repeats {model}, since it was forked at iteration {start}; "
                    "after ↺ there is one."
                ).format(model=self.lineup.titles[place], start=f"{start:,}")
            )

    def _restart(self, runs: Mapping[int, SavedRun] = _NO_RUNS) -> None:
        """Begin a run with everything that waited for it; in some places it goes on from `runs`."""
        if not runs:
            self.lineup.end_forks()
        self._replaced.clear()
        self._over.clear()
        plan = Plan.of(self.entrants, self.target, self.seed, self.device)
        self.plan = plan.resumed({place: run.config for place, run in runs.items()})
        if not self._rules().active:
            self.set_playing(False)
        self._failed = False
        self._repeating.begin(moving=self.playing)
        pasts = [runs[i].history() if i in runs else History() for i in self.plan.places]
        self._training.begin(self.plan.begin(self._rules(), self._wanted), pasts)
        self._tell_run()

    def _tell_run(self) -> None:
        self.run_started.emit()
        self.entrants_changed.emit()
        self._tell_progress()

    def _rules(self) -> Rules:
        return self.plan.rules(self.entrants, self.clock, self._over)

    def _send_rules(self) -> None:
        if not self._rules().active:
            self.set_playing(False)
        self._training.obey(self._rules())
        self._tell_progress()

    def _why_none_trains(self) -> str:
        place, seen = next(item for item in enumerate(self.entrants) if item[1].shown)
        if place in self._over:
            return self.tr("{model} cannot go on; ↺ starts again.").format(model=seen.title)
        return seen.lacks(self.target) or Sentence("No model is shown, so none is trained.")

    def _send_motion(self) -> None:
        self._training.move(self._motion)
        if self._motion != "slow":
            self.phases_ended.emit()
        self._tell_progress()

    @property
    def _motion(self) -> Motion:
        still = self.waiting or not self.playing
        return "none" if still else "slow" if self.slow else "full"

    def _connect(self) -> None:
        self.desk.problem.connect(self.problem)
        self.desk.noted.connect(self.noted)
        self.desk.opened.connect(self._note_opened)
        Follow(self.easel, self)
        self.lineup.changed.connect(self._follow_lineup)
        self.lineup.replaced.connect(self._restart)
        training = self._training
        training.snapshot_taken.connect(self._pass_snapshot)
        training.judged.connect(self._pass_figures)
        training.peeked.connect(self._pass_peek)
        training.phase_passed.connect(self._pass_phase)
        training.frame_shown.connect(self._tell_progress)
        training.frame_shown.connect(self.frame_shown)
        training.sampled.connect(self.sampled)
        training.revived.connect(self.worker_lost)
        training.given_up.connect(self.worker_lost)
        training.devices_known.connect(self.devices_known)
        training.saved.connect(self.remembered)
        training.settled.connect(self.settled)
        training.failed.connect(self._end_run)
        training.drifted.connect(lambda: self.problem.emit(other_device()))
        training.revived.connect(self._tell_of_death)
        training.given_up.connect(self._give_up)
        self._restart()

    def _pass_snapshot(self, entrant: int, snapshot: Snapshot, look: Look) -> None:
        self.snapshot_taken.emit(self.plan.places[entrant], snapshot, look)

    def _pass_figures(self, entrant: int, moment: Moment, scale: Scale) -> None:
        self.judged.emit(self.plan.places[entrant], moment, scale)

    def _pass_peek(self, entrant: int, look: Look, moment: Moment | None) -> None:
        self.peeked.emit(self.plan.places[entrant], look, moment)

    def _pass_phase(self, entrant: int, phase: Passed) -> None:
        if self._motion == "slow":  # the worker hears of a pause late
            self.phase_passed.emit(self.plan.places[entrant], phase)

    def _tell_progress(self) -> None:
        if not self.playing:
            self._training.speed.stop()
        names = [self.lineup.titles[place] for place in self.plan.places]
        self.progress_changed.emit(self._training.speed.progress(names, self._rules().active))

    def _end_run(self, sentence: str, entrant: int | None) -> None:
        self.set_playing(False)
        self._failed = True
        self._fell = None if entrant is None else self.plan.places[entrant]
        who = "" if entrant is None else self.lineup.titles[self.plan.places[entrant]]
        self.problem.emit(run_failed(said(sentence), who))

    def _tell_of_death(self, ended: str) -> None:
        self.run_started.emit()
        self.problem.emit(process_ended(ended, self._training.saved_iteration))

    def _give_up(self, ended: str) -> None:
        self.set_playing(False)
        self.problem.emit(process_given_up(ended))
