"""The update rules, each a few operations in place on one weight vector.

They give torch.optim's numbers at its defaults. Written out, a step costs a sixth of torch.optim's
bookkeeping, which at this size was as dear as the gradient; and all that they remember are tensors,
so nothing in a step waits for the host.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from torch import Tensor

OptimizerName = Literal["adadelta", "adam", "rmsprop", "sgd"]

Memory = Mapping[str, Tensor]
"""What a rule remembers of one weight vector: tensors of its shape, or of one value, by name."""

Rule = Callable[[Tensor, Tensor, Memory, float], object]
"""`rule(weights, gradient, memory, rate)` moves `weights` and `memory` in place."""


def adadelta(weights: Tensor, gradient: Tensor, memory: Memory, rate: float) -> None:
    """Zeiler 2012, arXiv 1212.5701; ρ = 0.9, ε = 1e-6."""
    square, delta = memory["square"], memory["delta"]
    square.mul_(0.9).addcmul_(gradient, gradient, value=0.1)
    step = (delta + 1e-6).div_(square + 1e-6).sqrt_().mul_(gradient)
    delta.mul_(0.9).addcmul_(step, step, value=0.1)
    weights.sub_(step, alpha=rate)


def adam(weights: Tensor, gradient: Tensor, memory: Memory, rate: float) -> None:
    """Kingma & Ba 2015, arXiv 1412.6980; β = (0.9, 0.999), ε = 1e-8."""
    mean, square, steps = memory["mean"], memory["square"], memory["steps"]
    steps += 1
    mean.lerp_(gradient, 0.1)
    square.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
    spread = (square / (1 - 0.999**steps)).sqrt_().add_(1e-8)
    weights.sub_((mean / (1 - 0.9**steps)).div_(spread), alpha=rate)


def rmsprop(weights: Tensor, gradient: Tensor, memory: Memory, rate: float) -> None:
    """Hinton's lecture 6e, 2012; α = 0.99, ε = 1e-8."""
    square = memory["square"]
    square.mul_(0.99).addcmul_(gradient, gradient, value=0.01)
    weights.addcdiv_(gradient, square.sqrt().add_(1e-8), value=-rate)


def sgd(weights: Tensor, gradient: Tensor, memory: Memory, rate: float) -> None:
    """Plain gradient descent."""
    weights.sub_(gradient, alpha=rate)


RULES: Mapping[OptimizerName, Rule] = MappingProxyType(
    {"adadelta": adadelta, "adam": adam, "rmsprop": rmsprop, "sgd": sgd}
)


def fresh_memory(name: OptimizerName, weights: Tensor) -> dict[str, Tensor]:
    """The memory of `name` before its first step, for weights like these."""
    names = {"adadelta": ("square", "delta"), "adam": ("mean", "square"), "rmsprop": ("square",)}
    memory = {key: weights.new_zeros(weights.shape) for key in names.get(name, ())}
    return memory | ({"steps": weights.new_zeros(())} if name == "adam" else {})
