"""How the network of a flow is drawn. No torch."""

from playground.flow.config import FlowConfig
from playground.flow.layer_sizes import TIME_FEATURES, velocity_sizes
from playground.nn.network_blocks import Block, DrawnNetwork, drawn_network


def drawn_networks(config: FlowConfig, layers: int) -> tuple[DrawnNetwork, ...]:
    """The velocity of `config` on a target of `layers`: a point and its time go in."""
    conditions = config.condition_count(layers)
    inputs = (
        Block("layer", conditions),
        Block("point", 2),
        Block("time", 1),
        Block("waves", 2 * (config.features + TIME_FEATURES)),
    )
    return (drawn_network("g", velocity_sizes(config, conditions), inputs, Block("velocity", 2)),)
