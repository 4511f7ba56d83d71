"""The training of a GAN of any model on a target, one step at a time."""

from collections.abc import Iterator, Mapping
from functools import partial
from time import perf_counter
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.density.target import Target
from playground.errors import InputError
from playground.gan.arrays import as_array, part
from playground.gan.asking import Asked
from playground.gan.code_reader import CodeReader
from playground.gan.config import GanConfig
from playground.gan.device import pick_device, tune_process
from playground.gan.looker import Insides
from playground.gan.losses import LOSSES
from playground.gan.maker import Maker
from playground.gan.networks import Discriminator, Generator
from playground.gan.objective import discriminator_objective, generator_objective
from playground.gan.optimizers import OptimizerName, Pace
from playground.gan.phases import Phase
from playground.gan.player import AveragedPlayer, Player, gradients
from playground.gan.real_points import points_of
from playground.gan.schedule import d_pace, fresh_part, g_pace, penalty_factor
from playground.gan.shapes import STREAMS
from playground.gan.shown import Shown
from playground.gan.snapshot import Snapshot
from playground.gan.streams import open_stream
from playground.gan.watch import Diverged, LossWatch
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
        self._maker = Maker.of(config, target, self.device)
        self._generator, asking = self._maker.generator, self._maker.asking
        self._discriminator = Discriminator.of(config, asking.told, self.device)
        self._d = Player(self._discriminator.body, *self._start(self._discriminator, "d_weights"))
        self._g = AveragedPlayer(self._generator.body, *self._start(self._generator, "g_weights"))
        self._players: dict[str, Player] = {"discriminator": self._d, "generator": self._g}
        self._code_reader = CodeReader.of(config, asking) if config.model == "infogan" else None
        if self._code_reader:
            start = self._start(self._code_reader, "q_weights")
            self._players["code_reader"] = Player(self._code_reader.body, *start)
        self._real_points = points_of(target, self.device)
        self._streams = {
            purpose: open_stream(config.seed, purpose, self.device) for purpose in STREAMS
        }
        self._watch = LossWatch(self.device)
        self._shown = Shown.of(self.config.seed, self._real_points, self._maker)

    def step(self) -> None:
        """One iteration: the discriminator's steps, then the generator's."""
        for _ in self.phases():
            pass

    def d_step(self) -> None:
        """One step of the discriminator on a batch of real points and one of generated ones."""
        for _ in self._timed(self._d_phases()):
            pass

    def g_step(self) -> None:
        """One step of the generator, and of what reads its codes, on a batch of its own points."""
        for _ in self._timed(self._g_phases()):
            pass

    def phases(self) -> Iterator[Phase]:
        """One iteration, stopping after each of its phases; it is done when this is exhausted."""
        for _ in range(self.config.d_steps):
            yield from self._timed(self._d_phases())
        for _ in range(self.config.g_steps):
            yield from self._timed(self._g_phases())
        self.iteration += 1

    def snapshot(self) -> Snapshot:
        """The present moment of the run. Taking it moves none of the training's random streams.

        Raises Diverged when a loss was NaN or infinite at any step until now.
        """
        self._watch.check()
        shown, q = self._shown, self._players.get("code_reader")
        with torch.no_grad():
            points = self._generator.points(self._g.shown, shown.latent, shown.inputs)
        return Snapshot(
            iteration=self.iteration,
            seconds=self.seconds,
            real=as_array(shown.real.T),
            real_layer=as_array(self._layer_shown(shown)),
            generated=as_array(points.T),
            generated_layer=as_array(shown.asked.layer),
            d_loss=float(self._watch.losses[0]),
            g_loss=float(self._watch.losses[1]),
            d_weights=as_array(self._d.shown),
            g_weights=as_array(self._g.shown),
            q_weights=as_array(q.shown) if q else np.zeros(0, np.float32),
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
        allotted = self._real_points.allot(n, random)
        given = self._g.shown if weights is None else torch.from_numpy(weights).to(self.device)
        points, asked = self._maker.sample(given, allotted, random, layer)
        return as_array(points.T), as_array(asked)

    @property
    def codes(self) -> int:
        """How many codes an InfoGAN is asked for; 0 of other models."""
        return self._code_reader.codes if self._code_reader else 0

    def codes_of(self, points: NDArray[np.floating]) -> NDArray[np.int64]:
        """The code int64 [n] that an InfoGAN reads off each of `points` [n, 2]."""
        assert self._code_reader is not None, "only an InfoGAN has codes"
        columns = torch.from_numpy(points.T.astype(np.float32)).to(self.device)
        return as_array(self._code_reader.read(self._players["code_reader"].shown, columns))

    def curves(self) -> NDArray[np.float32]:
        """For each code the points [codes, steps, 2] of a sweep of its first continuous value.

        It goes from -1 to 1, all else stays in its middle. There are none without such a value.
        """
        return as_array(self._maker.curves(self._g.shown, _CURVE_STEPS).permute(1, 2, 0))

    def insides(self) -> Insides:
        """The networks and what is shown of them, as they are now, for looks inside."""
        shown = self._shown
        return Insides(
            config=self.config,
            discriminator=self._discriminator,
            d_weights=self._d.shown,
            maker=self._maker,
            g_weights=self._g.shown,
            real=shown.real,
            latent=shown.latent,
            asked=shown.asked,
        )

    def state(self) -> dict[str, NDArray[Any]]:
        """Everything that the next step depends on, by name; `load` continues exactly from it."""
        tensors = {f"stream.{name}": stream.get_state() for name, stream in self._streams.items()}
        for who, player in self._players.items():
            tensors |= {f"{who}.{name}": value for name, value in player.state().items()}
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
        for who, player in self._players.items():
            player.load(part(tensors, f"{who}."))
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
        self._real_points = points_of(target, self.device)
        self.target, self._since = target, self.iteration
        self._shown = Shown.of(self.config.seed, self._real_points, self._maker)

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

    def _d_phases(self) -> Iterator[Phase]:
        real, layer = self._draw_real()
        yield Phase("draw real", real, layer)
        with torch.no_grad():
            fake, asked = self._fakes(layer)
        yield Phase("draw fake", fake, asked.layer)
        judge = partial(self._discriminator, self._d.weights)
        fade, random = penalty_factor(self.config, self._age), self._streams["penalty"]
        loss, penalty = discriminator_objective(
            self.config, judge, real, fake, asked.condition, fade, random
        )
        self._watch.note(0, loss, self.iteration)
        (gradient,) = gradients(loss + penalty, self._d)
        yield Phase("D's gradient")
        self._d.step(gradient, d_pace(self.config, self._age))
        yield Phase("D's step")

    def _g_phases(self) -> Iterator[Phase]:
        if LOSSES[self.config.loss].compares or self._code_reader:
            real, layer = self._draw_real()
            yield Phase("draw real", real, layer)
        else:
            n, together = self.config.batch_size, self.config.told_together
            real, layer = None, self._real_points.allot(n, self._streams["latent"], together)
        judge = partial(self._discriminator, self._d.weights.detach())
        fake, asked = self._fakes(layer)
        yield Phase("draw fake", fake, asked.layer)
        loss = generator_objective(self.config, judge, real, fake, asked.condition)
        self._watch.note(1, loss, self.iteration)
        moves: list[tuple[Player, Pace]] = [(self._g, g_pace(self.config, self._age))]
        if self._code_reader:
            assert real is not None
            q = self._players["code_reader"]
            fade, random = penalty_factor(self.config, self._age), self._streams["penalty"]
            loss = loss + self._code_reader.objective(
                self.config, q.weights, fake, asked, real, fade, random
            )
            moves.append((q, d_pace(self.config, self._age)))
        found = gradients(loss, *(player for player, _ in moves))
        yield Phase("G's gradient")
        for (player, pace), gradient in zip(moves, found, strict=True):
            player.step(gradient, pace)
        self._g.follow(fresh_part(self.config, self.iteration))
        yield Phase("G's step")

    def _start(
        self, network: Generator | Discriminator | CodeReader, purpose: str
    ) -> tuple[Tensor, OptimizerName]:
        # Drawn on the CPU, so that a seed gives the same initial weights on every device.
        initial = network.initial(open_stream(self.config.seed, purpose)).to(self.device)
        return initial, self.config.optimizer

    def _draw_real(self) -> tuple[Tensor, Tensor]:
        """A batch of real points [2, n] and their layers [n]."""
        config, random = self.config, self._streams["real"]
        real, layer = self._real_points.draw(
            config.batch_size, random, config.draws_evenly, config.told_together
        )
        if config.judged_together == config.told_together:
            return real, layer
        # A pack must hold a random mixture of the layers, as it does of generated points.
        order = torch.rand(config.batch_size, generator=random, device=self.device).argsort()
        return real[:, order], layer[order]

    def _fakes(self, layer: Tensor) -> tuple[Tensor, Asked]:
        even = self.config.draws_evenly
        return self._maker.fakes(self._g.weights, layer, self._streams["latent"], even)

    def _layer_shown(self, shown: Shown) -> Tensor:
        """What the real points are coloured by: an InfoGAN knows no layers, only its codes."""
        if not self._code_reader:
            return shown.asked.layer
        return self._code_reader.read(self._players["code_reader"].shown, shown.real)


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
