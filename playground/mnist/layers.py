"""Layers that act on a whole batch, also where several processes share it."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from playground.mnist.team import Team


class BatchNorm(nn.Module):
    """Batch normalisation (Ioffe & Szegedy 2015) of the axis 1 of [n, c] or [n, c, h, w].

    Its statistics are those of the whole team's batch, unless it is `alone`.
    """

    running_mean: Tensor
    running_var: Tensor

    def __init__(self, channels: int, team: Team, momentum: float = 0.1) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels))
        self._team = team
        self.momentum = momentum
        self.alone = team.size == 1

    def forward(self, x: Tensor) -> Tensor:
        if self.training and not self.alone:
            return self._together(x)
        return nn.functional.batch_norm(
            x,
            self.running_mean,
            self.running_var,
            self.weight,
            self.bias,
            self.training,
            self.momentum,
        )

    def _together(self, x: Tensor) -> Tensor:
        axes = [0, *range(2, x.ndim)]
        wide = x.float()
        mean = self._team.mean(wide.mean(axes))
        variance = self._team.mean((wide * wide).mean(axes)) - mean * mean
        count = self._team.size * x.numel() // x.shape[1]
        with torch.no_grad():
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(variance * count / (count - 1), self.momentum)
        scale = self.weight * (variance + 1e-5).rsqrt()
        shape = (1, -1, *[1] * (x.ndim - 2))
        result = (wide - mean.view(shape)) * scale.view(shape) + self.bias.view(shape)
        return result.to(x.dtype)


class Dropout(nn.Module):
    """Dropout whose mask for the whole team's batch comes from `stream`."""

    def __init__(self, share: float, stream: torch.Generator, team: Team) -> None:
        super().__init__()
        self._share, self._stream, self._team = share, stream, team

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        keep = x.new_empty(len(x) * self._team.size, *x.shape[1:])
        keep.uniform_(generator=self._stream).lt_(1 - self._share)  # far faster than bernoulli_
        return x * self._team.share(keep) / (1 - self._share)


def collect_statistics(network: nn.Module, batches: Sequence[object]) -> None:
    """Give the batch norms of `network` the mean of their statistics over `batches`.

    Averaged weights were never trained with statistics of their own, so they are taken anew.
    The network is in evaluation mode afterwards.
    """
    norms = [module for module in network.modules() if isinstance(module, BatchNorm)]
    before = [(norm.momentum, norm.alone) for norm in norms]
    network.train()
    with torch.no_grad():
        for index, batch in enumerate(batches):
            for norm in norms:
                norm.momentum, norm.alone = 1 / (index + 1), True
            network(batch)
    for norm, (momentum, alone) in zip(norms, before, strict=True):
        norm.momentum, norm.alone = momentum, alone
    network.eval()
