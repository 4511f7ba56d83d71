"""InfoGAN's networks: those of the paper, those of the article based on it, and code readers."""

from torch import Tensor, nn

from playground.mnist.config import MnistConfig
from playground.mnist.networks.dense import scaled_width
from playground.mnist.networks.layers import BatchNorm, Inputs
from playground.mnist.training.distributed import ProcessGroup


def upsampling_body(
    inputs: int, sizes: tuple[int, int, int], config: MnistConfig, group: ProcessGroup
) -> nn.Sequential:
    """Two linear layers to a quarter of the side, then two transposed convolutions k4 s2 p1 to
    images in 0 … 1; `sizes` are the units of the first and the channels, before they are scaled.
    """
    start = config.side // 4
    hidden, first, second = (scaled_width(size, config) for size in sizes)
    return nn.Sequential(
        nn.Linear(inputs, hidden, bias=False),
        BatchNorm(hidden, group),
        nn.ReLU(),
        nn.Linear(hidden, start**2 * first, bias=False),
        BatchNorm(start**2 * first, group),
        nn.ReLU(),
        nn.Unflatten(1, (first, start, start)),
        nn.ConvTranspose2d(first, second, 4, 2, 1, bias=False),
        BatchNorm(second, group),
        nn.ReLU(),
        nn.ConvTranspose2d(second, 1, 4, 2, 1),
        nn.Sigmoid(),
    )


class PaperGenerator(nn.Module):
    """74 → 1024 → 7·7·128 → k4 s2 64 → k4 s2 1, sigmoid (8·8·128 for images of 32)."""

    def __init__(self, config: MnistConfig, group: ProcessGroup) -> None:
        super().__init__()
        self._codes = config.codes
        inputs = config.latent_dim + config.codes + config.continuous_codes
        self.body = upsampling_body(inputs, (1024, 128, 64), config, group)

    def forward(self, inputs: Inputs) -> Tensor:
        images: Tensor = self.body(inputs.concatenated(self._codes))
        return images


class ArticleGenerator(nn.Module):
    """100 channels at 1×1 → 4 → 7 → 14 → 28 by transposed convolutions, tanh (4 → 8 → 16 → 32)."""

    def __init__(self, config: MnistConfig, group: ProcessGroup) -> None:
        super().__init__()
        self._codes = config.codes
        sizes = [scaled_width(size, config) for size in (256, 128, 64)]
        inputs = config.latent_dim + config.codes + config.continuous_codes
        second = 3 if config.side == 28 else 4
        self.body = nn.Sequential(
            nn.ConvTranspose2d(inputs, sizes[0], 4, 1, 0, bias=False),
            BatchNorm(sizes[0], group),
            nn.ReLU(),
            nn.ConvTranspose2d(sizes[0], sizes[1], second, 2, 1, bias=False),
            BatchNorm(sizes[1], group),
            nn.ReLU(),
            nn.ConvTranspose2d(sizes[1], sizes[2], 4, 2, 1, bias=False),
            BatchNorm(sizes[2], group),
            nn.ReLU(),
            nn.ConvTranspose2d(sizes[2], 1, 4, 2, 1),
            nn.Tanh(),
        )

    def forward(self, inputs: Inputs) -> Tensor:
        images: Tensor = self.body(inputs.concatenated(self._codes)[:, :, None, None])
        return images


class PaperTrunk(nn.Module):
    """k4 s2 64 → k4 s2 128 → 1024, leaky ReLU 0.1; no batch norm in the first layer."""

    def __init__(self, config: MnistConfig, group: ProcessGroup) -> None:
        super().__init__()
        first, second, self.features = (scaled_width(size, config) for size in (64, 128, 1024))
        self.body = nn.Sequential(
            nn.Conv2d(1, first, 4, 2, 1),
            nn.LeakyReLU(0.1),
            nn.Conv2d(first, second, 4, 2, 1, bias=False),
            BatchNorm(second, group),
            nn.LeakyReLU(0.1),
            nn.Flatten(),
            nn.Linear((config.side // 4) ** 2 * second, self.features, bias=False),
            BatchNorm(self.features, group),
            nn.LeakyReLU(0.1),
        )

    def forward(self, images: Tensor) -> Tensor:
        features: Tensor = self.body(images)
        return features


class ArticleTrunk(nn.Module):
    """1 → 64 → 128 → 256, each k4 s2 p1, batch norm and leaky ReLU 0.2, then flattened."""

    def __init__(self, config: MnistConfig, group: ProcessGroup) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 1
        for size in (64, 128, 256):
            after = scaled_width(size, config)
            layers += [nn.Conv2d(before, after, 4, 2, 1, bias=False), BatchNorm(after, group)]
            layers.append(nn.LeakyReLU(0.2))
            before = after
        self.body = nn.Sequential(*layers, nn.Flatten())
        self.features = before * (config.side // 8) ** 2

    def forward(self, images: Tensor) -> Tensor:
        features: Tensor = self.body(images)
        return features


class ConvDiscriminator(nn.Module):
    """A trunk with a linear logit."""

    def __init__(self, trunk: PaperTrunk | ArticleTrunk) -> None:
        super().__init__()
        self.trunk = trunk
        self.head = nn.Linear(trunk.features, 1)

    def forward(self, images: Tensor, label: Tensor) -> tuple[Tensor, Tensor]:
        features = self.trunk(images)
        return self.head(features)[:, 0], features


class SharedReader(nn.Module):
    """Q on the discriminator's features; on the paper's trunk with a hidden layer of 128."""

    def __init__(self, config: MnistConfig, features: int, group: ProcessGroup) -> None:
        super().__init__()
        between: list[nn.Module] = []
        if config.networks == "paper":
            hidden = scaled_width(128, config)
            between = [nn.Linear(features, hidden, bias=False), BatchNorm(hidden, group)]
            between.append(nn.LeakyReLU(0.1))
            features = hidden
        self.body = nn.Sequential(*between, nn.Linear(features, reader_outputs(config)))

    def forward(self, images: Tensor, features: Tensor) -> Tensor:
        predicted: Tensor = self.body(features)
        return predicted


class TwinReader(nn.Module):
    """Q on a separate trunk."""

    def __init__(self, trunk: PaperTrunk | ArticleTrunk, reader: SharedReader) -> None:
        super().__init__()
        self.trunk, self.reader = trunk, reader

    def forward(self, images: Tensor, features: Tensor) -> Tensor:
        predicted: Tensor = self.reader(images, self.trunk(images))
        return predicted


class ApartReader(nn.Module):
    """Q with a separate, deeper trunk: 3×3 of 96, 96, 96 (stride 2), 192, 192, 192 (stride 2),
    mean.

    The published text breaks off after the sixth layer; a mean over the image and one linear layer
    complete it.
    """

    def __init__(self, config: MnistConfig, group: ProcessGroup) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 1
        for size, stride in ((96, 1), (96, 1), (96, 2), (192, 1), (192, 1), (192, 2)):
            after = scaled_width(size, config)
            layers += [nn.Conv2d(before, after, 3, stride, 1, bias=False), BatchNorm(after, group)]
            layers.append(nn.LeakyReLU(0.2))
            before = after
        end = nn.Linear(before, reader_outputs(config))
        self.body = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), end)

    def forward(self, images: Tensor, features: Tensor) -> Tensor:
        predicted: Tensor = self.body(images)
        return predicted


def reader_outputs(config: MnistConfig) -> int:
    """Number of outputs of Q: logits of c1, means of c2, c3, …, and their log variances."""
    each = 2 if config.variance == "learned" else 1
    return config.codes + each * config.continuous_codes
