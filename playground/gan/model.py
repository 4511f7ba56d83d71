"""The networks of a run with their optimizers, and the fixed batch that snapshots show."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.density.target import Target
from playground.gan.conditioning import ConditionBatch
from playground.gan.config import GanConfig
from playground.gan.infogan import CodeReader
from playground.gan.latent_table import LatentTable
from playground.gan.latents import GeneratorSampler
from playground.gan.networks import Discriminator, Generator
from playground.nn.device import by_prefix
from playground.nn.optimizers import EmaNetwork, TrainableNetwork
from playground.nn.random_streams import open_stream
from playground.nn.real_data import MixturePoints, RealPoints


class GanModel:
    """A generator, a discriminator and, for an InfoGAN, the `reader` of its codes.

    `networks` holds all of them by name, in the order in which they are saved.
    """

    def __init__(self, config: GanConfig, target: Target, device: torch.device) -> None:
        """Initialise weights from the seed. Raises InputError if `target` has too few layers."""
        self._config = config
        self.sampler = GeneratorSampler.of(config, target, device)
        conditioning = self.sampler.conditioning
        self.generator = self.sampler.generator
        self.discriminator = Discriminator.of(config, conditioning.discriminator_inputs, device)
        d, g = self._initial(self.discriminator, "d"), self._initial(self.generator, "g")
        self.d = TrainableNetwork(self.discriminator.body, d, config.optimizer)
        shape = config.table_shape(len(target.layers))
        self.g = EmaNetwork(self.generator.body, g, config.optimizer, shape)
        self.table = LatentTable(self.g.table) if shape[0] else None
        self.networks: dict[str, TrainableNetwork] = {"discriminator": self.d, "generator": self.g}
        self.reader = CodeReader.of(config, conditioning) if config.finds_codes else None
        if self.reader:
            q = self._initial(self.reader, "q")
            self.networks["code_reader"] = TrainableNetwork(self.reader.body, q, config.optimizer)

    @property
    def q(self) -> TrainableNetwork | None:
        """The weights and optimizer of the code reader; None for models without one."""
        return self.networks.get("code_reader")

    def predict_codes(self, points: Tensor) -> Tensor:
        """The code int64 [n] that the reader predicts for each of `points` [2, n]."""
        assert self.reader is not None and self.q is not None, "only an InfoGAN has codes"
        return self.reader.predict(self.q.eval_weights, points)

    def state(self) -> dict[str, Tensor]:
        """Weights and optimizer states by name, sharing memory with the networks."""
        return {
            f"{name}.{key}": value
            for name, network in self.networks.items()
            for key, value in network.state().items()
        }

    def load(self, state: dict[str, Tensor]) -> None:
        """Load the result of `state()`; InputError if it is of another model."""
        for name, network in self.networks.items():
            network.load(by_prefix(state, f"{name}."))
        if self.table:
            self.table.inverse.set(self.table.log_density)

    @property
    def tensors(self) -> list[Tensor]:
        """All tensors that training changes."""
        return [*self.state().values(), *(self.table.inverse.edges if self.table else ())]

    def _initial(self, network: Generator | Discriminator | CodeReader, name: str) -> Tensor:
        # Drawn on the CPU, so that a seed gives the same initial weights on every device.
        random = open_stream(self._config.seed, f"{name}_weights")
        return network.initial(random).to(self.sampler.device)


_POINTS = 2000


@dataclass(frozen=True, eq=False)
class MonitorBatch:
    """The batch that every snapshot shows: real points [2, n], latents [latent_dim, n], conditions.

    The latents are those of an even density, before a table bends them.
    """

    real: Tensor
    latent: Tensor
    condition: ConditionBatch

    @classmethod
    def of(
        cls, seed: int, points: RealPoints | MixturePoints, sampler: GeneratorSampler
    ) -> "MonitorBatch":
        """The batch of `seed`, drawn from a stream of its own that training does not advance."""
        random = open_stream(seed, "snapshot", sampler.device)
        real, layer = points.draw(_POINTS, random)
        latent = sampler.latent(_POINTS, random)
        condition = sampler.conditioning.draw(layer, random)
        return cls(real, latent, condition)
