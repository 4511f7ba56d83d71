"""The latest losses, and detection of the first non-finite one, kept on the device."""

from collections.abc import Sequence

import torch
from torch import Tensor

from playground.errors import Diverged
from playground.message import Sentence

_NEVER = 2**62


class LossMonitor:
    """The latest loss of each network, as `losses` [networks]. Nothing is read back from the device
    before `check`.
    """

    def __init__(self, device: torch.device, messages: Sequence[Sentence]) -> None:
        """`messages` says for each network, of an {iteration}, that its loss was no number then."""
        self._messages = tuple(messages)
        self.losses = torch.full((len(messages),), torch.nan, device=device)
        self._first_bad = torch.full((len(messages),), _NEVER, device=device)

    @property
    def tensors(self) -> tuple[Tensor, Tensor]:
        """All that recording changes."""
        return self.losses, self._first_bad

    def record(self, network: int, loss: Tensor, iteration: Tensor) -> None:
        """Record the loss of a network, by its number, at an iteration."""
        self.losses[network] = loss
        first = self._first_bad[network]
        torch.minimum(first, torch.where(loss.abs() < torch.inf, _NEVER, iteration), out=first)

    def reset(self, losses: Tensor) -> None:
        """Restart from the losses [networks] of a checkpoint."""
        self.losses.copy_(losses)
        self._first_bad.fill_(_NEVER)

    def check(self) -> None:
        """Raise Diverged if any recorded loss was NaN or infinite."""
        first = self._first_bad.tolist()
        if min(first) < _NEVER:
            message = self._messages[first.index(min(first))]
            raise Diverged(Sentence(message, iteration=min(first) + 1))
