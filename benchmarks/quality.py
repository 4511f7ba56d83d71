"""Quality of the presets, and the time to reach it: `python -m benchmarks.quality`.

Every shipped density (and a scribble drawn here) with a GAN, those of several layers with a CGAN
too; with `--presets flow` a flow and a conditional flow in their place; with `--set unequal` the
twelve of `unequal_densities`, with `--set all` both. The sliced Wasserstein distance is a multiple
of the floor: the mean of 40 samples of 10,000 points over the floor of 400 perfect pairs. So many
because a single ratio of a perfect sampler scatters by 0.34, and because the samples of all rows
come of the same noise, so that its luck is not averaged over them. "At 100,000" it is that of 3
samples of so many points over the floor of 10 pairs, layers take 10 samples. Time-to-1.25× is the
training time after which a sample first scores below that, checked every 250 iterations (of a flow,
whose points take longer, every 1,000).
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.timing import print_table
from benchmarks.unequal_densities import UNEQUAL, unequal_target
from playground.density.load import load_target
from playground.density.shipped import shipped_names
from playground.density.target import Layer, Target
from playground.metrics.evaluation import Evaluator
from playground.models import MODELS, all_presets, model_of, preset_config, presets_for
from playground.nn.model_trainer import ModelTrainer
from playground.plots.static_figures import sample_picture
from playground.sweeps.parallel import in_processes

_EVALUATE_EVERY, _EVALUATE_FLOW_EVERY = 250, 1000
_DRAWS, _PAIRS = 40, 400
_MANY, _MANY_PAIRS, _MANY_DRAWS = 100_000, 10, 3
_GOOD = 1.25
_LAYERED = ("binary", "penta", "vortex")
_SHIPPED = (*shipped_names(), "scribble")
_SETS = {"shipped": _SHIPPED, "unequal": tuple(UNEQUAL), "all": (*_SHIPPED, *UNEQUAL)}


@dataclass(frozen=True)
class Result:
    """The scores of one run; times are in seconds, `soon` is NaN if 1.25× was never reached."""

    density: str
    model: str
    preset: str
    seed: int
    seconds: float
    soon: float
    ratio: float
    ratio_of_many: float
    off: float
    worst_share: float
    missed: int
    layer_ratio: float
    layer_median: float
    layer_off: float
    leak: float


def main() -> None:
    """Run the benchmarks that the flags select and print the tables; `--out` appends JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--set", choices=_SETS, default="shipped", help="which densities")
    parser.add_argument("--densities", help="names of any set, instead of a whole one")
    parser.add_argument("--presets", default="stable,classic")
    parser.add_argument("--jobs", type=int, default=0, help="runs at once (default: one a core)")
    parser.add_argument("--out", type=Path, help="a JSON lines file to add results to")
    parser.add_argument("--pictures", type=Path, help="a folder for an image of each generator")
    parser.add_argument("--table", type=Path, nargs="*", help="print the table of such files only")
    args = parser.parse_args()
    if args.table:
        lines = [line for path in args.table for line in path.read_text().splitlines()]
        _print([Result(**json.loads(line)) for line in lines])
        return
    results = []
    densities = args.densities.split(",") if args.densities else _SETS[args.set]
    presets = args.presets.split(",")
    if args.pictures:
        args.pictures.mkdir(parents=True, exist_ok=True)
    runs = list(_runs(densities, presets, args.seeds, args.pictures))
    for result in in_processes(_result, runs, args.jobs):
        results.append(result)
        print(result, file=sys.stderr, flush=True)
        if args.out:
            with args.out.open("a") as file:
                file.write(json.dumps(asdict(result)) + "\n")
    _print(results)


Run = tuple[str, str, str, int, Path | None]
"""Density, model, preset, seed, and the folder of the images."""


def _runs(
    densities: Sequence[str], presets: list[str], seeds: int, images: Path | None
) -> Iterator[Run]:
    for seed, density, preset in product(range(seeds), densities, presets):
        plain, conditional = ("flow", "cflow") if preset in presets_for("flow") else ("gan", "cgan")
        for model in (plain, conditional) if density in _LAYERED else (plain,):
            yield density, model, preset, seed, images


def _result(which: Run) -> Result:
    density, model, preset, seed, images = which
    target = _target(density)
    config = replace(preset_config(preset, model), seed=seed)
    trainer = model_of(config).trainer(config, target)
    result = run(trainer, preset)
    if images:
        points, layer = trainer.sample(10_000)
        figure = sample_picture(points, target, layer if config.is_conditional else None)
        figure.savefig(images / f"{target.name}-{model}-{preset}-{seed}.png")
    return result


def _target(name: str) -> Target:
    if name == "scribble":
        return scribble()
    return unequal_target(name) if name in UNEQUAL else load_target(name)


def run(trainer: ModelTrainer, preset: str) -> Result:
    """Train to the end and score the result."""
    evaluator, config = Evaluator(trainer.target), trainer.config
    every = _EVALUATE_FLOW_EVERY if model_of(config).takes_steps else _EVALUATE_EVERY
    soon = float("nan")
    while trainer.iteration < config.iterations:
        trainer.step()
        if np.isnan(soon) and trainer.iteration % every == 0:
            evaluation = evaluator.evaluate([trainer.sample(10_000, seed=99)[0]])
            if evaluation.sliced_wasserstein.ratio <= _GOOD:
                soon = trainer.snapshot().seconds
    scored = model_of(config).score(trainer)
    evaluations = [evaluation for _, evaluation in scored.layers] or [scored.whole]
    ratios = [evaluation.sliced_wasserstein.ratio for evaluation in evaluations]
    return Result(
        density=trainer.target.name,
        model=config.model,
        preset=preset,
        seed=config.seed,
        seconds=trainer.snapshot().seconds,
        soon=soon,
        ratio=_ratio(trainer),
        ratio_of_many=_ratio_of_many(trainer),
        off=scored.whole.off_support,
        worst_share=scored.whole.worst_share.value,
        missed=scored.whole.missed_modes,
        layer_ratio=max(ratios),
        layer_median=median(ratios),
        layer_off=max(evaluation.off_support for evaluation in evaluations),
        leak=scored.excess,
    )


def _ratio(trainer: ModelTrainer) -> float:
    samples = [trainer.sample(10_000, seed)[0] for seed in range(_DRAWS)]
    evaluator = Evaluator(trainer.target, pairs=_PAIRS)
    return evaluator.evaluate(samples).sliced_wasserstein.ratio


def _ratio_of_many(trainer: ModelTrainer) -> float:
    samples = [trainer.sample(_MANY, seed)[0] for seed in range(_MANY_DRAWS)]
    evaluator = Evaluator(trainer.target, _MANY, pairs=_MANY_PAIRS)
    return evaluator.evaluate(samples).sliced_wasserstein.ratio


def scribble() -> Target:
    """A target that the presets were not tuned on: a closed scribble of strokes 10 pixels wide."""
    t = np.linspace(0, 2 * np.pi, 4000)
    x = 0.5 + 0.36 * np.sin(3 * t + 0.4) * np.cos(0.5 * t)
    y = 0.5 + 0.36 * np.sin(2 * t) * np.cos(t - 0.3)
    rows, columns = np.mgrid[:400, :400]
    image = np.zeros((400, 400), bool)
    for px, py in zip(x * 400, y * 400, strict=True):
        box = np.s_[max(int(py) - 7, 0) : int(py) + 8, max(int(px) - 7, 0) : int(px) + 8]
        image[box] |= (rows[box] + 0.5 - py) ** 2 + (columns[box] + 0.5 - px) ** 2 <= 25
    return Target("scribble", (Layer("scribble", image.astype(np.uint16) * 65535),))


def _print(results: list[Result]) -> None:
    """A row for each density and model: the first preset in full, the main figures of the
    others.
    """
    first, *others = dict.fromkeys(r.preset for r in results)
    header = (
        "density", "model", "seeds", "× floor", "worst seed", "at 100,000", "off support",
        "worst share", "layers ×", "worst layer ×", "leak", "to 1.25×", "whole run",
        *(f"{preset}: × floor" for preset in others), *(f"{preset}: to 1.25×" for preset in others),
    )  # fmt: skip
    rows = []
    for density, model in dict.fromkeys((r.density, r.model) for r in results):
        runs = [r for r in results if (r.density, r.model) == (density, model)]
        full, *rest = ([r for r in runs if r.preset == preset] for preset in (first, *others))
        if full:
            ratios = (f"{median(r.ratio for r in them):.2f}" if them else "" for them in rest)
            rows.append((*_row(full), *ratios, *(_soon(them) for them in rest)))
    print_table(f'{first}: medians over the seeds; "worst" is the worst seed', header, rows)
    for preset in (first, *others):
        print(_summary(preset, [r for r in results if r.preset == preset]))


def _row(runs: list[Result]) -> tuple[str, ...]:
    conditional = _is_conditional(runs[0])
    return (
        runs[0].density,
        MODELS[runs[0].model].title,
        f"{len(runs)}",
        f"{median(r.ratio for r in runs):.2f}",
        f"{max(r.ratio for r in runs):.2f}",
        f"{max(r.ratio_of_many for r in runs):.2f}",
        f"{median(r.off for r in runs):.2%}",
        f"{max(r.worst_share for r in runs):.0%}",
        f"{median(r.layer_median for r in runs):.2f}" if conditional else "",
        f"{max(r.layer_ratio for r in runs):.2f}" if conditional else "",
        f"{max(r.leak for r in runs):.2%}" if conditional else "",
        _soon(runs),
        f"{median(r.seconds for r in runs):.0f} s",
    )


def _is_conditional(run: Result) -> bool:
    return run.model in ("cgan", "cflow")


def _soon(runs: list[Result]) -> str:
    """The median of the runs that got there, in seconds and in iterations (machine-independent)."""
    if not runs:
        return ""
    reached = [r for r in runs if not np.isnan(r.soon)]
    if not reached:
        return "never"
    whole = all_presets()[runs[0].preset].iterations
    iterations = median(round(r.soon / r.seconds * whole / _EVALUATE_EVERY) for r in reached)
    seconds = median(r.soon for r in reached)
    some = "" if len(reached) == len(runs) else f" ({len(reached)} of {len(runs)})"
    return f"{seconds:.0f} s, {iterations * _EVALUATE_EVERY:,.0f}{some}"


def _summary(preset: str, runs: list[Result]) -> str:
    conditional = [r for r in runs if _is_conditional(r)]
    layers = ""
    if conditional:
        layers = (
            f"; layers of one told them {max(r.layer_ratio for r in conditional):.2f} at worst, "
            f"its leak {max(r.leak for r in conditional):.2%}"
        )
    return (
        f"\n{preset}, {len(runs)} runs: × floor {median(r.ratio for r in runs):.2f} in the median, "
        f"{max(r.ratio for r in runs):.2f} at worst, at n = {_MANY:,} "
        f"{median(r.ratio_of_many for r in runs):.2f} and "
        f"{max(r.ratio_of_many for r in runs):.2f}; off support "
        f"{median(r.off for r in runs):.2%} and {max(r.off for r in runs):.2%}; "
        f"shares within {max(r.worst_share for r in runs):.0%}; "
        f"modes missed {sum(r.missed for r in runs)}{layers}"
    )


if __name__ == "__main__":
    main()
