"""The generator and discriminator of a config, as functions of their weights."""

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from playground.gan.config import GanConfig
from playground.gan.layer_sizes import discriminator_sizes, generator_sizes
from playground.nn.mlp import FourierFeatures, Mlp, fourier_features

_SHIFT_START = 0.1  # factor on the output layer's initial weights, so that shifts start small


@dataclass(frozen=True, eq=False)
class Generator:
    """Maps latents to points in the unit square.

    The condition (one-hot) precedes the latent and its Fourier features. Either a sigmoid maps the
    output into the square, or the network outputs a shift of the first two latents from their
    position in -1 … 1: it then starts close to the identity.
    """

    body: Mlp
    frequencies: Tensor
    square: bool
    output: Literal["sigmoid", "shift", "linear"]
    gain: float

    @classmethod
    def of(cls, config: GanConfig, conditions: int, device: torch.device) -> "Generator":
        """The generator of `config`, with `conditions` condition inputs (0: unconditional)."""
        features = FourierFeatures(
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
        """Initial weights on the CPU."""
        last = _SHIFT_START if self.output == "shift" else 1.0
        return self.body.initial(random, gain=self.gain, last=last)

    def __call__(self, weights: Tensor, latent: Tensor, condition: Tensor | None) -> Tensor:
        """Points [2, n] for latents [latent_dim, n] and one-hot conditions [conditions, n]."""
        return self.points(weights, latent, self.inputs(latent, condition))

    def inputs(self, latent: Tensor, condition: Tensor | None) -> Tensor:
        """The network's inputs for latents and conditions; independent of the weights."""
        return _inputs(condition, latent, self.frequencies, self.square)

    def points(self, weights: Tensor, latent: Tensor, inputs: Tensor) -> Tensor:
        """Points [2, n] for latents whose network inputs are `inputs`."""
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
    """Maps points to logits: above 0 means "real".

    The input is a single point, or `pack` of them together (PacGAN; Lin et al. 2018, arXiv
    1712.04086); the points of a pack come from one distribution, so under one condition. Points are
    scaled to -1 … 1 and followed by their Fourier features and, with `differences`, by their
    squared differences from the pack's mean.
    """

    body: Mlp
    frequencies: Tensor
    pack: int
    differences: bool

    @classmethod
    def of(cls, config: GanConfig, conditions: int, device: torch.device) -> "Discriminator":
        """The discriminator of `config`, with `conditions` condition inputs (0: none)."""
        features = FourierFeatures(2, config.d_features, config.octaves, config.seed, "d")
        pack, differences = config.pack_size, config.batch_differences
        sizes = discriminator_sizes(config, conditions)
        body = Mlp(sizes, config.activation, config.spectral_norm)
        return cls(body, features.frequencies().to(device), pack, differences)

    def initial(self, random: torch.Generator) -> Tensor:
        """Initial weights on the CPU."""
        return self.body.initial(random)

    def __call__(self, weights: Tensor, points: Tensor, condition: Tensor | None) -> Tensor:
        """Logits [n / pack] for points [2, n] and one-hot conditions [conditions, n].

        Consecutive points of the batch form a pack.
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
    """One-hot condition, values and their Fourier features, stacked as rows."""
    parts = [values] if condition is None else [condition, values]
    if len(frequencies):
        parts += fourier_features(values, frequencies, square)
    return torch.cat(parts) if len(parts) > 1 else values


def _differences(values: Tensor, pack: int) -> Tensor:
    """The squared difference of each of `values` [rows, n] from the mean of its pack."""
    packs: Tensor = values.unflatten(1, (-1, pack))
    return (packs - packs.mean(dim=2, keepdim=True)).square().flatten(1)
