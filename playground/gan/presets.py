"""The presets of models that need another start than the rest."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from playground.gan.config import STABLE, GanConfig

INFOGAN = replace(
    STABLE,
    model="infogan",
    iterations=3000,
    latent="normal",
    even=False,
    output="sigmoid",
    g_features=0,
    tears=False,
    octaves=4,
    schedule=3000,
    r1=0.03,
    r2=0.03,
    optimizer="adam",
    penalty_fade=3.0,
    final_penalty=0.0333,
    average=0.995,
)
"""Finds layers by itself.

The code must decide where a point goes, so latents do not lie in the square; and a generator
without jumps keeps what is asked of one code together, which is what makes codes parts.
"""

BATCHGAN = GanConfig(
    model="batchgan",
    iterations=30_000,
    loss="non-saturating",
    r1=0.0,
    r2=0.0,
    even=False,
    output="linear",
    batch_size=100,
    optimizer="adam",
    d_lr=2e-4,
    g_lr=2e-4,
    beta1=0.9,
    beta2=0.999,
    schedule=0,
    penalty_fade=1.0,
    final_penalty=1.0,
    average=0.0,
    activation="elu",
    d_hidden=50,
    g_hidden=50,
    layers=2,
    g_extra_layers=0,
    d_features=0,
    g_features=0,
    tears=False,
    gain=1.0,
    snapshot_every=100,
)
"""The counter-example: D sees a batch as one vector (Nag, "GANs in 50 lines of PyTorch", 2017)."""

MODEL_PRESETS: Mapping[str, GanConfig] = MappingProxyType(
    {"infogan": INFOGAN, "batchgan": BATCHGAN}
)
"""What the models of these names start from, unless another preset is asked for."""
