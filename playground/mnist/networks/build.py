"""What plays in a run: generator, discriminator, and an InfoGAN's reader Q of the codes."""

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
from playground.mnist.training.distributed import ProcessGroup
from playground.nn.random_streams import open_stream

Labelled = tuple[Tensor, Tensor]
"""Images [n, 1, side, side] and their labels [n]."""

Judged = tuple[Tensor, Tensor]
"""Verdicts [n] as logits, and features [n, …]."""


@dataclass(frozen=True, eq=False)
class Networks:
    """`generator(inputs)` → images [n, 1, side, side]; `discriminator(images, label)` → (verdict
    [n] as logits, features); `reader(images, features)` → what Q reads [n, codes + …], or None.
    """

    generator: nn.Module
    discriminator: nn.Module
    reader: nn.Module | None

    def named(self) -> dict[str, nn.Module]:
        """Those that are there, by the names that they have in a checkpoint."""
        both = {"generator": self.generator, "discriminator": self.discriminator}
        return both | ({"reader": self.reader} if self.reader else {})

    def judge(self, real: Labelled, fake: Labelled) -> tuple[Judged, Judged]:
        """What the discriminator says of `real` and of `fake`, as many."""
        if any(isinstance(module, BatchNorm) for module in self.discriminator.modules()):
            return self.discriminator(*real), self.discriminator(*fake)
        # In one go its weights are read once and have one gradient. In pairs, since a team shares
        # out the rows of dropout's mask.
        paired = (torch.stack(both, 1).flatten(0, 1) for both in zip(real, fake, strict=True))
        verdict, features = self.discriminator(*paired)
        return (verdict[::2], features[::2]), (verdict[1::2], features[1::2])


def make_networks(
    config: MnistConfig,
    device: torch.device,
    team: ProcessGroup,
    dropout: torch.Generator | None = None,
) -> Networks:
    """Networks with their initial weights, which depend on the seed only.

    `dropout` is the stream of the masks; without it they are only fit for evaluation.
    """
    networks = _of_config(config, team, dropout or torch.Generator(device))
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


def _of_config(config: MnistConfig, team: ProcessGroup, dropout: torch.Generator) -> Networks:
    match config.networks:
        case "dense":
            return Networks(DenseGenerator(config), DenseDiscriminator(config), None)
        case "label":
            generator = LabelGenerator(config, team)
            return Networks(generator, LabelDiscriminator(config, dropout, team), None)
        case "paper" | "article":
            return _convolutional(config, team)


def _convolutional(config: MnistConfig, team: ProcessGroup) -> Networks:
    paper = config.networks == "paper"
    trunk = PaperTrunk(config, team) if paper else ArticleTrunk(config, team)
    generator = PaperGenerator(config, team) if paper else ArticleGenerator(config, team)
    match config.reader:
        case "shared":
            reader: nn.Module = SharedReader(config, trunk.features, team)
        case "twin":
            half = replace(config, width=config.width / 2)
            twin = PaperTrunk(half, team) if paper else ArticleTrunk(half, team)
            reader = TwinReader(twin, SharedReader(config, twin.features, team))
        case "apart":
            reader = ApartReader(config, team)
    return Networks(generator, ConvDiscriminator(trunk), reader)


def _start(network: nn.Module, config: MnistConfig, stream: torch.Generator) -> None:
    """Initial weights: variance 2 / fan in (dense), 1 / 3 fan in (label), else 0.02²; biases 0."""
    gain = {"dense": 2.0, "label": 1 / 3}.get(config.networks)
    for module in network.modules():
        match module:
            case nn.Linear() | nn.Conv2d() | nn.ConvTranspose2d():
                variance = gain / module.weight[0].numel() if gain else 0.02**2
                nn.init.normal_(module.weight, std=variance**0.5, generator=stream)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
            case nn.Embedding():
                nn.init.normal_(module.weight, generator=stream)


def image_batch(images: Tensor, signed: bool) -> Tensor:
    """Bytes [n, side, side] as a network's images [n, 1, side, side], in 0 to 1 or -1 to 1."""
    scaled = images.float().mul_(2 / 255 if signed else 1 / 255)
    return (scaled.sub_(1) if signed else scaled)[:, None]


def to_bytes(images: Tensor, signed: bool) -> Tensor:
    """The inverse of `image_batch`."""
    light = (images[:, 0].float() + 1) / 2 if signed else images[:, 0].float()
    return (light.clamp(0, 1) * 255).round().to(torch.uint8)
