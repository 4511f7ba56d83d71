"""Named settings of GANs to start from: of all models, and of those that need others."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from playground.gan.config import GanConfig

STABLE = GanConfig()
"""Reaches the floor of sampling noise (after "The GAN is dead; long live the GAN!", 2024)."""

CLASSIC = GanConfig(
    iterations=2000,
    loss="non-saturating",
    r1=0.0,
    r2=0.0,
    latent="normal",
    quasi_random=False,
    latent_cells=0,
    output="sigmoid",
    batch_size=2000,
    d_steps=3,
    reuse_batch=False,
    optimizer="adadelta",
    d_lr=1.0,
    g_lr=1.0,
    beta1=0.9,
    beta2=0.999,
    schedule=0,
    penalty_fade=1.0,
    penalty_every=1,
    final_penalty=1.0,
    average=0.0,
    activation="leaky-relu",
    d_hidden=100,
    g_hidden=50,
    layers=1,
    g_extra_layers=0,
    d_features=0,
    g_features=0,
    square_features=False,
    gain=1.0,
)
"""The published demo: "用GAN生成二维样本的小例子" (2017)."""

PRESETS: Mapping[str, GanConfig] = MappingProxyType({"stable": STABLE, "classic": CLASSIC})
"""Named starting points, the default first; a flag that is given overrides the preset."""

INFOGAN = replace(
    STABLE,
    model="infogan",
    iterations=3000,
    latent="normal",
    quasi_random=False,
    latent_cells=0,
    reuse_batch=False,
    output="sigmoid",
    g_features=0,
    square_features=False,
    octaves=4,
    schedule=3000,
    r1=0.03,
    r2=0.03,
    optimizer="adam",
    penalty_fade=3.0,
    penalty_every=1,
    final_penalty=0.0333,
    average=0.995,
)
"""Finds layers without labels.

The code must determine where a point goes, so the output is no shift of the latents; and a
generator without discontinuous features keeps the points of one code together, which is what makes
codes match parts.
"""

BATCHGAN = replace(
    CLASSIC,
    model="batchgan",
    iterations=30_000,
    latent="uniform",
    output="linear",
    batch_size=100,
    d_steps=1,
    optimizer="adam",
    d_lr=2e-4,
    g_lr=2e-4,
    activation="elu",
    d_hidden=50,
    layers=2,
    snapshot_every=100,
)
"""The counterexample: D sees a batch as one vector (Nag, "GANs in 50 lines of PyTorch", 2017)."""

MODEL_PRESETS: Mapping[str, GanConfig] = MappingProxyType(
    {"infogan": INFOGAN, "batchgan": BATCHGAN}
)
"""The default presets of these models, unless another preset is requested."""


def presets_of(model: Any) -> dict[str, GanConfig]:
    """The named starting points for `model`, as configs of it."""
    shared = {name: replace(config, model=model) for name, config in PRESETS.items()}
    return shared | ({model: MODEL_PRESETS[model]} if model in MODEL_PRESETS else {})
