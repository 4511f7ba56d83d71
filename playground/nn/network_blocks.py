"""How networks are drawn: columns of nodes, and how strong the weights between
them are. No torch.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from playground.nn.sizes import Shape

NODES = 6
"""Nodes of a hidden layer; each stands for neighbouring neurons."""

NetworkName = Literal["g", "d"]
BlockKind = Literal[
    "layer",
    "code",
    "value",
    "time",
    "latent",
    "waves",
    "steps",
    "point",
    "difference",
    "neurons",
    "logit",
    "velocity",
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


def drawn_network(
    name: NetworkName, sizes: Shape, inputs: tuple[Block, ...], output: Block
) -> DrawnNetwork:
    """A network of these layer sizes, whose first column are the `inputs` that are not empty."""
    given = tuple(block for block in inputs if block.count)
    hidden = tuple(_split(width) for width in sizes[1:-1])
    return DrawnNetwork(name, sizes, (given, *hidden, (output,)))


def _split(width: int) -> tuple[Block, ...]:
    parts = np.array_split(np.arange(width), min(NODES, width))
    return tuple(Block("neurons", len(part)) for part in parts)
