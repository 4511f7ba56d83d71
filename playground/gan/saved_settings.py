"""Reads the settings in files of any version with the meaning they had when they were written.

Files hold every setting by name. A setting that a file lacks was introduced after the file, and
gets the value that models implicitly had before: never a default of today, which may differ.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from playground.gan.config import GanConfig
from playground.settings import renamed

MEANT: Mapping[str, Any] = MappingProxyType(
    {
        # 0.1.0 wrote all of these; settings removed by hand get the values of its `stable` preset.
        "model": "gan",
        "iterations": 5000,
        "seed": 0,
        "loss": "pairing",
        "r1": 0.06,
        "r2": 0.06,
        "gradient_penalty": 0.0,
        "spectral_norm": False,
        "pack": 1,
        "batch_differences": False,
        "codes": 0,
        "continuous_codes": 1,
        "info_weight": 1.0,
        "continuous_weight": 0.1,
        "info_balance": 1.0,
        "info_slope": 0.1,
        "latent_dim": 2,
        "latent": "uniform",
        "quasi_random": True,
        "output": "shift",
        "batch_size": 256,
        "d_steps": 1,
        "g_steps": 1,
        "optimizer": "stable-adam",
        "d_lr": 3e-3,
        "g_lr": 2e-3,
        "beta1": 0.0,
        "beta2": 0.99,
        "schedule": 4000,
        "final_rate": 0.05,
        "penalty_fade": 5.0,
        "final_penalty": 0.002,
        "average": 0.998,
        "activation": "silu",
        "d_hidden": 128,
        "g_hidden": 128,
        "layers": 3,
        "g_extra_layers": 1,
        "d_features": 64,
        "g_features": 64,
        "square_features": True,
        "octaves": 5,
        "gain": 2.45,
        "snapshot_every": 10,
        # What models before the setting did.
        "reuse_batch": False,
        "penalty_every": 1,
        "latent_cells": 0,
        "latent_rate": 0.05,
        "threads": 1,
    }
)
"""The value of each setting that a file lacks. A new setting adds an entry, never a new value."""


def read_settings(content: Mapping[str, Any]) -> GanConfig:
    """The config of `content`, a JSON object from a file. Raises InputError."""
    return GanConfig(**{**MEANT, **renamed(GanConfig, content)})
