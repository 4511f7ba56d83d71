"""The samplers against a flow whose paths are known, and their orders."""

import numpy as np
import pytest
import torch
from scipy.stats import kstest

from playground.flow.samplers import STEPS, final, path, stochastic, times

X = torch.tensor([[0.3, -1.0, 2.0], [1.0, 0.5, -0.2]], dtype=torch.float64)
ORDERS = {"euler": 1, "midpoint": 2, "heun": 2, "rk4": 4}


def rotating(x, t):
    """x turns faster and faster: the angle at t is t²."""
    return 2 * t * torch.stack([-x[1], x[0]])


def exact(x, t):
    turn = complex(np.cos(t**2), np.sin(t**2))
    turned = (x[0] + 1j * x[1]) * turn
    return torch.stack([turned.real, turned.imag])


def test_times_go_from_0_to_1_in_ever_shorter_steps():
    assert times(1) == [0, 1]
    steps = np.diff(times(9))
    assert times(9)[0] == 0 and times(9)[-1] == 1 and (np.diff(steps) < 0).all()


@pytest.mark.parametrize("name", STEPS)
def test_each_has_its_order(name):
    coarse, fine = (
        float((final(STEPS[name], rotating, X, n) - exact(X, 1)).abs().max()) for n in (20, 40)
    )
    assert coarse / fine == pytest.approx(2 ** ORDERS[name], rel=0.25)


def test_a_path_has_all_its_points():
    points = list(path(STEPS["rk4"], rotating, X, 40))
    for t, x in zip(times(40), points, strict=True):
        assert torch.allclose(x, exact(X, t), atol=1e-5)


@pytest.mark.parametrize("noise", [0.0, 1.0, 3.0])
def test_a_stochastic_sampler_has_the_same_end(noise):
    """The target is normal: mean 1, deviation 0.5. Then v is linear and known."""

    def field(x, t):
        variance = (1 - t) ** 2 + (0.5 * t) ** 2
        posterior = 1 + 0.25 * t * (x - t) / variance
        return (posterior - x) / (1 - t) if t < 1 else torch.zeros_like(x)

    random = torch.Generator().manual_seed(1)
    x = torch.randn(2, 4000, generator=random)
    found = final(stochastic(noise, random), field, x, 200).numpy()
    for axis in found:
        assert kstest(axis, "norm", args=(1, 0.5)).pvalue > 1e-3
