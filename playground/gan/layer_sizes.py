"""How large the networks of a config are, and what a trainer's state holds. No torch in here."""

from playground.gan.config import GanConfig
from playground.nn.sizes import (
    COUNTS_STEPS,
    MEMORIES,
    Shape,
    feature_outputs,
    layer_shapes,
    weights,
)

_VECTORS = {"d_weights": "discriminator", "g_weights": "generator", "q_weights": "code_reader"}

STREAMS = ("real", "latent", "penalty")
"""The random streams that training moves."""


def generator_sizes(config: GanConfig, conditions: int) -> Shape:
    """Inputs, hidden units and outputs of the generator; `conditions` stand before the latent."""
    features = feature_outputs(config.latent_dim, config.g_features, square=config.square_features)
    hidden = (config.g_hidden,) * (config.layers + config.g_extra_layers)
    return (conditions + features, *hidden, 2)


def discriminator_sizes(config: GanConfig, conditions: int) -> Shape:
    """The same of the discriminator; `conditions` stand before each point."""
    point = conditions + feature_outputs(2, config.d_features) + 2 * config.batch_differences
    return (config.judged_together * point, *(config.d_hidden,) * config.layers, 1)


def reader_sizes(config: GanConfig, outputs: int) -> Shape:
    """The same of what reads an InfoGAN's codes."""
    return (2, *(config.d_hidden,) * config.layers, outputs)


def network_sizes(config: GanConfig, layers: int) -> dict[str, Shape]:
    """The sizes of each network of a trainer, by its name in the state."""
    asked = config.asked_layers(layers)
    told = asked if config.is_conditional else 0
    conditions = asked + (config.continuous_codes if config.finds_codes else 0)
    readers = {"code_reader": reader_sizes(config, conditions)} if config.finds_codes else {}
    return {
        "discriminator": discriminator_sizes(config, told),
        "generator": generator_sizes(config, conditions),
        **readers,
    }


def snapshot_weights(config: GanConfig, layers: int) -> dict[str, int]:
    """How many weights each flat vector of a snapshot has, by its field."""
    counts = {who: weights(sizes) for who, sizes in network_sizes(config, layers).items()}
    return {field: counts.get(who, 0) for field, who in _VECTORS.items()}


def state_shapes(config: GanConfig, layers: int) -> dict[str, Shape]:
    """The shape of every array of a trainer's state on a target of `layers`, but the streams'."""
    shapes: dict[str, Shape] = {"losses": (2,), "iteration": (), "since": (), "seconds": ()}
    for who, sizes in network_sizes(config, layers).items():
        shapes |= dict(layer_shapes(f"{who}.", sizes))
        shapes |= {
            f"{who}.optimizer.{key}": (weights(sizes),) for key in MEMORIES[config.optimizer]
        }
        if config.optimizer in COUNTS_STEPS:
            shapes[f"{who}.optimizer.steps"] = ()
        if who == "generator":
            shapes |= dict(layer_shapes("generator.average.", sizes))
    return shapes
