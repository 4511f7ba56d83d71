import json
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest

from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.gan.presets import MODEL_PRESETS
from playground.gan.saved_settings import MEANT, read_settings
from playground.models import MODELS, all_presets
from playground.models import read_settings as read_settings_of_any

OLD_RUNS = Path(__file__).parents[1] / "fixtures" / "v0.1"
FORMER = {"even": "quasi_random", "tears": "square_features"}
# Settings since 0.1.0, and what models did before.
NEW = {"reuse_batch": False, "penalty_every": 1, "latent_cells": 0, "latent_rate": 0.05}


def _content(run):
    return json.loads((OLD_RUNS / run / "config.json").read_text("utf-8"))["config"]


def test_every_setting_says_what_a_file_without_it_means():
    assert MEANT.keys() == {item.name for item in fields(GanConfig)}
    GanConfig(**MEANT)


@pytest.mark.parametrize("run", ["gan", "cgan", "infogan", "batchgan"])
def test_what_0_1_wrote_means_the_same(run):
    content = _content(run)
    config = asdict(read_settings(content))
    assert {FORMER.get(name, name): value for name, value in content.items()} | NEW == config


@pytest.mark.parametrize("name", sorted(MEANT.keys() - {"model"}))
def test_a_missing_setting_means_what_it_did_then(name):
    content = {FORMER.get(key, key): value for key, value in _content("cgan").items()}
    config = asdict(read_settings({key: value for key, value in content.items() if key != name}))
    assert config == {**NEW, **content, name: MEANT[name]}


def test_what_a_missing_setting_means_is_no_default_of_today(monkeypatch):
    """With another default, as of a preset that has become better, old files stay as they are."""
    field = GanConfig.__dataclass_fields__["d_lr"]
    monkeypatch.setattr(GanConfig, "d_lr", 0.5)
    monkeypatch.setattr(field, "default", 0.5)
    assert read_settings({"model": "gan"}).d_lr == 3e-3


def test_settings_of_today_come_back_whole():
    for config in (*all_presets().values(), replace(GanConfig(), seed=3, square_features=False)):
        assert read_settings_of_any(json.loads(json.dumps(asdict(config)))) == config


def test_unknown_settings_and_models_are_named():
    with pytest.raises(InputError, match="unknown settings: colour, smell"):
        read_settings({"colour": 1, "smell": 2})
    with pytest.raises(InputError, match="batchgan, flow, cflow, got 'dragon'"):
        read_settings_of_any({"model": "dragon"})


def test_each_model_starts_from_a_preset_that_is_offered_for_it():
    for name, model in MODELS.items():
        assert model.preset in model.presets
        assert {config.model for config in model.presets.values()} == {name}
        assert model.config is not GanConfig or (
            (model.preset in MODEL_PRESETS) == (name in MODEL_PRESETS)
        )
