"""A density comes back from its text."""

import zlib
from base64 import b64encode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from playground.density.load import load_target
from playground.density.picture_text import PREFIX, SIDE, picture_target, picture_text
from playground.density.target import Layer, Target
from playground.errors import InputError


@given(arrays(np.uint16, (SIDE, SIDE), elements=st.integers(0, 255)), st.integers(0, SIDE - 1))
def test_a_picture_of_the_same_cells_comes_back_as_it_was(levels, where):
    levels[where, where] = 255
    target = Target("any", (Layer("any", levels * 257),))
    found = load_target(picture_text(target))
    assert np.array_equal(found.layers[0].pixels, levels * 257)


@pytest.mark.parametrize("name", ["penta", "cloud", "grid25"])
def test_layers_are_one_density(name):
    target = load_target(name)
    found = picture_target(picture_text(target)).masses(SIDE)
    assert np.abs(found - target.masses(SIDE)).sum() / 2 < 0.01
    assert ((found > 0) == (target.masses(SIDE) > 0)).all()


def test_noise_fits_into_a_line_of_a_form():
    pixels = np.random.default_rng(0).integers(1, 65535, (SIDE, SIDE), np.uint16)
    assert len(picture_text(Target("noise", (Layer("noise", pixels),)))) < 23_000


def _text(data: bytes) -> str:
    return PREFIX + b64encode(zlib.compress(data)).decode()


@pytest.mark.parametrize(
    "text",
    [
        PREFIX,
        PREFIX + "é",
        PREFIX + "AAAA",
        _text(b"short"),
        _text(bytes(SIDE * SIDE)),
        _text(b"\1" * (SIDE * SIDE + 1)),
        _text(b"\1" * 10**8),
        _text(b"\1" * SIDE * SIDE)[:-9] + "=",
    ],
)
def test_a_damaged_text_is_refused(text):
    with pytest.raises(InputError, match="the text of a picture is damaged"):
        load_target(text)
