"""The networks of a run with what trains their weights, and the batch that snapshots show."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.density.target import Target
from playground.gan.conditioning import ConditionBatch
from playground.gan.config import GanConfig
from playground.gan.infogan import CodeReader
from playground.gan.latents import GeneratorSampler
from playground.gan.networks import Discriminator, Generator
from playground.gan.real_data import MixturePoints, RealPoints
from playground.nn.device import part
from playground.nn.optimizers import EmaNetwork, TrainableNetwork
from playground.nn.random_streams import open_stream


class Model:
    """A generator and a discriminator, and of an InfoGAN the `reader` of its codes.

    `players` has all of them by name, in the order in which they are saved.
    """

    def __init__(self, config: GanConfig, target: Target, device: torch.device) -> None:
        """Fresh weights of the seed. Raises InputError when `target` has too few layers."""
        self._config = config
        self.maker = GeneratorSampler.of(config, target, device)
        asking = self.maker.asking
        self.generator = self.maker.generator
        self.discriminator = Discriminator.of(config, asking.told, device)
        d, g = self._initial(self.discriminator, "d"), self._initial(self.generator, "g")
        self.d = TrainableNetwork(self.discriminator.body, d, config.optimizer)
        self.g = EmaNetwork(self.generator.body, g, config.optimizer)
        self.players: dict[str, TrainableNetwork] = {"discriminator": self.d, "generator": self.g}
        self.reader = CodeReader.of(config, asking) if config.finds_codes else None
        if self.reader:
            q = self._initial(self.reader, "q")
            self.players["code_reader"] = TrainableNetwork(self.reader.body, q, config.optimizer)

    @property
    def q(self) -> TrainableNetwork | None:
        """The player of the reader."""
        return self.players.get("code_reader")

    def read(self, points: Tensor) -> Tensor:
        """The code int64 [n] that the reader gives to each of `points` [2, n]."""
        assert self.reader is not None and self.q is not None, "only an InfoGAN has codes"
        return self.reader.read(self.q.shown, points)

    def state(self) -> dict[str, Tensor]:
        """Weights and the optimizers' memories by name, sharing their memory with the players."""
        return {
            f"{who}.{name}": value
            for who, player in self.players.items()
            for name, value in player.state().items()
        }

    def load(self, state: dict[str, Tensor]) -> None:
        """Take over what `state()` gave; InputError when it is of another model."""
        for who, player in self.players.items():
            player.load(part(state, f"{who}."))

    def _initial(self, network: Generator | Discriminator | CodeReader, who: str) -> Tensor:
        # Drawn on the CPU, so that a seed gives the same initial weights on every device.
        random = open_stream(self._config.seed, f"{who}_weights")
        return network.initial(random).to(self.maker.device)


_POINTS = 2000


@dataclass(frozen=True, eq=False)
class MonitorBatch:
    """Points [2, n], latents [latent_dim, n], what is asked for, and what the generator sees."""

    real: Tensor
    latent: Tensor
    asked: ConditionBatch
    inputs: Tensor

    @classmethod
    def of(
        cls, seed: int, points: RealPoints | MixturePoints, maker: GeneratorSampler
    ) -> "MonitorBatch":
        """Those of `seed`, from a stream of their own: training does not move them."""
        random = open_stream(seed, "snapshot", maker.device)
        real, layer = points.draw(_POINTS, random)
        latent = maker.latent(_POINTS, random)
        asked = maker.asking.draw(layer, random)
        return cls(real, latent, asked, maker.generator.inputs(latent, asked.inputs))
