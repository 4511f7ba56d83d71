"""One side of the game: the weights of a network and the rule that moves them."""

import torch
from torch import Tensor

from playground.errors import InputError
from playground.gan.mlp import Mlp
from playground.gan.optimizers import RULES, OptimizerName, Pace, fresh_memory


class Player:
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


class AveragedPlayer(Player):
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


def gradients(loss: Tensor, *players: Player) -> tuple[Tensor, ...]:
    """The gradient of `loss` in the weights of each player."""
    return torch.autograd.grad(loss, [player.weights for player in players])
