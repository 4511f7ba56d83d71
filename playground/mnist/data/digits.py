"""Images of digits with their labels and, for synthetic ones, the factors of their appearance."""

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

    `factors` [n] by name, such as "slant" and "width", are known for synthetic digits only.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    factors: Mapping[str, NDArray[np.floating[Any]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.images)

    def first(self, n: int) -> "Digits":
        """The first `n` digits."""
        factors = {name: values[:n] for name, values in self.factors.items()}
        return Digits(self.images[:n], self.labels[:n], factors)

    def spread(self, n: int) -> "Digits":
        """At most `n` digits, evenly spaced from the first to the last."""
        indices = np.unique(np.linspace(0, len(self) - 1, n).astype(int))
        factors = {name: values[indices] for name, values in self.factors.items()}
        return Digits(self.images[indices], self.labels[indices], factors)


@dataclass(frozen=True, eq=False)
class DigitData:
    """The training and test digits of a run; `kind` is their source.

    `warning` is "" unless they replace digits that were not available. `folder` holds their files,
    "" where that is the cache, or nowhere.
    """

    kind: str
    train: Digits
    test: Digits
    warning: str = ""
    folder: str = ""
