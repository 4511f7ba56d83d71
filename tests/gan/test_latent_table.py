"""The table of the latents' density: what it bends, what it learns, and when it is off."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy.stats import chi2, kstest, norm

from playground.density.load import load_target
from playground.gan.config import GanConfig
from playground.gan.latent_table import (
    FARTHEST,
    LOG_RATIOS,
    CellInverse,
    LatentTable,
    latent_from_uniform,
    relative_density,
    uniform_from_latent,
)
from playground.gan.layer_sizes import snapshot_weights, state_shapes
from playground.gan.losses import LOSSES
from playground.gan.presets import INFOGAN
from playground.gan.trainer import Trainer

CPU = torch.device("cpu")


def _random(seed=0):
    return torch.Generator().manual_seed(seed)


def _log_density(layers, cells, spread=1.0):
    return spread * torch.randn(layers, cells, cells, generator=_random(1))


def _inverse(log_density):
    layers, cells, _ = log_density.shape
    inverse = CellInverse(layers, cells, CPU)
    inverse.set(log_density)
    return inverse


def _by_numpy(log_density, u):
    """The same inversion of one layer's table by `numpy.interp`, in float64."""
    mass = np.exp(log_density.astype(np.float64))
    places = np.linspace(0, 1, len(mass) + 1)
    rows = np.append(0, mass.sum(axis=1).cumsum()) / mass.sum()
    first = np.interp(u[0], rows, places)
    row = np.minimum((first * len(mass)).astype(int), len(mass) - 1)
    tables = np.concatenate([np.zeros((len(mass), 1)), mass.cumsum(axis=1)], axis=1)
    tables /= tables[:, -1:]
    second = [np.interp(x, tables[i], places) for i, x in zip(row, u[1], strict=True)]
    return np.stack([first, second])


def test_it_inverts_each_layers_table_as_numpy_does():
    log_density = _log_density(3, 8)
    uniform = torch.rand(2, 3000, generator=_random())
    layer = torch.arange(3000) % 3
    bent = _inverse(log_density)(uniform, layer)
    assert bent.dtype == torch.float32 and bent.shape == (2, 3000)
    for index in range(3):
        own = layer == index
        expected = _by_numpy(log_density[index].numpy(), uniform[:, own].numpy())
        far = np.abs(bent[:, own].numpy() - expected).max(axis=0) > 1e-4
        assert far.mean() < 0.002  # float32 puts a number at an edge into the row beside it


def test_an_even_table_leaves_the_numbers_as_they_are():
    uniform = torch.rand(2, 1000, generator=_random())
    layer = torch.zeros(1000, dtype=torch.int64)
    assert torch.allclose(CellInverse(1, 16, CPU)(uniform, layer), uniform, atol=1e-6)
    table = LatentTable(torch.zeros(1, 16, 16))
    assert torch.allclose(table.inverse(uniform, layer), uniform, atol=1e-6)


def test_the_ends_of_the_unit_interval_stay_inside():
    uniform = torch.tensor([[0.0, 1.0, 0.0, 1.0, 1 - 2**-24], [0.0, 1.0, 1.0, 0.0, 1 - 2**-24]])
    bent = _inverse(_log_density(1, 16, spread=3.0))(uniform, torch.zeros(5, dtype=torch.int64))
    assert bent.min() >= 0 and bent.max() <= 1 and bent.isfinite().all()


@pytest.mark.parametrize("layer", [0, 1])
def test_drawn_cells_have_the_tables_masses_and_are_evenly_filled(layer):
    cells, n = 6, 60_000
    log_density = _log_density(2, cells)
    bent = _inverse(log_density)(
        torch.rand(2, n, generator=_random()), torch.full((n,), layer, dtype=torch.int64)
    ).numpy()
    row, column = np.minimum((bent * cells).astype(int), cells - 1)
    counts = np.bincount(row * cells + column, minlength=cells**2)
    expected = n * np.exp(log_density[layer].numpy().ravel().astype(np.float64))
    expected /= np.exp(log_density[layer].double().numpy()).sum()
    assert (np.square(counts - expected) / expected).sum() < chi2.ppf(0.999, cells**2 - 1)
    for inside in bent * cells % 1:
        assert kstest(inside, "uniform").pvalue > 1e-3


def test_the_relative_density_is_the_histograms():
    log_density = _log_density(1, 4)
    layer = torch.zeros(200_000, dtype=torch.int64)
    bent = _inverse(log_density)(torch.rand(2, 200_000, generator=_random()), layer)
    counts, _, _ = np.histogram2d(*bent.numpy(), bins=4, range=[[0, 1], [0, 1]], density=True)
    (density,) = relative_density(log_density)
    assert density.mean() == pytest.approx(1, abs=1e-6)
    assert np.allclose(counts, density.numpy(), rtol=0.05)


def test_normal_latents_have_the_bent_numbers_quantiles():
    uniform = torch.rand(2, 5000, generator=_random())
    latent = latent_from_uniform(uniform, normal=True)
    assert np.allclose(latent.numpy(), norm.ppf(uniform.numpy()), atol=1e-3)
    assert torch.allclose(uniform_from_latent(latent, normal=True), uniform, atol=1e-6)
    square = latent_from_uniform(uniform, normal=False)
    assert torch.equal(square, uniform * 2 - 1)
    assert torch.allclose(uniform_from_latent(square, normal=False), uniform, atol=1e-6)


def _short_by_hand(bent, layer, log_ratio, table):
    """The mean of p/q in each cell over that of its layer, less 1, in plain Python."""
    layers, cells, _ = table.shape
    found = np.zeros((layers, cells, cells))
    for index in range(layers):
        own = layer.numpy() == index
        ratio = np.exp(log_ratio.double().numpy()[own])
        row, column = (bent.numpy()[:, own] * cells).astype(int)
        for cell in set(zip(row, column, strict=True)):
            here = (row == cell[0]) & (column == cell[1])
            found[(index, *cell)] = ratio[here].mean() / ratio.mean() - 1
    return found


def test_a_cell_moves_by_how_much_its_points_fall_short():
    table = LatentTable(torch.zeros(2, 4, 4))
    bent = torch.rand(2, 24, generator=_random())  # few, so that some cells have none
    layer = torch.arange(24) % 2
    log_ratio = torch.randn(24, generator=_random(2)) / 2 + 5 - 9 * layer
    table.learn(bent, layer, log_ratio, 0.1)
    moved = 0.1 * _short_by_hand(bent, layer, log_ratio, table.log_density)
    moved -= moved.mean(axis=(1, 2), keepdims=True)
    assert np.allclose(table.log_density.numpy(), moved, atol=1e-6)


def test_points_off_the_support_do_not_count_against_a_part():
    """Two halves with the right shares, one of which has stray points where p is 0."""
    table, n = LatentTable(torch.zeros(1, 2, 2)), 4000
    bent, layer = torch.rand(2, n, generator=_random()), torch.zeros(n, dtype=torch.int64)
    left, stray = bent[1] < 0.5, torch.rand(n, generator=_random(2)) < 0.1
    ratio = torch.where(left & stray, torch.tensor(1e-6), torch.ones(n))
    ratio[left & ~stray] /= 1 - (left & stray).sum() / left.sum()
    table.learn(bent, layer, ratio.log(), 1.0)
    assert table.log_density.abs().max() < 0.03
    assert abs(ratio.log()[left].mean()) > 1  # what the mean of the logarithm would have said


def test_a_few_points_of_a_huge_ratio_do_not_take_everything():
    table, n = LatentTable(torch.zeros(1, 4, 4)), 1000
    bent, layer = torch.rand(2, n, generator=_random()), torch.zeros(n, dtype=torch.int64)
    log_ratio = torch.zeros(n)
    log_ratio[0] = 80.0
    table.learn(bent, layer, log_ratio, 0.02)
    assert table.log_density.isfinite().all() and table.log_density.abs().max() < 0.01


def test_a_constant_ratio_of_a_layer_moves_nothing():
    table = LatentTable(torch.zeros(2, 4, 4))
    layer = torch.arange(400) % 2
    table.learn(torch.rand(2, 400, generator=_random()), layer, 3.0 - 8 * layer.float(), 1.0)
    assert table.log_density.abs().max() < 1e-5


def test_learning_moves_the_mass_to_the_wanted_shares():
    """Three stripes of latents are three masses; a perfect D tells log wanted over present."""
    wanted, random = torch.tensor([0.57, 0.29, 0.14]), _random()
    table, n = LatentTable(torch.zeros(1, 12, 12)), 2000
    layer = torch.zeros(n, dtype=torch.int64)
    for _ in range(300):
        bent = table.inverse(torch.rand(2, n, generator=random), layer)
        part = (bent[1] * 3).long().clamp(max=2)
        present = torch.bincount(part, minlength=3) / n
        table.learn(bent, layer, (wanted / present).log()[part], 0.1)
    assert torch.allclose(present, wanted, atol=0.03)
    mass = table.log_density[0].exp() / table.log_density[0].exp().sum()
    assert torch.allclose(mass.view(12, 3, 4).sum(dim=(0, 2)), wanted, atol=0.01)


def test_no_cell_dies_out():
    table = LatentTable(torch.zeros(1, 4, 4))
    bent = torch.rand(2, 500, generator=_random())
    for _ in range(50):
        table.learn(bent, torch.zeros(500, dtype=torch.int64), 100 * (bent[0] - 0.5), 1.0)
    assert table.log_density.abs().max() == FARTHEST


def test_buffers_are_overwritten_and_never_replaced():
    """What a CUDA graph has captured must stay where it is."""
    table, layer = LatentTable(torch.zeros(1, 4, 4)), torch.zeros(100, dtype=torch.int64)
    held = [*table.inverse.edges, table.log_density]
    places = [tensor.data_ptr() for tensor in held]
    uniform = torch.rand(2, 100, generator=_random())
    table.learn(uniform, layer, uniform[0], torch.tensor(0.1))
    now = [*table.inverse.edges, table.log_density]
    assert places == [tensor.data_ptr() for tensor in now]
    assert torch.equal(table.inverse(uniform, layer), _inverse(table.log_density)(uniform, layer))


def _trained(config, iterations=8):
    trainer = Trainer(replace(config, batch_size=32, d_hidden=8, g_hidden=8), load_target("binary"))
    # It learns from the first iteration on.
    trainer._course._since = -1000
    for _ in range(iterations):
        trainer.step()
    return trainer


@pytest.mark.parametrize(
    "config",
    [
        GanConfig(latent_cells=4, latent_rate=1.0),
        GanConfig(latent_cells=4, latent_rate=1.0, model="cgan"),
        GanConfig(latent_cells=4, latent_rate=1.0, latent="normal", latent_dim=3),
        GanConfig(latent_cells=4, latent_rate=1.0, loss="least-squares"),
        replace(INFOGAN, latent_cells=4, latent_rate=1.0),
    ],
    ids=["gan", "cgan", "normal", "least squares", "infogan"],
)
def test_a_run_with_a_table_resumes_exactly_and_is_seen_from_snapshots(config):
    trainer, other = _trained(config), _trained(config, 0)
    table = trainer._model.table.log_density
    assert table.abs().max() > 0.01
    other.load(trainer.state())
    past = trainer.snapshot()
    for _ in range(3):
        trainer.step()
        other.step()
    assert np.array_equal(trainer.snapshot().g_weights, other.snapshot().g_weights)
    assert np.array_equal(trainer.snapshot().generated, other.snapshot().generated)
    # A snapshot's weights hold the table of that moment.
    shapes = snapshot_weights(trainer.config, 2)
    assert len(past.g_weights) == shapes["g_weights"]
    then, _ = trainer.sample(500, seed=3, weights=past.g_weights)
    earlier = _trained(config)
    assert np.array_equal(then, earlier.sample(500, seed=3)[0])
    state = {name: value.shape for name, value in trainer.state().items()}
    known = state_shapes(trainer.config, 2)
    assert {name: state[name] for name in known} == known


@pytest.mark.parametrize("loss", LOG_RATIOS)
def test_a_perfect_discriminator_tells_the_logarithm_of_p_over_q(loss):
    p, q = torch.tensor([0.7, 0.1, 0.2]), torch.tensor([0.3, 0.3, 0.4])
    best = p / (p + q) if loss == "least-squares" else (p / q).log() + (loss == "pairing")
    told = LOG_RATIOS[loss](best)
    assert torch.allclose(told - told.mean(), (p / q).log() - (p / q).log().mean(), atol=1e-5)


def test_least_squares_out_of_range_is_finite():
    assert LOG_RATIOS["least-squares"](torch.tensor([-3.0, 0.0, 1.0, 9.0])).isfinite().all()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"loss": "minimax"}, ""),
        ({"loss": "least-squares"}, ""),
        ({"latent": "normal", "latent_dim": 5}, ""),
        ({"loss": "wasserstein"}, "wasserstein"),
        ({"loss": "hinge"}, "hinge"),
        ({"pack": 2}, "pack of 2"),
        ({"model": "batchgan"}, "batch GAN"),
        ({"latent_dim": 1, "output": "linear"}, "two latent dimensions"),
    ],
)
def test_it_is_off_where_the_discriminator_does_not_tell_and_says_why(changes, reason):
    objection = replace(GanConfig(latent_cells=16), **changes).table_objection
    assert reason in objection and bool(objection) == bool(reason)


def test_a_table_is_allowed_where_the_ratio_can_be_read_and_nowhere_else():
    allowed = {name for name in LOSSES if not GanConfig(loss=name).table_objection}
    assert allowed == set(LOG_RATIOS)
