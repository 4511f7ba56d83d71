"""The networks of a run with their optimizers, and the fixed batch that snapshots show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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

    `networks` holds all of them by name, in the order in which they are saved. It may be a stack of
    the models of many runs: all tensors have an axis of runs first then.
    """

    def __init__(
        self,
        config: GanConfig,
        layers: int,
        sampler: GeneratorSampler,
        discriminator: Discriminator,
        initial: Mapping[str, Tensor],
    ) -> None:
        """A model for a target of so many `layers`, with the `initial` weights of "d" and "g"."""
        self.sampler, self.generator, self.discriminator = sampler, sampler.generator, discriminator
        self.d = TrainableNetwork(discriminator.body, initial["d"], config.optimizer)
        shape = config.table_shape(layers)
        self.g = EmaNetwork(self.generator.body, initial["g"], config.optimizer, shape)
        self.table = LatentTable(self.g.table) if shape[0] else None
        self.networks: dict[str, TrainableNetwork] = {"discriminator": self.d, "generator": self.g}
        self.reader: CodeReader | None = None

    @classmethod
    def of(cls, config: GanConfig, target: Target, device: torch.device) -> "GanModel":
        """Initialise weights from the seed. Raises InputError if `target` has too few layers."""
        sampler = GeneratorSampler.of(config, target, device)
        conditioning = sampler.conditioning
        discriminator = Discriminator.of(config, conditioning.discriminator_inputs, device)
        initial = {
            "d": _initial(config, discriminator, "d", device),
            "g": _initial(config, sampler.generator, "g", device),
        }
        model = cls(config, len(target.layers), sampler, discriminator, initial)
        if config.finds_codes:
            model.reader = reader = CodeReader.of(config, conditioning)
            q = _initial(config, reader, "q", device)
            model.networks["code_reader"] = TrainableNetwork(reader.body, q, config.optimizer)
        return model

    @classmethod
    def stack(cls, config: GanConfig, layers: int, models: "Sequence[GanModel]") -> "GanModel":
        """Room for `models` without readers, which differ in their seeds and numbers only; their
        weights are yet to `move_to` it.
        """
        generator = models[0].generator.stack([model.generator for model in models])
        discriminator = models[0].discriminator.stack([model.discriminator for model in models])
        initial = {
            "d": torch.stack([torch.zeros_like(model.d.weights) for model in models]),
            "g": torch.stack([torch.zeros_like(model.g.weights) for model in models]),
        }
        sampler = replace(models[0].sampler, generator=generator)
        return cls(config, layers, sampler, discriminator, initial)

    def move_to(self, stack: "GanModel", row: int) -> None:
        """Become a row of a stack, and share memory with it from now on."""
        self.d.move_to(stack.d, row)
        self.g.move_to(stack.g, row)
        if self.table:
            self.table = LatentTable(self.g.table)

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
        self.follow_table()

    def follow_table(self) -> None:
        """The table holds other numbers."""
        if self.table:
            self.table.inverse.set(self.table.log_density)

    @property
    def tensors(self) -> list[Tensor]:
        """All tensors that training changes."""
        return [*self.state().values(), *(self.table.inverse.edges if self.table else ())]


def _initial(
    config: GanConfig,
    network: Generator | Discriminator | CodeReader,
    name: str,
    device: torch.device,
) -> Tensor:
    # Drawn on the CPU, so that a seed gives the same initial weights on every device.
    return network.initial(open_stream(config.seed, f"{name}_weights")).to(device)


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
