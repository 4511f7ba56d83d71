"""The training of a GAN of any model on a target, one step at a time."""

from collections.abc import Iterator, Mapping
from time import perf_counter
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from playground.density.target import Target
from playground.errors import Diverged, InputError
from playground.gan.config import GanConfig
from playground.gan.history import Snapshot
from playground.gan.inspector import ModelView
from playground.gan.layer_sizes import STREAMS
from playground.gan.model import Model, MonitorBatch
from playground.gan.real_data import points_of
from playground.gan.steps import Phase, TrainingSteps
from playground.nn.device import as_array, pick_device, tune_process
from playground.nn.divergence import LossWatch
from playground.nn.random_streams import open_stream
from playground.settings import settings_of

_CURVE_STEPS = 101

__all__ = ["Diverged", "Trainer", "train"]


class Trainer:
    """Trains the generator and the discriminator of `config` on `target`.

    The caller owns the loop. The generator makes single points; what it is asked for beside, and
    whether the discriminator is told, depends on `config.model` (`Asking`). Real points come in the
    layers' fixed shares either way, from a stream that depends on the seed only, so a GAN and a
    CGAN of one seed see the same points.

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
        self.iteration = 0
        self.seconds = 0.0
        self.continues = True
        """Whether its random numbers are those that the run it was loaded from would have had."""
        self._since = 0  # the iteration at which the schedules began
        self._model = Model(config, target, self.device)
        self._streams = {
            purpose: open_stream(config.seed, purpose, self.device) for purpose in STREAMS
        }
        self._watch = LossWatch(self.device)
        points = points_of(target, self.device)
        self._turns = TrainingSteps(self._model, points, self._streams, self._watch)
        self._shown = MonitorBatch.of(config.seed, points, self._model.maker)

    def step(self) -> None:
        """One iteration: the discriminator's steps, then the generator's."""
        for _ in self.phases():
            pass

    def d_step(self) -> None:
        """One step of the discriminator on a batch of real points and one of generated ones."""
        for _ in self._timed(self._d_turn()):
            pass

    def g_step(self) -> None:
        """One step of the generator, and of what reads its codes, on a batch of its own points."""
        for _ in self._timed(self._g_turn()):
            pass

    def phases(self) -> Iterator[Phase]:
        """One iteration, stopping after each of its phases; it is done when this is exhausted."""
        for _ in range(self.config.d_steps):
            yield from self._timed(self._d_turn())
        for _ in range(self.config.g_steps):
            yield from self._timed(self._g_turn())
        self.iteration += 1

    def snapshot(self) -> Snapshot:
        """The present moment of the run. Taking it moves none of the training's random streams.

        Raises Diverged when a loss was NaN or infinite at any step until now.
        """
        self._watch.check()
        shown, model = self._shown, self._model
        with torch.no_grad():
            points = model.generator.points(model.g.shown, shown.latent, shown.inputs)
        return Snapshot(
            iteration=self.iteration,
            seconds=self.seconds,
            real=as_array(shown.real.T),
            # What they are coloured by: an InfoGAN knows no layers, only its codes.
            real_layer=as_array(model.read(shown.real) if model.reader else shown.asked.layer),
            generated=as_array(points.T),
            generated_layer=as_array(shown.asked.layer),
            d_loss=float(self._watch.losses[0]),
            g_loss=float(self._watch.losses[1]),
            d_weights=as_array(model.d.shown),
            g_weights=as_array(model.g.shown),
            q_weights=as_array(model.q.shown) if model.q else np.zeros(0, np.float32),
        )

    def sample(
        self,
        n: int,
        seed: int = 0,
        layer: int | None = None,
        weights: NDArray[np.float32] | None = None,
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """`n` points of the generator, float32 [n, 2] in the unit square, and their layers [n].

        It has the weights that are shown now, or those of a snapshot. `seed` alone decides which
        points. Of a CGAN the layers have their shares of them, of an InfoGAN the codes equal ones,
        or all are asked of `layer`; of others they are 0.
        """
        random = open_stream(seed, "sample", self.device)
        allotted, given = self._turns.points.allot(n, random), self._model.g.shown
        if weights is not None:
            given = torch.from_numpy(weights).to(self.device)
        points, asked = self._model.maker.sample(given, allotted, random, layer)
        return as_array(points.T), as_array(asked)

    @property
    def codes(self) -> int:
        """How many codes an InfoGAN is asked for; 0 of other models."""
        return self._model.reader.codes if self._model.reader else 0

    def codes_of(self, points: NDArray[np.floating]) -> NDArray[np.int64]:
        """The code int64 [n] that an InfoGAN reads off each of `points` [n, 2]."""
        columns = torch.from_numpy(points.T.astype(np.float32)).to(self.device)
        return as_array(self._model.read(columns))

    def curves(self) -> NDArray[np.float32]:
        """For each code the points [codes, steps, 2] of a sweep of its first continuous value.

        It goes from -1 to 1, all else stays in its middle. There are none without such a value.
        """
        curves = self._model.maker.curves(self._model.g.shown, _CURVE_STEPS)
        return as_array(curves.permute(1, 2, 0))

    def insides(self) -> ModelView:
        """The networks and what is shown of them, as they are now, for looks inside."""
        shown, model = self._shown, self._model
        return ModelView(
            config=self.config,
            discriminator=model.discriminator,
            d_weights=model.d.shown,
            maker=model.maker,
            g_weights=model.g.shown,
            real=shown.real,
            latent=shown.latent,
            asked=shown.asked,
        )

    def state(self) -> dict[str, NDArray[Any]]:
        """Everything that the next step depends on, by name; `load` continues exactly from it."""
        tensors = {f"stream.{name}": stream.get_state() for name, stream in self._streams.items()}
        tensors |= self._model.state()
        tensors["losses"] = torch.stack(self._watch.losses)
        arrays = {name: as_array(tensor) for name, tensor in tensors.items()}
        return arrays | {
            "iteration": np.array(self.iteration),
            "since": np.array(self._since),
            "seconds": np.array(self.seconds),
        }

    def load(self, state: Mapping[str, NDArray[Any]]) -> None:
        """Go back (or on) to the moment of `state`; InputError when it is of another model.

        The random streams of another kind of device have no meaning here: then new ones are opened,
        and the run no longer `continues` exactly.
        """
        needed = {"iteration", "seconds", "losses"} | {f"stream.{name}" for name in self._streams}
        missing = needed - state.keys()
        if missing:
            raise InputError("the checkpoint lacks {missing}", missing=", ".join(sorted(missing)))
        tensors = {name: torch.from_numpy(array.copy()) for name, array in state.items()}
        self._model.load(tensors)
        self._watch.restart(tensors["losses"])
        self.iteration = int(state["iteration"])
        saved = {name: tensors[f"stream.{name}"] for name in self._streams}
        self.continues = all(
            saved[name].shape == stream.get_state().shape for name, stream in self._streams.items()
        )
        for name, stream in self._streams.items():
            if not self.continues:
                fresh = open_stream(self.config.seed, name, self.device, since=self.iteration)
                saved[name] = fresh.get_state()
            stream.set_state(saved[name])
        self._since = int(state.get("since", 0))
        self.seconds = float(state["seconds"])

    def apply(self, config: GanConfig) -> None:
        """Take over changed settings that may change while a run trains.

        Raises InputError, changing nothing, when another setting differs.
        """
        if config.judged_together != self.config.judged_together:
            raise InputError("--batch-size of a batch GAN applies after a reset only")
        for item in settings_of(config):
            if not item.live and getattr(config, item.name) != getattr(self.config, item.name):
                raise InputError("{flag} applies after a reset only", flag=item.flag)
        self.config = config

    def retarget(self, target: Target) -> None:
        """Learn `target` from now on with the networks as they are; the schedules start again.

        Raises InputError, changing nothing, when the model is told layers and their number differs.
        """
        if self.config.has_layers and len(target.layers) != len(self.target.layers):
            raise InputError("another number of layers applies after a reset only")
        self._turns.points = points_of(target, self.device)
        self.target, self._since = target, self.iteration
        self._shown = MonitorBatch.of(self.config.seed, self._turns.points, self._model.maker)

    @property
    def _age(self) -> int:
        return self.iteration - self._since

    def _timed(self, phases: Iterator[Phase]) -> Iterator[Phase]:
        """The same, adding what they take to the run's seconds: not the time between them."""
        while True:
            start = perf_counter()
            phase = next(phases, None)
            self.seconds += perf_counter() - start
            if phase is None:
                return
            yield phase

    def _d_turn(self) -> Iterator[Phase]:
        return self._turns.of_discriminator(self.config, self.iteration, self._age)

    def _g_turn(self) -> Iterator[Phase]:
        return self._turns.of_generator(self.config, self.iteration, self._age)


def train(
    config: GanConfig, target: Target, device: torch.device | str = "auto"
) -> Iterator[Snapshot]:
    """Train from the beginning, giving a snapshot before, every so often, and at the end."""
    trainer = Trainer(config, target, pick_device(str(device)))
    yield trainer.snapshot()
    while trainer.iteration < config.iterations:
        trainer.step()
        if trainer.iteration % config.snapshot_every == 0 or trainer.iteration == config.iterations:
            yield trainer.snapshot()
