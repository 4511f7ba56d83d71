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
    """The latest loss of each network. Nothing is read back from the device before `check`."""

    def __init__(self, device: torch.device) -> None:
        self.losses = [torch.tensor(torch.nan, device=device) for _ in _MESSAGES]
        self._first_bad = torch.full((), _NEVER, dtype=torch.int64, device=device)

    def record(self, network: int, loss: Tensor, iteration: int) -> None:
        """Record a loss of the discriminator (`network` 0) or the generator (1) at an iteration."""
        loss = loss.detach()
        self.losses[network] = loss
        first = self._first_bad.clamp(max=len(_MESSAGES) * iteration + network)
        self._first_bad = torch.where(loss.isfinite(), self._first_bad, first)

    def reset(self, losses: Tensor) -> None:
        """Restart from the losses [2] of a checkpoint."""
        self.losses = list(losses.to(self._first_bad.device))
        self._first_bad = torch.full_like(self._first_bad, _NEVER)

    def check(self) -> None:
        """Raise Diverged if any recorded loss was NaN or infinite."""
        first = int(self._first_bad)
        if first == _NEVER:
            return
        iteration, network = divmod(first, len(_MESSAGES))
        raise Diverged(Sentence(_MESSAGES[network], iteration=iteration + 1))
