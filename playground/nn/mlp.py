"""A multilayer perceptron on columns with all weights in one vector, and Fourier features."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

import torch
from torch import Tensor
from torch.nn import functional

from playground.nn.random_streams import open_stream
from playground.nn.sizes import feature_outputs


@dataclass(frozen=True)
class FourierFeatures:
    """Random Fourier features: sinusoids of random projections of a network's inputs.

    `count` projections of `inputs` values in -1 … 1, divided among `octaves` scales: their
    frequencies are normal with a standard deviation of ½, 1, 2, … cycles per unit. They are fixed
    by the seed and not trained, so no checkpoint holds them. (Tancik et al. 2020, arXiv
    2006.10739.)

    The features are sin and cos; with `square` also their signs. A square wave is discontinuous, so
    a generator that sees it can map the latent space discontinuously; a continuous generator would
    have to draw bridges of points between separate modes.
    """

    inputs: int
    count: int
    octaves: int
    seed: int
    network: Literal["d", "g"]
    square: bool = False

    @property
    def outputs(self) -> int:
        """Size of the network's input: the inputs, and two or four features per projection."""
        return feature_outputs(self.inputs, self.count, square=self.square)

    def frequencies(self) -> Tensor:
        """The projections, float32 [count, inputs], in radians per unit."""
        random = open_stream(self.seed, f"{self.network}_features")
        drawn = torch.randn(self.count, self.inputs, generator=random)
        octave = torch.arange(self.count) % self.octaves
        return drawn * (torch.pi * 2.0**octave)[:, None]


def fourier_features(values: Tensor, frequencies: Tensor, square: bool) -> list[Tensor]:
    """The features of `values` [inputs, n], each [count, n]: sin, cos and, if `square`, their
    signs.
    """
    phase = frequencies @ values
    smooth = [phase.sin(), phase.cos()]
    return smooth + [wave.sign() for wave in smooth] if square else smooth


ACTIVATIONS: Mapping[str, Callable[[Tensor], Tensor]] = MappingProxyType(
    {
        "leaky-relu": partial(functional.leaky_relu, negative_slope=0.1),
        "relu": functional.relu,
        "silu": functional.silu,
        "gelu": functional.gelu,
        "tanh": torch.tanh,
        "elu": functional.elu,
    }
)
_POWER_ITERATIONS = 8


@dataclass(frozen=True)
class Mlp:
    """A perceptron with `activation` after each hidden layer and a linear output.

    It holds no weights: it maps a flat weight vector [size] and inputs [sizes[0], n] to outputs
    [sizes[-1], n]. **Columns are points**: with inputs this narrow, matrix products over [features,
    n] run several times faster on a CPU than over [n, features], above all in the backward pass.
    With one vector an optimizer step is a handful of operations and a snapshot one copy. With
    `spectral` every weight matrix is divided by its spectral norm.
    """

    sizes: tuple[int, ...]
    activation: str = "leaky-relu"
    spectral: bool = False

    @cached_property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """(outputs, inputs) of each layer."""
        return tuple((after, before) for before, after in pairwise(self.sizes))

    @cached_property
    def _lengths(self) -> list[int]:
        return [length for rows, columns in self.shapes for length in (rows * columns, rows)]

    @property
    def size(self) -> int:
        """The number of weights."""
        return sum(self._lengths)

    def initial(self, random: torch.Generator, *, gain: float = 1.0, last: float = 1.0) -> Tensor:
        """Initial weights: uniform in ±1/√(inputs of the layer), torch's default for `Linear`.

        The matrices of the hidden layers are multiplied by `gain`, the last one by `last`.
        """
        bounds = []
        for index, (_, columns) in enumerate(self.shapes):
            factor = last if index == len(self.shapes) - 1 else gain
            bounds += [factor * columns**-0.5, columns**-0.5]
        drawn = torch.split(torch.rand(self.size, generator=random) * 2 - 1, self._lengths)
        return torch.cat([part * bound for part, bound in zip(drawn, bounds, strict=True)])

    def layers(self, weights: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
        """(weight [outputs, inputs], bias [outputs, 1]) of each layer, as views."""
        parts = iter(torch.split(weights, self._lengths))
        for shape in self.shapes:
            yield next(parts).view(shape), next(parts)[:, None]

    def __call__(self, weights: Tensor, inputs: Tensor) -> Tensor:
        """The outputs [sizes[-1], n] for `inputs` [sizes[0], n]."""
        activate = ACTIVATIONS[self.activation]
        hidden = inputs
        for index, (weight, bias) in enumerate(self.layers(weights)):
            if index:
                hidden = activate(hidden)
            if self.spectral:
                weight = weight / spectral_norm(weight)
            hidden = torch.addmm(bias, weight, hidden)
        return hidden


def spectral_norm(weight: Tensor) -> Tensor:
    """The largest singular value of `weight`, differentiable (Miyato et al. 2018, 1802.05957).

    Computed by a few power iterations from a fixed start, so no state is kept.
    """
    with torch.no_grad():
        right = torch.ones(weight.shape[1], device=weight.device)
        for _ in range(_POWER_ITERATIONS):
            left = functional.normalize(weight @ right, dim=0)
            right = functional.normalize(weight.T @ left, dim=0)
    return left @ weight @ right
