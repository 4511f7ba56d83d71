import json
from contextlib import suppress
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.app.model_slots import (
    FIRST_SLOTS,
    ModelSlot,
    RunSetup,
    short_titles,
    titles,
    waiting,
)
from playground.app.run_plan import RunPlan
from playground.density.load import load_target
from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.gan.presets import BATCHGAN, CLASSIC, INFOGAN, STABLE
from playground.models import all_presets
from playground.settings import settings_of


def test_titles_tell_the_models_apart():
    gan, cgan = FIRST_SLOTS
    assert titles((gan, cgan)) == ("GAN", "CGAN")
    assert titles((gan, gan.with_preset("classic"))) == ("GAN · stable", "GAN · classic")
    other = gan.with_setting("optimizer", "adadelta")
    assert titles((gan, other)) == ("GAN · Optimizer stable-adam", "GAN · Optimizer adadelta")
    assert titles((gan, gan)) == ("GAN, left", "GAN, right")


def test_a_button_names_no_more_than_tells_the_models_apart():
    gan, cgan = FIRST_SLOTS
    assert short_titles(titles((gan, cgan.with_preset("classic")))) == ("GAN", "CGAN")
    presets = titles((gan, gan.with_preset("classic")))
    assert short_titles(presets) == ("GAN · stable", "GAN · classic")
    long = titles((gan, gan.with_setting("optimizer", "adadelta")))
    assert short_titles(long) == ("GAN, left", "GAN, right")
    assert short_titles(titles((gan, gan))) == ("GAN, left", "GAN, right")


def test_a_model_with_a_preset_of_its_own_starts_from_it_and_back():
    gan = FIRST_SLOTS[0].with_setting("d_lr", 0.5)
    assert gan.with_model("cgan").config == replace(gan.config, model="cgan")
    infogan = gan.with_model("infogan")
    assert (infogan.config, infogan.preset) == (INFOGAN, "infogan")
    assert infogan.with_model("gan") == ModelSlot("stable", STABLE)


def test_a_setting_that_breaks_a_rule_is_refused():
    with pytest.raises(InputError, match="multiple of --pack"):
        FIRST_SLOTS[0].with_setting("pack", 7)


def test_live_settings_are_taken_over_and_others_wait():
    wanted = replace(CLASSIC, seed=9)
    running = STABLE.live_part(wanted)
    for item in settings_of(GanConfig):
        source = wanted if item.live else STABLE
        assert getattr(running, item.name) == getattr(source, item.name), item.name
    names = set(waiting(running, wanted))
    assert "optimizer" in names and "loss" in names
    assert not names & {"seed", "d_lr", "batch_size"}


def test_a_batch_gan_keeps_its_batch_until_a_reset():
    wanted = replace(BATCHGAN, batch_size=50, d_lr=0.5)
    running = BATCHGAN.live_part(wanted)
    assert (running.batch_size, running.d_lr) == (100, 0.5)
    assert waiting(running, wanted) == ("batch_size",)


def test_a_batch_that_fits_only_with_another_pack_waits_with_it():
    running = replace(STABLE, batch_size=512, pack=2)
    wanted = replace(STABLE, batch_size=5, pack=5)
    assert running.live_part(wanted) == running
    assert set(waiting(running, wanted)) == {"batch_size", "pack"}


def test_who_lacks_layers_is_not_in_the_plan():
    single, several = load_target("ring"), load_target("binary")
    assert RunPlan.of(FIRST_SLOTS, single, 3, "cpu").configs.keys() == {0}
    plan = RunPlan.of(FIRST_SLOTS, several, 3, "cpu")
    assert list(plan.configs) == [0, 1]
    assert [config.seed for config in plan.configs.values()] == [3, 3]
    infogan = FIRST_SLOTS[0].with_model("infogan")
    assert "two codes" in infogan.lacks(single)
    assert not infogan.with_setting("codes", 4).lacks(single)


def test_only_shown_models_train():
    hidden = (FIRST_SLOTS[0], replace(FIRST_SLOTS[1], shown=False))
    plan = RunPlan.of(hidden, load_target("binary"), 0, "cpu")
    assert plan.rules(hidden, "iterations").active == (0,)


def test_a_plan_keeps_its_slot_ids_when_one_goes_and_comes_back():
    plan = RunPlan.of(FIRST_SLOTS, load_target("binary"), 0, "cpu")
    alone = plan.with_slot(0, None)
    assert list(alone.configs) == [1]
    assert alone.with_slot(0, plan.configs[0]) == plan
    assert alone.after_reset(FIRST_SLOTS) == ((), ())
    changed = (FIRST_SLOTS[0], FIRST_SLOTS[1].with_setting("d_lr", 0.5))
    assert alone.changed(changed).changed_slots(alone) == (1,)


PLAIN = RunSetup().as_json()


@pytest.mark.parametrize("preset", all_presets())
def test_it_survives_json(preset):
    left = FIRST_SLOTS[0].with_preset(preset).with_setting("batch_size", 96)
    setup = RunSetup(
        (left, replace(FIRST_SLOTS[1], shown=False, forked_at=20)), seed=7, clock="seconds"
    )
    assert RunSetup.from_json(json.loads(json.dumps(setup.as_json()))) == setup


def test_settings_that_are_left_out_are_the_presets():
    entry = {"preset": "classic", "config": {"model": "gan", "d_lr": 0.5}}
    setup = RunSetup.from_json({"seed": 1, "clock": "seconds", "entrants": [entry, entry]})
    assert setup.slots[0].differences() == ("d_lr",)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ([], "not a setup"),
        ({"seed": 1}, "not a setup"),
        (PLAIN | {"entrants": [1, 2]}, "not a setup"),
        (PLAIN | {"entrants": PLAIN["entrants"][:1]}, "two `entrants`"),
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
        RunSetup.from_json(broken)


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
        setup = RunSetup.from_json(content)
        assert RunSetup.from_json(json.loads(json.dumps(setup.as_json()))) == setup


def test_a_number_too_large_for_a_float_is_refused():
    entry = {"preset": "classic", "config": {"d_lr": 10**400}}
    with pytest.raises(InputError, match="d-lr"):
        RunSetup.from_json({"seed": 1, "clock": "seconds", "entrants": [entry, entry]})
