import pytest
from matplotlib.colors import to_rgb

from playground.plots.theme import DARK, LIGHT, generated_marker, real_marker


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_forty_layers_look_different(theme):
    looks = {(theme.layer_color(i), generated_marker(i)) for i in range(40)}
    assert len(looks) == 40
    assert len({(theme.layer_color(i), real_marker(i)) for i in range(40)}) == 40


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_no_layer_has_the_colour_of_the_ground(theme):
    assert theme.face not in theme.layers
    assert theme.real != theme.generated


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_tint_lies_between_the_ground_and_the_colour(theme):
    color, ground = to_rgb(theme.real), to_rgb(theme.face)
    assert theme.tint(theme.real, 1.0) == pytest.approx(color)
    assert theme.tint(theme.real, 0.0) == pytest.approx(ground)
    middle = [(one + other) / 2 for one, other in zip(color, ground, strict=True)]
    assert theme.tint(theme.real, 0.5) == pytest.approx(middle)
