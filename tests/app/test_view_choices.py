from dataclasses import fields, replace

import pytest

from playground.app.model_slots import FIRST_SLOTS
from playground.app.session import Session
from playground.app.view_choices import ViewChoices
from playground.density.load import load_target
from playground.plots.overlays import OVERLAYS
from playground.plots.view import VIEW_OPTIONS, View

BINARY = load_target("binary")
EVERYTHING = View(
    heat="best", arrows=True, grid=True, modes=True, layer=1, plane=(1, 2), strip="leak"
)


def _with(**settings):
    return [replace(slot, config=replace(slot.config, **settings)) for slot in FIRST_SLOTS]


def test_what_the_models_have_is_left_as_it_is():
    choices = ViewChoices.of(BINARY, _with(latent_dim=3))
    assert choices.layers == ("left", "right")
    assert choices.planes == ((0, 1), (0, 2), (1, 2))
    assert choices.fitted(EVERYTHING) == EVERYTHING


def test_what_they_do_not_have_is_left_out():
    choices = ViewChoices.of(load_target("ring"), _with(model="gan", loss="hinge")[:1])
    assert choices.losses_without_best == ("hinge",)
    assert choices.fitted(EVERYTHING) == View(arrows=True, grid=True, modes=True)


def test_a_layer_is_carried_over_by_its_name():
    before, after = ViewChoices(layers=("a", "b")), ViewChoices(layers=("b", "c"))
    assert after.carried_over(View(layer=1), before).layer == 0
    assert after.carried_over(View(layer=0), before).layer is None


def test_the_session_owns_the_view_and_says_once_when_it_changes(qtbot):
    session, seen = Session(BINARY), []
    session.view_changed.connect(seen.append)
    session.change_view("heat", "best")
    session.change_view("heat", "best")
    session.model_slots.set_setting((0, 1), "loss", "wasserstein")
    session.reset()
    session.model_slots.set_setting((0, 1), "loss", "pairing")
    session.reset()
    assert [view.heat for view in seen] == ["best", "none", "best"]


@pytest.mark.parametrize("field", [one.name for one in fields(View) if one.type is bool])
def test_every_switch_of_a_view_is_in_the_table(field):
    (option,) = [one for one in VIEW_OPTIONS if one.field == field]
    assert option.value is True


def test_the_table_has_a_class_for_each_overlay_and_no_key_twice():
    overlays = {one.field for one in VIEW_OPTIONS if one.group in ("overlay", "flow", "more")}
    assert overlays - {"heat"} == set(OVERLAYS)
    keys = [one.keys for one in VIEW_OPTIONS]
    assert len(set(keys)) == len(keys)
