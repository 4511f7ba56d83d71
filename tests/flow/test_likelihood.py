"""log q against the change of variables of the map itself, and its integral."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from playground.density.load import load_target
from playground.errors import InputError
from playground.flow.config import FlowConfig
from playground.flow.likelihood import log_density
from playground.flow.model import to_square
from playground.flow.run_score import score
from playground.flow.samplers import final, rk4
from playground.flow.trainer import FlowTrainer

BINARY = load_target("binary")
SMALL = FlowConfig(batch_size=64, hidden=16, features=4, octaves=2, sampler_steps=2, seed=3)


def trained(**settings):
    trainer = FlowTrainer(replace(SMALL, **settings), BINARY)
    for _ in range(20):
        trainer.step()
    return trainer


def in_double(model):
    inputs = model.velocity.inputs
    inputs = replace(inputs, frequencies=inputs.frequencies.double(), tones=inputs.tones.double())
    model.velocity = replace(model.velocity, inputs=inputs)
    model.one_hot = model.one_hot.double()
    return model


@pytest.mark.parametrize(
    "settings",
    [{}, {"model": "cflow"}, {"model": "cflow", "guidance": 2.5}],
    ids=["flow", "cflow", "guided"],
)
def test_it_is_the_change_of_variables_of_the_map(settings):
    view = trained(**settings).view()
    model, weights = in_double(view.model), view.weights.double()
    random = torch.Generator().manual_seed(0)
    noise = torch.randn(2, 30, generator=random, dtype=torch.float64)
    layer = torch.arange(30) % 2
    field = model.field(view.config, weights, layer)

    def ends(at):
        return to_square(final(rk4, field, at, 60))

    steps = 1e-5 * torch.eye(2, dtype=torch.float64)[:, :, None]
    columns = [(ends(noise + step) - ends(noise - step)) / 2e-5 for step in steps]
    area = (columns[0][0] * columns[1][1] - columns[0][1] * columns[1][0]).abs()
    normal = torch.distributions.Normal(0, 1).log_prob(noise).sum(0)
    found = log_density(model, view.config, weights, ends(noise), layer)
    assert torch.allclose(found, normal - area.log(), atol=1e-4)


@pytest.mark.parametrize("model", ["flow", "cflow"])
def test_it_integrates_to_1(model):
    trainer = trained(model=model)
    middles = (np.arange(60) + 0.5) / 60 * 4 - 1.5
    points = np.stack(np.meshgrid(middles, middles), axis=-1).reshape(-1, 2)
    q = np.exp(trainer.log_density(points))
    assert q.sum() * (4 / 60) ** 2 == pytest.approx(1, abs=0.01)
    if model == "cflow":
        of_layers = [np.exp(trainer.log_density(points, layer)) for layer in range(2)]
        assert np.allclose(q, np.tensordot(BINARY.shares, of_layers, 1))
        assert not np.allclose(*of_layers)


def test_weights_of_a_past_moment_have_their_own():
    trainer = trained()
    snapshot, point = trainer.snapshot(), np.array([[0.3, 0.5]])
    then = trainer.log_density(point)
    trainer.step()
    assert trainer.log_density(point) != then
    assert trainer.log_density(point, weights=snapshot.g_weights) == then


def test_a_score_says_how_likely_real_points_are():
    (note,) = score(trained(), n=500, draws=2).notes
    assert note.startswith("negative log-likelihood ") and "entropy is -1.948" in note


def test_uniform_noise_has_none():
    trainer = trained(base="uniform")
    with pytest.raises(InputError, match="--base normal"):
        trainer.log_density(np.zeros((1, 2)))
    assert score(trainer, n=500, draws=2).notes == (
        "No likelihood: it needs --base normal, got uniform",
    )
