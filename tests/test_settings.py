"""Settings are declared once and checked by their own rules."""

from dataclasses import dataclass, replace
from typing import Literal

import pytest

from playground.cli.options import PointOptions, RunOptions
from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.gan.presets import PRESETS
from playground.mnist.config import DataOptions, MnistConfig
from playground.settings import brief, check, setting, settings_of


@dataclass(frozen=True)
class Example:
    count: int = setting(3, "Count", "How many.", low=1, high=9, unit="pieces", live=True)
    rate: float = setting(0.5, "Rate", "How fast.", low=0)
    kind: Literal["a", "b"] = setting("a", "Kind", "Which.")
    loud: bool = setting(False, "Loud", "Whether.")

    def __post_init__(self):
        check(self)


def test_settings_tell_all_about_each_field():
    count, rate, kind, loud = settings_of(Example)
    assert (count.name, count.kind, count.default, count.unit) == ("count", int, 3, "pieces")
    assert (count.low, count.high, count.live, count.flag) == (1, 9, True, "--count")
    assert rate.kind is float and loud.kind is bool
    assert kind.kind is str and kind.choices == ("a", "b")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"count": 0}, "--count must be at least 1, got 0"),
        ({"count": 10}, "--count must be at most 9, got 10"),
        ({"count": 2.5}, "--count must be a whole number, got 2.5"),
        ({"count": True}, "--count must be a whole number, got True"),
        ({"rate": float("nan")}, "--rate must be a finite number, got nan"),
        ({"rate": "x"}, "--rate must be a finite number, got 'x'"),
        ({"rate": -1}, "--rate must be at least 0, got -1"),
        ({"kind": "c"}, "--kind must be one of a, b, got 'c'"),
        ({"loud": 1}, "--loud must be true or false, got 1"),
    ],
)
def test_an_error_names_the_thing_the_rule_and_the_value(change, rule):
    with pytest.raises(InputError) as caught:
        replace(Example(), **change)
    assert str(caught.value) == rule


def test_every_setting_of_the_models_is_told_and_every_preset_is_valid():
    for item in settings_of(GanConfig):
        assert item.label and item.help.endswith(".")
        item.check(item.default)
    assert next(iter(PRESETS.values())) == GanConfig()


@pytest.mark.parametrize("config", [GanConfig, MnistConfig, PointOptions, RunOptions, DataOptions])
def test_a_limit_is_written_so_that_it_can_be_given(config):
    """2³² - 1 as 4294967295, not 4.29497e+09, which is another number."""
    for item in settings_of(config):
        for limit, beyond, word in ((item.low, -1, "least"), (item.high, 1, "most")):
            if limit is None:
                continue
            with pytest.raises(InputError) as caught:
                item.check(item.kind(limit + beyond))
            shown = str(caught.value).partition(f"at {word} ")[2].partition(", got")[0]
            assert item.kind(shown) == limit


def test_a_long_text_is_stood_for_by_a_word_of_its_own():
    assert [brief(value) for value in (3, 0.5, True, "normal")] == [3, 0.5, True, "normal"]
    one, other = "picture:" + "A" * 9000, "picture:" + "A" * 8999 + "B"
    assert brief(one) == brief(one) != brief(other)
    assert brief(one).startswith("picture:") and len(brief(one)) < 20
