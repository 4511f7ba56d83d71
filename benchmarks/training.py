"""Training speed against the published loop, and against JAX: `python -m benchmarks.training`.

The rows of JAX need the extra `[bench]`. All processes have one thread.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec

from benchmarks.published import PublishedGan
from benchmarks.timing import medians, print_table
from playground.density.load import load_target
from playground.gan.presets import PRESETS
from playground.gan.trainer import Trainer
from playground.nn.device import tune_process

_CHUNK = 20
_PEER_CHUNK = 40  # as many as a chunk of `jax_peer`
_PEERS = (("classic", "classic"), ("stable", "stable"), ("stable of 0.1", "stable"))
_DENSITIES = ("ring", "cloud", "zig")


def main() -> None:
    """Print the iterations per second and the growth of memory over 10,000 iterations."""
    tune_process(1)
    rows = [_row(name) for name in _DENSITIES]
    header = ("density", "published it/s", "classic it/s", "ratio")
    print_table("Training, GAN, classic preset, batch 2,000, one thread", header, rows)
    if find_spec("jax"):
        rows = [_jax_row(recipe, preset) for recipe, preset in _PEERS]
        header = ("recipe", "JAX it/s", "ours it/s", "ratio")
        print_table("Against JAX, jit and scan, one thread each, in turns", header, rows)
    print(f"\nMemory over 10,000 iterations: {_growth():+.1f} MiB at the peak")


def _row(name: str) -> tuple[str, ...]:
    target = load_target(name)
    published = PublishedGan(target.layers[0])
    ours = Trainer(PRESETS["classic"], target)
    seconds = medians({"published": _chunk(published.step), "ours": _chunk(ours.step)}, rounds=7)
    rates = {key: _CHUNK / value for key, value in seconds.items()}
    ratio = rates["ours"] / rates["published"]
    return name, f"{rates['published']:.1f}", f"{rates['ours']:.0f}", f"{ratio:.1f}"


def _jax_row(recipe: str, preset: str) -> tuple[str, ...]:
    """One recipe in JAX, in a process of its own, and our `preset`."""
    command = [sys.executable, "-m", "benchmarks.jax_peer", recipe]
    one_thread = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    environment = {**os.environ, "XLA_FLAGS": one_thread, "JAX_PLATFORMS": "cpu"}
    ours = Trainer(PRESETS[preset], load_target("zig"))
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as peer:

        def chunk() -> None:
            assert peer.stdin and peer.stdout
            peer.stdin.write("\n")
            peer.stdin.flush()
            float(peer.stdout.readline())

        seconds = medians({"jax": chunk, "ours": _chunk(ours.step, _PEER_CHUNK)}, rounds=15)
        peer.kill()
    jax, mine = (_PEER_CHUNK / seconds[name] for name in ("jax", "ours"))
    return recipe, f"{jax:.0f}", f"{mine:.0f}", f"{mine / jax:.2f}"


def _chunk(step: Callable[[], None], count: int = _CHUNK) -> Callable[[], None]:
    def run() -> None:
        for _ in range(count):
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
