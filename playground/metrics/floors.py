"""What a perfect sampler scores: the floor under every metric, kept in the user's cache."""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from playground.density.target import Target

_VERSION = 1  # raised whenever a metric changes, so that no old floor is found
_RESAMPLES = 2000


@dataclass(frozen=True)
class Floor:
    """The scores of independent perfect samples: one value for each draw."""

    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        """What a perfect sampler scores on average."""
        return float(np.mean(self.values))

    def multiple(self, value: float) -> float:
        """`value` as a multiple of what a perfect sampler scores on average.

        Where each perfect sampler scores 0, as with all mass in one cell, 0 is as good as one (1),
        and nothing else is any multiple (NaN).
        """
        if self.mean > 0:
            return value / self.mean
        return 1.0 if value == 0 else float("nan")

    def band(self, draws: int = 1) -> tuple[float, float]:
        """Where 95 % of the means of `draws` perfect scores lie (resampled for more than one)."""
        if draws == 1:
            means = np.array(self.values)
        else:
            rng = np.random.default_rng(0)
            means = rng.choice(self.values, (_RESAMPLES, draws)).mean(axis=1)
        low, high = np.quantile(means, [0.025, 0.975])
        return float(low), float(high)


def cached_floors(
    target: Target, protocol: str, measure: Callable[[], Mapping[str, NDArray[np.float64]]]
) -> dict[str, Floor]:
    """The floors of `target` under `protocol`, measured now unless the cache has them.

    `protocol` says in words all that the floors depend on besides the target.
    """
    path = user_cache_path("playground") / "floors" / f"{_key(target, protocol)}.json"
    with suppress(
        OSError, ValueError, TypeError, AttributeError, RecursionError
    ):  # none, or damaged
        held = json.loads(path.read_text(encoding="utf-8"))
        return {name: Floor(tuple(map(float, values))) for name, values in held.items()}
    values = {name: scores.tolist() for name, scores in measure().items()}
    with suppress(OSError):  # a cache that cannot be written costs time only
        _write(path, json.dumps(values))
    return {name: Floor(tuple(scores)) for name, scores in values.items()}


def _key(target: Target, protocol: str) -> str:
    digest = hashlib.sha256(f"{_VERSION} {protocol}".encode())
    for layer in target.layers:
        digest.update(f" {layer.pixels.shape} {layer.weight!r} ".encode())
        digest.update(np.ascontiguousarray(layer.pixels, dtype="<u2").tobytes())
    return digest.hexdigest()[:32]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)
