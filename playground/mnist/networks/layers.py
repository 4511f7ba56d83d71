"""What a generator is given, and layers that act on a batch that several processes may share."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import one_hot

from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import CLASSES
from playground.mnist.training.distributed import ProcessGroup


@dataclass(frozen=True, eq=False)
class Inputs:
    """`noise` [n, latent_dim]; `label` int64 [n], a CGAN's digit or an InfoGAN's c1 ("code k").

    `values` [n, continuous_codes] in -1 to 1 are an InfoGAN's c2, c3, …. A plain GAN has noise only
    (`label` all 0, no values).
    """

    noise: Tensor
    label: Tensor
    values: Tensor

    def __len__(self) -> int:
        return len(self.noise)

    def joined(self, codes: int) -> Tensor:
        """All of it as one vector each [n, latent_dim + codes + values]."""
        return torch.cat([self.noise, one_hot(self.label, codes), self.values], dim=1)

    def share(self, team: ProcessGroup) -> "Inputs":
        """The part of this process."""
        return Inputs(team.share(self.noise), team.share(self.label), team.share(self.values))

    def part(self, start: int, stop: int) -> "Inputs":
        """Those from `start` to before `stop`."""
        some = slice(start, stop)
        return Inputs(self.noise[some], self.label[some], self.values[some])


def draw_inputs(config: MnistConfig, n: int, stream: torch.Generator) -> Inputs:
    """`n` independent inputs as training draws them, on the device of `stream`."""
    device = stream.device
    noise = torch.empty(n, config.latent_dim, device=device)
    if config.latent == "normal":
        noise.normal_(generator=stream)
    else:
        noise.uniform_(-1, 1, generator=stream)
    if config.model == "gan":
        none = torch.zeros(n, dtype=torch.int64, device=device)
        return Inputs(noise, none, noise[:, :0])
    label = torch.randint(labels_of(config), (n,), generator=stream, device=device)
    count = config.continuous_codes if config.model == "infogan" else 0
    values = torch.empty(n, count, device=device).uniform_(-1, 1, generator=stream)
    return Inputs(noise, label, values)


def labels_of(config: MnistConfig) -> int:
    """How many labels or codes its generator knows; 0 for a plain GAN."""
    match config.model:
        case "cgan":
            return CLASSES
        case "infogan":
            return config.codes
        case _:
            return 0


class BatchNorm(nn.Module):
    """Batch normalisation (Ioffe & Szegedy 2015) of the axis 1 of [n, c] or [n, c, h, w].

    Its statistics are those of the whole team's batch, unless it is `alone`.
    """

    running_mean: Tensor
    running_var: Tensor

    def __init__(self, channels: int, team: ProcessGroup, momentum: float = 0.1) -> None:
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

    def __init__(self, share: float, stream: torch.Generator, team: ProcessGroup) -> None:
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
