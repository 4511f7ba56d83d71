"""A setting that is called idle moves no number of a run, and one that is not moves some."""

from dataclasses import replace

import numpy as np
import pytest

from playground.density.load import load_target
from playground.flow.config import FlowConfig
from playground.gan.config import GanConfig
from playground.models import model_of

TARGET = load_target("binary")
FLOW = FlowConfig(batch_size=16, hidden=8, features=4, sampler_steps=2, schedule=4)
GAN = GanConfig(batch_size=16, d_hidden=8, g_hidden=8, d_features=4, g_features=4, schedule=4)
OTHERS = {
    "label_drop": 0.7,
    "guidance": 3.0,
    "sampler_noise": 0.2,
    "beta1": 0.3,
    "beta2": 0.5,
    "final_rate": 0.7,
    "octaves": 2,
    "penalty_every": 5,
    "penalty_fade": 0.5,
    "final_penalty": 0.5,
    "quasi_random": False,
    "batch_differences": True,
    "latent_rate": 1.0,
    "square_features": False,
}


def _points(config):
    trainer = model_of(config).trainer(config, TARGET)
    for _ in range(3):
        trainer.step()
    return trainer.snapshot().generated


@pytest.mark.parametrize(
    ("config", "names"),
    [
        (FLOW, {"label_drop", "guidance", "sampler_noise"}),
        (replace(FLOW, model="cflow", sampler="stochastic"), set()),
        (
            replace(FLOW, model="cflow", schedule=0, optimizer="sgd", features=0),
            {"sampler_noise", "final_rate", "beta1", "beta2", "octaves"},
        ),
        (GAN, {"batch_differences"}),
        (replace(GAN, r1=0, r2=0), {"batch_differences", "penalty_every", "penalty_fade",
                                    "final_penalty"}),
        (replace(GAN, schedule=0), {"batch_differences", "final_rate", "penalty_fade",
                                    "final_penalty"}),
        (replace(GAN, pack=2), {"quasi_random", "latent_rate"}),
        (
            replace(GAN, optimizer="rmsprop", latent_cells=0, d_features=0, g_features=0),
            {"batch_differences", "beta1", "beta2", "latent_rate", "octaves", "square_features"},
        ),
    ],
)  # fmt: skip
def test_what_is_called_idle_changes_nothing(config, names):
    assert set(config.idle_settings) == names
    usual = _points(config)
    for name in names:
        if name == "batch_differences":
            continue  # it gives D an input that is always 0, and so other initial weights
        assert np.array_equal(_points(replace(config, **{name: OTHERS[name]})), usual), name


@pytest.mark.parametrize(
    "config", [replace(FLOW, model="cflow", sampler="stochastic"), replace(GAN, r1=1.0, r2=1.0)]
)
def test_what_is_not_called_idle_changes_something(config):
    usual = _points(config)
    late = {"latent_rate"}  # the table begins to learn later than these runs end
    for name in OTHERS.keys() - config.idle_settings.keys() - late:
        if hasattr(config, name):
            assert not np.array_equal(_points(replace(config, **{name: OTHERS[name]})), usual), name
