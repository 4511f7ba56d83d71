"""Targets and snapshots for the tests of pictures."""

import numpy as np
import pytest

from playground.density.target import FULL, Layer, Target
from playground.nn.history import Snapshot


def _strips(layers: int) -> Target:
    """A target of upright strips side by side, one for each layer."""
    stack = []
    for i in range(layers):
        pixels = np.zeros((4, 2 * layers), np.uint16)
        pixels[:, 2 * i] = FULL
        stack.append(Layer(f"strip {i}", pixels))
    return Target("strips", tuple(stack))


def _moment(iteration: int = 10, *, n: int = 2000, layers: int = 1, seed: int = 0) -> Snapshot:
    """Random points: the real ones always the same, the generated ones by `seed`."""
    real, rng = np.random.default_rng(99), np.random.default_rng(seed)
    layer = np.sort(real.integers(0, layers, n))
    none = np.zeros(0, np.float32)
    return Snapshot(
        iteration=iteration,
        seconds=0.0,
        real=real.random((n, 2)).astype(np.float32),
        real_layer=layer,
        generated=rng.beta(2, 5, (n, 2)).astype(np.float32),
        generated_layer=layer,
        d_loss=1.25,
        g_loss=0.7,
        d_weights=none,
        g_weights=none,
    )


@pytest.fixture
def strips():
    """Makes a target of a number of layers."""
    return _strips


@pytest.fixture
def moment():
    """Makes a snapshot."""
    return _moment
