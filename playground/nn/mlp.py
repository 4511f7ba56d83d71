"""A multilayer perceptron on columns with all weights in one vector."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from playground.nn.activations import ACTIVATIONS

_POWER_ITERATIONS = 8
_NARROW = 8


@dataclass(frozen=True)
class Mlp:
    """A perceptron with `activation` after each hidden layer and a linear output.

    It holds no weights: it maps a flat weight vector [size] and inputs [sizes[0], n] to outputs
    [sizes[-1], n]. **Columns are points**: with inputs this narrow, matrix products over [features,
    n] run several times faster on a CPU than over [n, features], above all in the backward pass.
    With one vector an optimizer step is a handful of operations and a snapshot one copy. With
    `spectral` every weight matrix is divided by its spectral norm.

    Several runs train as one (`gan.stack`) with weights [runs, size], inputs [runs, sizes[0], n]
    and outputs [runs, sizes[-1], n]: every array has an axis of runs before the axes named here.
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
        parts = iter(weights.unsqueeze(-1).split_with_sizes(self._lengths, dim=-2))
        runs = weights.shape[:-1]
        for shape in self.shapes:
            yield next(parts).view(runs + shape), next(parts)

    def layered(self, weights: Tensor) -> "LayeredWeights":
        """The same weights, for traces."""
        return LayeredWeights(self, weights)

    def __call__(self, weights: Tensor, inputs: Tensor) -> Tensor:
        """The outputs [sizes[-1], n] for `inputs` [sizes[0], n], differentiable any number of
        times.
        """
        outputs: Tensor = _Pass.apply(self.used(weights), inputs, self)  # type: ignore[no-untyped-call]
        return outputs

    def trace(self, weights: "LayeredWeights", inputs: Tensor) -> "Trace":
        """A pass of `inputs` that can be differentiated once, without autograd's bookkeeping.

        `weights` are those `used`, if the perceptron is spectral.
        """
        activation = ACTIVATIONS[self.activation]
        kept, hidden = [], inputs
        for index, (weight, bias) in enumerate(weights.layers):
            if index:
                before, hidden = hidden, activation.value(hidden, inplace=activation.from_values)
                kept.append(before)
            kept.append(hidden)
            hidden = affine(bias, weight, hidden)
        return Trace(weights, kept, hidden)

    def outputs(self, weights: Tensor, inputs: Tensor, *, in_place: bool = False) -> Tensor:
        """The outputs as a composition of torch's functions; `weights` are those `used`."""
        activate, hidden = ACTIVATIONS[self.activation].value, inputs
        for index, (weight, bias) in enumerate(self.layers(weights)):
            if index:
                hidden = activate(hidden, inplace=in_place)
            hidden = affine(bias, weight, hidden)
        return hidden

    def used(self, weights: Tensor) -> Tensor:
        """The weights that multiply: every matrix divided by its norm, if `spectral`."""
        if not self.spectral:
            return weights
        parts = [
            part
            for weight, bias in self.layers(weights)
            for part in ((weight / spectral_norm(weight)).flatten(), bias[:, 0])
        ]
        return torch.cat(parts)


@dataclass(frozen=True, eq=False)
class LayeredWeights:
    """A weight `vector` [size] whose layers are cut out once, with room for a gradient.

    Both are used by many iterations, and so are made outside of inference mode.
    """

    mlp: Mlp
    vector: Tensor

    @cached_property
    def layers(self) -> list[tuple[Tensor, Tensor]]:
        """The layers of the vector, as `Mlp.layers` has them."""
        with torch.inference_mode(False):
            return list(self.mlp.layers(self.vector))

    @cached_property
    def gradient(self) -> "LayeredWeights":
        """Where the gradients with respect to these weights are written, one over the other."""
        with torch.inference_mode(False):
            return LayeredWeights(self.mlp, torch.empty_like(self.vector))


@dataclass(frozen=True, eq=False)
class Trace:
    """A pass of inputs through a perceptron: its `outputs`, and what its gradients need.

    Written out, the gradient of all weights lands in one vector without a copy, nothing is kept or
    computed that is not needed, and activations are applied in place where that is possible.
    `kept` holds the inputs of the first layer, then for every later one the values before its
    activation and after it (the same, where the activation's derivative follows from its values).
    """

    weights: LayeredWeights
    kept: list[Tensor]
    outputs: Tensor

    def hidden(self, layer: int) -> Tensor:
        """What the neurons of a hidden layer give [width, n]; layers are counted from 0."""
        return self.kept[2 * layer + 2]

    def last(self, count: int) -> "Trace":
        """The part of the last `count` columns."""
        kept = [values[..., -count:] for values in self.kept]
        return Trace(self.weights, kept, self.outputs[..., -count:])

    def gradients(
        self,
        gradient: Tensor,
        *,
        of_weights: bool = True,
        of_inputs: bool = False,
        once: bool = False,
    ) -> tuple[Tensor | None, Tensor | None]:
        """The gradients of a loss with respect to the weights [size], valid until the next one of
        the same weights, and to the inputs.

        `gradient` is that with respect to the outputs. They can be asked for several times, unless
        they are asked for `once` and may overwrite what was kept of the hidden layers.
        """
        activation = ACTIVATIONS[self.weights.mlp.activation]
        found = self.weights.gradient if of_weights else None
        factor = None  # what the rows of `gradient` are yet to be multiplied by
        for index in reversed(range(len(self.weights.layers))):
            weight, values = self.weights.layers[index][0], self.kept[2 * index]
            if found:
                _gradients_of_layer(gradient, values, factor, *found.layers[index])
            if factor is not None:
                weight, factor = weight * factor, None
            if index and weight.shape[-2] == 1:  # a single output: all rows are the same
                gradient, factor = gradient.expand_as(values), weight.mT
            elif index or of_inputs:
                room = values if once and index and not activation.from_values else None
                gradient = multiply(weight.mT, gradient, room)
            if index:
                before = self.kept[2 * index - 1]
                out = before if once else torch.empty_like(before)
                activation.descend(gradient, before, out)
                gradient = out
        return found.vector if found else None, gradient if of_inputs else None


class _Pass(torch.autograd.Function):
    """A traced pass as one step of autograd; differentiated twice, it is computed again."""

    @staticmethod
    def forward(context: Any, weights: Tensor, inputs: Tensor, mlp: Mlp) -> Tensor:
        if not any(context.needs_input_grad):
            return mlp.outputs(weights, inputs, in_place=True)
        trace = mlp.trace(mlp.layered(weights), inputs)
        context.mlp = mlp
        context.save_for_backward(weights, inputs, *trace.kept[1:])
        return trace.outputs

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> tuple[Tensor | None, Tensor | None, None]:
        weights, inputs, *kept = context.saved_tensors
        mlp, (to_weights, to_inputs, _) = context.mlp, context.needs_input_grad
        if torch.is_grad_enabled():
            needed = (to_weights, to_inputs)
            again = differentiable_again(mlp.outputs, (weights, inputs), needed, gradient)
            return again[0], again[1], None
        trace = Trace(mlp.layered(weights), [inputs, *kept], gradient)
        return (*trace.gradients(gradient, of_weights=to_weights, of_inputs=to_inputs), None)


def differentiable_again(
    function: Callable[..., Tensor],
    inputs: tuple[Tensor, ...],
    needed: tuple[bool, ...],
    gradient: Tensor,
) -> list[Tensor | None]:
    """The gradients of `function` that are `needed`, in a form that can be differentiated again."""
    wanted = [value for value, is_needed in zip(inputs, needed, strict=True) if is_needed]
    found = iter(torch.autograd.grad(function(*inputs), wanted, gradient, create_graph=True))
    return [next(found) if is_needed else None for is_needed in needed]


def affine(bias: Tensor, weight: Tensor, inputs: Tensor) -> Tensor:
    """`bias` [m, 1 or n] + `weight` [m, k] times `inputs` [k, n]; of all of them [runs, …].

    One operation for both would copy the bias to all columns first.
    """
    return multiply(weight, inputs).add_(bias)


def multiply(one: Tensor, other: Tensor, out: Tensor | None = None) -> Tensor:
    """The product of two matrices, or of those of all runs [runs, …]."""
    return torch.mm(one, other, out=out) if one.dim() == 2 else torch.bmm(one, other, out=out)


def _gradients_of_layer(
    gradient: Tensor, values: Tensor, factor: Tensor | None, of_weight: Tensor, of_bias: Tensor
) -> None:
    """Write the gradients of a layer's weight [m, k] and bias [m, 1], from that of its outputs [m,
    n], whose rows are yet to be multiplied by a `factor` [m, 1], and its inputs [k, n].
    """
    _multiply_transposed(gradient, values, of_weight)
    torch.sum(gradient, -1, keepdim=True, out=of_bias)
    if factor is not None:
        of_weight.mul_(factor)
        of_bias.mul_(factor)


def _multiply_transposed(one: Tensor, other: Tensor, out: Tensor) -> None:
    """Write `one` [m, n] times the transposed `other` [k, n] to `out` [m, k].

    A narrow product over many columns takes a CPU a quarter of the time as its transposed one.
    """
    if out.shape[-2] < _NARROW * out.shape[-1]:
        multiply(one, other.mT, out)
    else:
        out.copy_(multiply(other, one.mT).mT)


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
