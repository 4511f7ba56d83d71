"""Presets of the flows, and how their settings are read from a file."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

from playground.flow.config import FlowConfig
from playground.settings import renamed

FLOW = FlowConfig()
"""Flow matching with independent coupling (Lipman et al. 2023, arXiv 2210.02747)."""

TRANSPORT = replace(FLOW, coupling="transport", sampler_steps=8, batch_size=256)
"""Paths that hardly cross, so that few steps do (Tong et al. 2024, arXiv 2302.00482)."""

PRESETS: Mapping[str, FlowConfig] = MappingProxyType({"flow": FLOW, "transport": TRANSPORT})
"""Named starting points, the default first."""

MEANT: Mapping[str, Any] = MappingProxyType(asdict(FLOW))
"""The value of each setting that a file lacks."""


def presets_of(model: Any) -> dict[str, FlowConfig]:
    """The named starting points for `model`, as configs of it."""
    return {name: replace(config, model=model) for name, config in PRESETS.items()}


def read_settings(content: Mapping[str, Any]) -> FlowConfig:
    """The config of `content`, a JSON object from a file. Raises InputError."""
    return FlowConfig(**{**MEANT, **renamed(FlowConfig, content)})
