"""The networks: plain multilayer perceptrons over columns, with all weights in one vector."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import torch
from torch import Tensor
from torch.nn.functional import leaky_relu


@dataclass(frozen=True)
class Mlp:
    """A perceptron with leaky ReLU between its layers and a linear end.

    It holds no weights: it maps a flat weight vector [size] and inputs [sizes[0], n] to outputs
    [sizes[-1], n]. **Columns are points**: with inputs this narrow, matrix products over
    [features, n] run several times faster on a CPU, backwards above all, than over [n, features].
    One vector makes the optimizer's step a handful of operations and a snapshot one copy.
    """

    sizes: tuple[int, ...]
    slope: float = 0.1

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

    def initial(self, random: torch.Generator) -> Tensor:
        """Fresh weights: uniform in ±1/√(inputs of the layer), torch's default for `Linear`."""
        bounds = [columns**-0.5 for _, columns in self.shapes for _ in range(2)]
        drawn = torch.rand(self.size, generator=random) * 2 - 1
        parts = [
            part * bound
            for part, bound in zip(torch.split(drawn, self._lengths), bounds, strict=True)
        ]
        return torch.cat(parts)

    def layers(self, weights: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
        """(weight [outputs, inputs], bias [outputs, 1]) of each layer, as views."""
        parts = iter(torch.split(weights, self._lengths))
        for shape in self.shapes:
            yield next(parts).view(shape), next(parts)[:, None]

    def __call__(self, weights: Tensor, inputs: Tensor) -> Tensor:
        """The outputs [sizes[-1], n] for `inputs` [sizes[0], n]."""
        hidden = inputs
        for index, (weight, bias) in enumerate(self.layers(weights)):
            if index:
                hidden = leaky_relu(hidden, self.slope, inplace=True)
            hidden = torch.addmm(bias, weight, hidden)
        return hidden
