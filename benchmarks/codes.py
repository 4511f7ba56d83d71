"""Accuracy of an InfoGAN's codes on unlabelled parts: `python -m benchmarks.codes [NAME…]`."""

import sys
import time
from dataclasses import replace
from statistics import median

from playground.density.load import load_target
from playground.gan.presets import INFOGAN
from playground.gan.trainer import Trainer
from playground.metrics.modes import labelled_points, matched_accuracy

CODES = {"binary": 2, "vortex": 3, "ring8": 8}
SEEDS = range(5)


def accuracy(name: str, seed: int) -> float:
    """The matched accuracy of the codes on real points, after a full run."""
    trainer = Trainer(replace(INFOGAN, codes=CODES[name], seed=seed), load_target(name))
    while trainer.iteration < trainer.config.iterations:
        trainer.step()
    trainer.snapshot()  # raises Diverged
    labelled = labelled_points(trainer.target, trainer.codes)
    assert labelled is not None, name
    return matched_accuracy(trainer.codes_of(labelled[0]), labelled[1])


def main() -> None:
    """Print a line per density: the accuracy of each seed, their median, the seconds per run."""
    for name in sys.argv[1:] or CODES:
        begin = time.perf_counter()
        found = [accuracy(name, seed) for seed in SEEDS]
        seconds = (time.perf_counter() - begin) / len(found)
        each = "  ".join(f"{value:.1%}" for value in found)
        print(f"{name:8} {each}   median {median(found):.1%}   {seconds:.0f} s a run", flush=True)


if __name__ == "__main__":
    main()
