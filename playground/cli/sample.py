"""`--sample TARGET -n N --out FILE`: points of a density or of a run's generator."""

import os
from argparse import Namespace
from pathlib import Path

import numpy as np

from playground.cli.options import PictureOptions, PointOptions, TableOptions
from playground.cli.parser import options
from playground.cli.targets import named_run, named_target
from playground.density.target import Target
from playground.errors import InputError
from playground.runs.run_folder import RunFolder
from playground.runs.tables import Layers, Points, write_csv, write_npy

KINDS = (".csv", ".npy", ".png")


def run_sample(args: Namespace) -> int:
    """Write the points that `args` ask for and return 0. Raises InputError and OSError."""
    out = checked_out(args, "--sample", KINDS)
    which = options(PointOptions, args)
    how, table = options(PictureOptions, args), options(TableOptions, args)
    run = named_run(args.sample)
    if run is None:
        target = named_target(args.sample, how, table, quiet=hasattr(args, "quiet"))
        points, layer = _of_target(target, which)
    else:
        if how != PictureOptions() or table != TableOptions():
            raise InputError(
                f"{args.sample}: is a run, its generator's points take no picture or table flags"
            )
        target = run.target()
        points, layer = _of_generator(run, which)
    _write(out, points, layer, target, "points" if run is None else "generated points")
    return 0


def _of_target(target: Target, which: PointOptions) -> tuple[Points, Layers]:
    from playground.density.sampler import Sampler

    points, layer = Sampler(target).draw(which.n, np.random.default_rng(which.seed))
    return points, layer if len(target.layers) > 1 else None


def _of_generator(run: RunFolder, which: PointOptions) -> tuple[Points, Layers]:
    from playground.runs.trained_run import open_trainer

    points, layer = open_trainer(run).sample(which.n, seed=which.seed)
    return points, layer if run.record.config.has_layers else None


def _write(out: Path, points: Points, layer: Layers, target: Target, caption: str) -> None:
    match out.suffix.lower():
        case ".csv":
            write_csv(out, points, layer)
        case ".npy":
            write_npy(out, points, layer)
        case _:
            from playground.plots.static_figures import sample_picture
            from playground.runs.atomic import atomic_write

            figure = sample_picture(points, target, layer, caption=caption)
            with atomic_write(out) as file:
                figure.savefig(file, format="png")


def checked_out(args: Namespace, mode: str, kinds: tuple[str, ...]) -> Path:
    """The file that `--out` names. Raises InputError when it may not be written, or is no kind."""
    if not hasattr(args, "out"):
        raise InputError(f"{mode} needs --out FILE, ending in {', '.join(kinds)}")
    out = Path(args.out)
    if out.suffix.lower() not in kinds:
        raise InputError(f"--out must end in one of {', '.join(kinds)}, got {args.out!r}")
    if out.is_dir():
        raise InputError(f"--out {out}: is a folder")
    if out.exists() and not hasattr(args, "force"):
        raise InputError(f"--out {out}: is there already, --force replaces it")
    if not out.parent.is_dir():
        raise InputError(f"--out {out}: there is no folder {out.parent}")
    if not os.access(out.parent, os.W_OK | os.X_OK):
        raise InputError(f"--out {out}: the folder {out.parent} cannot be written")
    return out
