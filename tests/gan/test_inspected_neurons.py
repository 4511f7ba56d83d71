# The oracle: torch's own layers, given the same weights.

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from playground.gan.inspector import Inspector
from playground.gan.network_blocks import drawn_networks
from playground.gan.presets import STABLE
from playground.gan.trainer import Trainer
from playground.nn.inspection import CELLS, InspectionRequest
from playground.nn.network_blocks import Neuron, block_strengths

SMALL = replace(STABLE, batch_size=64, d_hidden=12, g_hidden=12, layers=2, activation="silu")


@pytest.fixture
def trainer(two_squares):
    trained = Trainer(replace(SMALL, model="cgan"), two_squares)
    trained.step()
    return trained


def _hidden(network, weights, inputs, layer):
    """The outputs of a hidden layer [n, width], by `nn.Linear` and `nn.SiLU`."""
    parts = []
    for weight, bias in list(network.body.layers(weights))[: layer + 1]:
        linear = nn.Linear(weight.shape[1], weight.shape[0])
        linear.load_state_dict({"weight": weight.contiguous(), "bias": bias[:, 0].contiguous()})
        parts += [linear, nn.SiLU()]
    return nn.Sequential(*parts)(inputs).detach().numpy()


@pytest.mark.parametrize("layer", [0, 1])
def test_a_neuron_of_d_is_asked_in_the_middle_of_each_cell(trainer, layer):
    view, unit = trainer.model_view(), 7
    found = Inspector(trainer.model_view).neuron(Neuron("d", layer, unit))
    assert found.shape == (2, CELLS, CELLS)
    for condition in (0, 1):
        for row, column in [(0, 0), (3, 44), (CELLS - 1, 20)]:
            x, y = (column + 0.5) / CELLS, 1 - (row + 0.5) / CELLS
            point = torch.tensor([[2 * x - 1], [2 * y - 1]])
            phase = view.discriminator.rows.frequencies @ point
            one_hot = torch.eye(2)[:, [condition]]
            inputs = torch.cat([one_hot, point, phase.sin(), phase.cos()]).T
            expected = _hidden(view.discriminator, view.d_weights, inputs, layer)[0, unit]
            assert found[condition, row, column] == pytest.approx(expected, abs=1e-5)


def test_a_neuron_of_g_is_shown_where_g_puts_the_point(trainer):
    view, neuron = trainer.model_view(), Neuron("g", 2, 5)
    found = Inspector(trainer.model_view).neuron(neuron)
    sampler = view.sampler
    ticks = torch.linspace(-1, 1, 64)
    for condition in (0, 1):
        latent = torch.stack([one.flatten() for one in torch.meshgrid(ticks, ticks, indexing="ij")])
        told = torch.eye(2)[:, [condition]].expand(-1, latent.shape[1])
        points = sampler.generator(view.g_weights, latent, told).detach().numpy()
        inputs = sampler.generator.inputs(latent, told)
        weights = view.g_weights[: sampler.generator.body.size]
        values = _hidden(sampler.generator, weights, inputs.T, 2)[:, 5]
        held = np.all((points >= 0) & (points <= 1), axis=0)
        assert held.sum() > 100
        cells = {}
        for (x, y), value in zip(points[:, held].T, values[held], strict=True):
            row, column = CELLS - 1 - min(int(y * CELLS), CELLS - 1), min(int(x * CELLS), CELLS - 1)
            cells.setdefault((row, column), []).append(value)
        assert np.isnan(found[condition]).sum() == CELLS**2 - len(cells)
        for place, within in cells.items():
            assert found[condition][place] == pytest.approx(np.mean(within), abs=1e-4)


def test_the_strengths_are_those_of_the_weights(trainer):
    inspector, snapshot = Inspector(trainer.model_view), trainer.snapshot()
    assert inspector.refresh(InspectionRequest(strengths=True), 3)
    g, d = drawn_networks(trainer.config, 2)
    expected = [block_strengths(g, snapshot.g_weights), block_strengths(d, snapshot.d_weights)]
    assert inspector.inspection.strengths_at == 3
    np.testing.assert_allclose(inspector.inspection.strengths, np.concatenate(expected), rtol=1e-5)


def test_a_map_is_of_the_neuron_that_was_asked_for_last(trainer):
    inspector = Inspector(trainer.model_view)
    first, other = Neuron("d", 0, 0), Neuron("g", 1, 3)
    assert inspector.inspection.neuron_map(first) is None
    assert inspector.refresh(InspectionRequest(neuron=first), 0)
    assert not inspector.refresh(InspectionRequest(neuron=first), 0)
    assert inspector.inspection.neuron_map(first) is not None
    assert inspector.refresh(InspectionRequest(neuron=other), 0)
    assert inspector.inspection.neuron_map(first) is None
    assert inspector.inspection.neuron_map(other).shape == (2, CELLS, CELLS)


@pytest.mark.parametrize("neuron", [Neuron("d", 2, 0), Neuron("g", 0, 12), Neuron("g", 9, 0)])
def test_a_neuron_that_there_is_not_is_not_inspected(trainer, neuron):
    assert not Inspector(trainer.model_view).refresh(InspectionRequest(neuron=neuron), 0)


def test_a_discriminator_of_packs_has_no_maps_but_strengths(two_squares):
    trainer = Trainer(replace(SMALL, pack=2), two_squares)
    inspector = Inspector(trainer.model_view)
    assert not inspector.refresh(InspectionRequest(neuron=Neuron("d", 0, 0)), 0)
    assert inspector.refresh(InspectionRequest(strengths=True), 0)
    assert inspector.refresh(InspectionRequest(neuron=Neuron("g", 0, 0)), 0)


def test_an_infogan_has_a_map_of_d_for_each_code(two_squares):
    trainer = Trainer(replace(SMALL, model="infogan", codes=3), two_squares)
    found = Inspector(trainer.model_view)
    for network in ("d", "g"):
        assert found.neuron(Neuron(network, 0, 0)).shape == (3, CELLS, CELLS)
