"""What stacking runs gains: `python -m benchmarks.stack [--device cuda]`.

GANs on the two discs train as one, 1 to 256 of them, beside one that trains alone; the figures are
iterations of all runs together in a second.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace

import torch

from benchmarks.timing import print_table
from playground.density.load import load_target
from playground.gan.config import GanConfig
from playground.gan.presets import CLASSIC, STABLE
from playground.gan.stack import TrainerStack
from playground.gan.trainer import Trainer

_SMALL = replace(
    STABLE, batch_size=64, d_hidden=32, g_hidden=32, layers=2, d_features=16, g_features=16,
    latent_cells=8,
)  # fmt: skip
_CONFIGS = {"stable": STABLE, "classic": CLASSIC, "stable, small": _SMALL}


def rate(step: Callable[[], None], device: str, seconds: float) -> float:
    """Steps a second, of the process's own time on a CPU."""
    clock = time.perf_counter if device == "cuda" else time.process_time
    for _ in range(3):
        step()
    start, steps = clock(), 0
    while clock() - start < seconds:
        step()
        steps += 1
    if device == "cuda":
        torch.cuda.synchronize()
    return steps / (clock() - start)


def _row(name: str, config: GanConfig, args: argparse.Namespace) -> tuple[str, ...]:
    target = load_target("binary")
    alone = rate(Trainer(config, target, args.device).step, args.device, args.seconds)
    cells = [name, f"{alone:.0f}"]
    for runs in args.runs:
        stack = TrainerStack(
            [Trainer(replace(config, seed=seed), target, args.device) for seed in range(runs)]
        )
        cells.append(f"{runs * rate(stack.step, args.device, args.seconds):.0f}")
    return tuple(cells)


def main() -> None:
    """Print a row for each configuration."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"))
    parser.add_argument("--runs", type=int, nargs="+", default=[4, 16, 64])
    parser.add_argument("--seconds", type=float, default=4.0)
    args = parser.parse_args()
    header = ("preset", "alone", *(f"{runs} stacked" for runs in args.runs))
    rows = [_row(name, config, args) for name, config in _CONFIGS.items()]
    print_table("Iterations a second, of all runs together", header, rows)


if __name__ == "__main__":
    main()
