"""What a base may be."""

import pytest

from playground.errors import InputError
from playground.flow.base import SUGGESTIONS, base_density, check_base
from playground.flow.config import FlowConfig


def test_what_is_offered_is_accepted():
    for base in SUGGESTIONS:
        check_base(base)
        config = FlowConfig(base=base)
        assert (config.noise == base) == (base in ("normal", "uniform"))
        assert config.has_exact_velocity == (config.noise is not None)
        assert config.has_log_density == (base == "normal")


def test_a_density_is_one_layer():
    assert len(base_density("penta").layers) == len(base_density("formula:x").layers) == 1


@pytest.mark.parametrize(
    ("base", "why"),
    [
        ("", "must be normal, uniform"),
        ("Normal", "got 'Normal'"),
        ("picture.png", "got 'picture.png'"),
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
