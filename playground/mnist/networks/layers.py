"""The generator's inputs, and layers for batches shared by several processes."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import CLASSES
from playground.mnist.training.distributed import ProcessGroup


@dataclass(frozen=True, eq=False)
class Inputs:
    """The inputs of a batch: `noise` [n, latent_dim]; `label` int64 [n]; `values` [n, codes].

    `label` is a CGAN's digit or an InfoGAN's c1 ("code k"); `values` [n, continuous_codes] in -1 to
    1 are an InfoGAN's c2, c3, …. A plain GAN has noise only (`label` all 0, no values).
    """

    noise: Tensor
    label: Tensor
    values: Tensor

    def __len__(self) -> int:
        return len(self.noise)

    def concatenated(self, codes: int) -> Tensor:
        """All inputs as one vector each [n, latent_dim + codes + values]."""
        code = self.label[:, None] == torch.arange(codes, device=self.label.device)
        return torch.cat([self.noise, code, self.values], dim=1)

    def share(self, group: ProcessGroup) -> "Inputs":
        """The share of this process."""
        return Inputs(group.share(self.noise), group.share(self.label), group.share(self.values))

    def part(self, start: int, stop: int) -> "Inputs":
        """The inputs from `start` up to, but not including, `stop`."""
        subset = slice(start, stop)
        return Inputs(self.noise[subset], self.label[subset], self.values[subset])


def draw_inputs(config: MnistConfig, n: int, stream: torch.Generator) -> Inputs:
    """Draw `n` independent inputs from the training distribution, on the device of `stream`."""
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
    """Number of labels or codes of the generator; 0 for a plain GAN."""
    match config.model:
        case "cgan":
            return CLASSES
        case "infogan":
            return config.codes
        case _:
            return 0


class BatchNorm(nn.Module):
    """Batch normalisation (Ioffe & Szegedy 2015) over axis 1 of [n, c] or [n, c, h, w].

    Its statistics are those of the whole batch of all processes, unless it is `local`.
    """

    running_mean: Tensor
    running_var: Tensor

    def __init__(self, channels: int, group: ProcessGroup, momentum: float = 0.1) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels))
        self._group = group
        self.momentum = momentum
        self.local = group.size == 1

    def forward(self, x: Tensor) -> Tensor:
        if self.training and not self.local:
            return self._synchronised(x)
        return nn.functional.batch_norm(
            x,
            self.running_mean,
            self.running_var,
            self.weight,
            self.bias,
            self.training,
            self.momentum,
        )

    def _synchronised(self, x: Tensor) -> Tensor:
        axes = [0, *range(2, x.ndim)]
        wide = x.float()
        mean = self._group.mean(wide.mean(axes))
        variance = self._group.mean((wide * wide).mean(axes)) - mean * mean
        count = self._group.size * x.numel() // x.shape[1]
        with torch.no_grad():
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(variance * count / (count - 1), self.momentum)
        scale = self.weight * (variance + 1e-5).rsqrt()
        shape = (1, -1, *[1] * (x.ndim - 2))
        result = (wide - mean.view(shape)) * scale.view(shape) + self.bias.view(shape)
        return result.to(x.dtype)


class Dropout(nn.Module):
    """Dropout with a mask for the whole batch of all processes, drawn from `stream`."""

    def __init__(self, share: float, stream: torch.Generator, group: ProcessGroup) -> None:
        super().__init__()
        self._share, self._stream, self._group = share, stream, group

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        keep = x.new_empty(len(x) * self._group.size, *x.shape[1:])
        keep.uniform_(generator=self._stream).lt_(1 - self._share)  # far faster than bernoulli_
        return x * self._group.share(keep) / (1 - self._share)


def collect_statistics(network: nn.Module, batches: Sequence[object]) -> None:
    """Set the batch norm statistics of `network` to their mean over `batches`.

    Averaged weights have never been trained with statistics of their own, so these are recomputed.
    The network is in evaluation mode afterwards.
    """
    norms = [module for module in network.modules() if isinstance(module, BatchNorm)]
    before = [(norm.momentum, norm.local) for norm in norms]
    network.train()
    with torch.no_grad():
        for index, batch in enumerate(batches):
            for norm in norms:
                norm.momentum, norm.local = 1 / (index + 1), True
            network(batch)
    for norm, (momentum, local) in zip(norms, before, strict=True):
        norm.momentum, norm.local = momentum, local
    network.eval()
