"""Writes a run's folder while it trains: figures, the moving picture, checkpoints, the end."""

from contextlib import suppress
from functools import cached_property
from pathlib import Path
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Self

import numpy as np

from playground.density.target import Target
from playground.errors import Diverged
from playground.metrics.step_metrics import CurveFigures
from playground.metrics.training_metrics import CurveEvaluator
from playground.models import MODELS
from playground.nn.history import Snapshot
from playground.nn.model_config import ModelConfig
from playground.plots.panels import Panels, export_figure
from playground.plots.static_figures import CodeCurves
from playground.runs.atomic import atomic_write
from playground.runs.checkpoint import save_checkpoint
from playground.runs.config_file import AnimationKind
from playground.runs.goal import Best
from playground.runs.moments import MomentLog
from playground.runs.run_folder import RunFolder
from playground.runs.tables import write_csv
from playground.runs.video import open_animation

if TYPE_CHECKING:
    from playground.nn.model_trainer import ModelTrainer

CHECKPOINT_SECONDS = 5.0
"""The most that is lost when a run is killed."""

_PICTURE_DPI = 200
_SAMPLE_SEED = 0


class Recorder:
    """Records one stretch of a run: from where the trainer is now until `finish` or `abandon`.

    The moving picture of a resumed run goes to a folder of its own (`from-150/`), since a finished
    GIF or MP4 cannot be continued without loss; frames and losses in it begin where it went on.

    Making one, and every method but `abandon`, raises OSError when something cannot be written, and
    `gan.trainer.Diverged` when a loss is no finite number; the last checkpoint is whole then.
    Making one raises InputError when the moving picture cannot be made here.
    """

    def __init__(self, run: RunFolder, trainer: "ModelTrainer") -> None:
        self.run = run
        self._trainer = trainer
        record = run.record
        self._figure = export_figure()
        self._figures = Figures(trainer.target, record.config)
        self._snapshot = trainer.snapshot()
        self._moments = MomentLog(run.moments, trainer)
        self._moments.add(self._snapshot)
        # With nothing left to train there is nothing that moves.
        done = trainer.iteration >= trainer.config.iterations
        self._kind: AnimationKind = "none" if done else record.animation
        self._best = _best(run) if record.keep == "best" else None
        self._animation = open_animation(self._kind, self._animation_folder(), self._figure)
        try:
            self._begin()
        except BaseException:
            self.abandon()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """An error, or the wish to stop, ends the stretch without its pictures."""
        if kind is not None:
            self.abandon()

    def after_step(self) -> CurveFigures | None:
        """Record the iteration that the trainer has just done, as far as something is due; return
        its figures, if there are any.
        """
        trainer, figures = self._trainer, None
        if trainer.iteration % trainer.config.snapshot_every == 0:
            figures = self._record()
        if self._best is not None and self._best.look(figures):
            self._save(self.run.best, distance=self._best.distance)
        if monotonic() - self._saved >= CHECKPOINT_SECONDS:
            self.save()
        return figures

    def save(self) -> None:
        """Write a checkpoint of now, once it is known to be a good one."""
        _check_weights(self._trainer.snapshot())
        self._moments.save()  # those after the checkpoint are dropped when the run is resumed
        self._save(self.run.checkpoint)
        self._saved = monotonic()

    def _save(self, path: Path, **told: float) -> None:
        meta = {"iteration": self._trainer.iteration, **told}
        save_checkpoint(path, self._trainer.state(), meta)

    def finish(self) -> None:
        """Write what stands at the end of a run, whether it came to its end or was stopped.

        The trainer is at the moment that the run results in then.
        """
        self.end_training()
        if self.run.result != self.run.checkpoint:
            self._return_to_best()
        points, layer = self._trainer.sample(self.run.record.samples, seed=_SAMPLE_SEED)
        write_csv(self.run.samples, points, layer if self.run.record.config.has_layers else None)
        self._show()
        with atomic_write(self.run.picture) as file:
            self._figure.savefig(file, format="png", dpi=_PICTURE_DPI)
        self._animation.close()

    def end_training(self) -> None:
        """Write all that only who trains it knows; another recorder can `finish` the run then."""
        if self._snapshot.iteration != self._trainer.iteration:
            _check_weights(self._trainer.snapshot())
            self._record()
        self._moments.finish(self._snapshot)
        self.save()  # it says that what comes before it is there

    def abandon(self) -> None:
        """Let go of the moving picture after an error; what is written stays."""
        with suppress(OSError):
            self._animation.close()

    def _return_to_best(self) -> None:
        self._trainer.load(dict(self.run.load_checkpoint(self.run.best).state))
        self._snapshot = self._trainer.snapshot()

    def _begin(self) -> None:
        self._add_frame()
        self._saved = monotonic()
        if self._trainer.iteration == 0:
            self.save()

    def _record(self) -> CurveFigures | None:
        self._snapshot = self._trainer.snapshot()
        self._moments.add(self._snapshot)
        figures = self._figures.of(self._snapshot)
        self.run.metrics.add(self._snapshot, figures)
        self._add_frame()
        return figures

    def _add_frame(self) -> None:
        if self._kind != "none":
            self._show()
            self._animation.add(self._snapshot.iteration)

    @cached_property
    def _panels(self) -> Panels:
        """The picture, which takes time and memory, and which many runs show at their end only."""
        config, target = self.run.record.config, self._trainer.target
        return Panels(
            self._figure,
            target,
            title=f"{MODELS[config.model].title} on {target.name}",
            conditional=config.is_conditional,
            codes=self._trainer.codes,
            adversarial=config.is_adversarial,
        )

    @cached_property
    def _curves(self) -> CodeCurves:
        return CodeCurves(self._panels.points.axes, self._trainer.codes)

    def _show(self) -> None:
        """The newest snapshot, which is of this very moment, and what continuous codes do now."""
        self._panels.update(self._snapshot)
        if self._trainer.codes:
            self._curves.update(self._trainer.curves())

    def _animation_folder(self) -> Path:
        begin = self._trainer.iteration
        if not begin or self._kind == "none":
            return self.run.path
        folder = self.run.path / f"from-{begin}"
        folder.mkdir(exist_ok=True)
        return folder


def _best(run: RunFolder) -> Best:
    """What is known of the best moment of a run that goes on."""
    if run.best.is_file():
        distance = run.load_checkpoint(run.best).meta.get("distance")
        if isinstance(distance, float):
            return Best(distance)
    return Best()


def _check_weights(snapshot: Snapshot) -> None:
    """A step can leave weights behind that only the next one's loss would show to be bad."""
    if not (np.isfinite(snapshot.d_weights).all() and np.isfinite(snapshot.g_weights).all()):
        raise Diverged(
            f"the weights were not finite numbers after iteration {snapshot.iteration}; "
            "a lower learning rate may help"
        )


_SHARE = 0.05  # of the time that training took
_FIRST_SECONDS = 1.0  # runs shorter than this need no judge


class Figures:
    """Scores snapshots of one run within a twentieth of its training time.

    The judge and its floors (which are kept in the cache) are made once, beside that.
    """

    def __init__(self, target: Target, config: ModelConfig) -> None:
        self._target, self._config = target, config
        self._judge: CurveEvaluator | None = None
        self._spent = 0.0

    def of(self, snapshot: Snapshot) -> CurveFigures | None:
        """The figures of `snapshot`, or None while they would cost too much."""
        if snapshot.seconds < _FIRST_SECONDS or self._spent > _SHARE * snapshot.seconds:
            return None
        if self._judge is None:
            self._judge = CurveEvaluator(
                self._target,
                self._config.adversarial_loss,
                len(snapshot.real),
                self._config.known_least_loss(self._target),
            )
        start = perf_counter()
        figures = self._judge.figures(snapshot.real, snapshot.generated)
        self._spent += perf_counter() - start
        return figures
