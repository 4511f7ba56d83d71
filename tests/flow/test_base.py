"""What a base may be."""

import numpy as np
import pytest
from PIL import Image

from playground.errors import InputError
from playground.flow.base import NAMED, base_density, check_base, read_base
from playground.flow.config import FlowConfig


def test_what_is_offered_is_accepted():
    for base in NAMED:
        check_base(base)
        config = FlowConfig(base=base)
        assert (config.noise == base) == (base in ("normal", "uniform"))
        assert config.has_exact_velocity == (config.noise is not None)
        assert config.has_log_density == (base == "normal")


def test_a_density_is_one_layer():
    assert len(base_density("penta").layers) == len(base_density("formula:x").layers) == 1


def test_a_file_is_taken_into_the_text(tmp_path, monkeypatch):
    pixels = np.zeros((64, 64), np.uint8)
    pixels[:32] = 255  # the upper half
    Image.fromarray(pixels).save(tmp_path / "half.png")
    base = read_base(str(tmp_path / "half.png"))
    (tmp_path / "half.png").unlink()
    density = base_density(FlowConfig(base=base).base)
    assert density.masses(2).tolist() == [[0.5, 0.5], [0, 0]]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "moons").mkdir()
    assert read_base("moons") == "moons"  # the shipped one, as everywhere
    for text in ("normal", "formula:x", base, "no/such.png", "~nobody/x.png", "x" * 5000, "\0"):
        assert read_base(text) == text


def test_a_file_that_is_no_density_is_refused(tmp_path):
    Image.fromarray(np.zeros((9, 9), np.uint8)).save(tmp_path / "black.png")
    with pytest.raises(InputError, match=r"--base must be a density: .*black\.png"):
        read_base(str(tmp_path / "black.png"))


@pytest.mark.parametrize(
    ("base", "why"),
    [
        ("", "must be normal, uniform"),
        ("Normal", "got 'Normal'"),
        ("picture.png", "got 'picture.png'"),
        ("drawing", "got 'drawing'"),
        ("picture:AAAA", "--base must be a density: the text of a picture is damaged"),
        ("formula:-x", "--base must be a density: `-x` is negative"),
        ("formula:x+", "--base must be a density"),
    ],
)
def test_what_is_no_density_is_refused(base, why):
    with pytest.raises(InputError, match=why):
        FlowConfig(base=base)


def test_what_needs_noise_is_refused():
    with pytest.raises(InputError, match="stochastic needs --base normal"):
        FlowConfig(base="moons", sampler="stochastic")
    assert FlowConfig(base="moons").known_least_loss(base_density("ring")) is None
