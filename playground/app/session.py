"""What the window is about, without a widget: the target, and who learns it by which settings."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import randrange
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from playground.app.drawing_editor import DrawingEditor
from playground.app.forks import Forks
from playground.app.importing import DrawingImporter
from playground.app.live_target import LiveTarget
from playground.app.model_slots import ModelSlot, ModelSlots, RunSetup
from playground.app.run_control import RunControl
from playground.app.run_plan import Reproducibility, RunPlan
from playground.app.training_run import Run
from playground.app.translation import tr_message
from playground.density.target import Target
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.message import Sentence
from playground.runs.session.saved_run import SavedRun
from playground.worker.protocol import Clock, Part

_FRESH_SEEDS = 10_000
_NO_RUNS: Mapping[int, SavedRun] = MappingProxyType({})


class Session(QObject):
    """Does what views ask for, and tells them of what changed; its `run` is what they watch.

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
    progress_changed = Signal(object)  # Progress
    playing_changed = Signal(bool)
    phase_passed = Signal(int, object)  # place, Passed
    phases_ended = Signal()
    problem = Signal(str)
    noted = Signal(str)

    def __init__(
        self, target: Target, drawing: Drawing | None = None, parent: QObject | None = None
    ) -> None:
        """Begin with `target`, or with `drawing`, which is to be learned when it is not empty."""
        super().__init__(parent)
        self.easel = DrawingEditor(drawing or Drawing.of(target), self)
        self.desk = DrawingImporter(self.easel)
        self.lineup = ModelSlots(self)
        self.seed = 0
        self.device = "auto"
        self._subject = LiveTarget(self.easel, target, self)
        self.run = Run(self._plan(), self.lineup, self)
        self.forks = Forks(self.lineup, self.run)
        self._repeating = Reproducibility()
        self._playing = RunControl(self.run, self._repeating, waiting=self.waiting)
        self._connect_target()
        self._connect_run()
        self._restart()

    @property
    def target(self) -> Target:
        """What is learned, or was before there was nothing to learn."""
        return self._subject.target

    @property
    def waiting(self) -> bool:
        """Whether there is nothing to learn."""
        return self._subject.waiting

    @property
    def entrants(self) -> tuple[ModelSlot, ...]:
        """Who races."""
        return self.lineup.entrants

    @property
    def setup(self) -> RunSetup:
        """How it is set to train."""
        return RunSetup(self.entrants, self.seed, self.run.clock)

    @property
    def after_reset(self) -> tuple[tuple[str, ...], ...]:
        """For each entrant the names of its settings that apply after a reset."""
        return self.run.plan.after_reset(self.entrants)

    @property
    def playing(self) -> bool:
        """Whether the run plays."""
        return self._playing.on

    def start(self) -> None:
        """Start the worker, and the run in it."""
        self.run.start()

    def close(self) -> None:
        """End the worker."""
        self.desk.close()
        self.run.close()

    def toggle(self) -> None:
        """Play or pause."""
        self.set_playing(not self.playing)

    def set_playing(self, playing: bool) -> None:
        """Play or pause; a run that failed starts anew."""
        self._playing.set_on(playing)

    def set_slow(self, slow: bool) -> None:
        """Train phase by phase, or at full speed."""
        self._playing.set_slow(slow)

    def step(self, part: Part) -> None:
        """Move this part of each model once, and pause."""
        self._playing.step(part)

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
        self.run.clock = clock
        self._playing.follow_rules()

    def take_up(
        self,
        setup: RunSetup,
        drawing: Drawing | None = None,
        runs: Mapping[int, SavedRun] = _NO_RUNS,
    ) -> None:
        """Train as `setup` says, paused, on `drawing` if there is another.

        In the places of `runs` it goes on from where those were left, else from the beginning.
        """
        self.set_playing(False)
        if drawing is not None:
            self.desk.open_drawing(drawing)  # which begins a run, and so ends forks
        self.lineup.take(setup.entrants)
        self.seed, self.run.clock = setup.seed, setup.clock
        self._restart(runs)

    def fork(self, place: int, iteration: int | None = None) -> None:
        """Put a copy of this one, as it is, into the other place, and pause.

        With an `iteration` it is as it was then, or at the last state saved before. It has the
        settings of that moment, which may then be changed.
        """
        start = self.forks.start(place, iteration)
        if start is None:
            return
        self.set_playing(False)
        if iteration is None:
            self.forks.ask(place)
        else:
            self.forks.make(place, start)

    def commands(self, places: Sequence[int]) -> list[str]:
        """For each of these entrants the command line that gives its numbers up to now.

        The drawing is saved where no file has it. Raises InputError when there is no such line.
        """
        if self.waiting:
            raise InputError("No command trains on an empty drawing: paint something first.")
        return self._repeating.commands(self.run.plan, self.lineup, places, self.run.iterations)

    def _connect_target(self) -> None:
        self.desk.problem.connect(self.problem)
        self.desk.noted.connect(self.noted)
        self.desk.opened.connect(self._note_opened)
        self._subject.replaced.connect(self._learn_another)
        self._subject.edited.connect(self._learn_edited)
        self._subject.waiting_changed.connect(self._playing.wait)
        self._subject.waiting_changed.connect(self.waiting_changed)

    def _connect_run(self) -> None:
        self.lineup.changed.connect(self._follow_lineup)
        self.lineup.replaced.connect(self._restart)
        self.forks.noted.connect(self.noted)
        self.run.begun.connect(self._tell_run)
        self.run.problem.connect(self.problem)
        playing = self._playing
        playing.changed.connect(self.playing_changed)
        playing.phase_passed.connect(self.phase_passed)
        playing.phases_ended.connect(self.phases_ended)
        playing.progressed.connect(self.progress_changed)
        playing.refused.connect(self._say_why_none_trains)
        playing.new_run_wanted.connect(self._restart)

    def _note_opened(self, path: Path) -> None:
        self._repeating.opened = path

    def _learn_another(self, target: Target) -> None:
        self.forks.end()
        self.target_changed.emit(target)
        self._restart()

    def _learn_edited(self, target: Target) -> None:
        self.target_edited.emit(target)
        if self.run.retarget(target):
            self._repeating.spoil_if_moved(Sentence("the drawing was changed while it trained"))

    def _follow_lineup(self) -> None:
        """Take over what may change while a run trains."""
        # A fork cannot be repeated anyway, and its original does not change with it.
        if any(self.entrants[place].forked_at is None for place in self.run.change()):
            self._repeating.spoil_if_moved(Sentence("a setting was changed while it trained"))
        self._playing.follow_rules()
        self.entrants_changed.emit()

    def _plan(self) -> RunPlan:
        return RunPlan.of(self.entrants, self.target, self.seed, self.device)

    def _restart(self, runs: Mapping[int, SavedRun] = _NO_RUNS) -> None:
        """Begin a run with everything that waited for it; in some places it goes on from `runs`."""
        if not runs:
            self.lineup.end_forks()
        self.forks.forget()
        plan = self._plan().resumed({place: run.config for place, run in runs.items()})
        if not plan.rules(self.entrants, self.run.clock).active:
            self.set_playing(False)
        self._repeating.begin(moving=self.playing)
        if runs:
            self._repeating.moved = True
            self._repeating.spoil(Sentence("it goes on from a saved one"))
        self.run.begin(plan, {place: run.history() for place, run in runs.items()})

    def _tell_run(self) -> None:
        self.run_started.emit()
        self.entrants_changed.emit()
        self._playing.tell_progress()

    def _say_why_none_trains(self) -> None:
        place, seen = next(item for item in enumerate(self.entrants) if item[1].shown)
        why = seen.lacks(self.target) or Sentence("No model is shown, so none is trained.")
        if place in self.run.over:
            why = self.tr("{model} cannot go on; ↺ starts again.").format(model=seen.title)
        self.problem.emit(tr_message(why))
