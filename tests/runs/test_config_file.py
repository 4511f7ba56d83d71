import json
from dataclasses import replace

import pytest

from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.gan.presets import CLASSIC, STABLE
from playground.runs.config_file import (
    FORMAT,
    LayerFile,
    RunConfig,
    current_versions,
    read_config,
    read_settings_file,
    settings_json,
    write_config,
)


@pytest.fixture
def record():
    return RunConfig(
        config=GanConfig(model="cgan", seed=7, d_lr=0.5),
        target="雪 \udcff",
        layers=(LayerFile("left", 1.0, "01-left.png"), LayerFile("ä", 2.5, "02-layer.png")),
        device="cpu",
        samples=100,
        animation="none",
        command="playground --train cgan x",
        versions=current_versions(),
    )


def test_two_layers_of_one_file_are_refused(tmp_path, record):
    file = tmp_path / "config.json"
    write_config(file, record)
    content = json.loads(file.read_text(encoding="utf-8"))
    content["target"]["layers"] *= 2
    file.write_text(json.dumps(content))
    with pytest.raises(InputError, match="two layers of the target have one `file`"):
        read_config(file)


def test_comes_back_whole(tmp_path, record):
    write_config(tmp_path / "config.json", record)
    assert read_config(tmp_path / "config.json") == record
    assert "雪" in (tmp_path / "config.json").read_text(encoding="utf-8")


def test_names_the_versions(record):
    assert set(record.versions) == {"playground", "python", "torch", "numpy"}


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("format", FORMAT + 1, "newer playground"),
        ("format", "one", "`format` must be int"),
        ("device", None, "`device` must be str"),
        ("samples", 0, "`samples` must be at least 1, got 0"),
        ("samples", True, "`samples` must be int"),
        ("animation", "mov", "`animation` must be gif, mp4, frames or none, got 'mov'"),
        ("config.latent_dim", 0, "--latent-dim must be at least 1, got 0"),
        ("config.latent_dim", "2", "--latent-dim must be a whole number, got '2'"),
        ("config.colour", 1, "unknown settings: colour"),
        ("config", [], "`config` must be dict"),
        ("target.layers", [], "the target has no layers"),
        ("target.layers", [3], "`file` must be str"),
        ("target.layers.0.file", "../secret.png", "must be a plain name, got '../secret.png'"),
        ("target.layers.0.file", "..\\secret.png", "must be a plain name"),
        ("target.layers.0.weight", 0, "`weight` must be positive and finite, got 0.0"),
        ("target.layers.0.weight", float("nan"), "NaN is no JSON"),
        ("target.layers.0.weight", 10**400, "`weight` must be positive and finite, got inf"),
        ("target.layers.0.weight", float("inf"), "Infinity is no JSON"),
        ("target.layers.0.weight", 1e300, "must be from 1e-100 to 1e+100, got 1e+300"),
        ("target.layers.0.weight", 5e-324, "must be from 1e-100 to 1e+100, got 5e-324"),
        ("target.layers.0.file", "..", "must be a plain name"),
        ("target.layers.0.file", "a\x00.png", "must be a plain name"),
        ("target.layers", [{}] * 2000, "`file` must be str"),
        ("samples", 10**30, "`samples` must be at most 100000000, got 1000000000000000"),
        ("samples", 10**4000, "`samples` must be at most 100000000, got 10^4000"),
        ("format", 10**4000, "format 10^4000 is of a newer playground"),
        ("config.seed", 10**4000, "got 10^4000"),
        ("config.d_lr", 10**4000, "got 10^4000"),
        ("config.loss", "x" * 10**6, "--loss must be one of"),
        ("config.model", ["gan"], "the model must be one of"),
        ("config.loss", {"a": []}, "--loss must be one of"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, record, path, value, sentence):
    file = tmp_path / "config.json"
    write_config(file, record)
    content = json.loads(file.read_text(encoding="utf-8"))
    *way, last = path.split(".")
    place = content
    for key in way:
        place = place[int(key)] if key.isdigit() else place[key]
    place[last] = value
    file.write_text(json.dumps(content))
    with pytest.raises(InputError) as caught:
        read_config(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert sentence in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "\xff"])
def test_no_json_or_no_run(tmp_path, text):
    (tmp_path / "config.json").write_text(text, encoding="latin-1")
    with pytest.raises(InputError, match=r"config\.json"):
        read_config(tmp_path / "config.json")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[" * 100_000, "nested too deep"),
        (b'{"a":' * 100_000, "nested too deep"),
        (b"9" * 10_000, "is not a JSON file"),
        (b"\xff\xfe{}", "can't decode"),
        (b" " * (2**22 + 1), "has 4,194,305 bytes, and 4,194,304 are allowed"),
        (b"", "is not a JSON file"),
    ],
)
def test_what_is_no_json_is_one_sentence(tmp_path, content, says):
    file = tmp_path / "config.json"
    file.write_bytes(content)
    with pytest.raises(InputError, match=says) as caught:
        read_config(file)
    assert "\n" not in str(caught.value)


def _read(path, model="cgan", base=CLASSIC):
    return read_settings_file(path, model, base)


def test_settings_come_back_for_any_model(tmp_path):
    path = tmp_path / "settings.json"
    config = replace(STABLE, d_lr=0.5, batch_size=32, seed=3)
    path.write_bytes(settings_json(config))
    assert _read(path) == replace(config, model="cgan")
    assert json.loads(path.read_text())["config"]["d_lr"] == 0.5


def test_some_settings_by_name_change_those_of_the_preset(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"d_lr": 0.25, "even": true, "model": "gan"}')
    assert _read(path) == replace(CLASSIC, model="cgan", d_lr=0.25, quasi_random=True)
    path.write_text("{}")
    assert _read(path) == replace(CLASSIC, model="cgan")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]", "must be a JSON object"),
        ("{", "is not a JSON file"),
        ('{"d_rate": 1}', "unknown settings: d_rate"),
        ('{"d_lr": "much"}', "--d-lr must be a finite number, got 'much'"),
        ('{"d_lr": -1}', "--d-lr must be at least 0, got -1"),
        ('{"config": {}, "format": 99}', "format 99 is of a newer playground"),
        ('{"config": {}}', "`format` must be int"),
        ('{"config": [], "format": 2}', "`config` must be dict"),
        ('{"config": {"x": 1}, "format": 2}', "unknown settings: x"),
        ('{"latent_dim": 1, "output": "shift"}', "needs --latent-dim of at least 2"),
    ],
)
def test_what_are_no_settings_is_a_sentence(tmp_path, text, said):
    path = tmp_path / "settings.json"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        _read(path)
    assert said in str(caught.value) and "settings.json" in str(caught.value)
