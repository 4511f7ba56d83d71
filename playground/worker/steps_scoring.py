"""The process that scores models at several numbers of a sampler's steps. No Qt."""

import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.errors import FAULTS, fault_sentence
from playground.metrics.run_score import score_samples
from playground.models import model_of
from playground.nn.model_config import ModelConfig
from playground.threads import use_one_blas_thread

STEPS = (1, 2, 4, 8, 16, 32)
"""The numbers of steps that are scored."""

POINTS, DRAWS = 10_000, 3
"""As many points a sample, and as many samples, as `--score --steps` takes."""


@dataclass(frozen=True, eq=False)
class StepsJob:
    """Score models with the weights of a snapshot, each trained on `target` on a `device`."""

    target: Target
    models: tuple[tuple[ModelConfig, NDArray[np.float32]], ...]
    device: str
    steps: tuple[int, ...] = STEPS
    points: int = POINTS
    draws: int = DRAWS


@dataclass(frozen=True)
class StepsScored:
    """Report: a `model`, counted from 0, is so many times the floor off with so many evaluations of
    its network a point.
    """

    model: int
    evaluations: int
    ratio: float


@dataclass(frozen=True)
class ScoringEnded:
    """Report: that was all; `problem` is a sentence, empty where nothing went wrong."""

    problem: str = ""


Report = StepsScored | ScoringEnded


def main(connection: "Connection[Report, StepsJob]") -> None:
    """The process's main function: receives one job, reports each score, and ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    use_one_blas_thread()
    with suppress(EOFError, OSError):  # the window is gone
        problem = ""
        try:
            for report in scores(connection.recv()):
                connection.send(report)
        except FAULTS as fault:
            problem = fault_sentence(fault)
        connection.send(ScoringEnded(problem))


def scores(job: StepsJob) -> Iterator[StepsScored]:
    """Score one model of a job after the other; one that takes no steps has one score."""
    from playground.nn.device import pick_device  # brings torch: seconds

    for index, (config, weights) in enumerate(job.models):
        model = model_of(config)
        trainer = model.trainer(config, job.target, pick_device(job.device))
        if model.takes_steps:
            for one in model.score_steps(trainer, job.steps, job.points, job.draws, weights):
                yield StepsScored(index, one.evaluations, one.whole.sliced_wasserstein.ratio)
        else:
            score = score_samples(
                partial(trainer.sample, weights=weights),
                job.target,
                conditional=False,  # a CGAN's layers have no part in the curve
                n=job.points,
                draws=job.draws,
            )
            yield StepsScored(index, config.evaluations, score.whole.sliced_wasserstein.ratio)
