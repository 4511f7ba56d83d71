"""The sizes of networks and of their optimizers' states. Imports no torch."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

Shape = tuple[int, ...]

STATE_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "adadelta": ("square", "delta"),
        "adam": ("mean", "square"),
        "stable-adam": ("mean", "square"),
        "rmsprop": ("square",),
        "sgd": (),
    }
)
"""The state that each optimizer keeps for every weight."""

COUNTS_STEPS = ("adam", "stable-adam")
"""The optimizers that also count their steps."""


def feature_outputs(inputs: int, count: int, *, square: bool = False) -> int:
    """The number of values: `inputs`, and two features (four with `square`) per projection."""
    return inputs + (4 if square else 2) * count


def weight_count(sizes: Shape) -> int:
    """The number of weights of a network of these sizes."""
    return sum(after * (before + 1) for before, after in pairwise(sizes))


def layer_shapes(prefix: str, sizes: Shape) -> Iterator[tuple[str, Shape]]:
    """The shape of each weight matrix and bias of a network, by its name in a checkpoint."""
    for index, (before, after) in enumerate(pairwise(sizes)):
        yield f"{prefix}layer{index}.weight", (after, before)
        yield f"{prefix}layer{index}.bias", (after,)
