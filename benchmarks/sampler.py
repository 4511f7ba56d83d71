"""Sampling speed against alternatives in the same process: `python -m benchmarks.sampler`."""

from collections.abc import Callable

import numpy as np
import torch

from benchmarks.published import PublishedSampler
from benchmarks.timing import medians, print_table
from playground.density.load import load_target
from playground.density.sampler import Sampler
from playground.density.target import Target
from playground.nn.device import tune_process
from playground.nn.real_data import RealPoints

_DENSITIES = ("zig", "ring", "bat", "cloud", "grid25", "spirals")
_CALLS = 10  # in a row, for each time that is taken


def main() -> None:
    """Print a table for a batch of 2,000 points and one for a million."""
    tune_process(1)
    for n, rounds in ((2000, 15), (1_000_000, 5)):
        rows = [_row(load_target(name), n, rounds) for name in _DENSITIES]
        header = ("density", "µs", "million points/s", *(f"× {peer}" for peer in _PEERS))
        print_table(f"Drawing {n:,} points at a time (ratios: times faster than)", header, rows)


def _row(target: Target, n: int, rounds: int) -> tuple[str, ...]:
    rng = np.random.default_rng(0)
    sampler = Sampler(target)
    runs: dict[str, Callable[[], object]] = {"ours": lambda: sampler.draw(n, rng)}
    for name, peer in _PEERS.items():
        if name != "published loop" or n <= 10_000:
            runs[name] = peer(target, n, rng)
    calls = _CALLS if n <= 10_000 else 1
    seconds = medians({name: _repeated(run, calls) for name, run in runs.items()}, rounds)
    seconds = {name: value / calls for name, value in seconds.items()}
    ours = seconds["ours"]
    ratios = (f"{seconds[name] / ours:.1f}" if name in seconds else "-" for name in _PEERS)
    return target.name, f"{ours * 1e6:,.0f}", f"{n / ours / 1e6:.1f}", *ratios


def _repeated(run: Callable[[], object], times: int) -> Callable[[], object]:
    def runs() -> None:
        for _ in range(times):
            run()

    return runs


def _published(target: Target, n: int, rng: np.random.Generator) -> Callable[[], object]:
    sampler = PublishedSampler(target.layers[0])
    return lambda: sampler.draw(n, rng)


def _flat_search(target: Target, n: int, rng: np.random.Generator) -> Callable[[], object]:
    masses = target.masses()
    edges, size = np.cumsum(masses) / masses.sum(), len(masses)

    def draw() -> object:
        pixel = np.searchsorted(edges, rng.random(n), side="right")
        spread = rng.random((2, n))
        return np.stack([pixel % size + spread[0], size - pixel // size - spread[1]]) / size

    return draw


def _multinomial(target: Target, n: int, rng: np.random.Generator) -> Callable[[], object]:
    masses = torch.from_numpy(target.masses())
    size = len(masses)
    flat = masses.flatten()

    def draw() -> object:
        pixel = torch.multinomial(flat, n, replacement=True)
        spread = torch.rand(2, n)
        return torch.stack([pixel % size + spread[0], size - pixel // size - spread[1]]) / size

    return draw


def _torch_tables(target: Target, n: int, rng: np.random.Generator) -> Callable[[], object]:
    points, stream = RealPoints(target, torch.device("cpu")), torch.Generator()
    return lambda: points.draw(n, stream)


_PEERS = {
    "published loop": _published,
    "numpy.searchsorted": _flat_search,
    "torch.multinomial": _multinomial,
    "trainer's batches": _torch_tables,
}

if __name__ == "__main__":
    main()
