"""One side of the game: the weights of a network and the rule that moves them."""

import torch
from torch import Tensor

from playground.errors import InputError
from playground.gan.mlp import Mlp
from playground.gan.optimizers import RULES, OptimizerName, fresh_memory


class Player:
    """A weight vector on its device, with what its optimizer remembers."""

    def __init__(self, mlp: Mlp, initial: Tensor, optimizer: OptimizerName, rate: float) -> None:
        self._mlp = mlp
        self._update = RULES[optimizer]
        self._memory = fresh_memory(optimizer, initial)
        self.weights = initial.requires_grad_()
        self.rate = rate

    def descend(self, loss: Tensor) -> None:
        """One step of the optimizer down the gradient of `loss` in these weights."""
        (gradient,) = torch.autograd.grad(loss, self.weights)
        with torch.no_grad():
            self._update(self.weights, gradient, self._memory, self.rate)

    def state(self) -> dict[str, Tensor]:
        """Weights, layer by layer, and the optimizer's memory, as tensors by name."""
        named = {}
        for index, (weight, bias) in enumerate(self._mlp.layers(self.weights.detach())):
            named[f"layer{index}.weight"] = weight
            named[f"layer{index}.bias"] = bias[:, 0]
        return named | {f"optimizer.{key}": value for key, value in self._memory.items()}

    def load(self, state: dict[str, Tensor]) -> None:
        """Take over what `state()` gave; InputError when it belongs to another model."""
        mine = self.state()
        if {name: value.shape for name, value in mine.items()} != {
            name: value.shape for name, value in state.items()
        }:
            raise InputError("the checkpoint belongs to another network or optimizer")
        with torch.no_grad():
            for name, value in mine.items():  # views and originals, so this writes the player's own
                value.copy_(state[name])
