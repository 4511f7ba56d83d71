"""What the script of a flow needs of its configuration."""

from typing import Any

from playground.flow.base import base_density
from playground.flow.config import FlowConfig
from playground.flow.layer_sizes import TIME_FEATURES
from playground.script.pixels import PackedPixels


def flow_parts(config: FlowConfig, layers: int) -> dict[str, Any]:
    """The template's variables: which parts the script needs, and its sizes."""
    return {
        "conditional": config.is_conditional,
        "classes": layers,
        "guided": config.is_guided,
        "transport": config.coupling == "transport",
        "base": None if config.noise else PackedPixels.of(base_density(config.base)),
        "rate_fades": config.schedule > 0 and config.final_rate != 1,
        "stable": config.optimizer == "stable-adam",
        "tones": TIME_FEATURES,
        "activation_name": config.activation,
        "optimizer_name": config.optimizer,
        "betas": f", ({config.beta1}, {config.beta2})" if "adam" in config.optimizer else "",
    }
