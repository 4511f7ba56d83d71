"""Tasks of lessons: what a model has to reach, told from its metrics or from a saved session."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import isfinite, nan
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from playground.density.load import load_target
from playground.density.target import Target
from playground.errors import InputError
from playground.message import Sentence
from playground.metrics.step_metrics import StepMetrics
from playground.models import model_of
from playground.runs.session.file import SavedSession

if TYPE_CHECKING:
    from playground.nn.model_trainer import ModelTrainer

TaskKind = Literal["reach", "lose", "find", "leak"]

_SENTENCES: Mapping[tuple[TaskKind, int], Sentence] = {
    ("reach", 0): Sentence("Left model: reach {value:g}× the floor"),
    ("reach", 1): Sentence("Right model: reach {value:g}× the floor"),
    ("lose", 0): Sentence("Left model: make it miss a mode"),
    ("lose", 1): Sentence("Right model: make it miss a mode"),
    ("find", 0): Sentence("Left model: have it find all modes"),
    ("find", 1): Sentence("Right model: have it find all modes"),
    ("leak", 0): Sentence("Left model: leak under {value:.0%}"),
    ("leak", 1): Sentence("Right model: leak under {value:.0%}"),
}
_IN_A_ROW = 3
_POINTS = 2000
_DRAWS = 10


@dataclass(frozen=True)
class Measures:
    """What tasks ask for: the distance as a multiple of the floor, the modes that are missed, and
    the largest share of a layer's points that lies in another one (NaN without layers).
    """

    distance: float
    missed: float
    leak: float

    @classmethod
    def of_step(cls, metrics: StepMetrics) -> "Measures":
        """Those of a moment in the window."""
        figures = metrics.figures
        return cls(figures.sliced_wasserstein, figures.missed_modes, _largest_leak(metrics.leak))

    @classmethod
    def of_trainer(cls, trainer: "ModelTrainer") -> "Measures":
        """Those of a trained model, as the window has them, the mean of ten samples."""
        from playground.metrics.leak import Leak  # bring SciPy, which the window does without
        from playground.metrics.training_metrics import CurveEvaluator

        target, config = trainer.target, trainer.config
        evaluator = CurveEvaluator(target, config.adversarial_loss, _POINTS)
        rng = np.random.default_rng(0)
        distances, missed, leaks = [], [], []
        for seed in range(_DRAWS):
            points, layer = trainer.sample(_POINTS, seed)
            real = _real(target, rng)
            figures = evaluator.figures(real, points)
            distances.append(figures.sliced_wasserstein)
            missed.append(figures.missed_modes)
            if config.is_conditional:
                leaks.append(_largest_leak(Leak(target).matrix(points, layer)))
        leak = float(np.mean(leaks)) if leaks else nan
        return cls(float(np.mean(distances)), float(np.median(missed)), leak)


def _real(target: Target, rng: np.random.Generator) -> Any:
    from playground.density.sampler import Sampler

    return Sampler(target).draw(_POINTS, rng)[0]


def _largest_leak(matrix: Any) -> float:
    """The largest entry off the diagonal; NaN where there is no matrix."""
    if not matrix.size:
        return nan
    return float((matrix - np.diag(np.diag(matrix))).max())


@dataclass(frozen=True)
class Task:
    """Something to be done with the model in a slot: to "reach" a multiple of the floor, to "lose"
    a mode or "find" all of them, or to "leak" less than a share.
    """

    slot: int
    kind: TaskKind
    value: float

    @classmethod
    def from_json(cls, content: Any) -> "Task":
        """A task of a `lesson.json`. Raises InputError."""
        try:
            task = cls(content["slot"], content["kind"], float(content["value"]))
        except (KeyError, TypeError, ValueError) as error:
            raise InputError("not a task ({error})", error=repr(error)) from error
        if task.kind not in get_args(TaskKind) or task.slot not in (0, 1):
            raise InputError("there is no such task: “{kind}”", kind=task.kind)
        return task

    @property
    def sentence(self) -> Sentence:
        """What is to be done."""
        template = _SENTENCES[self.kind, self.slot].template
        return Sentence(template, value=self.value)

    def measured(self, measures: Measures) -> float:
        """What it asks for, of a model."""
        match self.kind:
            case "reach":
                return measures.distance
            case "leak":
                return measures.leak
            case _:
                return measures.missed

    def is_met(self, measures: Measures) -> bool:
        """Whether a model that measures this has done it; NaN never has."""
        found = self.measured(measures)
        if not isfinite(found):
            return False
        return found >= self.value if self.kind == "lose" else found <= self.value


class TaskProgress:
    """Which tasks are done: what was met at three moments in a row, since one may be by chance."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self.tasks = tuple(tasks)
        self._rows = [0] * len(self.tasks)

    @property
    def done(self) -> tuple[bool, ...]:
        """For each task whether it is done; what was done stays so."""
        return tuple(row >= _IN_A_ROW for row in self._rows)

    def note(self, slot: int, measures: Measures) -> bool:
        """Take a moment of the model in a slot; returns whether a task is done by it."""
        before = self.done
        for index, task in enumerate(self.tasks):
            if task.slot == slot and not before[index]:
                self._rows[index] = self._rows[index] + 1 if task.is_met(measures) else 0
        return self.done != before

    def begin_anew(self) -> None:
        """Another run has begun: what was not done needs three moments of it."""
        self._rows = [row if row >= _IN_A_ROW else 0 for row in self._rows]


@dataclass(frozen=True)
class LessonTasks:
    """The tasks of a lesson on a shipped density, for models by slot."""

    number: int
    target: str
    models: tuple[str, ...]
    tasks: tuple[Task, ...]

    def fits(self, session: SavedSession) -> bool:
        """Whether a session is of this lesson: its density is drawn, and its models are there."""
        target = session.drawing.target()
        models = {run.place: run.config.model for run in session.runs}
        asked = {task.slot for task in self.tasks}
        return (
            target is not None
            and all(models.get(slot) == self.models[slot] for slot in asked)
            and _same(target, load_target(self.target))
        )

    def check(self, session: SavedSession) -> list[tuple[Task, float, bool]]:
        """Each task, what its model measures as it was saved, and whether that is enough."""
        target = session.drawing.target()
        assert target is not None
        measures = {}
        for run in session.runs:
            if run.checkpoints and any(task.slot == run.place for task in self.tasks):
                checkpoint = run.checkpoints[-1]
                trainer = model_of(run.config).trainer(checkpoint.config, target)
                trainer.load(checkpoint.state)
                measures[run.place] = Measures.of_trainer(trainer)
        none = Measures(nan, nan, nan)
        found = [(task, measures.get(task.slot, none)) for task in self.tasks]
        return [(task, task.measured(one), task.is_met(one)) for task, one in found]


def _same(one: Target, other: Target) -> bool:
    return len(one.layers) == len(other.layers) and all(
        mine.weight == its.weight and np.array_equal(mine.pixels, its.pixels)
        for mine, its in zip(one.layers, other.layers, strict=True)
    )


def lessons_with_tasks() -> list[LessonTasks]:
    """The lessons that come with tasks, in order."""
    found = []
    folder = files("playground").joinpath("lessons")
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        path = entry.joinpath("lesson.json")
        content = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        if tasks := content.get("tasks"):
            models = tuple(one["config"]["model"] for one in content["setup"]["entrants"])
            number = int(entry.name.partition("-")[0])
            given = tuple(map(Task.from_json, tasks))
            found.append(LessonTasks(number, content["target"], models, given))
    return found
