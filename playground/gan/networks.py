"""Generator and discriminator of a config, as functions of their weights."""

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from playground.gan.config import GanConfig
from playground.gan.layer_sizes import discriminator_sizes, generator_sizes
from playground.nn.mlp import Fourier, Mlp, waves

_SHIFT_START = 0.1  # how far a fresh generator shifts its latents, of what its layers would give


@dataclass(frozen=True, eq=False)
class Generator:
    """Latents to points in the unit square.

    The condition (one-hot) stands in front of the latent and its Fourier features. Either a
    sigmoid brings the points into the square, or the network says how far to shift the first two
    latents from where they lie in -1 … 1: then it starts as hardly more than the identity.
    """

    body: Mlp
    frequencies: Tensor
    square: bool
    output: Literal["sigmoid", "shift", "linear"]
    gain: float

    @classmethod
    def of(cls, config: GanConfig, conditions: int, device: torch.device) -> "Generator":
        """The generator that `config` asks for, with `conditions` layers (0: unconditional)."""
        features = Fourier(
            config.latent_dim,
            config.g_features,
            config.octaves,
            config.seed,
            "g",
            config.square_features,
        )
        body = Mlp(generator_sizes(config, conditions), config.activation)
        frequencies = features.frequencies().to(device)
        return cls(body, frequencies, config.square_features, config.output, config.gain)

    def initial(self, random: torch.Generator) -> Tensor:
        """Fresh weights on the CPU."""
        last = _SHIFT_START if self.output == "shift" else 1.0
        return self.body.initial(random, gain=self.gain, last=last)

    def __call__(self, weights: Tensor, latent: Tensor, condition: Tensor | None) -> Tensor:
        """Points [2, n] for latents [latent_dim, n] and one-hot conditions [conditions, n]."""
        return self.points(weights, latent, self.inputs(latent, condition))

    def inputs(self, latent: Tensor, condition: Tensor | None) -> Tensor:
        """What the network sees of latents and conditions; with other weights it is the same."""
        return _inputs(condition, latent, self.frequencies, self.square)

    def points(self, weights: Tensor, latent: Tensor, inputs: Tensor) -> Tensor:
        """Points [2, n] for latents of which the network sees these `inputs`."""
        outputs = self.body(weights, inputs)
        match self.output:
            case "sigmoid":
                return torch.sigmoid(outputs)
            case "shift":
                return (latent[:2] + outputs + 1) / 2
            case "linear":
                return (outputs + 1) / 2


@dataclass(frozen=True, eq=False)
class Discriminator:
    """Points to logits: above 0 means "real".

    Every point is judged by itself, or `pack` of them together (PacGAN; Lin et al. 2018, arXiv
    1712.04086); those of a pack are drawn from one distribution, so under one condition. Points are
    seen in -1 … 1, with their Fourier features beneath, and with `differences` their squared
    differences from the pack's mean.
    """

    body: Mlp
    frequencies: Tensor
    pack: int
    differences: bool

    @classmethod
    def of(cls, config: GanConfig, conditions: int, device: torch.device) -> "Discriminator":
        """The discriminator that `config` asks for, with `conditions` layers (0: none)."""
        features = Fourier(2, config.d_features, config.octaves, config.seed, "d")
        pack, differences = config.judged_together, config.batch_differences
        sizes = discriminator_sizes(config, conditions)
        body = Mlp(sizes, config.activation, config.spectral_norm)
        return cls(body, features.frequencies().to(device), pack, differences)

    def initial(self, random: torch.Generator) -> Tensor:
        """Fresh weights on the CPU."""
        return self.body.initial(random)

    def __call__(self, weights: Tensor, points: Tensor, condition: Tensor | None) -> Tensor:
        """Logits [n / pack] for points [2, n] and one-hot conditions [conditions, n].

        Neighbours in the batch are judged together.
        """
        points = points * 2 - 1
        inputs = _inputs(condition, points, self.frequencies, square=False)
        if self.differences:
            inputs = torch.cat([inputs, _differences(points, self.pack)])
        if self.pack > 1:
            packs = inputs.unflatten(1, (-1, self.pack))
            inputs = packs.transpose(1, 2).flatten(0, 1)
        return self.body(weights, inputs)[0]


def _inputs(condition: Tensor | None, values: Tensor, frequencies: Tensor, square: bool) -> Tensor:
    """One-hot condition, values and their Fourier features, one beneath the other."""
    parts = [values] if condition is None else [condition, values]
    if len(frequencies):
        parts += waves(values, frequencies, square)
    return torch.cat(parts) if len(parts) > 1 else values


def _differences(values: Tensor, pack: int) -> Tensor:
    """The squared difference of each of `values` [rows, n] from the mean of its pack."""
    packs: Tensor = values.unflatten(1, (-1, pack))
    return (packs - packs.mean(dim=2, keepdim=True)).square().flatten(1)
