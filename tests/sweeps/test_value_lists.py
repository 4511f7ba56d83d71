"""Lists and ranges of settings, as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.errors import InputError
from playground.flow.config import FlowConfig
from playground.gan.config import GanConfig
from playground.settings import settings_of
from playground.sweeps.value_lists import name_list, value_list

ITEMS = {item.name: item for item in settings_of(GanConfig)}


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("seed", "0-3", (0, 1, 2, 3)),
        ("seed", "7", (7,)),
        ("seed", "5,0-2, 9", (5, 0, 1, 2, 9)),
        ("r1", "0.01,0.06,0.3", (0.01, 0.06, 0.3)),
        ("r1", "1e-3", (0.001,)),
        ("r1", "1-3", (1.0, 2.0, 3.0)),
        ("optimizer", "stable-adam,sgd", ("stable-adam", "sgd")),
        ("spectral_norm", "on,off", (True, False)),
    ],
)
def test_a_list_is_its_values(name, text, values):
    found = value_list(ITEMS[name], text)
    assert found == values and list(map(type, found)) == list(map(type, values))


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("seed", "3-1", "--seed must be a range that rises, got 3-1"),
        ("seed", "0-9999999", "--seed must be a range of at most 100,000 numbers"),
        ("seed", "1.5", "--seed must be a whole number, got '1.5'"),
        ("seed", "1,,2", "--seed must be a whole number, got ''"),
        ("r1", "0.1-0.3", "--r1 must be a finite number, got '0.1-0.3'"),
        ("r1", "nan", "--r1 must be a finite number"),
        ("d_steps", "0-2", "--d-steps must be at least 1, got 0"),
        ("loss", "hinge,none", "--loss must be one of"),
        ("spectral_norm", "maybe", "--spectral-norm must be true or false, got 'maybe'"),
    ],
)
def test_what_is_none_says_why(name, text, says):
    with pytest.raises(InputError) as error:
        value_list(ITEMS[name], text)
    assert str(error.value).startswith(says)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=5))
def test_numbers_come_back_as_they_are(numbers):
    assert value_list(ITEMS["r1"], ",".join(map(repr, numbers))) == tuple(numbers)


def test_a_base_may_be_a_formula():
    (item,) = (item for item in settings_of(FlowConfig) if item.name == "base")
    assert value_list(item, "normal, formula:max(x,y)") == ("normal", "formula:max(x,y)")


def test_names_keep_a_formula_whole():
    text = "grid25, formula:max(x,y)*min(x, 1),binary"
    assert name_list(text) == ("grid25", "formula:max(x,y)*min(x, 1)", "binary")
