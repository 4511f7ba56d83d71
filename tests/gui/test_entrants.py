from dataclasses import replace

import pytest

from playground.density.load import load_target
from playground.errors import InputError
from playground.gan.config import CLASSIC, STABLE, GanConfig
from playground.gan.model_presets import BATCHGAN, INFOGAN
from playground.gui.entrants import FIRST_ENTRANTS, Entrant, live_part, titles, waiting
from playground.gui.plan import Plan
from playground.settings import settings_of


def test_titles_say_what_tells_the_entrants_apart():
    gan, cgan = FIRST_ENTRANTS
    assert titles((gan, cgan)) == ("GAN", "CGAN")
    assert titles((gan, gan.with_preset("classic"))) == ("GAN · stable", "GAN · classic")
    other = gan.with_setting("optimizer", "adadelta")
    assert titles((gan, other)) == ("GAN · Optimizer stable-adam", "GAN · Optimizer adadelta")
    assert titles((gan, gan)) == ("GAN", "GAN")


def test_a_model_with_a_preset_of_its_own_starts_from_it_and_back():
    gan = FIRST_ENTRANTS[0].with_setting("d_lr", 0.5)
    assert gan.with_model("cgan").config == replace(gan.config, model="cgan")
    infogan = gan.with_model("infogan")
    assert (infogan.config, infogan.preset) == (INFOGAN, "infogan")
    assert infogan.with_model("gan") == Entrant("stable", STABLE)


def test_a_setting_that_breaks_a_rule_is_refused():
    with pytest.raises(InputError, match="multiple of --pack"):
        FIRST_ENTRANTS[0].with_setting("pack", 7)


def test_live_settings_are_taken_over_and_others_wait():
    wanted = replace(CLASSIC, seed=9)
    running = live_part(STABLE, wanted)
    for item in settings_of(GanConfig):
        source = wanted if item.live else STABLE
        assert getattr(running, item.name) == getattr(source, item.name), item.name
    names = set(waiting(running, wanted))
    assert "optimizer" in names and "loss" in names
    assert not names & {"seed", "d_lr", "batch_size"}


def test_a_batch_gan_keeps_its_batch_until_a_reset():
    wanted = replace(BATCHGAN, batch_size=50, d_lr=0.5)
    running = live_part(BATCHGAN, wanted)
    assert (running.batch_size, running.d_lr) == (100, 0.5)
    assert waiting(running, wanted) == ("batch_size",)


def test_a_batch_that_fits_only_with_another_pack_waits_with_it():
    running = replace(STABLE, batch_size=512, pack=2)
    wanted = replace(STABLE, batch_size=5, pack=5)
    assert live_part(running, wanted) == running
    assert set(waiting(running, wanted)) == {"batch_size", "pack"}


def test_who_lacks_layers_is_not_in_the_plan():
    single, several = load_target("ring"), load_target("binary")
    assert Plan.of(FIRST_ENTRANTS, single, 3, "cpu").places == (0,)
    plan = Plan.of(FIRST_ENTRANTS, several, 3, "cpu")
    assert plan.places == (0, 1)
    assert [config.seed for config in plan.configs] == [3, 3]
    infogan = FIRST_ENTRANTS[0].with_model("infogan")
    assert "two codes" in infogan.lacks(single)
    assert not infogan.with_setting("codes", 4).lacks(single)


def test_only_shown_entrants_train():
    hidden = (FIRST_ENTRANTS[0], replace(FIRST_ENTRANTS[1], shown=False))
    plan = Plan.of(hidden, load_target("binary"), 0, "cpu")
    assert plan.rules(hidden, "iterations").active == (0,)
