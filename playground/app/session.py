"""The state of a window, without a widget: the target, the models that learn it, and the view."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import randrange
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from playground.app.drawing_editor import DrawingEditor
from playground.app.earlier_runs import EarlierRun, EarlierRuns
from playground.app.forks import Forks
from playground.app.importing import DrawingImporter
from playground.app.live_target import LiveTarget
from playground.app.model_slots import ModelSlot, ModelSlots, RunSetup
from playground.app.notices import Notices, Offer
from playground.app.run_control import RunControl
from playground.app.run_plan import Reproducibility, RunPlan
from playground.app.storage.session_state import SessionState
from playground.app.training_run import TrainingRun
from playground.app.translation import tr_message
from playground.app.view_choices import ViewChoices
from playground.density.picture_text import picture_text
from playground.density.target import Target
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.flow.base import DRAWING
from playground.message import Sentence
from playground.nn.network_blocks import Neuron
from playground.plots.view import View
from playground.runs.session.saved_run import SavedRun
from playground.worker.pair import AnyWorker, start_workers
from playground.worker.protocol import Clock

_FRESH_SEEDS = 10_000
_NO_RUNS: Mapping[int, SavedRun] = MappingProxyType({})
_FROM_FILE = Sentence("it goes on from a saved one")
_ELSEWHERE = Sentence("it began on another device")


class Session(QObject):
    """The state of a window, and what changes it.

    A target, two models, a seed and a device make a run. Changing one of them begins another run at
    iteration 0, which trains at once if the last one did; the last one is kept among the
    `earlier_runs`. Of a model's settings, those that may
    change while a run trains apply at once, and the others after a reset.

    Each part has signals of its own, for views to connect to: `editor`, `live_target`,
    `model_slots`, `run`, `control`, `forks` and `notices`.
    """

    run_started = Signal()  # a run begins, or begins again; the session has followed it
    slots_changed = Signal()  # models, settings, titles, the seed or the clock
    view_changed = Signal(object)  # View

    def __init__(
        self,
        target: Target,
        drawing: Drawing | None = None,
        *,
        notices: Notices | None = None,
        start_worker: Callable[[], AnyWorker] = start_workers,
        parent: QObject | None = None,
    ) -> None:
        """Begin with `target`, or with `drawing`, which is learned if it is not empty."""
        super().__init__(parent)
        self.notices = notices or Notices(self)
        self.editor = DrawingEditor(drawing or Drawing.of(target), self)
        self.importer = DrawingImporter(self.editor, self.notices)
        self.model_slots = ModelSlots(self)
        self.seed = 0
        self.device = "auto"
        self.live_target = LiveTarget(self.editor, target, self)
        self.run = TrainingRun(self._plan(), self.model_slots, self.notices, start_worker, self)
        self.forks = Forks(self.model_slots, self.run, self.notices)
        self._reproducibility = Reproducibility()
        self.control = RunControl(self.run, self._reproducibility, waiting=self.waiting)
        self.view = View()
        """What is seen of the models, as far as they have it."""
        self.view_choices = ViewChoices()
        self.earlier_runs = EarlierRuns()
        self._chosen_view = View()
        self._restoring = False
        self._note_run()
        self._connect()
        self._begin_run()

    @property
    def target(self) -> Target:
        """What is learned, or was before there was nothing to learn."""
        return self.live_target.target

    @property
    def waiting(self) -> bool:
        """Whether there is nothing to learn."""
        return self.live_target.waiting

    @property
    def slots(self) -> tuple[ModelSlot, ...]:
        """The models, by slot id."""
        return self.model_slots.slots

    @property
    def setup(self) -> RunSetup:
        """How the run is set up."""
        return RunSetup(self.slots, self.seed, self.run.clock)

    @property
    def state(self) -> SessionState:
        """All of it as a value; later changes to the session do not affect it."""
        runs = {} if self.waiting else self._saved_runs
        return SessionState(self.editor.drawing, self.setup, self.view, runs)

    @property
    def after_reset(self) -> tuple[tuple[str, ...], ...]:
        """For each slot id, the names of the settings that apply after a reset."""
        return self.run.plan.after_reset(self.slots)

    @property
    def running_slots(self) -> tuple[ModelSlot, ...]:
        """The models with the settings that the run has."""
        return self.run.plan.running(self.slots)

    def start(self) -> None:
        """Start the worker, and the run in it."""
        self.run.start()

    def close(self) -> None:
        """End the worker."""
        self.importer.close()
        self.run.close()

    def reset(self) -> None:
        """Back to the same initial weights, paused."""
        self.control.set_playing(False)
        self._begin_run()

    def set_seed(self, seed: int) -> None:
        """Other initial weights and points."""
        if seed != self.seed:
            self.seed = seed
            self._begin_run()

    def new_seed(self) -> None:
        """Another seed, short enough to be read out."""
        self.set_seed((self.seed + randrange(1, _FRESH_SEEDS)) % _FRESH_SEEDS)

    def set_device(self, device: str) -> None:
        """Train on another device, from the beginning."""
        if device != self.device:
            self.device = device
            self._begin_run()

    def set_setting(self, slots: Sequence[int], name: str, value: Any) -> None:
        """Give these models another value of a setting, as a person typed or chose it."""
        if name == "base" and value == DRAWING:
            value = picture_text(self.target)
        self.model_slots.set_setting(slots, name, value)

    def set_clock(self, clock: Clock) -> None:
        """Keep the models at the same iteration, or give them the same time."""
        self.run.clock = clock
        self._note_run()
        self.control.follow_rules()

    def set_view(self, view: View) -> None:
        """Show this of the models, as far as they have it."""
        self._chosen_view = view
        fitted = self.view_choices.fitted(view)
        if fitted != self.view:
            self.view = fitted
            self.view_changed.emit(fitted)

    def change_view(self, name: str, value: Any) -> None:
        """Change one field of the view."""
        changed: dict[str, Any] = {name: value}
        self.set_view(replace(self._chosen_view, **changed))

    def choose_neuron(self, neuron: Neuron) -> None:
        """Show the map of this neuron."""
        self.set_view(replace(self._chosen_view, heat="neuron", neuron=neuron))

    def restore(
        self,
        setup: RunSetup,
        drawing: Drawing | None = None,
        runs: Mapping[int, SavedRun] = _NO_RUNS,
        view: View | None = None,
        *,
        document: int | None = None,
    ) -> None:
        """Begin one run as `setup` says, paused, on `drawing` if there is one.

        The slots in `runs` continue from where those were saved, the others begin at iteration 0.
        The drawing is a new document, unless it is of one that was here before.
        """
        self.control.set_playing(False)
        if drawing is not None:
            self._restoring = True
            try:
                self.importer.open_drawing(drawing, document)
            finally:
                self._restoring = False
        self.model_slots.put_all(setup.slots)
        self.seed, self.run.clock = setup.seed, setup.clock
        self._begin_run(runs)
        if view is not None:
            self.set_view(view)

    def bring_back(self, number: int) -> None:
        """Bring an earlier run back, paused, with its drawing, settings and view.

        The current run takes its place among the earlier ones.
        """
        earlier = self.earlier_runs.take(number)
        if earlier is None:
            return
        state, editor = earlier.state, self.editor
        here = editor.document == earlier.document and state.drawing.equals(editor.drawing)
        self.restore(
            state.setup,
            None if here else state.drawing,
            state.runs,
            state.view,
            document=earlier.document,
        )
        self._remember_origin(earlier)
        text = self.tr("The run is here again at iteration {iteration}; Play continues.")
        self.notices.info.emit(text.format(iteration=f"{state.iteration:,}"))

    def fork(self, slot: int, iteration: int | None = None) -> None:
        """Put a copy of this model into the other slot, and pause.

        It is the model as it is now, or with an `iteration` as it was at the last checkpoint up to
        that, with the settings of then.
        """
        start = self.forks.start(slot, iteration)
        if start is None:
            return
        self.control.set_playing(False)
        if iteration is None:
            self.forks.ask(slot)
        else:
            self.forks.make(slot, start)

    def commands(self, slots: Sequence[int]) -> list[str]:
        """For each of these slots the command line that gives its numbers up to now.

        The drawing is saved where no file has it. Raises InputError when there is no such command.
        """
        if self.waiting:
            raise InputError("No command trains on an empty drawing: paint something first.")
        plan, done = self.run.plan, self.run.iterations
        return self._reproducibility.commands(plan, self.model_slots, slots, done)

    def copy_commands(self, slots: Sequence[int]) -> None:
        """Copy the commands of these slots to the clipboard, or say why there are none."""
        try:
            lines = self.commands(slots)
        except InputError as error:
            self.notices.problem.emit(tr_message(error))
            return
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.notices.info.emit(self.tr("Copied: {line}").format(line=lines[0]))

    def _connect(self) -> None:
        self.importer.opened.connect(self._note_opened)
        self.live_target.replaced.connect(self._learn_another)
        self.live_target.edited.connect(self._learn_edited)
        self.live_target.waiting_changed.connect(self.control.set_waiting)
        self.model_slots.changed.connect(self._follow_slots)
        self.model_slots.replaced.connect(self._begin_run)
        self.run.begun.connect(self._follow_run)
        self.run.ended_saved.connect(self.earlier_runs.add_states)
        self.control.refused.connect(self._say_why_none_trains)
        self.control.new_run_wanted.connect(self._begin_run)

    def _note_opened(self, path: Path) -> None:
        self._reproducibility.opened = path

    def _learn_another(self, target: Target) -> None:
        if self._restoring:  # a run with the restored setup follows
            return
        if self._bring_document_back():
            return
        going_on = self._going_on(target)
        if going_on:
            self._learn_other_layers(going_on)
        else:
            self.forks.end()
            self._begin_run()

    def _learn_edited(self, target: Target) -> None:
        if self._restoring or self._bring_document_back():
            return
        self._note_run()
        if self.run.retarget(target):
            because = Sentence("the drawing was changed while it trained")
            self._reproducibility.mark_modified_if_moved(because)

    def _bring_document_back(self) -> bool:
        """Undo that brings another document back brings its last run, too."""
        editor = self.editor
        if not editor.returning or editor.document == self._document:
            return False
        earlier = self.earlier_runs.newest_of(editor.document, editor.drawing)
        if earlier is not None:
            self.bring_back(earlier.number)
        return earlier is not None

    def _going_on(self, target: Target) -> tuple[int, ...]:
        """The slots that can learn `target` from now on, the same drawing with other layers."""
        same = self.editor.document == self._document and target.name == self.run.plan.target.name
        if not same or self.run.failed or self.forks.can_undo:
            return ()
        configs = self.run.plan.configs.items()
        return tuple(slot for slot, config in configs if not config.has_layers)

    def _learn_other_layers(self, going_on: tuple[int, ...]) -> None:
        """Go on where the networks stay the same; the others begin anew, or where they were."""
        earlier = self.earlier_runs.newest_of(self.editor.document, self.editor.drawing)
        ended = self._keep_run(going_on)
        back = {} if earlier is None else self._fitting_runs(earlier, going_on)
        if earlier is not None and back:
            self.earlier_runs.take(earlier.number)
        plan = self._plan().resumed(
            {slot: self.run.plan.configs[slot] for slot in going_on}
            | {slot: run.config for slot, run in back.items()}
        )
        self._reproducibility.mark_modified_if_moved(
            Sentence("the drawing was changed while it trained")
        )
        pasts = {slot: run.history() for slot, run in back.items()}
        self.run.learn_other_layers(plan, going_on, pasts)
        self._offer(ended)

    def _fitting_runs(
        self, earlier: EarlierRun, going_on: tuple[int, ...]
    ) -> Mapping[int, SavedRun]:
        """The runs of the slots that do not go on, where their models are set up as now."""
        setup = earlier.state.setup
        return {
            slot: run
            for slot, run in earlier.state.runs.items()
            if slot not in going_on
            and (setup.seed, setup.slots[slot]) == (self.seed, self.slots[slot])
        }

    def _follow_slots(self) -> None:
        """Take over what may change while a run trains."""
        # A fork cannot be repeated anyway, and its original does not change with it.
        if any(self.slots[slot].forked_at is None for slot in self.run.change()):
            because = Sentence("a setting was changed while it trained")
            self._reproducibility.mark_modified_if_moved(because)
        self._note_run()
        self.control.follow_rules()
        self.slots_changed.emit()

    def _plan(self) -> RunPlan:
        return RunPlan.of(self.slots, self.target, self.seed, self.device)

    def _begin_run(self, runs: Mapping[int, SavedRun] = _NO_RUNS) -> None:
        """Begin a run with all settings as they are; the slots in `runs` continue from there."""
        ended = self._keep_run()
        if not runs:
            self.model_slots.end_forks()
        self.forks.forget()
        plan = self._plan().resumed({slot: run.config for slot, run in runs.items()})
        if not plan.rules(self.slots, self.run.clock).active:
            self.control.set_playing(False)
        self._reproducibility.begin(moving=self.control.playing)
        if runs:
            self._reproducibility.resume(_FROM_FILE)
        self.run.begin(plan, {slot: run.history() for slot, run in runs.items()})
        self._offer(ended)

    @property
    def _saved_runs(self) -> Mapping[int, SavedRun]:
        configs = self.run.plan.configs
        pasts = self.run.histories.items()
        return {slot: SavedRun.of(slot, configs[slot], past) for slot, past in pasts}

    def _note_run(self) -> None:
        """Remember what the run learns, and how: when it ends, that has changed already."""
        self._document, self._learned = self.editor.document, self.editor.drawing
        self._set_up = self.setup

    def _keep_run(self, going_on: tuple[int, ...] = ()) -> Offer | None:
        """Keep the run that ends, but for the slots that go on; returns the offer to bring it back.

        One that has not trained is kept where another document takes its place, for undo.
        """
        done = self.run.iterations.items()
        ended = {slot: far for slot, far in done if far and slot not in going_on}
        if not ended and self.editor.document == self._document:
            return None
        number = self.run.number
        state = SessionState(self._learned, self._set_up, self._chosen_view, self._saved_runs)
        self.earlier_runs.keep(self._earlier(number, state))
        if not ended:
            return None
        text = self.tr("The run ended at iteration {iteration}.")
        if going_on:
            text = self.tr(
                "{model} cannot go on with other layers: it ended at iteration {iteration}."
            )
        models = " | ".join(self.model_slots.titles[slot] for slot in ended)
        sentence = text.format(model=models, iteration=f"{max(ended.values()):,}")
        return Offer(sentence, self.tr("Bring it back"), lambda: self.bring_back(number))

    def _remember_origin(self, earlier: EarlierRun) -> None:
        """The run is `earlier` again; it has the numbers of one that never ended."""
        known = self._reproducibility
        known.opened = earlier.opened
        if earlier.state.iteration:
            known.resume(earlier.because if earlier.device == self.device else _ELSEWHERE)
        else:
            known.begin(moving=False)

    def _earlier(self, number: int, state: SessionState) -> EarlierRun:
        """The run that ends, with what a command that repeats it needs."""
        known = self._reproducibility
        device, opened = self.run.plan.device, known.opened
        return EarlierRun(number, self._document, state, device, opened, known.because)

    def _offer(self, offer: Offer | None) -> None:
        if offer is not None:
            self.notices.offered.emit(offer)

    def _follow_run(self) -> None:
        self._note_run()
        before = self.view_choices
        self.view_choices = ViewChoices.of(self.target, self.running_slots)
        chosen = self.view_choices.carried_over(self._chosen_view, before)
        self.run_started.emit()
        self.set_view(chosen)
        self.slots_changed.emit()
        self.control.show_progress()

    def _say_why_none_trains(self) -> None:
        slot, shown = next(item for item in enumerate(self.slots) if item[1].shown)
        why = shown.lacks(self.target) or Sentence("No model is shown, so none is trained.")
        if slot in self.run.over:
            why = self.tr("{model} cannot continue; ↺ starts again.").format(model=shown.title)
        self.notices.problem.emit(tr_message(why))
