"""How the networks of a GAN's config are drawn. No torch."""

from playground.gan.config import GanConfig
from playground.gan.layer_sizes import discriminator_sizes, generator_sizes
from playground.nn.network_blocks import Block, DrawnNetwork, drawn_network


def drawn_networks(config: GanConfig, layers: int) -> tuple[DrawnNetwork, DrawnNetwork]:
    """The generator and the discriminator of `config` on a target of `layers`."""
    categories = config.condition_count(layers)
    values = config.continuous_codes if config.finds_codes else 0
    g_sizes = generator_sizes(config, categories + values)
    d_sizes = discriminator_sizes(config, categories if config.is_conditional else 0)
    return (
        drawn_network(
            "g", g_sizes, _generator_inputs(config, categories, values), Block("point", 2)
        ),
        drawn_network("d", d_sizes, _discriminator_inputs(config, categories), Block("logit", 1)),
    )


def _generator_inputs(config: GanConfig, categories: int, values: int) -> tuple[Block, ...]:
    return (
        Block("layer" if config.is_conditional else "code", categories),
        Block("value", values),
        Block("latent", config.latent_dim),
        Block("waves", 2 * config.g_features),
        Block("steps", 2 * config.g_features * config.square_features),
    )


def _discriminator_inputs(config: GanConfig, categories: int) -> tuple[Block, ...]:
    """Of all points of a pack: the perceptron has the same value of each side by side."""
    pack = config.pack_size
    return (
        Block("layer", pack * categories * config.is_conditional),
        Block("point", 2 * pack),
        Block("waves", 2 * config.d_features * pack),
        Block("difference", 2 * pack * config.batch_differences),
    )
