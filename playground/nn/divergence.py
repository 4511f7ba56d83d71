"""The latest losses, and detection of the first non-finite one, kept on the device."""

from collections.abc import Sequence
from typing import Self

import torch
from torch import Tensor

from playground.errors import Diverged
from playground.message import Sentence
from playground.nn.device import moved

_NEVER = 2**62


class LossMonitor:
    """The latest loss of each network, as `losses` [networks]. Nothing is read back from the device
    before `check`.

    It may be that of a stack of runs: its losses are [runs, networks], and each run has a monitor
    of its own that checks its row.
    """

    def __init__(
        self, device: torch.device, messages: Sequence[Sentence], runs: tuple[int, ...] = ()
    ) -> None:
        """`messages` says for each network, of an {iteration}, that its loss was no number then.
        `runs` is the shape of the axis of runs, if there is one.
        """
        self._messages = tuple(messages)
        self.losses = torch.full((*runs, len(messages)), torch.nan, device=device)
        self._first_bad = torch.full((*runs, len(messages)), _NEVER, device=device)
        self._infinite = torch.tensor(torch.inf, device=device)
        self._never = torch.tensor(_NEVER, device=device)

    @property
    def tensors(self) -> tuple[Tensor, Tensor]:
        """All that recording changes."""
        return self.losses, self._first_bad

    def move_to(self, stack: Self, row: int) -> None:
        """Become a row of the monitor of a stack, which records from now on."""
        self.losses = moved(self.losses, stack.losses[row])
        self._first_bad = moved(self._first_bad, stack._first_bad[row])

    def record(self, network: int, loss: Tensor, iteration: Tensor) -> None:
        """Record the loss of a network, by its number, at an iteration."""
        self.losses.select(-1, network).copy_(loss)
        first = self._first_bad.select(-1, network)
        bad = torch.where(loss.abs() < self._infinite, self._never, iteration)
        torch.minimum(first, bad, out=first)

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
