"""The update rules, each a few operations in place on one weight vector, and who they move.

They give torch.optim's numbers. Written out, a step costs a sixth of torch.optim's bookkeeping,
which at this size was as dear as the gradient; and all that they remember are tensors, so nothing
in a step waits for the host.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

import torch
from torch import Tensor

from playground.errors import InputError
from playground.nn.mlp import Mlp
from playground.nn.sizes import COUNTS_STEPS, MEMORIES

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


class TrainableNetwork:
    """A weight vector on its device, with what its optimizer remembers."""

    def __init__(self, mlp: Mlp, initial: Tensor, optimizer: OptimizerName) -> None:
        self._mlp = mlp
        self._update = RULES[optimizer]
        self._memory = fresh_memory(optimizer, initial)
        self.weights = initial.requires_grad_()

    @property
    def shown(self) -> Tensor:
        """The weights that a person sees at work."""
        return self.weights.detach()

    @torch.no_grad()
    def step(self, gradient: Tensor, pace: Pace) -> None:
        """One step of the optimizer down `gradient`."""
        self._update(self.weights, gradient, self._memory, pace)

    def state(self) -> dict[str, Tensor]:
        """Weights, layer by layer, and the optimizer's memory, as tensors by name.

        They share their memory with the player.
        """
        memory = {f"optimizer.{key}": value for key, value in self._memory.items()}
        return self._named("", self.weights.detach()) | memory

    def load(self, state: dict[str, Tensor]) -> None:
        """Take over what `state()` gave; InputError when it belongs to another model."""
        mine = self.state()
        shapes = [{name: value.shape for name, value in part.items()} for part in (mine, state)]
        if shapes[0] != shapes[1]:
            raise InputError("the checkpoint belongs to another network or optimizer")
        for name, value in mine.items():
            value.copy_(state[name])

    def _named(self, prefix: str, weights: Tensor) -> dict[str, Tensor]:
        named = {}
        for index, (weight, bias) in enumerate(self._mlp.layers(weights)):
            named[f"{prefix}layer{index}.weight"] = weight
            named[f"{prefix}layer{index}.bias"] = bias[:, 0]
        return named


class EmaNetwork(TrainableNetwork):
    """A player whose weights are also averaged as they move; the average is what is shown."""

    def __init__(self, mlp: Mlp, initial: Tensor, optimizer: OptimizerName) -> None:
        super().__init__(mlp, initial, optimizer)
        self._average = initial.detach().clone()

    @property
    def shown(self) -> Tensor:
        """The averaged weights."""
        return self._average

    def follow(self, fresh: float) -> None:
        """Let the average take over the part `fresh` (0 … 1) of the present weights."""
        self._average.lerp_(self.weights.detach(), fresh)

    def state(self) -> dict[str, Tensor]:
        """What any player's state holds, and the average."""
        return super().state() | self._named("average.", self._average)


def gradients(loss: Tensor, *players: TrainableNetwork) -> tuple[Tensor, ...]:
    """The gradient of `loss` in the weights of each player."""
    return torch.autograd.grad(loss, [player.weights for player in players])
