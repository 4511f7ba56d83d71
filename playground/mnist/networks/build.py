"""The networks of a run: generator, discriminator and, for an InfoGAN, the code reader Q."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from playground.mnist.config import MnistConfig
from playground.mnist.networks.convolutional import (
    ApartReader,
    ArticleGenerator,
    ArticleTrunk,
    ConvDiscriminator,
    PaperGenerator,
    PaperTrunk,
    SharedReader,
    TwinReader,
)
from playground.mnist.networks.dense import (
    DenseDiscriminator,
    DenseGenerator,
    LabelDiscriminator,
    LabelGenerator,
)
from playground.mnist.networks.layers import BatchNorm
from playground.mnist.networks.light import LightDiscriminator, LightGenerator
from playground.mnist.training.distributed import ProcessGroup
from playground.nn.random_streams import open_stream

LabelledImages = tuple[Tensor, Tensor]
"""Images [n, 1, side, side] and their labels [n]."""

DiscriminatorOutput = tuple[Tensor, Tensor]
"""Logits [n], and features [n, …]."""


@dataclass(frozen=True, eq=False)
class Networks:
    """The networks of an image model.

    `generator(inputs)` → images [n, 1, side, side]; `discriminator(images, label)` → (logits [n],
    features); `reader(images, features)` → Q's outputs [n, codes + …], or None.
    """

    generator: nn.Module
    discriminator: nn.Module
    reader: nn.Module | None

    def named(self) -> dict[str, nn.Module]:
        """The existing networks, by their names in a checkpoint."""
        both = {"generator": self.generator, "discriminator": self.discriminator}
        return both | ({"reader": self.reader} if self.reader else {})

    def discriminate(
        self, real: LabelledImages, fake: LabelledImages
    ) -> tuple[DiscriminatorOutput, DiscriminatorOutput]:
        """Apply the discriminator to `real` and to `fake` images, of equal number."""
        if any(isinstance(module, BatchNorm) for module in self.discriminator.modules()):
            return self.discriminator(*real), self.discriminator(*fake)
        # In one pass the weights are read once and have one gradient. In pairs, since processes
        # of a group share the rows of dropout's mask.
        paired = (torch.stack(both, 1).flatten(0, 1) for both in zip(real, fake, strict=True))
        logits, features = self.discriminator(*paired)
        return (logits[::2], features[::2]), (logits[1::2], features[1::2])


AVERAGE_READER = "average_reader"
"""The name of Q's running average in a checkpoint."""


def averages_reader(config: MnistConfig) -> bool:
    """Whether Q is averaged: only if it reads the images itself, not through the discriminator,
    whose average was never trained.
    """
    return config.model == "infogan" and config.reader != "shared"


def make_networks(
    config: MnistConfig,
    device: torch.device,
    group: ProcessGroup,
    dropout: torch.Generator | None = None,
) -> Networks:
    """Create networks with their initial weights, which depend on the seed only.

    `dropout` is the random stream of the masks; without it the networks are for evaluation only.
    """
    networks = _of_config(config, group, dropout or torch.Generator(device))
    purposes = {"generator": "g_weights", "discriminator": "d_weights", "reader": "q_weights"}
    for name, network in networks.named().items():
        _start(network, config, open_stream(config.seed, purposes[name]))
        network.to(device=device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    return networks


def state_shapes(config: MnistConfig) -> dict[str, tuple[int, ...]]:
    """The shape of each weight in a checkpoint of `config`, without making one."""
    with torch.device("meta"):
        networks = _of_config(config, ProcessGroup(), torch.Generator("cpu")).named()
    return {
        f"{name}.{key}": tuple(value.shape)
        for name, network in (networks | {"average": networks["generator"]}).items()
        for key, value in network.state_dict().items()
    }


def _of_config(config: MnistConfig, group: ProcessGroup, dropout: torch.Generator) -> Networks:
    match config.networks:
        case "dense":
            return Networks(DenseGenerator(config), DenseDiscriminator(config), None)
        case "label":
            generator = LabelGenerator(config, group)
            return Networks(generator, LabelDiscriminator(config, dropout, group), None)
        case "light":
            return Networks(LightGenerator(config, group), LightDiscriminator(config), None)
        case "paper" | "article":
            return _convolutional(config, group)


def _convolutional(config: MnistConfig, group: ProcessGroup) -> Networks:
    paper = config.networks == "paper"
    trunk = PaperTrunk(config, group) if paper else ArticleTrunk(config, group)
    generator = PaperGenerator(config, group) if paper else ArticleGenerator(config, group)
    match config.reader:
        case "shared":
            reader: nn.Module = SharedReader(config, trunk.features, group)
        case "twin":
            half = replace(config, width=config.width / 2)
            twin = PaperTrunk(half, group) if paper else ArticleTrunk(half, group)
            reader = TwinReader(twin, SharedReader(config, twin.features, group))
        case "apart":
            reader = ApartReader(config, group)
    return Networks(generator, ConvDiscriminator(trunk), reader)


def _start(network: nn.Module, config: MnistConfig, stream: torch.Generator) -> None:
    """Initial weights: variance 2 / fan in (dense, light), 1 / 3 fan in (label), else 0.02²; biases
    0.
    """
    gain = {"dense": 2.0, "light": 2.0, "label": 1 / 3}.get(config.networks)
    for module in network.modules():
        match module:
            case nn.Linear() | nn.Conv2d() | nn.ConvTranspose2d():
                variance = gain / _fan_in(module) if gain else 0.02**2
                nn.init.normal_(module.weight, std=variance**0.5, generator=stream)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
            case nn.Embedding():
                nn.init.normal_(module.weight, generator=stream)


def _fan_in(module: nn.Linear | nn.Conv2d | nn.ConvTranspose2d) -> float:
    """How many inputs an output is the sum of; of a transposed convolution, away from the edges."""
    if isinstance(module, nn.ConvTranspose2d):
        apart = module.stride[0] * module.stride[1]
        return module.weight[:, 0].numel() / apart
    return module.weight[0].numel()


def image_batch(images: Tensor, signed: bool) -> Tensor:
    """Bytes [n, side, side] as a network's images [n, 1, side, side], in 0 to 1 or -1 to 1."""
    scaled = images.float().mul_(2 / 255 if signed else 1 / 255)
    return (scaled.sub_(1) if signed else scaled)[:, None]


def to_bytes(images: Tensor, signed: bool) -> Tensor:
    """Images as bytes [n, side, side]; the inverse of `image_batch`."""
    light = (images[:, 0].float() + 1) / 2 if signed else images[:, 0].float()
    return (light.clamp(0, 1) * 255).round().to(torch.uint8)
