"""A copied command is read back as the same run."""

import shlex
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from playground.app.run_plan import command_line, target_words
from playground.cli.options import PictureOptions
from playground.cli.parser import make_parser, options
from playground.cli.targets import named_target
from playground.cli.train import train_config
from playground.density.load import load_target
from playground.density.segmentation import split_target
from playground.density.target import Target
from playground.gan.presets import BATCHGAN, CLASSIC, INFOGAN, STABLE


def _read(line):
    words = shlex.split(line)
    assert words[0] == "playground"
    args = make_parser().parse_args(words[1:])
    model, name = args.train
    return train_config(model, args), named_target(name, options(PictureOptions, args)), args


def _assert_same(target, other):
    for one, two in zip(target.layers, other.layers, strict=True):
        assert np.array_equal(one.pixels, two.pixels) and one.weight == two.weight


@pytest.mark.parametrize(
    ("config", "preset"),
    [
        (STABLE, "stable"),
        (replace(CLASSIC, model="cgan", seed=5), "classic"),
        (
            replace(STABLE, square_features=False, d_lr=1.7e-5, iterations=7, average=0.999),
            "stable",
        ),
        (replace(CLASSIC, batch_differences=True, latent="uniform"), "classic"),
        (INFOGAN, "infogan"),
        (replace(STABLE, model="infogan"), "stable"),
        (replace(BATCHGAN, g_steps=3), "batchgan"),
    ],
)
def test_the_line_is_read_back_as_the_config(config, preset):
    line = command_line(config, preset, ["binary"], "cpu")
    again, _, args = _read(line)
    assert again == config
    assert args.device == "cpu"


def test_what_is_as_in_the_preset_is_left_out():
    assert command_line(STABLE, "stable", ["ring"], "auto") == "playground --train gan ring"


def test_an_unchanged_target_is_named_and_a_split_one_too(tmp_path):
    assert target_words(load_target("penta"), None) == ["penta"]
    pixels = np.zeros((20, 20), np.uint8)
    pixels[3:6, 3:6] = pixels[12:16, 12:16] = 200
    path = tmp_path / "two spots; $HOME.png"
    Image.fromarray(pixels).save(path)
    opened = load_target(path)
    assert target_words(opened, path) == [str(path)]
    split = split_target(opened)
    words = target_words(split, path)
    assert words == [str(path), "--split"]
    _, target, _ = _read(command_line(STABLE, "stable", words, "auto"))
    _assert_same(target, split)


def test_a_drawing_is_saved_once_with_names_and_weights(two_squares):
    words = target_words(two_squares, None)
    _, target, _ = _read(command_line(STABLE, "stable", words, "auto"))
    _assert_same(target, two_squares)
    assert [layer.name for layer in target.layers] == ["left", "right / 2"]
    assert target_words(two_squares, None) == words
    other = Target(two_squares.name, two_squares.layers[:1])
    assert target_words(other, None) != words


def test_a_file_that_changed_since_is_not_named(tmp_path):
    path = tmp_path / "spot.png"
    Image.fromarray(np.full((4, 4), 90, np.uint8)).save(path)
    opened = load_target(path)
    Image.fromarray(np.full((4, 5), 90, np.uint8)).save(path)
    words = target_words(opened, path)
    assert words != [str(path)]
    path.unlink()
    assert target_words(opened, path) == words
