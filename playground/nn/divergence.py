"""The latest losses, and detection of the first non-finite one, kept on the device."""

import torch
from torch import Tensor

from playground.errors import Diverged
from playground.message import Sentence

_MESSAGES = (
    Sentence(
        "the discriminator's loss was not a finite number at iteration {iteration}; "
        "a lower learning rate may help"
    ),
    Sentence(
        "the generator's loss was not a finite number at iteration {iteration}; "
        "a lower learning rate may help"
    ),
)
_NEVER = 2**62


class LossMonitor:
    """The latest loss of each network, as `losses` [2]. Nothing is read back from the device before
    `check`.
    """

    def __init__(self, device: torch.device) -> None:
        self.losses = torch.full((len(_MESSAGES),), torch.nan, device=device)
        self._first_bad = torch.full((len(_MESSAGES),), _NEVER, device=device)

    @property
    def tensors(self) -> tuple[Tensor, Tensor]:
        """All that recording changes."""
        return self.losses, self._first_bad

    def record(self, network: int, loss: Tensor, iteration: Tensor) -> None:
        """Record a loss of the discriminator (`network` 0) or the generator (1) at an iteration."""
        self.losses[network] = loss
        first = self._first_bad[network]
        torch.minimum(first, torch.where(loss.abs() < torch.inf, _NEVER, iteration), out=first)

    def reset(self, losses: Tensor) -> None:
        """Restart from the losses [2] of a checkpoint."""
        self.losses.copy_(losses)
        self._first_bad.fill_(_NEVER)

    def check(self) -> None:
        """Raise Diverged if any recorded loss was NaN or infinite."""
        first = self._first_bad.tolist()
        if min(first) < _NEVER:
            message = _MESSAGES[first.index(min(first))]
            raise Diverged(Sentence(message, iteration=min(first) + 1))
