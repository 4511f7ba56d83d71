"""Scores a trained generator, as a whole and layer by layer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.gan.trainer import Trainer
from playground.metrics.evaluation import Evaluation, Evaluator
from playground.metrics.leak import Leak


@dataclass(frozen=True, eq=False)
class RunScore:
    """The evaluations of a generator; those of layers and the leak are for a CGAN only.

    `leak` [requested, found] is the leak matrix of one sample, `excess` its largest off-diagonal
    entry above a perfect sampler's.
    """

    whole: Evaluation
    layers: tuple[tuple[str, Evaluation], ...] = ()
    leak: NDArray[np.float64] | None = None
    excess: float = 0.0


def score(trainer: Trainer, n: int = 10_000, draws: int = 10) -> RunScore:
    """Score the generator of `trainer` on `draws` samples of `n` points."""
    target = trainer.target
    whole = Evaluator(target, n).evaluate([trainer.sample(n, seed)[0] for seed in range(draws)])
    if not trainer.config.is_conditional:
        return RunScore(whole)
    layers = []
    for index, layer in enumerate(target.layers):
        samples = [trainer.sample(n, seed, layer=index)[0] for seed in range(draws)]
        layers.append((layer.name, Evaluator(Target(layer.name, (layer,)), n).evaluate(samples)))
    leak, (points, requested) = Leak(target), trainer.sample(n)
    matrix, excess = leak.matrix(points, requested), leak.excess(points, requested)
    return RunScore(whole, tuple(layers), matrix, excess)
