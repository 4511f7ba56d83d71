"""The generator at work: latents, what it is asked for, and the points that come of them."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.density.target import Target
from playground.gan.conditioning import ConditionBatch, Conditioning
from playground.gan.config import GanConfig
from playground.gan.networks import Generator
from playground.nn.random_streams import LATENT_STEPS, Even, normal

_CHUNK = 100_000


@dataclass(frozen=True, eq=False)
class GeneratorSampler:
    """Makes points with given weights of the generator, from given streams of random numbers."""

    generator: Generator
    asking: Conditioning
    device: torch.device
    latent_dim: int
    normal: bool
    even: Even

    @classmethod
    def of(cls, config: GanConfig, target: Target, device: torch.device) -> "GeneratorSampler":
        """The one that `config` asks for. Raises InputError when `target` has too few layers."""
        asking = Conditioning.of(config, target, device)
        generator = Generator.of(config, asking.inputs, device)
        even = Even(LATENT_STEPS, device, torch.float32)
        return cls(generator, asking, device, config.latent_dim, config.latent == "normal", even)

    def latent(self, n: int, random: torch.Generator) -> Tensor:
        """Fresh latents [latent_dim, n]."""
        shape = (self.latent_dim, n)
        if self.normal:
            return torch.randn(shape, generator=random, device=self.device)
        return torch.rand(shape, generator=random, device=self.device) * 2 - 1

    def even_latent(self, n: int, random: torch.Generator) -> Tensor:
        """Latents [latent_dim, n], the first two of them even (`uniform.Even`)."""
        uniform = self.even(n, random)
        first = (normal(uniform) if self.normal else uniform * 2 - 1)[: self.latent_dim]
        if self.latent_dim <= len(first):
            return first
        return torch.cat([first, self.latent(n, random)[len(first) :]])

    def fakes(
        self, weights: Tensor, layer: Tensor, random: torch.Generator, even: bool = False
    ) -> tuple[Tensor, ConditionBatch]:
        """Points [2, n] beside real ones of `layer` [n], and what was asked for."""
        asked = self.asking.draw(layer, random)
        latent = (self.even_latent if even else self.latent)(len(layer), random)
        return self.generator(weights, latent, asked.inputs), asked

    @torch.no_grad()
    def sample(
        self, weights: Tensor, layer: Tensor, random: torch.Generator, only: int | None
    ) -> tuple[Tensor, Tensor]:
        """Points [2, n] and the layers asked for [n], all of them `only` where that is given.

        The same as `fakes` without gradients, in chunks, for as many as one likes.
        """
        points, layers = [], []
        for part in torch.split(layer, _CHUNK):
            asked = self.asking.draw(part, random, only)
            latent = self.latent(len(part), random)
            points.append(self.generator(weights, latent, asked.inputs))
            layers.append(asked.layer)
        return torch.cat(points, dim=1), torch.cat(layers)

    @torch.no_grad()
    def curves(self, weights: Tensor, steps: int) -> Tensor:
        """Points [2, codes, steps]: every code, its first continuous value going from -1 to 1.

        The other values and the latent stay in their middle, 0. Without such a value there are no
        steps.
        """
        codes = self.asking.layers
        steps = steps if self.asking.continuous else 0
        code = torch.arange(codes, device=self.device).repeat_interleave(steps)
        values = torch.zeros(self.asking.continuous, codes * steps, device=self.device)
        values[:1] = torch.linspace(-1, 1, steps, device=self.device).repeat(codes)
        latent = torch.zeros(self.latent_dim, codes * steps, device=self.device)
        points = self.generator(weights, latent, self.asking.ask(code, values).inputs)
        return points.view(2, codes, steps)
