"""Light convolutional networks for a GAN and a CGAN: few weights, no norm in the discriminator."""

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import CLASSES
from playground.mnist.networks.convolutional import upsampling_body
from playground.mnist.networks.dense import scaled_width
from playground.mnist.networks.layers import Inputs, labels_of
from playground.mnist.training.distributed import ProcessGroup


class LightGenerator(nn.Module):
    """(embedded label, noise) → 256 → 7·7·64 → k4 s2 32 → k4 s2 1, sigmoid (8·8·64 for images of
    32).

    Batch norm in front of each ReLU. A plain GAN has no label.
    """

    def __init__(self, config: MnistConfig, group: ProcessGroup) -> None:
        super().__init__()
        labels = labels_of(config)
        self.embedding = nn.Embedding(labels, labels) if labels else None
        self.body = upsampling_body(labels + config.latent_dim, (256, 64, 32), config, group)

    def forward(self, inputs: Inputs) -> Tensor:
        noise = inputs.noise
        if self.embedding is not None:
            noise = torch.cat([self.embedding(inputs.label), noise], dim=1)
        images: Tensor = self.body(noise)
        return images


class LightDiscriminator(nn.Module):
    """1 → 24 → 48 → 96, each k4 s2 p1 with leaky ReLU 0.2, then a linear logit.

    A CGAN's has a logit for each label and answers with that of the image's own: the projection of
    Miyato & Koyama 2018 (arXiv 1802.05637), its unconditional term taken into the labels' vectors.
    With a `class_weight` it also has logits of the digits (AC-GAN; Odena et al. 2017, arXiv
    1610.09585). No batch norm: the penalty is on the slope at each image by itself.
    """

    def __init__(self, config: MnistConfig) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 1
        for size in (24, 48, 96):
            after = scaled_width(size, config)
            layers += [nn.Conv2d(before, after, 4, 2, 1), nn.LeakyReLU(0.2)]
            before = after
        self.trunk = nn.Sequential(*layers, nn.Flatten())
        self._labels = CLASSES if config.model == "cgan" else 0
        features = before * (config.side // 8) ** 2
        self.head = nn.Linear(features, self._labels or 1)
        self.classifier = nn.Linear(features, CLASSES) if config.class_weight else None

    def forward(self, images: Tensor, label: Tensor) -> tuple[Tensor, Tensor]:
        features = self.trunk(images)
        logits = self.head(features)
        own = logits.gather(1, label[:, None]) if self._labels else logits
        return own[:, 0], features

    def class_loss(self, features: Tensor, label: Tensor) -> Tensor:
        """The cross-entropy in nats of the digits that are told from `features`, at `label` [n]."""
        assert self.classifier is not None
        return cross_entropy(self.classifier(features).float(), label)
