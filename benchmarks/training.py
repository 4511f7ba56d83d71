"""Training speed of `classic` against the published loop: `python -m benchmarks.training`."""

import resource
import sys
from collections.abc import Callable

from benchmarks.published import PublishedGan
from benchmarks.timing import medians, print_table
from playground.density.load import load_target
from playground.gan.config import PRESETS
from playground.gan.trainer import Trainer
from playground.nn.device import tune_process

_CHUNK = 20
_DENSITIES = ("ring", "cloud", "zig")


def main() -> None:
    """Print the iterations per second and the growth of memory over 10,000 iterations."""
    tune_process(1)
    rows = [_row(name) for name in _DENSITIES]
    header = ("density", "published it/s", "classic it/s", "ratio")
    print_table("Training, GAN, classic preset, batch 2,000, one thread", header, rows)
    print(f"\nMemory over 10,000 iterations: {_growth():+.1f} MiB at the peak")


def _row(name: str) -> tuple[str, ...]:
    target = load_target(name)
    published = PublishedGan(target.layers[0])
    ours = Trainer(PRESETS["classic"], target)
    seconds = medians({"published": _chunk(published.step), "ours": _chunk(ours.step)}, rounds=7)
    rates = {key: _CHUNK / value for key, value in seconds.items()}
    ratio = rates["ours"] / rates["published"]
    return name, f"{rates['published']:.1f}", f"{rates['ours']:.0f}", f"{ratio:.1f}"


def _chunk(step: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        for _ in range(_CHUNK):
            step()

    return run


def _growth() -> float:
    """The growth of peak memory in MiB from iteration 500 to 10,500."""
    trainer = Trainer(PRESETS["classic"], load_target("ring"))
    for _ in range(500):
        trainer.step()
    before = _peak_mib()
    for iteration in range(10_000):
        trainer.step()
        if iteration % 100 == 0:
            trainer.snapshot()
    return _peak_mib() - before


def _peak_mib() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    main()
