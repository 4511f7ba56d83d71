"""The training of a GAN or a CGAN on a target, one step at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
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
from playground.gan.losses import discriminator_loss, generator_loss
from playground.gan.networks import Discriminator, Generator
from playground.gan.player import Player
from playground.gan.real_points import RealPoints
from playground.gan.snapshot import Snapshot
from playground.gan.streams import open_stream
from playground.settings import settings_of

_SNAPSHOT_POINTS = 2000
_SAMPLE_CHUNK = 100_000
_TRAINING_STREAMS = ("real", "latent")
_NEVER = 2**62


class Diverged(Exception):
    """A loss is no longer a finite number; the message says which, and since which iteration."""


class Trainer:
    """Trains the generator and the discriminator of `config` on `target`.

    The caller owns the loop. The networks judge and make single points; with `config.model` "cgan"
    both are told the point's layer. Real points come in the layers' fixed shares either way, from a
    stream that depends on the seed only, so a GAN and a CGAN of one seed see the same points.

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
        self._generator = Generator.of(config, self._conditions)
        self._discriminator = Discriminator.of(config, self._conditions)
        self._d = self._player(self._discriminator, config.d_lr, "d_weights")
        self._g = self._player(self._generator, config.g_lr, "g_weights")
        self._real_points = RealPoints(target, self.device)
        self._streams = {
            purpose: open_stream(config.seed, purpose, self.device) for purpose in _TRAINING_STREAMS
        }
        self._d_loss = self._g_loss = torch.tensor(torch.nan, device=self.device)
        self._first_bad = torch.full((), _NEVER, dtype=torch.int64, device=self.device)
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
        n = self.config.batch_size
        real, layer = self._real_points.draw(n, self._streams["real"])
        condition = self._condition(layer)
        with torch.no_grad():
            fake = self._generate(condition, n)
        both = torch.cat([real, fake], dim=1)
        twice = None if condition is None else condition.repeat(1, 2)
        logits = self._discriminator(self._d.weights, both, twice)
        loss = discriminator_loss(*torch.split(logits, n))
        self._d_loss = self._watched(loss, 0)
        self._d.descend(loss)

    def g_step(self) -> None:
        """One step of the generator on a batch of its own points."""
        n = self.config.batch_size
        condition = self._condition(self._real_points.allot(n, self._streams["latent"]))
        fake = self._generate(condition, n)
        loss = generator_loss(self._discriminator(self._d.weights, fake, condition))
        self._g_loss = self._watched(loss, 1)
        self._g.descend(loss)

    def snapshot(self) -> Snapshot:
        """The present moment of the run. Taking it moves none of the training's random streams.

        Raises Diverged when a loss was NaN or infinite at any step until now.
        """
        self._raise_if_diverged()
        shown = self._shown
        with torch.no_grad():
            points = self._generator(self._g.weights, shown.latent, shown.condition)
        layer = shown.layer if self._conditions else torch.zeros_like(shown.layer)
        return Snapshot(
            iteration=self.iteration,
            seconds=self._seconds,
            real=_array(shown.real.T),
            real_layer=_array(layer),
            generated=_array(points.T),
            generated_layer=_array(layer),
            d_loss=float(self._d_loss),
            g_loss=float(self._g_loss),
            d_weights=_array(self._d.weights),
            g_weights=_array(self._g.weights),
        )

    def sample(self, n: int, seed: int = 0) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """`n` points of the generator, float32 [n, 2] in the unit square, and their layers [n].

        `seed` alone decides which; the layers (all 0 for a GAN) have their shares of the points.
        """
        random = open_stream(seed, "sample", self.device)
        layer = self._real_points.allot(n, random)
        chunks = []
        with torch.no_grad():
            for part in torch.split(layer, _SAMPLE_CHUNK):
                latent = self._latent(len(part), random)
                chunks.append(self._generator(self._g.weights, latent, self._condition(part)))
        if not self._conditions:
            layer = torch.zeros_like(layer)
        return _array(torch.cat(chunks, dim=1).T), _array(layer)

    def state(self) -> dict[str, NDArray[np.generic]]:
        """Everything that the next step depends on, by name; `load` continues exactly from it."""
        parts = {"discriminator": self._d.state(), "generator": self._g.state()}
        tensors = {
            f"{who}.{key}": value for who, part in parts.items() for key, value in part.items()
        }
        for purpose, stream in self._streams.items():
            tensors[f"stream.{purpose}"] = stream.get_state()
        tensors["losses"] = torch.stack([self._d_loss, self._g_loss])
        arrays = {name: _array(tensor) for name, tensor in tensors.items()}
        return arrays | {
            "iteration": np.array(self.iteration),
            "seconds": np.array(self._seconds),
        }

    def load(self, state: dict[str, NDArray[np.generic]]) -> None:
        """Go back (or on) to the moment of `state`; InputError when it is of another model."""
        missing = {"iteration", "seconds", "losses", "stream.real", "stream.latent"} - state.keys()
        if missing:
            raise InputError(f"the checkpoint lacks {', '.join(sorted(missing))}")
        tensors = {name: torch.from_numpy(array.copy()) for name, array in state.items()}
        self._d.load(_part(tensors, "discriminator."))
        self._g.load(_part(tensors, "generator."))
        for purpose, stream in self._streams.items():
            stream.set_state(tensors[f"stream.{purpose}"])
        self._d_loss, self._g_loss = tensors["losses"].to(self.device)
        self._first_bad.fill_(_NEVER)
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
        self._d.rate = config.d_lr
        self._g.rate = config.g_lr

    def _player(self, network: Generator | Discriminator, rate: float, purpose: str) -> Player:
        # Drawn on the CPU, so that a seed gives the same initial weights on every device.
        initial = network.body.initial(open_stream(self.config.seed, purpose)).to(self.device)
        return Player(network.body, initial, self.config.optimizer, rate)

    def _draw_shown(self) -> "_Shown":
        random = open_stream(self.config.seed, "snapshot", self.device)
        real, layer = self._real_points.draw(_SNAPSHOT_POINTS, random)
        latent = self._latent(_SNAPSHOT_POINTS, random)
        return _Shown(real, layer, latent, self._condition(layer))

    def _generate(self, condition: Tensor | None, n: int) -> Tensor:
        return self._generator(self._g.weights, self._latent(n, self._streams["latent"]), condition)

    def _latent(self, n: int, random: torch.Generator) -> Tensor:
        return torch.randn(self.config.latent_dim, n, generator=random, device=self.device)

    def _condition(self, layer: Tensor) -> Tensor | None:
        """The one-hot columns [layers, n] of `layer` [n]; None for a plain GAN."""
        if not self._conditions:
            return None
        return self._one_hot[:, layer]

    def _watched(self, loss: Tensor, which: int) -> Tensor:
        """The loss apart from its graph, its first non-finite value marked on the device."""
        loss = loss.detach()
        bad = self._first_bad.clamp(max=2 * self.iteration + which)
        self._first_bad = torch.where(loss.isfinite(), self._first_bad, bad)
        return loss

    def _raise_if_diverged(self) -> None:
        bad = int(self._first_bad)
        if bad == _NEVER:
            return
        iteration, which = divmod(bad, 2)
        name = ("discriminator", "generator")[which]
        raise Diverged(
            f"the {name}'s loss was not a finite number at iteration {iteration + 1}; "
            "a lower learning rate may help"
        )


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
