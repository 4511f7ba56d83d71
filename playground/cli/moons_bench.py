"""`--bench moons`: flows from eight Gaussians to two moons, beside the published figures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from playground.cli.bench_runs import longer, print_rows, trained
from playground.cli.options import BenchOptions
from playground.density.two_moons import EIGHT_GAUSSIANS, UNIT, draw_moons, two_moons
from playground.flow.config import FlowConfig
from playground.metrics.distances import squared_wasserstein
from playground.models import preset_config
from playground.sweeps.parallel import in_processes

if TYPE_CHECKING:
    import torch

    from playground.nn.model_trainer import ModelTrainer

POINTS, DRAWS = 2500, 4
"""Four samples of 2,500 points: the exact distance of 10,000 takes up to ten minutes."""

_PUBLISHED = (
    ("FM", (0.120, 0.045), (6.23, 0.19)),
    ("OT-CFM", (0.050, 0.040), (0.072, 0.025)),
    ("FM, told the moon", (0.059, 0.029), (2.57, 0.11)),
    ("OT, told the moon", (0.462, 0.025), (0.483, 0.059)),
    ("C2OT, told the moon", (0.018, 0.006), (0.048, 0.010)),
)
_SOURCE = (
    "published: C2OT (Cheng & Schwing 2025, arXiv 2503.10636), figure 1: means of ten runs of "
    "20,000 iterations\nof 256 points, the first figure by an adaptive solver, of one sample of "
    "10,000 points; its code squares the distance, as here"
)


class Distances(NamedTuple):
    """The squared distances of two samples of one run."""

    many_steps: float
    one_step: float


@dataclass(frozen=True)
class FlowRow:
    """One line of the table: means over the seeds; spreads are NaN where unknown.

    `w2` is the squared Wasserstein-2 distance in the literature's units, by the configured
    sampler's `evaluations`, and `w2_of_one` that by one step of Euler's.
    """

    who: str
    seeds: int
    evaluations: int
    w2: float
    w2_spread: float
    w2_of_one: float
    w2_of_one_spread: float


def run_moons_bench(how: BenchOptions, device: "torch.device") -> None:
    """Train and test; print the table, or JSON lines."""
    print_rows(
        _rows(how, device), _line, heading=_heading(), published=_published(), as_json=how.json
    )


def configs(times: int) -> dict[str, FlowConfig]:
    """What is trained, so many times as long as usual, by its name in the table."""
    plain = preset_config("flow", "flow")
    assert isinstance(plain, FlowConfig)
    plain = longer(replace(plain, base=EIGHT_GAUSSIANS), times)
    told = replace(plain, model="cflow")
    return {
        "flow": plain,
        "flow, transport": replace(plain, coupling="transport"),
        "cflow": told,
        "cflow, transport": replace(told, coupling="transport"),
    }


def _rows(how: BenchOptions, device: "torch.device") -> Iterator[FlowRow]:
    perfect = list(in_processes(_perfect, range(how.seeds), how.jobs))
    yield _row("a perfect sampler", 0, [Distances(one, float("nan")) for one in perfect])
    for who, config in configs(how.longer).items():
        runs = [(replace(config, seed=seed), str(device)) for seed in range(how.seeds)]
        yield _row(who, config.evaluations, list(in_processes(_trained, runs, how.jobs)))


def _row(who: str, evaluations: int, found: Sequence[Distances]) -> FlowRow:
    many, one = (_mean_and_spread(values) for values in zip(*found, strict=True))
    return FlowRow(who, len(found), evaluations, *many, *one)


def _mean_and_spread(values: Sequence[float]) -> tuple[float, float]:
    spread = float(np.std(values, ddof=1)) if len(values) > 1 else float("nan")
    return float(np.mean(values)), spread


def _perfect(seed: int) -> float:
    return _distance(draw_moons(POINTS, np.random.default_rng([seed, 1, i])) for i in range(DRAWS))


def _trained(run: tuple[FlowConfig, str]) -> Distances:
    """Train by a config on a device, and measure what is sampled with it, and by one step."""
    config, device = run
    trainer = trained(config, two_moons(), device)
    many = _distance(_samples(trainer))
    trainer.apply(replace(config, sampler="euler", sampler_steps=1))
    return Distances(many, _distance(_samples(trainer)))


def _samples(trainer: "ModelTrainer") -> Iterator[NDArray[np.floating]]:
    first = DRAWS * trainer.config.seed
    return (trainer.sample(POINTS, seed)[0] for seed in range(first, first + DRAWS))


def _distance(samples: Iterable[NDArray[np.floating]]) -> float:
    """The mean distance of samples to as many points of the moons."""
    distances = [
        squared_wasserstein(points, draw_moons(POINTS, np.random.default_rng(index)))
        for index, points in enumerate(samples)
    ]
    return UNIT**2 * float(np.mean(distances))


def _heading() -> str:
    return (
        "eight Gaussians to two moons: squared Wasserstein-2 distance, "
        f"{DRAWS} samples of {POINTS:,} points\n"
        f"{'':24} {'evaluations':>11} {'distance':>16} {'in one step':>16}"
    )


def _line(row: FlowRow) -> str:
    many = _figure(row.w2, row.w2_spread)
    one = _figure(row.w2_of_one, row.w2_of_one_spread)
    return f"{row.who:24} {row.evaluations or '':>11} {many:>16} {one:>16}".rstrip()


def _figure(value: float, spread: float) -> str:
    if np.isnan(value):
        return ""
    return f"{value:.4f}" if np.isnan(spread) else f"{value:.4f} ± {spread:.4f}"


def _published() -> Iterator[str]:
    for method, many, one in _PUBLISHED:
        figures = (f"{value:.3f} ± {spread:.3f}" for value, spread in (many, one))
        yield f"{method:24} {'':>11} {' '.join(f'{figure:>16}' for figure in figures)}"
    yield _SOURCE
