"""The activation functions of a perceptron, with their derivatives written out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import torch
from torch import Tensor
from torch.nn import functional

_aten = torch.ops.aten
_SLOPE = 0.1


@dataclass(frozen=True)
class Activation:
    """An activation function: `value(x)`, or `value(x, inplace=True)`, is any tensor's image.

    `descend(gradient, kept, out)` writes to `out`, which may be one of the others, the gradient of
    a loss with respect to x, from that with respect to the values; `kept` is x, or the values
    themselves if `from_values`, so that the function can be applied in place.
    """

    value: Callable[..., Tensor]
    descend: Callable[[Tensor, Tensor, Tensor], None]
    from_values: bool


def _leaky_relu(gradient: Tensor, values: Tensor, out: Tensor) -> None:
    _aten.leaky_relu_backward.grad_input(gradient, values, _SLOPE, True, grad_input=out)


def _relu(gradient: Tensor, values: Tensor, out: Tensor) -> None:
    _aten.threshold_backward.grad_input(gradient, values, 0, grad_input=out)


def _silu(gradient: Tensor, x: Tensor, out: Tensor) -> None:
    _aten.silu_backward.grad_input(gradient, x, grad_input=out)


def _gelu(gradient: Tensor, x: Tensor, out: Tensor) -> None:
    _aten.gelu_backward.grad_input(gradient, x, grad_input=out)


def _tanh(gradient: Tensor, values: Tensor, out: Tensor) -> None:
    _aten.tanh_backward.grad_input(gradient, values, grad_input=out)


def _elu(gradient: Tensor, values: Tensor, out: Tensor) -> None:
    _aten.elu_backward.grad_input(gradient, 1, 1, 1, True, values, grad_input=out)


def _in_place_or_not(
    function: Callable[[Tensor], Tensor], in_place: Callable[[Tensor], Tensor]
) -> Callable[..., Tensor]:
    def value(x: Tensor, inplace: bool = False) -> Tensor:
        return in_place(x) if inplace else function(x)

    return value


ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        "leaky-relu": Activation(
            partial(functional.leaky_relu, negative_slope=_SLOPE), _leaky_relu, from_values=True
        ),
        "relu": Activation(functional.relu, _relu, from_values=True),
        "silu": Activation(functional.silu, _silu, from_values=False),
        "gelu": Activation(
            _in_place_or_not(functional.gelu, _aten.gelu_), _gelu, from_values=False
        ),
        "tanh": Activation(_in_place_or_not(torch.tanh, torch.tanh_), _tanh, from_values=True),
        "elu": Activation(functional.elu, _elu, from_values=True),
    }
)
