"""What a page holds, read back without a browser."""

import base64
import json
import re
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from playground.density.load import load_target
from playground.density.target import FULL, Layer, Target
from playground.gan.presets import CLASSIC, STABLE
from playground.metrics.discriminator_maps import DiscriminatorComparison
from playground.page.content import page_content, title_of
from playground.page.encoding import script_json
from playground.page.page import page_of
from tests.page.conftest import page_run, small

BINARY = load_target("binary")
CGAN = small(STABLE, model="cgan")
HOSTILE = "</script><img src=x onerror=alert(1)>&\u2028<!--\"'"


@pytest.fixture(scope="module")
def run():
    return page_run(CGAN, BINARY)[0]


@pytest.fixture(scope="module")
def content(run):
    return page_content(BINARY, [run], {"playground": "1"})


def _array(text, kind):
    return np.frombuffer(base64.b64decode(text), kind)


def test_weights_are_halves_and_what_phases_and_sums_need_is_whole(run, content):
    generator = content["models"][0]["generator"]
    sizes = generator["sizes"]
    matrices = [_array(one, "<f2") for one in generator["weights"]]
    biases = [_array(one, "<f4") for one in generator["biases"]]
    assert [one.size for one in matrices] == [a * b for a, b in pairwise(sizes)]
    told = np.concatenate(
        [part for pair in zip(matrices, biases, strict=True) for part in map(np.float32, pair)]
    )
    weights, table = np.split(run.g_weights, [len(told)])
    assert np.allclose(told, weights, rtol=2**-11, atol=2**-24)
    np.testing.assert_array_equal(biases[-1], weights[-2:])
    assert len(table) == 2 * generator["cells"] ** 2 > 0
    np.testing.assert_array_equal(_array(generator["table"], "<f4"), table)
    frequencies = _array(generator["frequencies"], "<f4").reshape(-1, 2)
    np.testing.assert_array_equal(frequencies, run.frequencies)
    assert generator["shares"] == pytest.approx(BINARY.shares)


def test_moments_have_the_points_and_the_maps_of_d(run, content):
    told = content["models"][0]["moments"]
    assert [one["iteration"] for one in told] == [one.iteration for one in run.moments]
    assert told[0]["losses"] == [None, None]
    moment, last = run.moments[-1], told[-1]
    points = _array(last["points"], "<u2").reshape(-1, 2) / 65535 * 2 - 0.5
    assert len(points) == 1000
    assert np.abs(points - moment.generated[::2]).max() < 2e-5
    np.testing.assert_array_equal(_array(last["layers"], "<u2"), moment.layer[::2])
    comparison = DiscriminatorComparison(BINARY, CGAN.loss, 50, conditional=True)
    assert len(last["maps"]) == 3
    for only, one in zip((None, 0, 1), last["maps"], strict=True):
        d = comparison.maps(moment.d_output, moment.generated, moment.layer, only).d
        values = _array(one["values"], np.uint8).reshape(50, 50)
        back = one["low"] + (one["high"] - one["low"]) * values / 254
        assert np.abs(back - d).max() < (one["high"] - one["low"]) / 254 + 1e-4


def test_the_target_is_there_layer_by_layer(content):
    layers = content["target"]["layers"]
    assert [one["name"] for one in layers] == [one.name for one in BINARY.layers]
    for index, one in enumerate(layers):
        picture = Image.open(BytesIO(base64.b64decode(one["picture"].partition(",")[2])))
        shades = np.asarray(picture).astype(float)
        masses = BINARY.layer_masses(picture.width)[index]
        assert np.abs(shades / shades.sum() - masses).max() < 0.01 * masses.max()


@pytest.mark.parametrize("layers", [1, 12, 40])
def test_a_page_stays_under_two_megabytes(layers):
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, FULL + 1, (layers, 64, 64), np.uint16)
    target = Target("noise", tuple(Layer(f"layer {i}", one) for i, one in enumerate(pixels)))
    config = small(STABLE, model="cgan" if layers > 1 else "gan", g_hidden=128)
    run, _ = page_run(config, target, iterations=2)
    long = replace(run, moments=[replace(run.moments[-1], iteration=i) for i in range(160)])
    page = page_of(target, [long, long], {})
    assert len(page.encode()) < 2_000_000
    told = page_content(target, [long, long], {})["models"][0]["moments"]
    iterations = [one["iteration"] for one in told]
    assert iterations[0] == 0 and iterations[-1] == 159 and len(iterations) >= 10
    gaps = np.diff(iterations)
    assert gaps.max() - gaps.min() <= 1
    assert len(told[0]["maps"]) == {1: 1, 12: 13, 40: 1}[layers]


def test_a_generator_that_is_too_large_is_left_out():
    run, _ = page_run(small(CLASSIC, g_hidden=800, layers=2, batch_size=8), BINARY, iterations=1)
    content = page_content(BINARY, [run], {})
    assert content["models"][0]["generator"] is None
    assert len(page_of(BINARY, [run], {}).encode()) < 2_000_000


def test_packed_discriminators_have_no_map():
    run, _ = page_run(small(STABLE, pack=2), BINARY, iterations=1)
    assert page_content(BINARY, [run], {})["models"][0]["moments"][0]["maps"] == []


def test_names_from_files_are_neither_markup_nor_programs(run):
    layers = tuple(replace(layer, name=HOSTILE) for layer in BINARY.layers)
    target = Target(HOSTILE, layers)
    page = page_of(target, [run], {HOSTILE: HOSTILE})
    assert "<img" not in page and "\u2028" not in page and "<!--" not in page
    assert page.count("</script>") == len(re.findall(r"<script[ >]", page)) == 6
    found = re.search(r'<script id="content"[^>]*>(.*?)</script>', page, re.S)[1]
    assert json.loads(found)["versions"] == {HOSTILE: HOSTILE}
    assert "&lt;/script&gt;" in re.search("<title>(.*?)</title>", page)[1]
    assert title_of(target, [run]).startswith("CGAN: </script>")
    page_of(Target("beyond \udce9", target.layers), [run], {}).encode()


def test_json_in_a_script_means_what_it_says():
    content = {"a": [HOSTILE, "\ud800", 1.5, None, True], "密度": "é"}
    text = script_json(content)
    assert json.loads(text) == content
    assert text.isascii() and not set(text) & set("<>&")


def test_the_words_are_there_in_both_languages():
    words = json.loads(files("playground.page").joinpath("words.json").read_text("utf-8"))
    assert list(words) == ["en", "zh-CN"]
    assert words["en"].keys() == words["zh-CN"].keys()
    for name, text in words["en"].items():
        other = words["zh-CN"][name]
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", other))
        assert name in ("language", "on") or re.search("[\u4e00-\u9fff]", other)
    used = set()
    for part in ("page.js", "plots.js"):
        source = files("playground.page").joinpath(part).read_text("utf-8")
        used |= set(re.findall(r'(?:word|caption|add)\(\s*"([\w-]+)"', source))
    assert used <= words["en"].keys()
