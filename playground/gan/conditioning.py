"""Conditioning: the inputs of generator and discriminator other than latents and points."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.nn.random_streams import RandomStream


@dataclass(frozen=True, eq=False)
class ConditionBatch:
    """The conditions of one batch: `layer` int64 [n] is the layer or the code, 0 for a plain GAN.

    `generator_input` [Conditioning.generator_inputs, n] is concatenated with the generator's
    latents, `discriminator_input` [Conditioning.discriminator_inputs, n] with the discriminator's
    points; None for models without it.
    """

    layer: Tensor
    generator_input: Tensor | None
    discriminator_input: Tensor | None


@dataclass(frozen=True, eq=False)
class Conditioning:
    """The conditions that a model takes.

    In a CGAN both networks are given a layer (one-hot). In an InfoGAN the generator is given a code
    (one-hot) and `continuous` values in -1 … 1, all drawn uniformly and independently of the real
    points, and the discriminator nothing. Other models have no condition.
    """

    one_hot: Tensor
    continuous: int
    is_conditional: bool

    @classmethod
    def of(cls, config: GanConfig, target: Target, device: torch.device) -> "Conditioning":
        """The conditioning of `config`. Raises InputError if `target` has too few layers for it."""
        config.check_target(target)
        one_hot = torch.eye(config.condition_count(len(target.layers)), device=device)
        continuous = config.continuous_codes if config.finds_codes else 0
        return cls(one_hot, continuous, config.is_conditional)

    @property
    def categories(self) -> int:
        """Number of layers or codes that can be requested; 0 for a plain GAN."""
        return len(self.one_hot)

    @property
    def generator_inputs(self) -> int:
        """Number of values that the generator gets with its latent."""
        return self.categories + self.continuous

    @property
    def discriminator_inputs(self) -> int:
        """Number of values that the discriminator gets with a point."""
        return self.categories if self.is_conditional else 0

    def draw(self, layer: Tensor, random: RandomStream, only: int | None = None) -> ConditionBatch:
        """Draw the conditions of generated points to go with real points of `layer` [n], in their
        order.

        `only` sets one layer or code for all of them.
        """
        if not self.categories:
            return ConditionBatch(torch.zeros_like(layer), None, None)
        if self.is_conditional:
            return self.encode(layer if only is None else torch.full_like(layer, only), None)
        assert isinstance(random, torch.Generator), "the codes of a stack are not drawn ahead"
        device = layer.device
        # In random order: a loss that pairs the i-th real point with the i-th fake must not find
        # codes and layers aligned.
        code = torch.randint(self.categories, layer.shape, generator=random, device=device)
        if only is not None:
            code = torch.full_like(code, only)
        values = torch.rand(self.continuous, len(code), generator=random, device=device) * 2 - 1
        return self.encode(code, values)

    def encode(self, layer: Tensor, values: Tensor | None) -> ConditionBatch:
        """The conditions for `layer` [n] and, for InfoGANs, continuous `values` [continuous, n]."""
        rows = self.one_hot[:, layer].movedim(0, -2)
        generator_input = rows if values is None else torch.cat([rows, values])
        return ConditionBatch(layer, generator_input, rows if self.is_conditional else None)
