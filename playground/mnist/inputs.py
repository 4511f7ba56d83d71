"""What a generator is given: noise, and for some a label or codes."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import one_hot

from playground.mnist.config import MnistConfig
from playground.mnist.digits import CLASSES
from playground.mnist.team import Team


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

    def share(self, team: Team) -> "Inputs":
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
