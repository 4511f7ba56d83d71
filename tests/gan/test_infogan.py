"""InfoGAN: codes are asked for, read back, and found without labels."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy

from playground.density.load import load_target
from playground.errors import InputError
from playground.gan.conditioning import Conditioning
from playground.gan.course import columns_of, pacing_of
from playground.gan.infogan import CodeReader, imbalance
from playground.gan.losses import LOSSES
from playground.gan.presets import INFOGAN
from playground.gan.trainer import Trainer
from playground.metrics.modes import labelled_points, matched_accuracy
from playground.nn.course import Course

SMALL = replace(INFOGAN, batch_size=64, iterations=30, d_hidden=16, g_hidden=16)
BINARY = load_target("binary")
CPU = torch.device("cpu")


def run(trainer, iterations):
    for _ in range(iterations):
        trainer.step()
    return trainer.snapshot()


def first_pacing(config):
    """The numbers of the first iteration."""
    course = Course(columns_of(config), CPU)
    course.prepare()
    return pacing_of(course)


def same(left, right):
    """All networks' weights are equal."""
    names = ("d_weights", "g_weights", "q_weights")
    return all(np.array_equal(getattr(left, name), getattr(right, name)) for name in names)


def test_a_request_is_a_code_and_values_that_the_discriminator_is_not_told():
    conditioning = Conditioning.of(replace(SMALL, codes=3, continuous_codes=2), BINARY, CPU)
    condition = conditioning.draw(
        torch.zeros(3000, dtype=torch.int64), torch.Generator().manual_seed(0)
    )
    assert (
        conditioning.categories,
        conditioning.generator_inputs,
        conditioning.discriminator_inputs,
    ) == (3, 5, 0)
    assert condition.discriminator_input is None
    assert torch.equal(condition.generator_input[:3].argmax(dim=0), condition.layer)
    assert torch.equal(condition.generator_input[:3].sum(dim=0), torch.ones(3000))
    assert np.allclose(np.bincount(condition.layer) / 3000, 1 / 3, atol=0.04)
    assert (
        condition.generator_input[3:].abs().max() <= 1
        and condition.generator_input[3:].std(dim=1).min() > 0.5
    )


def test_requests_know_nothing_of_the_layers_of_real_points():
    """A pairing loss, which compares in order, would else let the labels in."""
    conditioning, ascending = Conditioning.of(SMALL, BINARY, CPU), torch.arange(4000) // 2000
    first, second = (
        conditioning.draw(layer, torch.Generator().manual_seed(0))
        for layer in (ascending, 1 - ascending)
    )
    assert torch.equal(first.generator_input, second.generator_input)
    assert abs((first.layer == ascending).float().mean() - 0.5) < 0.04


@pytest.mark.parametrize("average", [0.0, 0.9])
def test_a_resumed_run_is_the_uninterrupted_one(average):
    config = replace(SMALL, average=average, continuous_codes=2)
    whole = run(Trainer(config, BINARY), 9)
    first = Trainer(config, BINARY)
    run(first, 4)
    second = Trainer(config, BINARY)
    second.load(first.state())
    resumed = run(second, 5)
    assert same(resumed, whole)
    assert np.array_equal(resumed.generated, whole.generated)


@pytest.mark.parametrize(
    "change",
    [
        *({"loss": name} for name in LOSSES),
        {"continuous_codes": 0},
        {"codes": 5, "continuous_codes": 3},
        {"info_slope": 0.0},
        {"pack": 2},
        {"output": "shift"},
    ],
    ids=str,
)
def test_every_choice_trains_all_three_networks(change):
    trainer = Trainer(replace(SMALL, **change), BINARY)
    before = trainer.snapshot()
    after = run(trainer, 3)
    assert math.isfinite(after.d_loss) and math.isfinite(after.g_loss)
    for name in ("d_weights", "g_weights", "q_weights"):
        assert not np.array_equal(getattr(before, name), getattr(after, name))


def test_a_snapshot_tells_codes_and_moves_no_training_stream():
    quiet, watched = Trainer(SMALL, BINARY), Trainer(SMALL, BINARY)
    for _ in range(4):
        quiet.step()
        watched.step()
        moment = watched.snapshot()
        watched.sample(10)
        watched.curves()
    assert same(quiet.snapshot(), moment)
    assert set(moment.generated_layer) == {0, 1}
    assert np.array_equal(moment.real_layer, watched.codes_of(moment.real))


def test_the_codes_of_points_follow_from_a_snapshot():
    trainer = Trainer(SMALL, BINARY)
    moment = run(trainer, 3)
    reader = CodeReader.of(SMALL, Conditioning.of(SMALL, BINARY, CPU))
    code = reader.predict(torch.from_numpy(moment.q_weights), torch.from_numpy(moment.real.T))
    assert np.array_equal(code, trainer.codes_of(moment.real))


def test_a_sample_may_be_of_one_code():
    trainer = Trainer(replace(SMALL, codes=4), BINARY)
    points, code = trainer.sample(4000, seed=1)
    assert points.shape == (4000, 2)
    assert np.allclose(np.bincount(code) / 4000, 1 / 4, atol=0.03)
    assert set(trainer.sample(10, layer=3)[1]) == {3}


def test_curves_are_the_generators_sweeps():
    trainer = Trainer(replace(SMALL, codes=3, continuous_codes=2), BINARY)
    curves = trainer.curves()
    assert curves.shape == (3, 101, 2) and curves.dtype == np.float32
    assert (np.abs(np.diff(curves, axis=1)).max(axis=(1, 2)) > 0).all()
    assert Trainer(replace(SMALL, continuous_codes=0), BINARY).curves().shape == (2, 0, 2)


def test_the_objective_is_the_bound_by_hand():
    config = replace(
        SMALL, info_weight=2.0, continuous_weight=0.5, info_slope=0.0, info_balance=0.0
    )
    conditioning = Conditioning.of(config, BINARY, CPU)
    reader, random = CodeReader.of(config, conditioning), torch.Generator().manual_seed(0)
    weights, points = reader.initial(random), torch.rand(2, 50, generator=random)
    condition = conditioning.draw(torch.zeros(50, dtype=torch.int64), random)
    loss = reader.info_loss(weights, points, condition, points, first_pacing(config), random)
    logits, guess = reader(weights, points)
    expected = 2 * cross_entropy(logits.T, condition.layer)
    expected += 0.5 * ((guess[0] - condition.generator_input[2]) ** 2).mean() / 2
    assert torch.allclose(loss, expected)


def test_the_slope_is_that_of_autograd():
    config = replace(
        SMALL, info_weight=0.0, continuous_weight=0.0, info_slope=1.0, info_balance=0.0
    )
    conditioning = Conditioning.of(config, BINARY, CPU)
    reader, random = CodeReader.of(config, conditioning), torch.Generator().manual_seed(0)
    weights = reader.initial(random)
    points = torch.rand(2, 20_000, generator=random, requires_grad=True)
    logits, _ = reader(weights, points)
    exact = 0.0
    for row in logits:
        (gradient,) = torch.autograd.grad(row.sum(), points, retain_graph=True)
        exact += (gradient**2).sum(dim=0).mean().item() / 4 / len(logits)
    real = points.detach()
    condition = conditioning.draw(torch.zeros(20_000, dtype=torch.int64), random)
    for fade in (1.0, 0.25):
        pacing = first_pacing(replace(config, info_slope=fade))
        found = reader.info_loss(weights, real, condition, real, pacing, random).item()
        assert math.isclose(found, fade * exact, rel_tol=0.05)


def test_uneven_use_is_the_missing_entropy():
    even, one = torch.eye(4).repeat(1, 5) * 50, torch.eye(4)[:, :1].repeat(1, 7) * 50
    half = torch.cat([even[:, :1], even[:, 1:2]], dim=1)
    assert imbalance(even).item() == pytest.approx(0, abs=1e-6)
    assert imbalance(one).item() == pytest.approx(math.log(4), abs=1e-5)
    assert imbalance(half).item() == pytest.approx(math.log(2), abs=1e-5)


def test_too_few_codes_say_what_to_do():
    with pytest.raises(InputError, match=r"at least two codes.*--codes"):
        Trainer(SMALL, load_target("ring"))
    with pytest.raises(InputError, match="at least two codes"):
        Trainer(replace(SMALL, codes=1), BINARY)


def test_a_checkpoint_without_a_reader_is_refused():
    state = Trainer(SMALL, BINARY).state()
    state = {name: array for name, array in state.items() if not name.startswith("code_reader.")}
    with pytest.raises(InputError, match="another network"):
        Trainer(SMALL, BINARY).load(state)


def test_it_finds_the_two_discs_by_itself():
    config = replace(INFOGAN, iterations=150, schedule=150, d_hidden=48, g_hidden=48)
    trainer = Trainer(config, BINARY)
    run(trainer, 150)
    points, true = labelled_points(BINARY, trainer.codes, n=2000)
    assert matched_accuracy(trainer.codes_of(points), true) > 0.95
