"""The update rules, each a few operations in place on one weight vector.

They give torch.optim's numbers. Written out, a step costs a sixth of torch.optim's bookkeeping,
which at this size was as dear as the gradient; and all that they remember are tensors, so nothing
in a step waits for the host.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from torch import Tensor

from playground.gan.shapes import COUNTS_STEPS, MEMORIES

OptimizerName = Literal["adadelta", "adam", "stable-adam", "rmsprop", "sgd"]

Memory = Mapping[str, Tensor]
"""What a rule remembers of one weight vector: tensors of its shape, or of one value, by name."""


class Pace(NamedTuple):
    """How far a step goes: the learning rate, and Adam's two memories (β₁, β₂)."""

    rate: float
    beta1: float
    beta2: float


Rule = Callable[[Tensor, Tensor, Memory, Pace], None]
"""`rule(weights, gradient, memory, pace)` moves `weights` and `memory` in place."""


def adadelta(weights: Tensor, gradient: Tensor, memory: Memory, pace: Pace) -> None:
    """Zeiler 2012, arXiv 1212.5701; ρ = 0.9, ε = 1e-6."""
    square, delta = memory["square"], memory["delta"]
    square.mul_(0.9).addcmul_(gradient, gradient, value=0.1)
    step = (delta + 1e-6).div_(square + 1e-6).sqrt_().mul_(gradient)
    delta.mul_(0.9).addcmul_(step, step, value=0.1)
    weights.sub_(step, alpha=pace.rate)


def adam(weights: Tensor, gradient: Tensor, memory: Memory, pace: Pace) -> None:
    """Kingma & Ba 2015, arXiv 1412.6980; ε = 1e-8."""
    weights.sub_(_adam_step(gradient, memory, pace), alpha=pace.rate)


def stable_adam(weights: Tensor, gradient: Tensor, memory: Memory, pace: Pace) -> None:
    """Adam whose step is at most `rate` in the root mean square of its entries.

    A gradient that grows suddenly outruns Adam's memory of its size, and one step is then as long
    as eight. Such steps threw the modes of a density off their shares. (The clipping of Wortsman
    et al. 2023, arXiv 2304.13013, which is Adafactor's; over all weights at once.)
    """
    step = _adam_step(gradient, memory, pace)
    size = step.square().mean().sqrt_().clamp_(min=1)
    weights.sub_(step.div_(size), alpha=pace.rate)


def _adam_step(gradient: Tensor, memory: Memory, pace: Pace) -> Tensor:
    mean, square, steps = memory["mean"], memory["square"], memory["steps"]
    steps += 1
    mean.lerp_(gradient, 1 - pace.beta1)
    square.mul_(pace.beta2).addcmul_(gradient, gradient, value=1 - pace.beta2)
    spread = (square / (1 - pace.beta2**steps)).sqrt_().add_(1e-8)
    return (mean / (1 - pace.beta1**steps)).div_(spread)


def rmsprop(weights: Tensor, gradient: Tensor, memory: Memory, pace: Pace) -> None:
    """Hinton's lecture 6e, 2012; α = 0.99, ε = 1e-8."""
    square = memory["square"]
    square.mul_(0.99).addcmul_(gradient, gradient, value=0.01)
    weights.addcdiv_(gradient, square.sqrt().add_(1e-8), value=-pace.rate)


def sgd(weights: Tensor, gradient: Tensor, memory: Memory, pace: Pace) -> None:
    """Plain gradient descent."""
    weights.sub_(gradient, alpha=pace.rate)


RULES: Mapping[OptimizerName, Rule] = MappingProxyType(
    {
        "adadelta": adadelta,
        "adam": adam,
        "stable-adam": stable_adam,
        "rmsprop": rmsprop,
        "sgd": sgd,
    }
)


def fresh_memory(name: OptimizerName, weights: Tensor) -> dict[str, Tensor]:
    """The memory of `name` before its first step, for weights like these."""
    memory = {key: weights.new_zeros(weights.shape) for key in MEMORIES[name]}
    return memory | ({"steps": weights.new_zeros(())} if name in COUNTS_STEPS else {})
