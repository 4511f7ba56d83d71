"""The fully connected networks: a plain GAN's, and a CGAN's with a label input."""

from itertools import pairwise

import torch
from torch import Tensor, nn

from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import CLASSES
from playground.mnist.networks.layers import BatchNorm, Dropout, Inputs
from playground.mnist.training.distributed import ProcessGroup


def scaled_width(channels: int, config: MnistConfig) -> int:
    """`channels` times the run's width factor, at least one."""
    return max(1, round(channels * config.width))


class DenseGenerator(nn.Module):
    """noise → 128 ReLU → pixels, sigmoid."""

    def __init__(self, config: MnistConfig) -> None:
        super().__init__()
        hidden = scaled_width(128, config)
        self.body = nn.Sequential(
            nn.Linear(config.latent_dim, hidden),
            nn.ReLU(),
            nn.Linear(hidden, config.side**2),
            nn.Sigmoid(),
            nn.Unflatten(1, (1, config.side, config.side)),
        )

    def forward(self, inputs: Inputs) -> Tensor:
        images: Tensor = self.body(inputs.noise)
        return images


class DenseDiscriminator(nn.Module):
    """Pixels → 128 ReLU → 1."""

    def __init__(self, config: MnistConfig) -> None:
        super().__init__()
        hidden = scaled_width(128, config)
        self.trunk = nn.Sequential(nn.Flatten(), nn.Linear(config.side**2, hidden), nn.ReLU())
        self.head = nn.Linear(hidden, 1)

    def forward(self, images: Tensor, label: Tensor) -> tuple[Tensor, Tensor]:
        features = self.trunk(images)
        return self.head(features)[:, 0], features


class LabelGenerator(nn.Module):
    """(noise, embedded label) → 128 → 256 → 512 → 1024 → pixels, tanh.

    Batch norm from the second layer on, with the usual ε; the published code sets ε to 0.8 where it
    means the momentum.
    """

    def __init__(self, config: MnistConfig, group: ProcessGroup) -> None:
        super().__init__()
        self.embedding = nn.Embedding(CLASSES, CLASSES)
        sizes = [scaled_width(size, config) for size in (128, 256, 512, 1024)]
        layers: list[nn.Module] = [
            nn.Linear(config.latent_dim + CLASSES, sizes[0]),
            nn.LeakyReLU(0.2),
        ]
        for before, after in pairwise(sizes):
            layers += [nn.Linear(before, after), BatchNorm(after, group), nn.LeakyReLU(0.2)]
        end = nn.Linear(sizes[-1], config.side**2)
        self.body = nn.Sequential(
            *layers, end, nn.Tanh(), nn.Unflatten(1, (1, config.side, config.side))
        )

    def forward(self, inputs: Inputs) -> Tensor:
        images: Tensor = self.body(torch.cat([self.embedding(inputs.label), inputs.noise], dim=1))
        return images


class LabelDiscriminator(nn.Module):
    """(embedded label, pixels) → 512 → 512 → 512 → 1, dropout on the two inner layers."""

    def __init__(self, config: MnistConfig, dropout: torch.Generator, group: ProcessGroup) -> None:
        super().__init__()
        self.embedding = nn.Embedding(CLASSES, CLASSES)
        hidden = scaled_width(512, config)
        layers: list[nn.Module] = [
            nn.Linear(CLASSES + config.side**2, hidden),
            nn.LeakyReLU(0.2),
        ]
        for _ in range(2):
            layers += [nn.Linear(hidden, hidden), Dropout(0.4, dropout, group), nn.LeakyReLU(0.2)]
        self.trunk = nn.Sequential(*layers)
        self.head = nn.Linear(hidden, 1)

    def forward(self, images: Tensor, label: Tensor) -> tuple[Tensor, Tensor]:
        features = self.trunk(torch.cat([self.embedding(label), images.flatten(1)], dim=1))
        return self.head(features)[:, 0], features
