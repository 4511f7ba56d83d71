"""The training of a GAN or a CGAN on a target, one step at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.density.target import Target
from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.gan.device import pick_device, tune_process
from playground.gan.losses import LOSSES
from playground.gan.networks import Discriminator, Generator
from playground.gan.objective import discriminator_objective, generator_objective
from playground.gan.optimizers import OptimizerName, Pace
from playground.gan.player import AveragedPlayer, Player
from playground.gan.real_points import points_of
from playground.gan.schedule import penalty_factor, rate_factor
from playground.gan.snapshot import Snapshot
from playground.gan.streams import open_stream
from playground.gan.watch import Diverged, LossWatch
from playground.settings import settings_of

_SNAPSHOT_POINTS = 2000
_SAMPLE_CHUNK = 100_000
_TRAINING_STREAMS = ("real", "latent", "penalty")

__all__ = ["Diverged", "Trainer", "train"]


class Trainer:
    """Trains the generator and the discriminator of `config` on `target`.

    The caller owns the loop. The networks judge and make single points; with `config.model` "cgan"
    both are told the point's layer. Real points come in the layers' fixed shares either way, from
    a stream that depends on the seed only, so a GAN and a CGAN of one seed see the same points.

    Nothing in a step is read back from the device. Raises InputError when the config asks for a
    CGAN of a target with one layer.
    """

    def __init__(
        self, config: GanConfig, target: Target, device: torch.device | str = "cpu"
    ) -> None:
        if config.model == "cgan" and len(target.layers) < 2:
            raise InputError(
                f"a CGAN needs at least 2 layers, {target.name!r} has 1; "
                "split it into parts (--split)"
            )
        tune_process(config.threads)
        self.config = config
        self.target = target
        self.device = torch.device(device)
        self.iteration = 0
        self._seconds = 0.0
        self._conditions = len(target.layers) if config.model == "cgan" else 0
        self._one_hot = torch.eye(self._conditions, device=self.device)
        self._generator = Generator.of(config, self._conditions, self.device)
        self._discriminator = Discriminator.of(config, self._conditions, self.device)
        self._d = Player(self._discriminator.body, *self._start(self._discriminator, "d_weights"))
        self._g = AveragedPlayer(self._generator.body, *self._start(self._generator, "g_weights"))
        self._real_points = points_of(target, self.device)
        self._streams = {
            purpose: open_stream(config.seed, purpose, self.device) for purpose in _TRAINING_STREAMS
        }
        self._watch = LossWatch(self.device)
        self._shown = self._draw_shown()

    def step(self) -> None:
        """One iteration: the discriminator's steps, then the generator's."""
        start = perf_counter()
        for _ in range(self.config.d_steps):
            self.d_step()
        for _ in range(self.config.g_steps):
            self.g_step()
        self.iteration += 1
        self._seconds += perf_counter() - start

    def d_step(self) -> None:
        """One step of the discriminator on a batch of real points and one of generated ones."""
        real, layer = self._draw_real()
        condition = self._condition(layer)
        with torch.no_grad():
            fake = self._generate(condition)
        judge = partial(self._discriminator, self._d.weights)
        loss, penalty = discriminator_objective(
            self.config,
            judge,
            real,
            fake,
            condition,
            penalty_factor(self.config, self.iteration),
            self._streams["penalty"],
        )
        self._watch.note(0, loss, self.iteration)
        self._d.descend(loss + penalty, self._pace(self.config.d_lr))

    def g_step(self) -> None:
        """One step of the generator on a batch of its own points."""
        if LOSSES[self.config.loss].compares:
            real, layer = self._draw_real()
        else:
            real, layer = None, self._allot(self._streams["latent"])
        condition = self._condition(layer)
        judge = partial(self._discriminator, self._d.weights.detach())
        fake = self._generate(condition)
        loss = generator_objective(self.config, judge, real, fake, condition)
        self._watch.note(1, loss, self.iteration)
        self._g.descend(loss, self._pace(self.config.g_lr))
        self._g.follow(max(1 - self.config.average, 1 / (1 + self.iteration)))

    def snapshot(self) -> Snapshot:
        """The present moment of the run. Taking it moves none of the training's random streams.

        Raises Diverged when a loss was NaN or infinite at any step until now.
        """
        self._watch.check()
        shown = self._shown
        with torch.no_grad():
            points = self._generator(self._g.shown, shown.latent, shown.condition)
        layer = shown.layer if self._conditions else torch.zeros_like(shown.layer)
        return Snapshot(
            iteration=self.iteration,
            seconds=self._seconds,
            real=_array(shown.real.T),
            real_layer=_array(layer),
            generated=_array(points.T),
            generated_layer=_array(layer),
            d_loss=float(self._watch.losses[0]),
            g_loss=float(self._watch.losses[1]),
            d_weights=_array(self._d.shown),
            g_weights=_array(self._g.shown),
        )

    def sample(
        self, n: int, seed: int = 0, layer: int | None = None
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """`n` points of the generator, float32 [n, 2] in the unit square, and their layers [n].

        `seed` alone decides which. Of a CGAN the layers have their shares of the points, or all
        are asked of `layer`; of a GAN they are 0.
        """
        random = open_stream(seed, "sample", self.device)
        asked = self._real_points.allot(n, random)
        if layer is not None:
            asked = torch.full_like(asked, layer)
        chunks = []
        with torch.no_grad():
            for part in torch.split(asked, _SAMPLE_CHUNK):
                latent = self._latent(len(part), random)
                chunks.append(self._generator(self._g.shown, latent, self._condition(part)))
        if not self._conditions:
            asked = torch.zeros_like(asked)
        return _array(torch.cat(chunks, dim=1).T), _array(asked)

    def state(self) -> dict[str, NDArray[Any]]:
        """Everything that the next step depends on, by name; `load` continues exactly from it."""
        tensors = {f"stream.{name}": stream.get_state() for name, stream in self._streams.items()}
        for who, player in (("discriminator", self._d), ("generator", self._g)):
            tensors |= {f"{who}.{name}": value for name, value in player.state().items()}
        tensors["losses"] = torch.stack(self._watch.losses)
        arrays = {name: _array(tensor) for name, tensor in tensors.items()}
        return arrays | {
            "iteration": np.array(self.iteration),
            "seconds": np.array(self._seconds),
        }

    def load(self, state: Mapping[str, NDArray[Any]]) -> None:
        """Go back (or on) to the moment of `state`; InputError when it is of another model."""
        streams = {f"stream.{name}" for name in self._streams}
        missing = {"iteration", "seconds", "losses"} | streams
        missing -= state.keys()
        if missing:
            raise InputError(f"the checkpoint lacks {', '.join(sorted(missing))}")
        tensors = {name: torch.from_numpy(array.copy()) for name, array in state.items()}
        self._d.load(_part(tensors, "discriminator."))
        self._g.load(_part(tensors, "generator."))
        for name, stream in self._streams.items():
            stream.set_state(tensors[f"stream.{name}"])
        self._watch.restart(tensors["losses"])
        self.iteration = int(state["iteration"])
        self._seconds = float(state["seconds"])

    def apply(self, config: GanConfig) -> None:
        """Take over changed settings that may change while a run trains.

        Raises InputError, changing nothing, when another setting differs.
        """
        for item in settings_of(config):
            if not item.live and getattr(config, item.name) != getattr(self.config, item.name):
                raise InputError(f"{item.flag} applies after a reset only")
        self.config = config

    def _start(
        self, network: Generator | Discriminator, purpose: str
    ) -> tuple[Tensor, OptimizerName]:
        # Drawn on the CPU, so that a seed gives the same initial weights on every device.
        initial = network.initial(open_stream(self.config.seed, purpose)).to(self.device)
        return initial, self.config.optimizer

    def _draw_shown(self) -> "_Shown":
        random = open_stream(self.config.seed, "snapshot", self.device)
        real, layer = self._real_points.draw(_SNAPSHOT_POINTS, random)
        latent = self._latent(_SNAPSHOT_POINTS, random)
        return _Shown(real, layer, latent, self._condition(layer))

    def _draw_real(self) -> tuple[Tensor, Tensor]:
        """A batch of real points [2, n] and their layers [n]."""
        real, layer = self._real_points.draw(self.config.batch_size, self._streams["real"])
        if self.config.pack == 1:
            return real, layer
        # A pack must hold a random mixture, as it does of generated points.
        order = torch.rand(
            self.config.batch_size, generator=self._streams["real"], device=self.device
        ).argsort()
        return real[:, order], layer[order]

    def _allot(self, random: torch.Generator) -> Tensor:
        return self._real_points.allot(self.config.batch_size, random)

    def _generate(self, condition: Tensor | None) -> Tensor:
        latent = self._latent(self.config.batch_size, self._streams["latent"])
        return self._generator(self._g.weights, latent, condition)

    def _latent(self, n: int, random: torch.Generator) -> Tensor:
        shape = (self.config.latent_dim, n)
        if self.config.latent == "normal":
            return torch.randn(shape, generator=random, device=self.device)
        return torch.rand(shape, generator=random, device=self.device) * 2 - 1

    def _condition(self, layer: Tensor) -> Tensor | None:
        """The one-hot columns [layers, n] of `layer` [n]; None for a plain GAN."""
        return self._one_hot[:, layer] if self._conditions else None

    def _pace(self, rate: float) -> Pace:
        now = rate * rate_factor(self.config, self.iteration)
        return Pace(now, self.config.beta1, self.config.beta2)


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


@dataclass(frozen=True, eq=False)
class _Shown:
    """The real points and the latents that every snapshot shows."""

    real: Tensor
    layer: Tensor
    latent: Tensor
    condition: Tensor | None


def _array(tensor: Tensor) -> NDArray[Any]:
    """A copy on the CPU, in C order, that training does not change."""
    return np.array(tensor.detach().cpu().numpy(), order="C", copy=True)


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {
        name.removeprefix(prefix): tensor
        for name, tensor in tensors.items()
        if name.startswith(prefix)
    }
