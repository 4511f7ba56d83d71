"""How the networks of a config are drawn: columns of nodes, and how strong the weights between
them are. No torch.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from playground.gan.config import GanConfig
from playground.gan.layer_sizes import discriminator_sizes, generator_sizes
from playground.nn.sizes import Shape

NODES = 6
"""Nodes of a hidden layer; each stands for neighbouring neurons."""

NetworkName = Literal["g", "d"]
BlockKind = Literal[
    "layer", "code", "value", "latent", "waves", "steps", "point", "difference", "neurons", "logit"
]


class Neuron(NamedTuple):
    """A neuron of a hidden layer, both counted from 0."""

    network: NetworkName
    layer: int
    unit: int


FIRST_NEURON = Neuron("d", 0, 0)


@dataclass(frozen=True)
class Block:
    """`count` neighbouring inputs, neurons or outputs, which are one node."""

    kind: BlockKind
    count: int


@dataclass(frozen=True)
class DrawnNetwork:
    """One network: its layer sizes, and the nodes of each, from the inputs to the outputs."""

    name: NetworkName
    sizes: Shape
    columns: tuple[tuple[Block, ...], ...]

    @property
    def hidden(self) -> Shape:
        """The widths of the hidden layers."""
        return self.sizes[1:-1]

    @property
    def lines(self) -> int:
        """The number of pairs of nodes in neighbouring columns."""
        return sum(len(before) * len(after) for before, after in pairwise(self.columns))

    def node_of(self, neuron: Neuron) -> int:
        """The node of its column that stands for a neuron."""
        ends = np.cumsum([block.count for block in self.columns[neuron.layer + 1]])
        return int(np.searchsorted(ends, neuron.unit, side="right"))

    def first_unit(self, layer: int, node: int) -> int:
        """The first of the neurons that a node of a hidden layer stands for."""
        return sum(block.count for block in self.columns[layer + 1][:node])


def drawn_networks(config: GanConfig, layers: int) -> tuple[DrawnNetwork, DrawnNetwork]:
    """The generator and the discriminator of `config` on a target of `layers`."""
    categories = config.condition_count(layers)
    values = config.continuous_codes if config.finds_codes else 0
    g_sizes = generator_sizes(config, categories + values)
    d_sizes = discriminator_sizes(config, categories if config.is_conditional else 0)
    return (
        _drawn("g", g_sizes, _generator_inputs(config, categories, values), Block("point", 2)),
        _drawn("d", d_sizes, _discriminator_inputs(config, categories), Block("logit", 1)),
    )


def has_neuron(network: DrawnNetwork, neuron: Neuron) -> bool:
    """Whether a neuron is one of `network`."""
    known = neuron.network == network.name and neuron.layer < len(network.hidden)
    return known and neuron.unit < network.hidden[neuron.layer]


def block_strengths(network: DrawnNetwork, weights: NDArray[np.floating]) -> NDArray[np.float32]:
    """The root mean square of the weights between each two nodes [lines].

    `weights` [at least the network's] is its vector: matrix [after, before] and bias of each layer,
    one after the other. Matrix by matrix, a row for each node after.
    """
    strengths, at = [], 0
    for index, (before, after) in enumerate(pairwise(network.sizes)):
        matrix = weights[at : at + prod((before, after))].reshape(after, before)
        at += (before + 1) * after
        strengths.append(_block_means(matrix, *network.columns[index : index + 2]))
    return np.sqrt(np.concatenate(strengths)).astype(np.float32)


def _block_means(
    matrix: NDArray[np.floating], before: tuple[Block, ...], after: tuple[Block, ...]
) -> NDArray[np.float64]:
    """The mean squares of the blocks of `matrix`, row by row."""
    rows, columns = _counts(after), _counts(before)
    sums = np.square(matrix, dtype=np.float64)
    for axis, counts in enumerate((rows, columns)):
        sums = np.add.reduceat(sums, np.cumsum(counts) - counts, axis=axis)
    means: NDArray[np.float64] = sums / np.outer(rows, columns)
    return means.ravel()


def _counts(blocks: tuple[Block, ...]) -> NDArray[np.intp]:
    return np.array([block.count for block in blocks], np.intp)


def _drawn(
    name: NetworkName, sizes: Shape, inputs: tuple[Block, ...], output: Block
) -> DrawnNetwork:
    given = tuple(block for block in inputs if block.count)
    hidden = tuple(_split(width) for width in sizes[1:-1])
    return DrawnNetwork(name, sizes, (given, *hidden, (output,)))


def _generator_inputs(config: GanConfig, categories: int, values: int) -> tuple[Block, ...]:
    return (
        Block("layer" if config.is_conditional else "code", categories),
        Block("value", values),
        Block("latent", config.latent_dim),
        Block("waves", 2 * config.g_features),
        Block("steps", 2 * config.g_features * config.square_features),
    )


def _discriminator_inputs(config: GanConfig, categories: int) -> tuple[Block, ...]:
    """Of all points of a pack: the perceptron has the same value of each side by side."""
    pack = config.pack_size
    return (
        Block("layer", pack * categories * config.is_conditional),
        Block("point", 2 * pack),
        Block("waves", 2 * config.d_features * pack),
        Block("difference", 2 * pack * config.batch_differences),
    )


def _split(width: int) -> tuple[Block, ...]:
    parts = np.array_split(np.arange(width), min(NODES, width))
    return tuple(Block("neurons", len(part)) for part in parts)
