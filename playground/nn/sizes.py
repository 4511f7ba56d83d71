"""The sizes of networks, and what an optimizer remembers of their weights. No torch in here."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

Shape = tuple[int, ...]

MEMORIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "adadelta": ("square", "delta"),
        "adam": ("mean", "square"),
        "stable-adam": ("mean", "square"),
        "rmsprop": ("square",),
        "sgd": (),
    }
)
"""What each optimizer remembers of every weight."""

COUNTS_STEPS = ("adam", "stable-adam")
"""The optimizers that also remember how many steps they made."""


def feature_outputs(inputs: int, count: int, *, square: bool = False) -> int:
    """How many values come of `inputs` and `count` Fourier features, with `square` waves beside."""
    return inputs + (4 if square else 2) * count


def weights(sizes: Shape) -> int:
    """How many weights a network of these sizes has."""
    return sum(after * (before + 1) for before, after in pairwise(sizes))


def layer_shapes(prefix: str, sizes: Shape) -> Iterator[tuple[str, Shape]]:
    """The shape of each weight matrix and bias of a network, by its name in a checkpoint."""
    for index, (before, after) in enumerate(pairwise(sizes)):
        yield f"{prefix}layer{index}.weight", (after, before)
        yield f"{prefix}layer{index}.bias", (after,)
