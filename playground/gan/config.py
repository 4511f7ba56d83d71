"""Every setting of the 2D models, declared once.

No torch in here: `--help` and the window's form read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from playground.settings import check, setting


@dataclass(frozen=True)
class GanConfig:
    """A run of the per-sample GAN or CGAN; the defaults are the published demo ("classic").

    Raises InputError when a value breaks its rule.
    """

    model: Literal["gan", "cgan"] = setting(
        "gan", "Model", "A plain GAN learns the sum of the layers, a conditional one each layer."
    )
    iterations: int = setting(
        2000, "Iterations", "How long a run trains.", low=1, high=100_000_000, live=True
    )
    seed: int = setting(
        0, "Seed", "Fixes the initial weights and every random draw.", low=0, high=2**32 - 1
    )
    latent_dim: int = setting(
        2, "Latent dimensions", "Size of the generator's normal input.", low=1, high=1024
    )
    batch_size: int = setting(
        2000, "Batch", "Real points, and as many generated, a step.", unit="points",
        low=1, high=1_000_000, live=True,
    )  # fmt: skip
    d_steps: int = setting(
        3, "D steps", "Steps of the discriminator in an iteration.", low=1, high=1000, live=True
    )
    g_steps: int = setting(
        1, "G steps", "Steps of the generator in an iteration.", low=1, high=1000, live=True
    )
    optimizer: Literal["adadelta", "adam", "rmsprop", "sgd"] = setting(
        "adadelta", "Optimizer", "The update rule of both networks."
    )
    d_lr: float = setting(
        1.0, "D rate", "Learning rate of the discriminator.", low=0, high=1000, live=True
    )
    g_lr: float = setting(
        1.0, "G rate", "Learning rate of the generator.", low=0, high=1000, live=True
    )
    d_hidden: int = setting(
        100, "D width", "Units in each hidden layer of the discriminator.", low=1, high=8192
    )
    g_hidden: int = setting(
        50, "G width", "Units in each hidden layer of the generator.", low=1, high=8192
    )
    layers: int = setting(1, "Hidden layers", "Hidden layers of each network.", low=1, high=16)
    snapshot_every: int = setting(
        10, "Picture every", "Iterations between two pictures.", unit="iterations",
        low=1, high=100_000_000, live=True,
    )  # fmt: skip
    threads: int = setting(
        1, "Threads", "CPU threads of torch; one is fastest for networks this small.",
        low=1, high=1024,
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self)


PRESETS: Mapping[str, GanConfig] = MappingProxyType({"classic": GanConfig()})
"""Named starting points; a flag that is given replaces the preset's value."""
