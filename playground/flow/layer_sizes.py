"""The layer sizes of a flow's network, and the contents of a trainer's state. No torch."""

from playground.flow.config import FlowConfig
from playground.nn.sizes import (
    COUNTS_STEPS,
    STATE_NAMES,
    Shape,
    feature_outputs,
    layer_shapes,
    weight_count,
)

STREAMS = ("real", "latent", "dropout")
"""The random streams that training advances."""

TIME_FEATURES = 4
"""Waves of the time alone, each twice as fast as the one before."""


def velocity_sizes(config: FlowConfig, conditions: int) -> Shape:
    """Sizes of the velocity's layers; `conditions` precede each point and its time."""
    inputs = feature_outputs(3, config.features + TIME_FEATURES)
    return (conditions + inputs, *(config.hidden,) * config.layers, 2)


def snapshot_weights(config: FlowConfig, layers: int) -> dict[str, int]:
    """The length of each flat weight vector of a snapshot, by its field."""
    sizes = velocity_sizes(config, config.condition_count(layers))
    return {"d_weights": 0, "g_weights": weight_count(sizes), "q_weights": 0}


def state_shapes(config: FlowConfig, layers: int) -> dict[str, Shape]:
    """The shapes of a trainer's state on a target of `layers`, except the random streams'."""
    sizes = velocity_sizes(config, config.condition_count(layers))
    shapes: dict[str, Shape] = {"losses": (1,), "iteration": (), "since": (), "seconds": ()}
    shapes |= dict(layer_shapes("velocity.", sizes))
    shapes |= dict(layer_shapes("velocity.average.", sizes))
    for key in STATE_NAMES[config.optimizer]:
        shapes[f"velocity.optimizer.{key}"] = (weight_count(sizes),)
    if config.optimizer in COUNTS_STEPS:
        shapes["velocity.optimizer.steps"] = ()
    return shapes
