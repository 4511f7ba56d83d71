"""Scores what generates, as a whole and layer by layer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.metrics.evaluation import Evaluation, Evaluator
from playground.metrics.leak import Leak


class Sampling(Protocol):
    """Draws `n` points [n, 2], which depend on `seed`, and their layers [n]; all of one `layer`
    where that is given.
    """

    def __call__(
        self, n: int, seed: int = 0, layer: int | None = None
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The points and the layers."""


@dataclass(frozen=True, eq=False)
class RunScore:
    """The evaluations of a model; those of layers and the leak are for a conditional one only.

    `leak` [requested, found] is the leak matrix of one sample, `excess` its largest off-diagonal
    entry above a perfect sampler's. `notes` are sentences on what only some models have.
    """

    whole: Evaluation
    layers: tuple[tuple[str, Evaluation], ...] = ()
    leak: NDArray[np.float64] | None = None
    excess: float = 0.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class StepsScore:
    """The evaluation at `steps` of a sampler, which asks the network `evaluations` times a
    point.
    """

    steps: int
    evaluations: int
    whole: Evaluation


def score_samples(
    sample: Sampling,
    target: Target,
    *,
    conditional: bool,
    n: int,
    draws: int,
    notes: Sequence[str] = (),
) -> RunScore:
    """Score `draws` samples of `n` points; of a `conditional` model those of each layer, too."""
    evaluators = _evaluators(target, n, layers=conditional)
    whole = evaluators[0].evaluate([sample(n, seed)[0] for seed in range(draws)])
    if not conditional:
        return RunScore(whole, notes=tuple(notes))
    layers = []
    for index, (layer, evaluator) in enumerate(zip(target.layers, evaluators[1:], strict=True)):
        samples = [sample(n, seed, layer=index)[0] for seed in range(draws)]
        layers.append((layer.name, evaluator.evaluate(samples)))
    leak, (points, requested) = Leak(target), sample(n)
    matrix, excess = leak.matrix(points, requested), leak.excess(points, requested)
    return RunScore(whole, tuple(layers), matrix, excess, tuple(notes))


@lru_cache(maxsize=2)
def _evaluators(target: Target, n: int, *, layers: bool) -> tuple[Evaluator, ...]:
    """The evaluator of a target, and of each of its `layers` by itself.

    Kept for the next run of a sweep: making them takes as long as a hundred iterations.
    """
    parts = [Target(layer.name, (layer,)) for layer in target.layers] if layers else []
    return tuple(Evaluator(one, n) for one in (target, *parts))
