"""What a GPU makes of the models: `python -m benchmarks.cuda`, in less than two minutes.

Iterations a second operation by operation and replayed, with the kernels of an iteration; the peer
in JAX where it is installed; and the image models.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec

import torch

from benchmarks.timing import medians, print_table
from playground.density.load import load_target
from playground.gan.presets import presets_of
from playground.gan.trainer import Trainer
from playground.mnist.config import PRESETS
from playground.mnist.data.synthetic import draw_digits
from playground.mnist.training.trainer import MnistTrainer

_CUDA = torch.device("cuda")
_MODELS = (
    ("classic", "gan", "zig"),
    ("classic", "cgan", "binary"),
    ("stable", "gan", "zig"),
    ("stable", "cgan", "binary"),
    ("infogan", "infogan", "binary"),
)
_EAGER, _REPLAYED, _PEER_CHUNK = 30, 300, 40


def main() -> int:
    """Print all tables; the exit code is 1 where there is no such GPU."""
    if not torch.cuda.is_available():
        print("no CUDA device here", file=sys.stderr)
        return 1
    print(f"{torch.cuda.get_device_name()}, torch {torch.__version__}")
    header = ("preset", "model", "eager it/s", "replayed it/s", "ratio", "kernels", "their µs")
    print_table("2D models", header, [_row(*names) for names in _MODELS])
    if find_spec("jax"):
        rows = [(name, f"{_jax_rate(name):.0f}") for name in ("classic", "stable")]
        print_table("The same recipes in JAX, jit and scan", ("recipe", "it/s"), rows)
    rows = [_image_row(model, name) for model in PRESETS for name in PRESETS[model]]
    print_table("Image models", ("model", "preset", "eager images/s", "replayed images/s"), rows)
    return 0


def _row(preset: str, model: str, density: str) -> tuple[str, ...]:
    trainer = Trainer(presets_of(model)[preset], load_target(density), _CUDA)
    seconds = _eager_and_replayed(trainer, _EAGER, _REPLAYED)
    kernels, microseconds = _kernels(trainer)
    eager, replayed = (1 / value for value in seconds)
    return (
        preset,
        model,
        f"{eager:.0f}",
        f"{replayed:.0f}",
        f"{replayed / eager:.1f}",
        f"{kernels:.0f}",
        f"{microseconds:.0f}",
    )


def _image_row(model: str, preset: str) -> tuple[str, ...]:
    config = replace(PRESETS[model][preset], threads=1)
    trainer = MnistTrainer(config, draw_digits(10_000, 0), _CUDA)
    rates = (config.batch_size / value for value in _eager_and_replayed(trainer, 10, 60))
    return (model, preset, *(f"{rate:,.0f}" for rate in rates))


def _eager_and_replayed(
    trainer: Trainer | MnistTrainer, eager: int, replayed: int
) -> tuple[float, float]:
    """Median seconds of an iteration, operation by operation and replayed."""
    recording = trainer._recording
    trainer._recording = None
    first = medians({"": _synchronised(trainer.step, eager)}, rounds=3)[""] / eager
    trainer._recording = recording
    return first, medians({"": _synchronised(trainer.step, replayed)}, rounds=5)[""] / replayed


def _synchronised(step: Callable[[], None], count: int) -> Callable[[], None]:
    def run() -> None:
        for _ in range(count):
            step()
        torch.cuda.synchronize()

    return run


def _kernels(trainer: Trainer) -> tuple[float, float]:
    """The kernels of an iteration, and the microseconds that they take themselves."""
    count = 5
    with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CUDA]) as profile:
        _synchronised(trainer.step, count)()
    own = [
        event.device_time
        for event in profile.events()
        if event.device_type == torch.autograd.DeviceType.CUDA
    ]
    return len(own) / count, sum(own) / count


def _jax_rate(recipe: str) -> float:
    """Iterations a second of the peer, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.jax_peer", recipe]
    environment = {**os.environ, "XLA_PYTHON_CLIENT_PREALLOCATE": "false"}
    given = "\n" * 8
    done = subprocess.run(
        command, input=given, capture_output=True, text=True, env=environment, check=True
    )
    seconds = sorted(float(line) for line in done.stdout.split()[1:])
    return _PEER_CHUNK / seconds[len(seconds) // 2]


if __name__ == "__main__":
    sys.exit(main())
