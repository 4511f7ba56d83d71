"""The layer sizes of a config's networks, and the contents of a trainer's state. No torch."""

from math import prod

from playground.gan.config import GanConfig
from playground.nn.sizes import (
    COUNTS_STEPS,
    STATE_NAMES,
    Shape,
    feature_outputs,
    layer_shapes,
    weight_count,
)

_VECTORS = {"d_weights": "discriminator", "g_weights": "generator", "q_weights": "code_reader"}

STREAMS = ("real", "latent", "penalty")
"""The random streams that training advances."""


def generator_sizes(config: GanConfig, conditions: int) -> Shape:
    """Sizes of the generator's input, hidden layers and output; `conditions` precede the latent."""
    features = feature_outputs(config.latent_dim, config.g_features, square=config.square_features)
    hidden = (config.g_hidden,) * (config.layers + config.g_extra_layers)
    return (conditions + features, *hidden, 2)


def discriminator_sizes(config: GanConfig, conditions: int) -> Shape:
    """Sizes of the discriminator's layers; `conditions` precede each point."""
    point = conditions + feature_outputs(2, config.d_features) + 2 * config.batch_differences
    return (config.pack_size * point, *(config.d_hidden,) * config.layers, 1)


def reader_sizes(config: GanConfig, outputs: int) -> Shape:
    """Sizes of the layers of an InfoGAN's code reader."""
    return (2, *(config.d_hidden,) * config.layers, outputs)


def network_sizes(config: GanConfig, layers: int) -> dict[str, Shape]:
    """The layer sizes of each network of a trainer, by its name in the state."""
    categories = config.condition_count(layers)
    d_categories = categories if config.is_conditional else 0
    conditions = categories + (config.continuous_codes if config.finds_codes else 0)
    readers = {"code_reader": reader_sizes(config, conditions)} if config.finds_codes else {}
    return {
        "discriminator": discriminator_sizes(config, d_categories),
        "generator": generator_sizes(config, conditions),
        **readers,
    }


def snapshot_weights(config: GanConfig, layers: int) -> dict[str, int]:
    """The length of each flat weight vector of a snapshot, by its field."""
    counts = {name: weight_count(sizes) for name, sizes in network_sizes(config, layers).items()}
    counts["generator"] += prod(config.table_shape(layers))
    return {field: counts.get(name, 0) for field, name in _VECTORS.items()}


def state_shapes(config: GanConfig, layers: int) -> dict[str, Shape]:
    """The shapes of a trainer's state on a target of `layers`, except the random streams'."""
    shapes: dict[str, Shape] = {"losses": (2,), "iteration": (), "since": (), "seconds": ()}
    for name, sizes in network_sizes(config, layers).items():
        shapes |= dict(layer_shapes(f"{name}.", sizes))
        shapes |= {
            f"{name}.optimizer.{key}": (weight_count(sizes),)
            for key in STATE_NAMES[config.optimizer]
        }
        if config.optimizer in COUNTS_STEPS:
            shapes[f"{name}.optimizer.steps"] = ()
        if name == "generator":
            shapes |= dict(layer_shapes("generator.average.", sizes))
            if prod(table := config.table_shape(layers)):
                shapes |= {"generator.table": table, "generator.average.table": table}
    return shapes
