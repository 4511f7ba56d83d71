"""Sampling from the generator: latents, conditions and the points generated from them."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.density.target import Target
from playground.gan.conditioning import ConditionBatch, Conditioning
from playground.gan.config import GanConfig
from playground.gan.latent_table import CellInverse, latent_from_uniform, uniform_from_latent
from playground.gan.networks import Generator, GeneratorTrace
from playground.nn.mlp import LayeredWeights
from playground.nn.random_streams import (
    LATENT_STEPS,
    KroneckerSequence,
    RandomStream,
    normal,
    uniform,
)

_CHUNK = 100_000


@dataclass(frozen=True, eq=False)
class GeneratorSampler:
    """Generates points with given weights of the generator and given random streams."""

    generator: Generator
    conditioning: Conditioning
    device: torch.device
    latent_dim: int
    normal: bool
    quasi_random: KroneckerSequence

    @classmethod
    def of(cls, config: GanConfig, target: Target, device: torch.device) -> "GeneratorSampler":
        """The sampler of `config`. Raises InputError when `target` has too few layers."""
        conditioning = Conditioning.of(config, target, device)
        generator = Generator.of(config, conditioning.generator_inputs, device)
        quasi_random = KroneckerSequence(LATENT_STEPS, device, torch.float32)
        return cls(
            generator,
            conditioning,
            device,
            config.latent_dim,
            config.latent == "normal",
            quasi_random,
        )

    def latent(self, n: int, random: RandomStream) -> Tensor:
        """Draw independent latents [latent_dim, n]."""
        shape = (self.latent_dim, n)
        if self.normal:
            return normal(shape, random, self.device)
        return uniform(shape, random, self.device) * 2 - 1

    def quasi_random_latent(self, n: int, random: RandomStream) -> Tensor:
        """Draw latents [latent_dim, n] whose first two dimensions are quasi-random."""
        numbers = self.quasi_random(n, random)
        first = latent_from_uniform(numbers, normal=self.normal)[..., : self.latent_dim, :]
        if self.latent_dim <= first.shape[-2]:
            return first
        return torch.cat([first, self.latent(n, random)[..., first.shape[-2] :, :]], dim=-2)

    def bent(self, latent: Tensor, layer: Tensor, inverse: CellInverse | None) -> Tensor:
        """Latents [latent_dim, n] whose first two dimensions have the density of a table, for those
        of an even density and their layers [n]; without a table the same.
        """
        if inverse is None:
            return latent
        numbers = inverse(uniform_from_latent(latent[..., :2, :], normal=self.normal), layer)
        first = latent_from_uniform(numbers, normal=self.normal)
        return first if self.latent_dim == 2 else torch.cat([first, latent[..., 2:, :]], dim=-2)

    def shown_latent(self, weights: Tensor, latent: Tensor, layer: Tensor) -> Tensor:
        """Those `latent` bent by the table that follows the generator's `weights`."""
        return self.bent(latent, layer, self._inverse(weights))

    def trace(
        self,
        weights: LayeredWeights,
        layer: Tensor,
        random: RandomStream,
        quasi_random: bool = False,
        inverse: CellInverse | None = None,
    ) -> tuple[GeneratorTrace, ConditionBatch]:
        """Points to go with real ones of `layer` [n], traced, and their conditions."""
        condition = self.conditioning.draw(layer, random)
        draw = self.quasi_random_latent if quasi_random else self.latent
        latent = draw(layer.shape[-1], random)
        latent = self.bent(latent, condition.layer, inverse)
        return self.generator.trace(weights, latent, condition.generator_input), condition

    @torch.no_grad()
    def sample(
        self, weights: Tensor, layer: Tensor, random: RandomStream, only: int | None
    ) -> tuple[Tensor, Tensor]:
        """Points [2, n] and the layers [n] requested, all of them `only` where that is given.

        In chunks, so that n is not limited by memory.
        """
        points, layers = [], []
        inverse = self._inverse(weights)
        for part in torch.split(layer, _CHUNK):
            condition = self.conditioning.draw(part, random, only)
            latent = self.bent(self.latent(len(part), random), condition.layer, inverse)
            points.append(self.generator(weights, latent, condition.generator_input))
            layers.append(condition.layer)
        return torch.cat(points, dim=1), torch.cat(layers)

    @torch.no_grad()
    def curves(self, weights: Tensor, steps: int) -> Tensor:
        """Points [2, codes, steps]: for every code, its first continuous value goes from -1 to 1.

        The other values and the latent stay at 0. Without continuous values there are no steps.
        """
        codes = self.conditioning.categories
        steps = steps if self.conditioning.continuous else 0
        code = torch.arange(codes, device=self.device).repeat_interleave(steps)
        values = torch.zeros(self.conditioning.continuous, codes * steps, device=self.device)
        values[:1] = torch.linspace(-1, 1, steps, device=self.device).repeat(codes)
        latent = torch.zeros(self.latent_dim, codes * steps, device=self.device)
        latent = self.shown_latent(weights, latent, code)
        points = self.generator(
            weights, latent, self.conditioning.encode(code, values).generator_input
        )
        return points.view(2, codes, steps)

    def _inverse(self, weights: Tensor) -> CellInverse | None:
        """The inverse of the table that follows the generator's `weights`, if there is one."""
        table = self.generator.table(weights)
        return None if table is None else CellInverse.of(table)
