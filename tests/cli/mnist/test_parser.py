import pytest

from playground.cli.mnist.parser import make_mnist_parser
from playground.mnist.config import PRESETS

ALL = [(model, preset) for model, presets in PRESETS.items() for preset in presets]


def _help(*words):
    return " ".join(make_mnist_parser(words).format_help().split())


@pytest.mark.parametrize(("model", "preset"), ALL)
def test_the_help_has_the_defaults_of_what_is_named(model, preset):
    text, config = _help("--mnist", model, f"--preset={preset}", "--help"), PRESETS[model][preset]
    assert f"defaults of {model} {preset}" in text
    assert f"Batches per epoch; 0 takes the whole data set (default {config.epoch_batches})" in text
    assert f"with a generated one (default {config.loss})" in text


def test_without_a_preset_they_are_those_of_what_is_trained_then():
    for model, presets in PRESETS.items():
        assert f"defaults of {model} {next(iter(presets))}:" in _help("--mnist", model)
    assert "defaults of infogan stable:" in _help("--mnist")


def test_nothing_is_no_default():
    assert "(default )" not in _help()
