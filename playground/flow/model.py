"""A flow's network with its weights, what it can be told, and how points are drawn with it."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.density.target import Target
from playground.flow.config import FlowConfig
from playground.flow.paths import Paths
from playground.flow.samplers import STEPS, Field, Step, final, stochastic
from playground.flow.velocity import Velocity
from playground.nn.device import by_prefix
from playground.nn.optimizers import EmaNetwork
from playground.nn.random_streams import open_stream
from playground.nn.real_data import MixturePoints, RealPoints

_CHUNK = 100_000
_POINTS = 2000


class FlowModel:
    """The velocity of `config`, its weights `network`, and the `paths` that it learns from.

    Points are in -1 … 1 here, and in the unit square wherever a model is seen from outside.
    """

    def __init__(self, config: FlowConfig, target: Target, device: torch.device) -> None:
        """Initialise weights from the seed. Raises InputError if `target` has too few layers."""
        config.check_target(target)
        self.device = device
        self.paths = Paths.of(config, device)
        self.one_hot = torch.eye(config.condition_count(len(target.layers)), device=device)
        self.velocity = Velocity.of(config, len(self.one_hot), device)
        # Drawn on the CPU, so that a seed gives the same initial weights on every device.
        initial = self.velocity.initial(open_stream(config.seed, "v_weights")).to(device)
        self.network = EmaNetwork(self.velocity.body, initial, config.optimizer)

    @property
    def tensors(self) -> list[Tensor]:
        """All tensors that training changes."""
        return [*self.network.state().values()]

    def state(self) -> dict[str, Tensor]:
        """Weights and optimizer state by name, sharing memory with the network."""
        return {f"velocity.{name}": value for name, value in self.network.state().items()}

    def load(self, state: dict[str, Tensor]) -> None:
        """Load the result of `state()`; InputError if it is of another model."""
        self.network.load(by_prefix(state, "velocity."))

    def condition(self, layer: Tensor) -> Tensor | None:
        """What the network is told of `layer` [n]: one-hot [layers, n], or nothing."""
        return self.one_hot[:, layer] if len(self.one_hot) else None

    def field(self, config: FlowConfig, weights: Tensor, layer: Tensor) -> Field:
        """The velocity that points of `layer` [n] are sampled by, guided as `config` says.

        Guidance goes from the velocity without a layer to that of the layer, and beyond it (Ho &
        Salimans 2022, arXiv 2207.12598).
        """
        told = self.condition(layer)

        def field(x: Tensor, t: float) -> Tensor:
            times = x.new_full((x.shape[1],), t)
            own = self.velocity(weights, x, times, told)
            if told is None or not config.is_guided:
                return own
            common = self.velocity(weights, x, times, torch.zeros_like(told))
            return torch.lerp(common, own, config.guidance)

        return field

    def divergent_field(self, config: FlowConfig, weights: Tensor, layer: Tensor) -> Field:
        """The same for points with a number each [3, n]: that number changes by the velocity's
        divergence.
        """
        told = self.condition(layer)

        def moves(x: Tensor, t: float, condition: Tensor | None) -> Tensor:
            times = x.new_full((x.shape[1],), t)
            velocity, divergence = self.velocity.with_divergence(weights, x, times, condition)
            return torch.cat([velocity, divergence[None]])

        def field(state: Tensor, t: float) -> Tensor:
            own = moves(state[:2], t, told)
            if told is None or not config.is_guided:
                return own
            return torch.lerp(moves(state[:2], t, torch.zeros_like(told)), own, config.guidance)

        return field

    def step(self, config: FlowConfig, random: torch.Generator) -> Step:
        """The sampler's step; only a stochastic one draws from `random`."""
        if config.sampler == "stochastic":
            return stochastic(config.sampler_noise, random)
        return STEPS[config.sampler]

    @torch.no_grad()
    def sample(
        self,
        config: FlowConfig,
        weights: Tensor,
        base: Tensor,
        layer: Tensor,
        random: torch.Generator,
    ) -> Tensor:
        """The points [2, n] in the unit square that the noise `base` [2, n] becomes.

        In chunks, so that n is not limited by memory.
        """
        step, ends = self.step(config, random), []
        pairs = zip(base.split(_CHUNK, 1), layer.split(_CHUNK), strict=True)
        for part, of_layer in pairs:
            field = self.field(config, weights, of_layer)
            ends.append(final(step, field, part, config.sampler_steps))
        return to_square(torch.cat(ends, dim=1))


def to_square(x: Tensor) -> Tensor:
    """Points in -1 … 1 as points of the unit square."""
    return (x + 1) / 2


def from_square(points: Tensor) -> Tensor:
    """Points of the unit square as points in -1 … 1."""
    return points * 2 - 1


@dataclass(frozen=True, eq=False)
class FlowMonitor:
    """What every snapshot shows: real points [2, n] in the unit square with their layers [n], and
    the noise `base` [2, n] that the generated ones come of.
    """

    real: Tensor
    layer: Tensor
    base: Tensor

    @classmethod
    def of(cls, seed: int, points: RealPoints | MixturePoints, model: FlowModel) -> "FlowMonitor":
        """The batch of `seed`, drawn from a stream of its own that training does not advance."""
        random = open_stream(seed, "snapshot", model.device)
        real, layer = points.draw(_POINTS, random)
        return cls(real, layer, model.paths.base(_POINTS, random))
