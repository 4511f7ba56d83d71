"""Trains a 2D GAN of any model on a target, one step at a time."""

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray

from playground.density.target import Target
from playground.errors import Diverged, InputError
from playground.gan.config import GanConfig
from playground.gan.course import columns_of, pacing_of
from playground.gan.inspector import Inspector, ModelView, inspect_snapshot
from playground.gan.layer_sizes import STREAMS
from playground.gan.model import GanModel, MonitorBatch
from playground.gan.steps import LOSSES_THAT_DIVERGE, TrainingSteps
from playground.nn.course import Columns
from playground.nn.device import as_array, as_arrays, pick_device
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection, InspectionRequest
from playground.nn.model_config import ModelConfig
from playground.nn.model_trainer import Phase
from playground.nn.random_streams import open_stream
from playground.nn.recorded_trainer import RecordedTrainer

_CURVE_STEPS = 101

__all__ = ["Diverged", "Trainer", "train"]


class Trainer(RecordedTrainer[GanConfig, GanModel]):
    """Trains the generator and the discriminator of `config` on `target`.

    The generator makes single points; its condition, and whether the discriminator gets it too,
    depends on `config.model` (`Conditioning`). Real points always come in the layers' fixed shares,
    from a stream that depends on the seed only, so a GAN and a CGAN of one seed see the same
    points. Raises InputError when the target has too few layers for the model.
    """

    def __init__(
        self, config: GanConfig, target: Target, device: torch.device | str = "cpu"
    ) -> None:
        super().__init__(config, target, device, GanModel.of, STREAMS, LOSSES_THAT_DIVERGE)
        self._steps = TrainingSteps(self._model, self._points, self._streams, self._loss_monitor)
        self._follow_points()

    def d_step(self) -> None:
        """Take one step of the discriminator on a batch of real and one of generated points."""
        self._course.prepare()
        for _ in self._timed(self._steps.discriminator_step(self.config, pacing_of(self._course))):
            pass

    def g_step(self) -> None:
        """Take one step of the generator, and of an InfoGAN's code reader."""
        self._course.prepare()
        for _ in self._timed(self._steps.generator_step(self.config, pacing_of(self._course))):
            pass

    def snapshot(self) -> Snapshot:
        """The current snapshot of the run. Taking it advances none of the training's random
        streams.

        Raises Diverged if a loss was NaN or infinite at any step so far.
        """
        self._loss_monitor.check()
        monitor, model = self._monitor, self._model
        weights, layer = model.g.eval_weights, monitor.condition.layer
        latent = model.sampler.shown_latent(weights, monitor.latent, layer)
        points = model.generator(weights, latent, monitor.condition.generator_input)
        losses = self._loss_monitor.losses
        arrays = as_arrays(
            {
                "real": monitor.real.T,
                # These colour the points; an InfoGAN does not know layers, only its codes.
                "real_layer": model.predict_codes(monitor.real) if model.reader else layer,
                "generated": points.T,
                "generated_layer": layer,
                "d_weights": model.d.eval_weights,
                "g_weights": weights,
                "q_weights": model.q.eval_weights if model.q else losses[:0],
                "losses": losses,
            }
        )
        d_loss, g_loss = map(float, arrays.pop("losses"))
        return Snapshot(
            iteration=self.iteration, seconds=self.seconds, d_loss=d_loss, g_loss=g_loss, **arrays
        )

    def sample(
        self,
        n: int,
        seed: int = 0,
        layer: int | None = None,
        weights: NDArray[np.float32] | None = None,
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Sample `n` generated points, float32 [n, 2] in the unit square, and their layers [n].

        Uses the current evaluation weights, or those of a snapshot. The points depend on `seed`
        alone. With a `layer` all points are of that layer or code; without it a CGAN's layers get
        their shares and an InfoGAN's codes are equally likely. For other models the layers are 0.
        """
        random = open_stream(seed, "sample", self.device)
        allotted, given = self._points.draw_layers(n, random), self._model.g.eval_weights
        if weights is not None:
            given = torch.from_numpy(weights).to(self.device)
        points, layers = self._model.sampler.sample(given, allotted, random, layer)
        return as_array(points.T), as_array(layers)

    @property
    def codes(self) -> int:
        """Number of codes of an InfoGAN; 0 for other models."""
        return self._model.reader.codes if self._model.reader else 0

    def codes_of(self, points: NDArray[np.floating]) -> NDArray[np.int64]:
        """The code int64 [n] that an InfoGAN predicts for each of `points` [n, 2]."""
        columns = torch.from_numpy(points.T.astype(np.float32)).to(self.device)
        return as_array(self._model.predict_codes(columns))

    def curves(self) -> NDArray[np.float32]:
        """For each code, the points [codes, steps, 2] of a sweep of its first continuous value.

        The value goes from -1 to 1; the other values and the latent are 0. There are no steps
        without continuous codes.
        """
        curves = self._model.sampler.curves(self._model.g.eval_weights, _CURVE_STEPS)
        return as_array(curves.permute(1, 2, 0))

    def model_view(self) -> ModelView:
        """A view of the current networks and the monitored batch, for inspection."""
        monitor, model = self._monitor, self._model
        return ModelView(
            config=self.config,
            discriminator=model.discriminator,
            d_weights=model.d.eval_weights,
            sampler=model.sampler,
            g_weights=model.g.eval_weights,
            real=monitor.real,
            latent=monitor.latent,
            condition=monitor.condition,
        )

    def inspector(self) -> Inspector:
        """Inspects the model as it trains; it always sees the current weights."""
        return Inspector(self.model_view)

    def inspect_snapshot(self, snapshot: Snapshot, request: InspectionRequest) -> Inspection:
        """The inspection that `request` would have given when `snapshot` was taken."""
        return inspect_snapshot(self.model_view(), snapshot, request)

    def apply(self, config: ModelConfig) -> None:
        """Apply changed settings that may change while a run trains.

        Raises InputError, changing nothing, if any other setting differs.
        """
        if isinstance(config, GanConfig) and config.pack_size != self.config.pack_size:
            raise InputError("--batch-size of a batch GAN applies after a reset only")
        super().apply(config)

    def _columns(self, config: GanConfig) -> Columns:
        return columns_of(config)

    @property
    def _uses_autograd(self) -> bool:
        return self.config.uses_autograd

    def _training_phases(self) -> Iterator[Phase]:
        return self._steps.iteration(self.config, pacing_of(self._course))

    def _follow_points(self) -> None:
        self._steps.points = self._points
        self._monitor = MonitorBatch.of(self.config.seed, self._points, self._model.sampler)


def train(
    config: GanConfig, target: Target, device: torch.device | str = "auto"
) -> Iterator[Snapshot]:
    """Train from the beginning; yield a snapshot before, at regular intervals, and at the end."""
    trainer = Trainer(config, target, pick_device(str(device)))
    yield trainer.snapshot()
    while trainer.iteration < config.iterations:
        trainer.step()
        if trainer.iteration % config.snapshot_every == 0 or trainer.iteration == config.iterations:
            yield trainer.snapshot()
