"""Images of digits with their labels, and where they are known the factors they were drawn by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

SIDE = 28
"""Pixels along each side of an image."""
CLASSES = 10


@dataclass(frozen=True, eq=False)
class Digits:
    """`images` are uint8 [n, 28, 28], 0 black and 255 white, row 0 at the top; `labels` uint8 [n].

    `factors` [n] by name, such as "slant" and "width", are known of drawn digits only.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    factors: Mapping[str, NDArray[np.floating[Any]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.images)

    def first(self, n: int) -> "Digits":
        """The first `n` of them."""
        factors = {name: values[:n] for name, values in self.factors.items()}
        return Digits(self.images[:n], self.labels[:n], factors)

    def spread(self, n: int) -> "Digits":
        """At most `n` of them, evenly spread from the first to the last."""
        some = np.unique(np.linspace(0, len(self) - 1, n).astype(int))
        factors = {name: values[some] for name, values in self.factors.items()}
        return Digits(self.images[some], self.labels[some], factors)


@dataclass(frozen=True, eq=False)
class DigitData:
    """What a run learns and what it is judged by; `kind` says where they are from.

    `warning` is "" unless these digits stand in for others that were not to be had; `folder` is
    where a person has their files, "" where that is the cache, or nowhere.
    """

    kind: str
    train: Digits
    test: Digits
    warning: str = ""
    folder: str = ""
