import numpy as np
import pytest
from matplotlib.colors import rgb_to_hsv, to_rgb

from playground.plots.theme import DARK, LIGHT, generated_marker, real_marker


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_forty_layers_look_different(theme):
    looks = {(theme.layer_color(i), generated_marker(i)) for i in range(40)}
    assert len(looks) == 40
    assert len({(theme.layer_color(i), real_marker(i)) for i in range(40)}) == 40


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_no_layer_has_the_colour_of_the_ground(theme):
    assert theme.face not in theme.layers


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_colour_means_one_thing(theme):
    meanings = [*theme.layers, theme.real, theme.generated, theme.discriminator, theme.generator]
    assert len({color.lower() for color in meanings}) == len(meanings)
    assert _saturation(theme.real) < 0.2 < _saturation(theme.generated)
    away = np.array([to_rgb(color) for color in theme.layers]) - to_rgb(theme.generated)
    assert np.linalg.norm(away, axis=1).min() > 0.25


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_ink_can_be_read_on_the_ground(theme):
    inks = (theme.real, theme.generated, theme.discriminator, theme.generator)
    assert min(_contrast(ink, theme.face) for ink in inks) > 4.5  # WCAG 2.1, level AA


def _saturation(color):
    return rgb_to_hsv(to_rgb(color))[1]


def _contrast(one, other):
    """The contrast ratio of WCAG 2.1."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color):
    channels = np.array(to_rgb(color))
    linear = np.where(channels <= 0.03928, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_tint_lies_between_the_ground_and_the_colour(theme):
    color, ground = to_rgb(theme.real), to_rgb(theme.face)
    assert theme.tint(theme.real, 1.0) == pytest.approx(color)
    assert theme.tint(theme.real, 0.0) == pytest.approx(ground)
    middle = [(one + other) / 2 for one, other in zip(color, ground, strict=True)]
    assert theme.tint(theme.real, 0.5) == pytest.approx(middle)
