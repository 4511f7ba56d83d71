"""`--sample DIR`: images of a trained image model as a PNG sheet or a NumPy array."""

from argparse import Namespace
from math import ceil, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from playground.cli.parser import options
from playground.cli.sample import checked_out
from playground.mnist.config import DigitOptions
from playground.runs.atomic import atomic_write

KINDS = (".png", ".npy")


def run_mnist_sample(args: Namespace) -> int:
    """Write the images that `args` ask for and return 0. Raises InputError and OSError."""
    out = checked_out(args, "--sample", KINDS)
    which = options(DigitOptions, args)
    from playground.mnist.model import open_mnist

    images = open_mnist(args.sample).sample(
        which.n,
        None if which.digit < 0 else which.digit,
        which.c2,
        which.c3,
        getattr(args, "seed", 0),
    )
    _write(out, images)
    return 0


def _write(out: Path, images: NDArray[np.uint8]) -> None:
    if out.suffix.lower() == ".png":
        from playground.mnist.runs.pictures import save_tiles

        save_tiles(out, images, ceil(sqrt(len(images))))
        return
    with atomic_write(out) as file:
        np.save(file, images, allow_pickle=False)
