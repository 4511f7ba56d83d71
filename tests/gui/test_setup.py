import json
from contextlib import suppress
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.gui.entrants import ALL_PRESETS, FIRST_ENTRANTS
from playground.gui.setup import Setup

PLAIN = Setup().as_json()


@pytest.mark.parametrize("preset", ALL_PRESETS)
def test_it_survives_json(preset):
    left = FIRST_ENTRANTS[0].with_preset(preset).with_setting("batch_size", 96)
    setup = Setup(
        (left, replace(FIRST_ENTRANTS[1], shown=False, forked_at=20)), seed=7, clock="seconds"
    )
    assert Setup.from_json(json.loads(json.dumps(setup.as_json()))) == setup


def test_settings_that_are_left_out_are_the_presets():
    entry = {"preset": "classic", "config": {"model": "gan", "d_lr": 0.5}}
    setup = Setup.from_json({"seed": 1, "clock": "seconds", "entrants": [entry, entry]})
    assert setup.entrants[0].differences() == ("d_lr",)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ([], "not a setup"),
        ({"seed": 1}, "not a setup"),
        (PLAIN | {"entrants": [1, 2]}, "not a setup"),
        (PLAIN | {"entrants": PLAIN["entrants"][:1]}, "two entrants"),
        (PLAIN | {"clock": "moon"}, "clock"),
        (PLAIN | {"seed": "x"}, "seed"),
        (PLAIN | {"entrants": [{"preset": "none"}] * 2}, "no preset 'none'"),
        (PLAIN | {"entrants": [{"preset": "stable", "forked_at": -1}] * 2}, "forked_at"),
        (PLAIN | {"entrants": [{"preset": "classic", "config": {"x": 1}}] * 2}, "unknown.*x"),
        (PLAIN | {"entrants": [{"preset": "classic", "config": {"d_lr": -1}}] * 2}, "d-lr"),
    ],
)
def test_what_is_wrong_is_said(broken, says):
    with pytest.raises(InputError, match=says):
        Setup.from_json(broken)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
configs = st.dictionaries(st.sampled_from(sorted(asdict(GanConfig()))), values, max_size=3)
entries = values | st.fixed_dictionaries(
    {"preset": st.just("classic") | values},
    optional={"config": configs | values, "shown": values, "forked_at": values},
)
setups = values | st.fixed_dictionaries(
    {
        "seed": st.just(1) | values,
        "clock": st.just("seconds") | values,
        "entrants": st.lists(entries, min_size=2, max_size=2) | values,
    }
)


@given(content=setups)
def test_any_json_is_a_setup_or_refused(content):
    with suppress(InputError):
        Setup.from_json(content)


def test_a_number_too_large_for_a_float_is_refused():
    entry = {"preset": "classic", "config": {"d_lr": 10**400}}
    with pytest.raises(InputError, match="d-lr"):
        Setup.from_json({"seed": 1, "clock": "seconds", "entrants": [entry, entry]})
