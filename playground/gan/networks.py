"""Generator and discriminator of a config, as functions of their weights."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.gan.config import GanConfig
from playground.gan.mlp import Mlp


@dataclass(frozen=True)
class Generator:
    """Latents to points in the square; a condition (one-hot) stands in front of the latent."""

    body: Mlp

    @classmethod
    def of(cls, config: GanConfig, conditions: int) -> "Generator":
        """The generator that `config` asks for, with `conditions` layers (0: unconditional)."""
        hidden = (config.g_hidden,) * config.layers
        return cls(Mlp((conditions + config.latent_dim, *hidden, 2)))

    def __call__(self, weights: Tensor, latent: Tensor, condition: Tensor | None) -> Tensor:
        """Points [2, n] for latents [latent_dim, n] and one-hot conditions [conditions, n]."""
        return torch.sigmoid(self.body(weights, _beneath(condition, latent)))


@dataclass(frozen=True)
class Discriminator:
    """Points to logits: above 0 means "real". Every point is judged by itself."""

    body: Mlp

    @classmethod
    def of(cls, config: GanConfig, conditions: int) -> "Discriminator":
        """The discriminator that `config` asks for, with `conditions` layers (0: unconditional)."""
        hidden = (config.d_hidden,) * config.layers
        return cls(Mlp((conditions + 2, *hidden, 1)))

    def __call__(self, weights: Tensor, points: Tensor, condition: Tensor | None) -> Tensor:
        """Logits [n] for points [2, n] and one-hot conditions [conditions, n]."""
        return self.body(weights, _beneath(condition, points))[0]


def _beneath(condition: Tensor | None, inputs: Tensor) -> Tensor:
    return inputs if condition is None else torch.cat([condition, inputs])
