"""Generator and discriminator: what they see, and where they start."""

from dataclasses import replace

import torch

from playground.gan.networks import Discriminator, Generator
from playground.gan.presets import CLASSIC, STABLE
from playground.nn.fourier_features import FourierFeatures
from playground.nn.random_streams import open_stream

CPU = torch.device("cpu")


def fresh(network):
    return network.initial(open_stream(0, "d_weights"))


def test_a_classic_generator_ends_in_the_square():
    generator = Generator.of(CLASSIC, 0, CPU)
    points = generator(100 * fresh(generator), torch.randn(2, 500), None)
    assert points.shape == (2, 500) and points.min() >= 0 and points.max() <= 1
    assert generator.body.sizes == (2, 50, 2)


def test_a_shifting_generator_starts_near_the_identity():
    generator = Generator.of(STABLE, 0, CPU)
    latent = torch.rand(2, 500) * 2 - 1
    points = generator(fresh(generator), latent, None)
    assert ((points - (latent + 1) / 2).abs().mean() < 0.1).all()


def test_the_condition_stands_in_front_in_both_networks():
    for network, inputs in (
        (Generator.of(CLASSIC, 3, CPU), 5),
        (Discriminator.of(CLASSIC, 3, CPU), 5),
    ):
        assert network.body.sizes[0] == inputs
        condition = torch.eye(3).repeat(1, 10)
        values = torch.rand(2, 1).expand(2, 30)
        outputs = network(fresh(network), values, condition).reshape(-1, 10, 3)
        assert torch.allclose(outputs, outputs[:, :1], atol=1e-6)
        assert (outputs[:, 0, 0] != outputs[:, 0, 1]).all()


def test_packs_are_neighbours_and_are_judged_together():
    discriminator = Discriminator.of(replace(STABLE, pack=2), 0, CPU)
    weights, points = fresh(discriminator), torch.rand(2, 12)
    logits = discriminator(weights, points, None)
    assert logits.shape == (6,)
    moved = points.clone()
    moved[:, 5] += 0.1  # in the third pack
    changed = discriminator(weights, moved, None) != logits
    assert changed.tolist() == [False, False, True, False, False, False]


def test_features_have_their_octaves_and_depend_on_the_seed():
    features = FourierFeatures(2, 4000, 4, 0, "d")
    frequencies = features.frequencies()
    assert frequencies.shape == (4000, 2) and features.outputs == 8002
    for octave in range(4):
        deviation = frequencies[octave::4].std() / torch.pi
        assert abs(deviation / 2**octave - 1) < 0.1
    assert not torch.equal(frequencies, FourierFeatures(2, 4000, 4, 1, "d").frequencies())
    assert not torch.equal(frequencies, FourierFeatures(2, 4000, 4, 0, "g").frequencies())
