import json
from dataclasses import replace

import pytest

from playground.errors import InputError
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
