"""Draw a 2D density, watch a GAN and a conditional GAN learn it.

The public names are imported when they are first asked for, so that `import playground` costs
nothing: neither torch nor Qt comes along. Nor does any other module, since `python -m playground`
still has the working folder in front of its path while this is read (`import_path`).
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from playground.density.load import load_target
    from playground.density.sampler import Sampler
    from playground.density.target import Layer, Target
    from playground.gan.config import GanConfig
    from playground.gan.trainer import Trainer, train
    from playground.mnist.model import MnistModel, open_mnist
    from playground.nn.history import Snapshot
    from playground.sweeps.sweep import sweep

__version__ = "0.1.0"
__all__ = [
    "GanConfig",
    "Layer",
    "MnistModel",
    "Sampler",
    "Snapshot",
    "Target",
    "Trainer",
    "load_target",
    "open_mnist",
    "sweep",
    "train",
]

_HOMES = {
    "GanConfig": "playground.gan.config",
    "Layer": "playground.density.target",
    "MnistModel": "playground.mnist.model",
    "Sampler": "playground.density.sampler",
    "Snapshot": "playground.nn.history",
    "Target": "playground.density.target",
    "Trainer": "playground.gan.trainer",
    "load_target": "playground.density.load",
    "open_mnist": "playground.mnist.model",
    "sweep": "playground.sweeps.sweep",
    "train": "playground.gan.trainer",
}


def __getattr__(name: str) -> "Any":
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
