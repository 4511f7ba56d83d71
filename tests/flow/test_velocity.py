"""The velocity's inputs, and its divergence against finite differences."""

from dataclasses import replace

import torch

from playground.flow.config import FlowConfig
from playground.flow.layer_sizes import velocity_sizes
from playground.flow.velocity import Velocity

CONFIG = FlowConfig(hidden=16, features=8, octaves=3)


def test_the_divergence_is_that_of_finite_differences():
    for conditions in (0, 3):
        velocity = Velocity.of(CONFIG, conditions, torch.device("cpu"))
        random = torch.Generator().manual_seed(0)
        weights = velocity.initial(random).double()
        inputs = replace(
            velocity.inputs,
            frequencies=velocity.inputs.frequencies.double(),
            tones=velocity.inputs.tones.double(),
        )
        velocity = replace(velocity, inputs=inputs)
        x = torch.randn(2, 20, generator=random, dtype=torch.float64)
        t = torch.rand(20, generator=random, dtype=torch.float64)
        told = torch.eye(3, dtype=torch.float64)[:, torch.arange(20) % 3] if conditions else None
        value, divergence = velocity.with_divergence(weights, x, t, told)
        assert torch.equal(value, velocity(weights, x, t, told))
        wanted = torch.zeros(20, dtype=torch.float64)
        for axis in range(2):
            step = torch.zeros_like(x)
            step[axis] = 1e-5
            ahead, behind = (velocity(weights, x + h, t, told)[axis] for h in (step, -step))
            wanted += (ahead - behind) / 2e-5
        assert torch.allclose(divergence, wanted, atol=1e-6)


def test_fine_waves_fade_under_noise_as_their_mean_does():
    velocity = Velocity.of(CONFIG, 0, torch.device("cpu"))
    inputs = velocity.inputs
    x, t = torch.tensor([[0.2], [-0.4]]), torch.tensor([0.7])
    noise = torch.randn(2, 400_000, generator=torch.Generator().manual_seed(0)) * 0.3
    mean = (inputs.frequencies @ (x + noise)).sin().mean(1)
    rows = inputs(x, t, None)
    assert len(rows) == velocity_sizes(CONFIG, 0)[0]
    assert torch.allclose(rows[3 : 3 + 8, 0], mean, atol=5e-3)


def test_no_wave_is_so_faint_that_it_makes_products_slow():
    inputs = Velocity.of(FlowConfig(), 0, torch.device("cpu")).inputs
    t = torch.linspace(0, 1, 50)
    fade = inputs.fade(t)
    assert float(fade.min()) > 1e-9 and torch.allclose(fade[:, -1], torch.ones(len(fade)))
    square = inputs.frequencies.double().square().sum(1, keepdim=True)
    mean = torch.exp(square * (1 - t.double()).square() / -2)
    assert torch.allclose(fade.double(), mean, atol=1e-5)
