"""`--bench moons`: flows from eight Gaussians to two moons, beside the published figures."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from playground.cli.options import BenchOptions
from playground.density.two_moons import EIGHT_GAUSSIANS, UNIT, draw_moons, two_moons
from playground.flow.config import FlowConfig
from playground.metrics.distances import squared_wasserstein
from playground.models import model_of, preset_config
from playground.sweeps.parallel import in_processes

if TYPE_CHECKING:
    import torch

    from playground.nn.model_trainer import ModelTrainer

POINTS = 10_000

_PUBLISHED = (
    ("FM", (0.120, 0.045), (6.23, 0.19)),
    ("OT-CFM", (0.050, 0.040), (0.072, 0.025)),
    ("FM, told the moon", (0.059, 0.029), (2.57, 0.11)),
    ("OT, told the moon", (0.462, 0.025), (0.483, 0.059)),
    ("C2OT, told the moon", (0.018, 0.006), (0.048, 0.010)),
)
_SOURCE = (
    "published: C2OT (Cheng & Schwing 2025, arXiv 2503.10636), figure 1: means of ten runs of "
    "20,000 iterations\nof 256 points, the first figure by an adaptive solver; its code squares "
    "the distance, as here"
)


class Distances(NamedTuple):
    """The squared distances of two samples of one run."""

    many_steps: float
    one_step: float


@dataclass(frozen=True)
class FlowRow:
    """One line of the table: means over the seeds; spreads are NaN where unknown.

    `w2` is the squared Wasserstein-2 distance of 10,000 points in the literature's units, by the
    configured sampler's `evaluations`, and `w2_of_one` that by one step of Euler's.
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
    if not how.json:
        print(_heading())
    for row in _rows(how, device):
        print(json.dumps(asdict(row)) if how.json else _line(row), flush=True)
    if not how.json:
        print("\n".join(_published()))


def configs(longer: int) -> dict[str, FlowConfig]:
    """What is trained, by its name in the table."""
    plain = preset_config("flow", "flow")
    assert isinstance(plain, FlowConfig)
    plain = replace(
        plain,
        base=EIGHT_GAUSSIANS,
        iterations=plain.iterations * longer,
        schedule=plain.schedule * longer,
    )
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
    one, other = (draw_moons(POINTS, np.random.default_rng([seed, part])) for part in range(2))
    return UNIT**2 * squared_wasserstein(one, other)


def _trained(run: tuple[FlowConfig, str]) -> Distances:
    """Train by a config on a device, and measure what is sampled with it, and by one step."""
    config, device = run
    trainer = model_of(config).trainer(config, two_moons(), device)
    while trainer.iteration < config.iterations:
        trainer.step()
    trainer.snapshot()  # raises Diverged
    many = _distance(trainer)
    trainer.apply(replace(config, sampler="euler", sampler_steps=1))
    return Distances(many, _distance(trainer))


def _distance(trainer: "ModelTrainer") -> float:
    seed = trainer.config.seed
    points, _ = trainer.sample(POINTS, seed)
    real = draw_moons(POINTS, np.random.default_rng([seed, 0]))
    return UNIT**2 * squared_wasserstein(points, real)


def _heading() -> str:
    return (
        f"eight Gaussians to two moons: squared Wasserstein-2 distance of {POINTS:,} points\n"
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
