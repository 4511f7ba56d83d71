"""What every test stands on: no screen, no GPU unless asked for, no person's own files."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import numpy as np
import pytest

from playground.density.layer import FULL, Layer
from playground.density.target import Target


@pytest.fixture(autouse=True)
def _home_apart(tmp_path_factory, monkeypatch):
    """Settings and drawings of the person who tests stay as they are."""
    home = tmp_path_factory.mktemp("home")
    for kind in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))


def pytest_runtest_setup(item):
    if item.get_closest_marker("gpu"):
        import torch

        if not torch.cuda.is_available():
            pytest.skip("no CUDA device here")


@pytest.fixture
def two_squares():
    """A target of two layers, the second of which has 16-bit values and another weight."""
    left = np.zeros((8, 8), np.uint16)
    left[2:6, 1:3] = FULL
    right = np.zeros((8, 8), np.uint16)
    right[2:6, 5:7] = 1234
    return Target("two squares", (Layer("left", left), Layer("right / 2", right, 2.5)))
