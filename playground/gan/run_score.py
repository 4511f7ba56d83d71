"""Scores a trained generator, as a whole and layer by layer."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.gan.trainer import Trainer
from playground.metrics.evaluation import Evaluation, Evaluator
from playground.metrics.leak import Leak
from playground.metrics.modes import labelled_points, matched_accuracy


@dataclass(frozen=True, eq=False)
class RunScore:
    """The evaluations of a generator; those of layers and the leak are for a CGAN only.

    `leak` [requested, found] is the leak matrix of one sample, `excess` its largest off-diagonal
    entry above a perfect sampler's. `notes` are sentences on what only some models have.
    """

    whole: Evaluation
    layers: tuple[tuple[str, Evaluation], ...] = ()
    leak: NDArray[np.float64] | None = None
    excess: float = 0.0
    notes: tuple[str, ...] = ()


def score(trainer: Trainer, n: int = 10_000, draws: int = 10) -> RunScore:
    """Score the generator of `trainer` on `draws` samples of `n` points."""
    target = trainer.target
    whole = Evaluator(target, n).evaluate([trainer.sample(n, seed)[0] for seed in range(draws)])
    if not trainer.config.is_conditional:
        return RunScore(whole, notes=tuple(_code_notes(trainer)))
    layers = []
    for index, layer in enumerate(target.layers):
        samples = [trainer.sample(n, seed, layer=index)[0] for seed in range(draws)]
        layers.append((layer.name, Evaluator(Target(layer.name, (layer,)), n).evaluate(samples)))
    leak, (points, requested) = Leak(target), trainer.sample(n)
    matrix, excess = leak.matrix(points, requested), leak.excess(points, requested)
    return RunScore(whole, tuple(layers), matrix, excess)


def _code_notes(trainer: Trainer) -> Iterator[str]:
    """The accuracy of the codes; nothing where there are none, or nothing fits them."""
    labelled = labelled_points(trainer.target, trainer.codes) if trainer.codes else None
    if labelled is None:
        return
    points, true = labelled
    accuracy = matched_accuracy(trainer.codes_of(points), true)
    what = "layers" if len(trainer.target.layers) == trainer.codes else "modes"
    yield (
        f"Codes matched one to one to the {trainer.codes} {what}: accuracy {accuracy:.1%} "
        f"at n = {len(points):,}, without labels"
    )
