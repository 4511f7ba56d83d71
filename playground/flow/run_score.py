"""Scores a trained flow."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from playground.flow.trainer import FlowTrainer
from playground.metrics.evaluation import Evaluator
from playground.metrics.likelihood import likelihood
from playground.metrics.run_score import RunScore, StepsScore, score_samples
from playground.settings import brief

_REAL_POINTS = 2000
"""Each is followed back to the noise, which takes as long as generating some ten."""


def score(trainer: FlowTrainer, n: int = 10_000, draws: int = 10) -> RunScore:
    """Score `draws` samples of `n` points, drawn as the trainer's config says, and how likely real
    points are.
    """
    return score_samples(
        trainer.sample,
        trainer.target,
        conditional=trainer.config.is_conditional,
        n=n,
        draws=draws,
        notes=(_likelihood_note(trainer),),
    )


def _likelihood_note(trainer: FlowTrainer) -> str:
    if not trainer.config.has_log_density:
        return f"No likelihood: it needs --base normal, got {brief(trainer.config.base)}"
    return likelihood(trainer.log_density, trainer.target, _REAL_POINTS).sentence


def score_steps(
    trainer: FlowTrainer,
    steps: Sequence[int],
    n: int,
    draws: int,
    weights: NDArray[np.float32] | None,
) -> Iterator[StepsScore]:
    """The scores of `draws` samples at each number of `steps` of the trainer's sampler, by its
    weights or those of a snapshot; its config stays as it is.
    """
    evaluator, before = Evaluator(trainer.target, n), trainer.config
    try:
        for count in steps:
            config = replace(before, sampler_steps=count)
            trainer.apply(config)
            samples = (trainer.sample(n, seed, weights=weights)[0] for seed in range(draws))
            found = evaluator.evaluate(list(samples))
            yield StepsScore(count, config.evaluations, found)
    finally:
        trainer.apply(before)
