"""`--bench ring8|grid25`: the literature's test, our presets beside the published figures."""

import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from statistics import mean, stdev
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from playground.cli.options import BENCHES, BenchOptions
from playground.cli.parser import options
from playground.density.target import Mixture, grid25, ring8
from playground.errors import InputError
from playground.gan.config import PRESETS, GanConfig
from playground.metrics.modes import POINTS, Quality, quality
from playground.models import model_of

if TYPE_CHECKING:
    import torch

MIXTURES: dict[str, Callable[[], Mixture]] = dict(zip(BENCHES, (ring8, grid25), strict=True))

_PUBLISHED = {"ring8": ("PacGAN2", 7.9, 95.6), "grid25": ("PacGAN4", 24.8, 93.6)}
_SOURCE = "published: PacGAN (Lin et al. 2018), table 1"


@dataclass(frozen=True)
class Row:
    """One line of the table: means over the seeds; spreads are NaN where unknown."""

    who: str
    seeds: int
    modes: float
    all_modes_in: int
    share: float
    share_spread: float


def run_bench(args: Namespace) -> int:
    """Train and test, print the table (or JSON lines) and return 0. Raises InputError."""
    if args.bench not in MIXTURES:
        raise InputError(f"--bench must be one of {', '.join(MIXTURES)}, got {args.bench!r}")
    how = options(BenchOptions, args)
    mixture = MIXTURES[args.bench]()
    from playground.nn.device import pick_device

    device = pick_device(how.device)
    if not how.json:
        print(_heading(mixture))
    for row in _rows(mixture, how, device):
        print(json.dumps(asdict(row)) if how.json else _line(row, mixture), flush=True)
    if not how.json:
        name, modes, share = _PUBLISHED[mixture.name]
        print(f"{name:24} {modes:>6} {'':9} {share:>6.1f} %          {_SOURCE}")
    return 0


def _rows(mixture: Mixture, how: BenchOptions, device: "torch.device") -> Iterator[Row]:
    yield _row("a perfect sampler", mixture, how.seeds, partial(_perfect, mixture))
    for name, preset in PRESETS.items():
        who = name if how.longer == 1 else f"{name}, {how.longer}× as long"
        config = _longer(preset, how.longer)
        yield _row(who, mixture, how.seeds, partial(_trained, mixture, config, device))


def _row(
    who: str, mixture: Mixture, seeds: int, points: Callable[[int], NDArray[np.floating]]
) -> Row:
    results: list[Quality] = [quality(points(seed), mixture) for seed in range(seeds)]
    shares = [result.share for result in results]
    return Row(
        who=who,
        seeds=seeds,
        modes=mean(result.modes for result in results),
        all_modes_in=sum(result.modes == len(mixture.centres) for result in results),
        share=mean(shares),
        share_spread=stdev(shares) if seeds > 1 else float("nan"),
    )


def _perfect(mixture: Mixture, seed: int) -> NDArray[np.floating]:
    return mixture.draw(POINTS, np.random.default_rng(seed))


def _longer(config: GanConfig, times: int) -> GanConfig:
    """The same recipe over so many times the iterations."""
    return replace(config, iterations=config.iterations * times, schedule=config.schedule * times)


def _trained(
    mixture: Mixture, config: GanConfig, device: "torch.device", seed: int
) -> NDArray[np.floating]:
    trainer = model_of(config).trainer(replace(config, seed=seed), mixture, device)
    while trainer.iteration < trainer.config.iterations:
        trainer.step()
    trainer.snapshot()  # raises Diverged
    return trainer.sample(POINTS, seed)[0]


def _heading(mixture: Mixture) -> str:
    return (
        f"{mixture.name}: {len(mixture.centres)} Gaussians, {POINTS:,} points; "
        "high quality is within 3 σ of the nearest centre\n"
        f"{'':24} {'modes':>6} {'all found':>9} {'high quality':>12}"
    )


def _line(row: Row, mixture: Mixture) -> str:
    found = f"{row.all_modes_in} of {row.seeds}"
    spread = "" if row.seeds == 1 else f"± {100 * row.share_spread:.1f}"
    return f"{row.who:24} {row.modes:>6.1f} {found:>9} {100 * row.share:>6.1f} % {spread}"
