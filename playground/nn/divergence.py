"""The newest losses, and a watch for the first that is not finite, kept on the device."""

import torch
from torch import Tensor

from playground.errors import Diverged
from playground.message import Sentence

_BAD = (
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


class LossWatch:
    """The two newest losses. Nothing is read back from the device before `check`."""

    def __init__(self, device: torch.device) -> None:
        self.losses = [torch.tensor(torch.nan, device=device) for _ in _BAD]
        self._first_bad = torch.full((), _NEVER, dtype=torch.int64, device=device)

    def note(self, which: int, loss: Tensor, iteration: int) -> None:
        """Take note of the loss of the discriminator (0) or the generator (1) in an iteration."""
        loss = loss.detach()
        self.losses[which] = loss
        bad = self._first_bad.clamp(max=len(_BAD) * iteration + which)
        self._first_bad = torch.where(loss.isfinite(), self._first_bad, bad)

    def restart(self, losses: Tensor) -> None:
        """Begin anew from the losses [2] of a checkpoint."""
        self.losses = list(losses.to(self._first_bad.device))
        self._first_bad = torch.full_like(self._first_bad, _NEVER)

    def check(self) -> None:
        """Raise Diverged when a loss was NaN or infinite until now."""
        bad = int(self._first_bad)
        if bad == _NEVER:
            return
        iteration, which = divmod(bad, len(_BAD))
        raise Diverged(Sentence(_BAD[which], iteration=iteration + 1))
