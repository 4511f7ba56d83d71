"""The shipped pictures: all there, all drawn by the script, none touching its edge."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from playground.density.load import load_target
from playground.density.shipped import shipped_names, shipped_path

SCRIPT = Path(__file__).parents[2] / "assets" / "draw_densities.py"


def test_the_script_draws_what_is_stored() -> None:
    run = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_names_are_those_of_the_folder() -> None:
    folder = shipped_path("ring").parent
    assert sorted(shipped_names()) == sorted(path.stem for path in folder.iterdir())
    assert all(shipped_path(name).exists() for name in shipped_names())
    with pytest.raises(KeyError):
        shipped_path("no such density")


@pytest.mark.parametrize("name", shipped_names())
def test_each_keeps_a_margin(name: str) -> None:
    target = load_target(name)
    assert target.name == name
    for layer in target.layers:
        assert layer.pixels.shape == (400, 400)
        # 30 pixels are 7.5 %; rounding lets a Gaussian or a mitred corner come a little nearer.
        assert not layer.pixels[:30].any()
        assert not layer.pixels[-30:].any()
        assert not layer.pixels[:, :30].any()
        assert not layer.pixels[:, -30:].any()


@pytest.mark.parametrize(("name", "layers"), [("binary", 2), ("penta", 5), ("vortex", 3)])
def test_stacks_have_layers_of_nearly_equal_mass(name: str, layers: int) -> None:
    shares = load_target(name).shares
    assert len(shares) == layers
    assert np.allclose(shares, 1 / layers, rtol=0.01)


def test_a_gaussian_of_the_grid_has_the_published_width() -> None:
    """Centres 2 apart and σ 0.05, at a tenth of the size: σ = 0.005, 2 pixels."""
    cell = load_target("grid25").layers[0].pixels[20:60, 20:60].astype(float)
    x = np.arange(40) + 0.5
    mass = cell.sum(axis=0)
    centre = mass @ x / mass.sum()
    sigma = np.sqrt(mass @ (x - centre) ** 2 / mass.sum())
    assert centre == pytest.approx(20, abs=0.01)
    assert sigma == pytest.approx(2, rel=0.03)
