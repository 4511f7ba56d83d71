import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.errors import InputError
from playground.plots.view import View

views = st.builds(
    View,
    heat=st.sampled_from(["none", "discriminator", "best", "difference"]),
    arrows=st.booleans(),
    grid=st.booleans(),
    modes=st.booleans(),
    real=st.booleans(),
    generated=st.booleans(),
    layer=st.none() | st.integers(0, 9),
    plane=st.tuples(st.integers(0, 9), st.integers(0, 9)),
    strip=st.sampled_from(["densities", "losses", "distances", "leak"]),
)

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(content=values | st.dictionaries(st.sampled_from(list(View().as_json())), values))
def test_any_json_is_a_view_or_refused(content):
    with suppress(InputError):
        view = View.from_json(content)
        assert View.from_json(json.loads(json.dumps(view.as_json()))) == view


@given(view=views)
def test_a_view_goes_to_json_and_back(view):
    assert View.from_json(json.loads(json.dumps(view.as_json()))) == view


def test_what_is_left_out_is_as_at_first():
    assert View.from_json({}) == View()


@pytest.mark.parametrize(
    "broken",
    [
        [],
        {"moon": 1},
        {"heat": "hot"},
        {"strip": ["losses"]},
        {"grid": "yes"},
        {"layer": -1},
        {"layer": "left"},
        {"layer": True},
        {"plane": [0]},
        {"plane": "ab"},
        {"plane": [0, -1]},
        {"plane": [0.5, 1]},
        {"plane": 3},
    ],
)
def test_what_is_wrong_is_said(broken):
    with pytest.raises(InputError):
        View.from_json(broken)
