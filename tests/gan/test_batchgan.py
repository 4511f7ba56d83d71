"""The batch GAN: a discriminator that sees a whole batch as one vector."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from playground.density.load import load_target
from playground.errors import InputError
from playground.gan.networks import Discriminator
from playground.gan.presets import BATCHGAN
from playground.gan.trainer import Trainer

RING = load_target("ring")
CPU = torch.device("cpu")


def run(trainer, iterations):
    for _ in range(iterations):
        trainer.step()
    return trainer.snapshot()


@pytest.mark.parametrize(("differences", "inputs"), [(False, 200), (True, 400)])
def test_the_discriminator_gets_the_batch_as_one_vector(differences, inputs):
    config = replace(BATCHGAN, batch_differences=differences)
    network = Discriminator.of(config, 0, CPU)
    assert network.body.sizes == (inputs, 50, 50, 1)
    weights = network.initial(torch.Generator().manual_seed(0))
    points = torch.rand(2, 100, generator=torch.Generator().manual_seed(1))
    assert network(weights, points, None).shape == (1,)
    assert network(weights, points.repeat(1, 3), None).shape == (3,)


def test_differences_are_squared_and_from_the_mean_of_the_batch():
    config = replace(BATCHGAN, batch_size=4, batch_differences=True)
    network = Discriminator.of(config, 0, CPU)
    weights = torch.zeros(network.body.size)
    points = torch.rand(2, 8, generator=torch.Generator().manual_seed(1))
    seen = []
    object.__setattr__(network, "body", lambda _, inputs: seen.append(inputs) or inputs)
    network(weights, points, None)
    x = (points * 2 - 1).numpy().reshape(2, 2, 4)  # coordinate, batch, place
    expected = np.concatenate([x, (x - x.mean(axis=2, keepdims=True)) ** 2])
    got = seen[0].numpy().reshape(4, 4, 2)  # row, place, batch; see the packing
    assert np.allclose(got, expected.transpose(0, 2, 1), atol=1e-6)


@pytest.mark.parametrize("differences", [False, True])
def test_it_trains_and_a_resumed_run_is_the_uninterrupted_one(differences):
    config = replace(BATCHGAN, batch_differences=differences, seed=4)
    whole = run(Trainer(config, RING), 12)
    first = Trainer(config, RING)
    before = first.snapshot()
    run(first, 7)
    second = Trainer(config, RING)
    second.load(first.state())
    resumed = run(second, 5)
    for name in ("d_weights", "g_weights"):
        assert np.array_equal(getattr(resumed, name), getattr(whole, name))
        assert not np.array_equal(getattr(before, name), getattr(whole, name))
    assert math.isfinite(whole.d_loss) and math.isfinite(whole.g_loss)


def test_the_batch_cannot_change_while_it_trains():
    trainer = Trainer(BATCHGAN, RING)
    with pytest.raises(InputError, match="--batch-size of a batch GAN applies after a reset"):
        trainer.apply(replace(BATCHGAN, batch_size=50))
    trainer.apply(replace(BATCHGAN, d_lr=1e-3))
    assert trainer.config.d_lr == 1e-3


def test_its_generator_is_linear_at_the_end():
    """Its points may leave the square, where a sigmoid's cannot."""
    trainer = Trainer(BATCHGAN, RING)
    trainer._model.g._average.mul_(100)
    points, layer = trainer.sample(500)
    assert points.min() < 0 and points.max() > 1
    assert set(layer) == {0}
