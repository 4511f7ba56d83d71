"""Trains a 2D GAN of any model on a target, one step at a time."""

from collections.abc import Iterator, Mapping
from time import perf_counter
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.density.target import Target
from playground.errors import Diverged, InputError
from playground.gan.config import GanConfig
from playground.gan.course import columns_of, pacing_of
from playground.gan.inspector import Inspector, ModelView, inspect_snapshot
from playground.gan.layer_sizes import STREAMS
from playground.gan.model import GanModel, MonitorBatch
from playground.gan.steps import LOSSES_THAT_DIVERGE, TrainingSteps
from playground.nn.course import Course
from playground.nn.device import as_array, as_arrays, pick_device, tune_process
from playground.nn.divergence import LossMonitor
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection, InspectionRequest
from playground.nn.model_config import ModelConfig
from playground.nn.model_trainer import Phase
from playground.nn.random_streams import open_stream, restore_streams
from playground.nn.real_data import real_points
from playground.nn.recording import recording_of
from playground.settings import settings_of

_CURVE_STEPS = 101

__all__ = ["Diverged", "Trainer", "train"]


class Trainer:
    """Trains the generator and the discriminator of `config` on `target`.

    The caller owns the loop. The generator makes single points; its condition, and whether the
    discriminator gets it too, depends on `config.model` (`Conditioning`). Real points always come
    in the layers' fixed shares, from a stream that depends on the seed only, so a GAN and a CGAN of
    one seed see the same points.

    Nothing in a step is read back from the device; `seconds` is the time spent in steps. Raises
    InputError when the target has too few layers for the model.
    """

    def __init__(
        self, config: GanConfig, target: Target, device: torch.device | str = "cpu"
    ) -> None:
        tune_process(config.threads)
        self.config = config
        self.target = target
        self.device = torch.device(device)
        self.seconds = 0.0
        self.continues = True
        """Whether the random numbers continue exactly those of the loaded run."""
        self._model = GanModel(config, target, self.device)
        self._streams = {
            purpose: open_stream(config.seed, purpose, self.device) for purpose in STREAMS
        }
        self._course = Course(columns_of(config), self.device)
        self._loss_monitor = LossMonitor(self.device, LOSSES_THAT_DIVERGE)
        points = real_points(target, self.device)
        self._steps = TrainingSteps(self._model, points, self._streams, self._loss_monitor)
        self._monitor = MonitorBatch.of(config.seed, points, self._model.sampler)
        self._recording = recording_of(self.device, [*self._streams.values()], self._changing)

    def step(self) -> None:
        """Run one iteration: the discriminator's steps, then the generator's."""
        if self._recording is None:
            for _ in self.phases():
                pass
            return
        start = perf_counter()
        self._course.prepare()
        self._recording.run((self.config.form, self._steps.points), self._whole_iteration)
        self._course.passed()
        self.seconds += perf_counter() - start

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

    def phases(self) -> Iterator[Phase]:
        """Run one iteration, pausing after each phase; exhaust the iterator to complete it."""
        self._course.prepare()
        yield from self._timed(self._iteration())
        self._course.passed()

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
        allotted, given = self._steps.points.draw_layers(n, random), self._model.g.eval_weights
        if weights is not None:
            given = torch.from_numpy(weights).to(self.device)
        points, layers = self._model.sampler.sample(given, allotted, random, layer)
        return as_array(points.T), as_array(layers)

    @property
    def iteration(self) -> int:
        """The number of iterations that have passed."""
        return self._course.iteration

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

    def state(self) -> dict[str, NDArray[Any]]:
        """Everything that the next step depends on, by name; `load` resumes exactly from it."""
        tensors = {f"stream.{name}": stream.get_state() for name, stream in self._streams.items()}
        tensors |= self._model.state()
        tensors["losses"] = self._loss_monitor.losses
        return as_arrays(tensors) | {
            "iteration": np.array(self.iteration),
            "since": np.array(self._course.since),
            "seconds": np.array(self.seconds),
        }

    def load(self, state: Mapping[str, NDArray[Any]]) -> None:
        """Load `state` and continue from its iteration; InputError if it is of another model.

        Random streams of another kind of device cannot be restored: new ones are opened then, and
        the run no longer `continues` exactly.
        """
        needed = {"iteration", "seconds", "losses"} | {f"stream.{name}" for name in self._streams}
        missing = needed - state.keys()
        if missing:
            raise InputError("the checkpoint lacks {missing}", missing=", ".join(sorted(missing)))
        tensors = {name: torch.from_numpy(array.copy()) for name, array in state.items()}
        self._model.load(tensors)
        self._loss_monitor.reset(tensors["losses"])
        iteration = int(state["iteration"])
        saved = {name: tensors[f"stream.{name}"] for name in self._streams}
        self.continues = restore_streams(self._streams, saved, self.config.seed, iteration)
        self._course.go_to(iteration, int(state.get("since", 0)))
        self.seconds = float(state["seconds"])

    def apply(self, config: ModelConfig) -> None:
        """Apply changed settings that may change while a run trains.

        Raises InputError, changing nothing, if any other setting differs.
        """
        assert isinstance(config, GanConfig), "the settings are of another kind of model"
        if config.pack_size != self.config.pack_size:
            raise InputError("--batch-size of a batch GAN applies after a reset only")
        for item in settings_of(config):
            if not item.live and getattr(config, item.name) != getattr(self.config, item.name):
                raise InputError("{flag} applies after a reset only", flag=item.flag)
        self.config = config
        self._course.follow(columns_of(config))

    def retarget(self, target: Target) -> None:
        """Train on `target` from now on with the current networks; the schedules restart.

        Raises InputError, changing nothing, if the model is conditional and the number of layers
        differs.
        """
        if self.config.has_layers and len(target.layers) != len(self.target.layers):
            raise InputError("another number of layers applies after a reset only")
        if not self._steps.points.take(target):
            self._steps.points = real_points(target, self.device)
        self.target = target
        self._course.go_to(self.iteration, since=self.iteration)
        self._monitor = MonitorBatch.of(self.config.seed, self._steps.points, self._model.sampler)

    def _whole_iteration(self) -> None:
        for _ in self._iteration():
            pass

    def _changing(self) -> list[Tensor]:
        """All tensors that an iteration changes."""
        return [*self._model.tensors, *self._loss_monitor.tensors, self._course.position]

    def _iteration(self) -> Iterator[Phase]:
        """One iteration, as it can be recorded."""
        yield from self._steps.iteration(self.config, pacing_of(self._course))
        self._course.count()

    def _timed(self, phases: Iterator[Phase]) -> Iterator[Phase]:
        """The same phases, adding the time spent in them (not between them) to `seconds`."""
        while True:
            start = perf_counter()
            phase = next(phases, None)
            self.seconds += perf_counter() - start
            if phase is None:
                return
            yield phase


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
