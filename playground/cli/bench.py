"""`--bench`: the literature's tests, our presets beside the published figures."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean, stdev
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from playground.cli.bench_runs import longer, print_rows, trained
from playground.cli.moons_bench import run_moons_bench
from playground.cli.options import BENCHES, BenchOptions
from playground.cli.parser import options
from playground.density.target import Mixture, grid25, ring8
from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.gan.presets import PRESETS
from playground.metrics.modes import POINTS, Quality, quality
from playground.sweeps.parallel import in_processes

if TYPE_CHECKING:
    import torch

MIXTURES: dict[str, Callable[[], Mixture]] = {"ring8": ring8, "grid25": grid25}

_FLOOR_DRAWS = 200


class Published(NamedTuple):
    """A row of a paper: modes found, high quality in percent, reverse KL in nats if it has it."""

    method: str
    modes: float
    share: float
    reverse_kl: float | None
    source: str


_PACGAN = "PacGAN, table 1"
_GDPP = "GDPP, table 1 (its own runs)"
_PUBLISHED = {
    "ring8": (
        Published("GAN", 6.3, 98.2, 0.45, _PACGAN),
        Published("PacGAN2", 7.9, 95.6, 0.07, _PACGAN),
        Published("PacGAN3", 7.8, 97.7, 0.10, _PACGAN),
        Published("PacGAN4", 7.8, 95.9, 0.07, _PACGAN),
        Published("Unrolled GAN", 7.6, 35.6, None, _GDPP),
        Published("VEEGAN", 8.0, 52.9, None, _GDPP),
        Published("WGAN-GP", 6.8, 59.6, None, _GDPP),
        Published("GDPP", 8.0, 71.7, None, _GDPP),
    ),
    "grid25": (
        Published("GAN", 17.3, 94.8, 0.70, _PACGAN),
        Published("PacGAN2", 23.8, 91.3, 0.13, _PACGAN),
        Published("PacGAN3", 24.6, 94.2, 0.06, _PACGAN),
        Published("PacGAN4", 24.8, 93.6, 0.04, _PACGAN),
        Published("Unrolled GAN", 23.6, 16.0, None, _GDPP),
        Published("VEEGAN", 24.6, 40.0, None, _GDPP),
        Published("WGAN-GP", 24.2, 28.7, None, _GDPP),
        Published("GDPP", 24.8, 68.5, None, _GDPP),
    ),
}
_SIGMA = {"ring8": 0.01, "grid25": 0.05}  # of both papers, whose rings have a radius of 1
_SOURCES = (
    "published with {sigma}: PacGAN (Lin et al. 2018, arXiv 1712.04086), "
    "GDPP (Elfeki et al. 2019, arXiv 1812.00068); each paper trained its own baselines"
)


@dataclass(frozen=True)
class Row:
    """One line of the table: means over the seeds; spreads are NaN where unknown.

    `mode_tv` is the total variation between the modes' shares and even ones, `mode_tv_ratio` the
    same as a multiple of the floor, which is a perfect sampler's mean over many draws.
    """

    who: str
    seeds: int
    modes: float
    all_modes_in: int
    share: float
    share_spread: float
    reverse_kl: float
    mode_tv: float
    mode_tv_ratio: float


def run_bench(args: Namespace) -> int:
    """Train and test, print the table (or JSON lines) and return 0. Raises InputError."""
    if args.bench not in BENCHES:
        raise InputError(f"--bench must be one of {', '.join(BENCHES)}, got {args.bench!r}")
    how = options(BenchOptions, args)
    from playground.nn.device import pick_device

    device = pick_device(how.device)
    if args.bench in MIXTURES:
        _run_mixture(MIXTURES[args.bench](), how, device)
    else:
        run_moons_bench(how, device)
    return 0


def _run_mixture(mixture: Mixture, how: BenchOptions, device: "torch.device") -> None:
    print_rows(
        _rows(mixture, how, device),
        _line,
        heading=_heading(mixture),
        published=_published(mixture.name),
        as_json=how.json,
    )


def _rows(mixture: Mixture, how: BenchOptions, device: "torch.device") -> Iterator[Row]:
    floor = _tv_floor(mixture)
    perfect = [quality(_perfect(mixture, seed), mixture) for seed in range(how.seeds)]
    yield _row("a perfect sampler", mixture, perfect, floor)
    for name, preset in PRESETS.items():
        who = name if how.longer == 1 else f"{name}, {how.longer}× as long"
        config = longer(preset, how.longer)
        runs = [(mixture, replace(config, seed=seed), str(device)) for seed in range(how.seeds)]
        yield _row(who, mixture, list(in_processes(_trained, runs, how.jobs)), floor)


def _tv_floor(mixture: Mixture) -> float:
    """A perfect sampler's total variation between the modes' shares and even ones, on average."""
    draws = (_perfect(mixture, POINTS + seed) for seed in range(_FLOOR_DRAWS))
    return mean(quality(points, mixture).total_variation for points in draws)


def _row(who: str, mixture: Mixture, results: Sequence[Quality], floor: float) -> Row:
    seeds = len(results)
    shares = [result.share for result in results]
    mode_tv = mean(result.total_variation for result in results)
    return Row(
        who=who,
        seeds=seeds,
        modes=mean(result.modes for result in results),
        all_modes_in=sum(result.modes == len(mixture.centres) for result in results),
        share=mean(shares),
        share_spread=stdev(shares) if seeds > 1 else float("nan"),
        reverse_kl=mean(result.reverse_kl for result in results),
        mode_tv=mode_tv,
        mode_tv_ratio=mode_tv / floor,
    )


def _perfect(mixture: Mixture, seed: int) -> NDArray[np.floating]:
    return mixture.draw(POINTS, np.random.default_rng(seed))


def _trained(run: tuple[Mixture, GanConfig, str]) -> Quality:
    """Train by a config on a device; how good the points of the generator are then."""
    mixture, config, device = run
    trainer = trained(config, mixture, device)
    return quality(trainer.sample(POINTS, config.seed)[0], mixture)


def _heading(mixture: Mixture) -> str:
    return (
        f"{mixture.name}: {len(mixture.centres)} Gaussians, {POINTS:,} points; "
        "high quality is within 3 σ of the nearest centre\n"
        "reverse KL (nats) and total variation (TV) are of the modes' shares, "
        "× is the multiple of a perfect sampler's\n"
        f"{'':24} {'modes':>6} {'all found':>9} {'high quality':>14} {'reverse KL':>10} {'TV':>14}"
    )


def _line(row: Row) -> str:
    found = f"{row.all_modes_in} of {row.seeds}"
    spread = "" if row.seeds == 1 else f"± {100 * row.share_spread:.1f}"
    share = f"{100 * row.share:.1f} % {spread:5}"
    shares = f"{row.reverse_kl:>10.4f} {row.mode_tv:>7.4f} {row.mode_tv_ratio:>5.2f}×"
    return f"{row.who:24} {row.modes:>6.1f} {found:>9} {share:>14} {shares}"


def _published(name: str) -> Iterator[str]:
    """A line for each published row, and one for their sources."""
    sigma = f"σ = {_SIGMA[name]}"
    for method, modes, share, reverse_kl, source in _PUBLISHED[name]:
        kl = "" if reverse_kl is None else f"{reverse_kl:.2f}"
        row = f"{method:24} {modes:>6} {'':9} {share:>6.1f} % {'':5} {kl:>10} {'':14}"
        yield f"{row} {source}, {sigma}"
    yield _SOURCES.format(sigma=sigma)
