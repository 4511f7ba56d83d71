"""The networks: shapes, initial weights, what batch norm and the average do."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from playground.errors import InputError
from playground.mnist.config import PRESETS, MnistConfig
from playground.mnist.data.synthetic import draw_digits
from playground.mnist.evaluation.codes import match_codes
from playground.mnist.networks.build import image_batch, make_networks, to_bytes
from playground.mnist.networks.layers import (
    BatchNorm,
    Dropout,
    Inputs,
    collect_statistics,
    draw_inputs,
)
from playground.mnist.training.batches import augment
from playground.mnist.training.distributed import ProcessGroup
from playground.mnist.training.losses import (
    balance_loss,
    consistency_loss,
    discriminator_loss,
    generator_loss,
    information_losses,
    slope_penalty,
)
from playground.mnist.training.trainer import MnistTrainer
from playground.nn.random_streams import open_stream

CPU = torch.device("cpu")
ALL = [(model, name) for model, presets in PRESETS.items() for name in presets]


@pytest.mark.parametrize("side", ["28", "32"])
@pytest.mark.parametrize(("model", "name"), ALL)
def test_images_go_in_and_come_out(model, name, side):
    config = replace(PRESETS[model][name], size=side, width=0.1)
    networks = make_networks(config, CPU, ProcessGroup())
    inputs = draw_inputs(config, 4, open_stream(0, "latent"))
    images = networks.generator(inputs)
    assert images.shape == (4, 1, int(side), int(side))
    assert images.min() >= (-1 if config.signed else 0) and images.max() <= 1
    logits, features = networks.discriminator(images, inputs.label)
    assert logits.shape == (4,)
    if model == "infogan":
        assert networks.reader(images, features).shape == (4, 12)


@pytest.mark.parametrize(("model", "name"), ALL)
def test_real_and_generated_images_are_judged_as_if_apart(model, name):
    config = replace(PRESETS[model][name], width=0.1)
    networks, side = make_networks(config, CPU, ProcessGroup()), config.side
    for module in networks.discriminator.modules():
        if isinstance(module, Dropout):
            module.eval()
    stream = open_stream(0, "latent")
    real, fake = torch.rand(2, 4, 1, side, side, generator=stream)
    label, inputs = torch.arange(4), torch.arange(4, 8)
    for judged, given in zip(
        networks.discriminate((real, label), (fake, inputs)),
        ((real, label), (fake, inputs)),
        strict=True,
    ):
        for found, expected in zip(judged, networks.discriminator(*given), strict=True):
            torch.testing.assert_close(found, expected)


def test_dropout_keeps_its_share_and_a_team_has_one_mask():
    ones = torch.ones(600, 50)
    whole = Dropout(0.4, open_stream(0, "dropout"), ProcessGroup())(ones)
    assert whole.unique().tolist() == pytest.approx([0, 1 / 0.6])
    assert float((whole == 0).float().mean()) == pytest.approx(0.4, abs=0.01)
    shares = [
        Dropout(0.4, open_stream(0, "dropout"), ProcessGroup(i, 2))(ones[:300]) for i in (0, 1)
    ]
    assert torch.equal(torch.cat(shares), whole)


def test_sizes_are_those_of_the_publications():
    def count(module):
        return sum(weights.numel() for weights in module.parameters())

    gan = make_networks(PRESETS["gan"]["classic"], CPU, ProcessGroup())
    assert count(gan.generator) == 100 * 128 + 128 + 128 * 784 + 784
    assert count(gan.discriminator) == 784 * 128 + 128 + 128 + 1
    light = make_networks(PRESETS["cgan"]["stable"], CPU, ProcessGroup())
    shapes = [tuple(w.shape) for w in light.discriminator.parameters() if w.ndim > 1]
    assert shapes == [(24, 1, 4, 4), (48, 24, 4, 4), (96, 48, 4, 4), (10, 864), (10, 864)]
    paper = make_networks(PRESETS["infogan"]["paper"], CPU, ProcessGroup()).generator
    shapes = [tuple(w.shape) for w in paper.parameters() if w.ndim > 1]
    assert shapes == [(1024, 74), (6272, 1024), (128, 64, 4, 4), (64, 1, 4, 4)]
    article = make_networks(PRESETS["infogan"]["article"], CPU, ProcessGroup()).generator
    shapes = [tuple(w.shape) for w in article.parameters() if w.ndim > 1]
    assert shapes == [(100, 256, 4, 4), (256, 128, 3, 3), (128, 64, 4, 4), (64, 1, 4, 4)]


def test_initial_weights_depend_on_the_seed_only():
    config = replace(PRESETS["cgan"]["classic"], width=0.1)
    torch.manual_seed(1)
    one = make_networks(config, CPU, ProcessGroup()).generator.state_dict()
    torch.manual_seed(2)
    two = make_networks(config, CPU, ProcessGroup()).generator.state_dict()
    other = make_networks(replace(config, seed=1), CPU, ProcessGroup()).generator.state_dict()
    assert all(torch.equal(one[name], two[name]) for name in one)
    assert not torch.equal(one["body.0.weight"], other["body.0.weight"])


@pytest.mark.parametrize("signed", [True, False])
def test_bytes_survive_the_way_to_an_image_and_back(signed):
    values = torch.arange(256, dtype=torch.uint8).view(1, 16, 16)
    images = image_batch(values, signed)
    assert images.min() == (-1 if signed else 0) and images.max() == 1
    assert torch.equal(to_bytes(images, signed), values)


def test_batch_norm_is_that_of_torch():
    ours, theirs = BatchNorm(3, ProcessGroup()), torch.nn.BatchNorm2d(3)
    x = torch.randn(8, 3, 5, 5, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(ours(x), theirs(x))
    torch.testing.assert_close(ours.running_var, theirs.running_var)
    torch.testing.assert_close(ours.eval()(x), theirs.eval()(x))


def test_collected_statistics_are_plain_means():
    norm = BatchNorm(2, ProcessGroup())
    batches = list(torch.randn(5, 20, 2, generator=torch.Generator().manual_seed(0)) * 3 + 1)
    collect_statistics(norm, batches)
    torch.testing.assert_close(norm.running_mean, torch.stack(batches).mean((0, 1)))
    assert not norm.training and norm.momentum == 0.1


def test_the_average_follows_the_generator():
    config = replace(PRESETS["gan"]["classic"], width=0.05, batch_size=20, average=0.5, threads=1)
    trainer = MnistTrainer(config, draw_digits(40, 0), CPU)
    mean = None
    for step in range(30):
        trainer.step()
        now = torch.cat([w.detach().flatten() for w in trainer.networks.generator.parameters()])
        share = max(0.5, 10 / (10 + step))
        mean = now.clone() if mean is None else mean + share * (now - mean)
    found = torch.cat([w.flatten() for w in trainer.average.parameters()])
    torch.testing.assert_close(found, mean)


def test_losses_against_closed_forms():
    bce, squares = MnistConfig(), MnistConfig(loss="least-squares")
    pairing = replace(bce, loss="pairing")
    real, fake = torch.tensor([0.0, 2.0]), torch.tensor([1.0])
    log = np.log
    expected = (log(2) + log(1 + np.exp(-2))) / 2 + log(1 + np.exp(1))
    assert float(discriminator_loss(bce, real, fake)) == pytest.approx(expected, rel=1e-6)
    assert float(discriminator_loss(squares, real, fake)) == pytest.approx((1 + 1) / 2)
    assert float(generator_loss(bce, fake)) == pytest.approx(log(1 + np.exp(-1)), rel=1e-6)
    assert float(generator_loss(squares, fake)) == 0
    apart = [0.5, -1.0]
    for loss, sign in (
        (discriminator_loss(pairing, torch.zeros(2), torch.tensor(apart)), 1),
        (generator_loss(pairing, torch.tensor(apart), torch.zeros(2)), -1),
    ):
        expected = np.mean([log(1 + np.exp(sign * x)) for x in apart])
        assert float(loss) == pytest.approx(expected, rel=1e-6)


class _Quadratic(torch.nn.Module):
    """D(x) = label · ‖x‖² / 2, whose slope at x is label · x."""

    def forward(self, images, label):
        return label * images.square().sum((1, 2, 3)) / 2, images


def test_the_penalty_is_half_the_mean_squared_slope_at_every_so_many_th_image():
    images = torch.rand(6, 1, 4, 4, generator=torch.Generator().manual_seed(0))
    label = torch.arange(6)
    slopes = (label[:, None, None, None] * images).square().sum((1, 2, 3))
    for every in (1, 2, 4, 5, 9):
        config = replace(PRESETS["gan"]["stable"], penalty=3.0, penalty_every=every)
        expected = float(1.5 * slopes[::every].mean())
        found = slope_penalty(config, _Quadratic(), images, label, ProcessGroup())
        assert found.item() == pytest.approx(expected, rel=1e-6)
        shares = [ProcessGroup(rank, 2) for rank in (0, 1)]
        parts = [
            slope_penalty(config, _Quadratic(), one.share(images), one.share(label), one).item()
            for one in shares
        ]
        assert np.mean(parts) == pytest.approx(expected, rel=1e-6), every


def test_what_q_reads_is_scored_on_logits():
    """A softmax in front could not fall below 1.461 (REFERENCE, 8)."""
    config = MnistConfig()
    label, values = torch.tensor([3, 7]), torch.tensor([[0.5, -1.0], [0.0, 0.25]])
    read = torch.cat([50 * torch.eye(10)[label], values], dim=1)
    category, rest = information_losses(config, read, Inputs(values, label, values))
    assert float(category) < 1e-6 and float(rest) == 0
    category, rest = information_losses(config, 0 * read, Inputs(values, label, values))
    assert float(category) == pytest.approx(np.log(10), rel=1e-5)
    assert float(rest) == pytest.approx((0.25 + 1 + 0.0625) / 4)


def test_a_learned_variance_is_guarded_and_least_where_it_fits():
    config = MnistConfig(variance="learned")
    label, values = torch.zeros(1, dtype=torch.int64), torch.zeros(1, 2)
    inputs = Inputs(values, label, values)
    wrong = torch.full((1, 2), 0.5)

    def loss(log_variance):
        read = torch.cat([torch.zeros(1, 10), wrong, torch.full((1, 2), log_variance)], dim=1)
        return float(information_losses(config, read, inputs)[1])

    fits = float(np.log(0.25))
    assert loss(fits) < loss(fits - 0.1) and loss(fits) < loss(fits + 0.1)
    assert loss(-50.0) == loss(-4.0)


def test_balance_and_consistency_are_nothing_at_their_best():
    config = MnistConfig()
    sure = 50 * torch.eye(10)
    assert float(balance_loss(config, sure, ProcessGroup())) == pytest.approx(0, abs=1e-5)
    assert float(balance_loss(config, sure[:1], ProcessGroup())) == pytest.approx(
        np.log(10), rel=1e-4
    )
    assert float(consistency_loss(config, sure, sure)) == pytest.approx(0, abs=1e-5)
    assert float(consistency_loss(config, sure, sure.roll(1, 0))) > 10


def test_moved_images_are_theirs_still():
    images = torch.zeros(50, 1, 28, 28)
    images[:, :, 10:18, 10:18] = 1
    found = augment(images, 0.0, torch.Generator().manual_seed(0))
    mass = found.sum((1, 2, 3)) / 64
    assert ((mass > 0.55) & (mass < 1.7)).all()
    assert (found != images).any()
    ground = augment(images * 2 - 1, -1.0, torch.Generator().manual_seed(0))
    torch.testing.assert_close(ground, found * 2 - 1)


def test_codes_are_matched_one_to_one():
    labels = np.arange(10).repeat(20)
    code = (labels + 3) % 10
    digits = match_codes(code, labels, 10)
    np.testing.assert_array_equal(digits[code], labels)
    more = match_codes(code, labels, 12)
    assert sorted(more) == [-1, -1, *range(10)]


def test_settings_that_do_not_go_together():
    with pytest.raises(InputError, match="--networks must be one of label"):
        MnistConfig(model="cgan")
    with pytest.raises(InputError, match="--codes of at least 10"):
        MnistConfig(labelled=5, codes=3)


def _small_infogan(**changes):
    config = PRESETS["infogan"]["stable"]
    return replace(config, width=0.05, batch_size=20, average=0.5, threads=1, **changes)


def test_the_average_of_q_follows_it_where_q_reads_images_itself():
    trainer, mean = MnistTrainer(_small_infogan(), draw_digits(40, 0), CPU), None
    for step in range(5):
        trainer.step()
        now = torch.cat([w.detach().flatten() for w in trainer.networks.reader.parameters()])
        share = max(0.5, 10 / (10 + step))
        mean = now.clone() if mean is None else mean + share * (now - mean)
    found = torch.cat([w.flatten() for w in trainer.averaged.reader.parameters()])
    torch.testing.assert_close(found, mean)
    shared = MnistTrainer(_small_infogan(reader="shared"), draw_digits(40, 0), CPU)
    assert shared.averaged.reader is shared.networks.reader
    assert shared.averaged.generator is shared.average


def test_a_state_without_an_average_of_q_begins_one():
    digits = draw_digits(40, 0)
    trainer = MnistTrainer(_small_infogan(), digits, CPU)
    trainer.step()
    state = trainer.state()
    old = {name: value for name, value in state.items() if not name.startswith("average_reader.")}
    assert len(old) < len(state)
    again = MnistTrainer(_small_infogan(), digits, CPU)
    again.load(old)
    for name, value in again.networks.reader.state_dict().items():
        assert torch.equal(value, again.averaged.reader.state_dict()[name])
    again.load(state)
    assert all(np.array_equal(again.state()[name], value) for name, value in state.items())
