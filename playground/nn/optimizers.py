"""Update rules, each a few in-place operations on one weight vector, and networks that use them.

They give the same numbers as torch.optim. Written out, a step costs a sixth of torch.optim's
bookkeeping, which at this size was as expensive as the gradient; and all state consists of tensors,
so no step waits for the host.
"""

from collections.abc import Callable, Mapping, Sequence
from math import prod, sqrt
from types import MappingProxyType
from typing import Literal, NamedTuple, Self

import torch
from torch import Tensor
from torch.nn.functional import pad

from playground.errors import InputError
from playground.nn.device import moved
from playground.nn.mlp import Mlp
from playground.nn.sizes import COUNTS_STEPS, STATE_NAMES

OptimizerName = Literal["adadelta", "adam", "stable-adam", "rmsprop", "sgd"]

OptimizerState = Mapping[str, Tensor]
"""A rule's state for one weight vector: tensors of its shape, or scalars, by name."""


class StepParameters(NamedTuple):
    """The hyperparameters of one step, each a tensor of no dimension on the device: the learning
    rate, and Adam's decay rates (β₁, β₂).
    """

    rate: Tensor
    beta1: Tensor
    beta2: Tensor


UpdateRule = Callable[[Tensor, Tensor, OptimizerState, StepParameters], None]
"""`rule(weights, gradient, state, parameters)` updates `weights` and `state` in place. No number of
the host's is part of a step, so a step that was recorded can be replayed.
"""


def adadelta(
    weights: Tensor, gradient: Tensor, state: OptimizerState, parameters: StepParameters
) -> None:
    """Zeiler 2012, arXiv 1212.5701; ρ = 0.9, ε = 1e-6."""
    square, delta = state["square"], state["delta"]
    square.mul_(0.9).addcmul_(gradient, gradient, value=0.1)
    step = (delta + 1e-6).div_(square + 1e-6).sqrt_().mul_(gradient)
    delta.mul_(0.9).addcmul_(step, step, value=0.1)
    weights.addcmul_(step, parameters.rate, value=-1)


def adam(
    weights: Tensor, gradient: Tensor, state: OptimizerState, parameters: StepParameters
) -> None:
    """Kingma & Ba 2015, arXiv 1412.6980; ε = 1e-8."""
    step, divisor = _adam_step(gradient, state, parameters)
    weights.addcmul_(step, parameters.rate / divisor, value=-1)


def stable_adam(
    weights: Tensor, gradient: Tensor, state: OptimizerState, parameters: StepParameters
) -> None:
    """Adam with its step clipped to a root mean square of `rate`.

    A gradient that grows suddenly outpaces Adam's estimate of its size, and one step is then as
    long as eight. Such steps changed the shares of a density's modes. (The clipping of Wortsman et
    al. 2023, arXiv 2304.13013, which is Adafactor's, applied to all weights at once.)
    """
    step, divisor = _adam_step(gradient, state, parameters)
    size = torch.linalg.vector_norm(step, dim=-1, keepdim=True) / sqrt(step.shape[-1])
    weights.addcmul_(step, parameters.rate / torch.maximum(size, divisor), value=-1)


def _adam_step(
    gradient: Tensor, state: OptimizerState, parameters: StepParameters
) -> tuple[Tensor, Tensor]:
    """Adam's step as a direction, and the divisor of it that corrects the bias of both averages."""
    mean, square, steps = state["mean"], state["square"], state["steps"]
    steps += 1
    correction = (1 - parameters.beta2**steps).sqrt_()
    mean.lerp_(gradient, 1 - parameters.beta1)
    square.mul_(parameters.beta2).addcmul_(gradient, gradient * (1 - parameters.beta2))
    step = square.sqrt().add_(correction, alpha=1e-8)
    torch.div(mean, step, out=step)
    return step, (1 - parameters.beta1**steps) / correction


def rmsprop(
    weights: Tensor, gradient: Tensor, state: OptimizerState, parameters: StepParameters
) -> None:
    """Hinton's lecture 6e, 2012; α = 0.99, ε = 1e-8."""
    square = state["square"]
    square.mul_(0.99).addcmul_(gradient, gradient, value=0.01)
    step = square.sqrt().add_(1e-8)
    weights.addcmul_(torch.div(gradient, step, out=step), parameters.rate, value=-1)


def sgd(
    weights: Tensor, gradient: Tensor, state: OptimizerState, parameters: StepParameters
) -> None:
    """Plain gradient descent."""
    weights.addcmul_(gradient, parameters.rate, value=-1)


UPDATE_RULES: Mapping[OptimizerName, UpdateRule] = MappingProxyType(
    {
        "adadelta": adadelta,
        "adam": adam,
        "stable-adam": stable_adam,
        "rmsprop": rmsprop,
        "sgd": sgd,
    }
)


def initial_state(name: OptimizerName, weights: Tensor) -> dict[str, Tensor]:
    """The state of rule `name` before its first step, for weights of this shape.

    Of weights [runs, size] there is a row of states for each run.
    """
    state = {key: weights.new_zeros(weights.shape) for key in STATE_NAMES[name]}
    counted = (*weights.shape[:-1], 1) if weights.dim() > 1 else ()
    return state | ({"steps": weights.new_zeros(counted)} if name in COUNTS_STEPS else {})


class TrainableNetwork:
    """A weight vector on its device with the state of its optimizer.

    It may be a stack of those of many runs: all tensors have an axis of runs first then.
    """

    def __init__(self, mlp: Mlp, initial: Tensor, optimizer: OptimizerName) -> None:
        self._mlp = mlp
        self._update = UPDATE_RULES[optimizer]
        self._optimizer_state = initial_state(optimizer, initial)
        self._take(initial)

    def _take(self, weights: Tensor) -> None:
        self.weights = weights
        self.layered = self._mlp.layered(weights)

    @property
    def eval_weights(self) -> Tensor:
        """The weights used for sampling and evaluation."""
        return self.weights

    def step(self, gradient: Tensor, parameters: StepParameters) -> None:
        """Take one optimizer step along `gradient`."""
        self._update(self.weights, gradient, self._optimizer_state, parameters)

    def move_to(self, stack: Self, row: int) -> None:
        """Become a row of a stack: all tensors are moved into its, and share memory with them."""
        self._take(moved(self.weights, stack.weights[row]))
        self._move_optimizer(stack, row)

    def _move_optimizer(self, stack: Self, row: int) -> None:
        self._optimizer_state = {
            key: moved(value, stack._optimizer_state[key][row])
            for key, value in self._optimizer_state.items()
        }

    def state(self) -> dict[str, Tensor]:
        """The weights, layer by layer, and the optimizer's state, as tensors by name.

        They share memory with the network.
        """
        state = {f"optimizer.{key}": value for key, value in self._optimizer_state.items()}
        return self._named("", self.weights) | state

    def load(self, state: dict[str, Tensor]) -> None:
        """Load the result of `state()`; InputError if it belongs to another model."""
        own = self.state()
        shapes = [{name: value.shape for name, value in part.items()} for part in (own, state)]
        if shapes[0] != shapes[1]:
            raise InputError("the checkpoint belongs to another network or optimizer")
        for name, value in own.items():
            value.copy_(state[name])

    def _named(self, prefix: str, weights: Tensor) -> dict[str, Tensor]:
        named = {}
        for index, (weight, bias) in enumerate(self._mlp.layers(weights)):
            named[f"{prefix}layer{index}.weight"] = weight
            named[f"{prefix}layer{index}.bias"] = bias[..., 0]
        return named


class EmaNetwork(TrainableNetwork):
    """A network with a running average of its weights (EMA), which is used for evaluation.

    Beside the weights a `table` is averaged, which another rule changes; `eval_weights` end with
    its average.
    """

    def __init__(
        self, mlp: Mlp, initial: Tensor, optimizer: OptimizerName, table: Sequence[int] = ()
    ) -> None:
        """`table` is its shape; it holds zeros."""
        self._all = pad(initial, (0, prod(table) if table else 0))
        self._average, self._shape = self._all.clone(), tuple(table)
        super().__init__(mlp, self._all[..., : mlp.size], optimizer)

    @property
    def table(self) -> Tensor:
        """The table, sharing memory with the network."""
        table: Tensor = self._all[..., self._mlp.size :].unflatten(-1, self._shape or (0,))
        return table

    @property
    def eval_weights(self) -> Tensor:
        """The averaged weights, followed by the averaged table."""
        return self._average

    def update_average(self, weight: Tensor) -> None:
        """Move the average towards the current values by the fraction `weight`, a tensor of no
        dimension in 0 … 1.
        """
        self._average.lerp_(self._all, weight)

    def move_to(self, stack: Self, row: int) -> None:
        """Become a row of a stack, with the average and the table."""
        self._all = moved(self._all, stack._all[row])
        self._average = moved(self._average, stack._average[row])
        self._take(self._all[: self._mlp.size])
        self._move_optimizer(stack, row)

    def state(self) -> dict[str, Tensor]:
        """The state of a TrainableNetwork, the average, and the table if there is one."""
        weights, table = self._average.tensor_split([self._mlp.size], dim=-1)
        state = super().state() | self._named("average.", weights)
        if not table.numel():
            return state
        return state | {"table": self.table, "average.table": table.unflatten(-1, self._shape)}
