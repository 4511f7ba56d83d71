"""Pages in Chromium: what a person sees and presses, and the generator compared with torch's."""

import re
from dataclasses import replace

import numpy as np
import pytest
import torch

from playground.density.load import load_target
from playground.density.target import Target
from playground.gan.latent_table import CellInverse
from playground.gan.networks import Generator
from playground.gan.presets import BATCHGAN, CLASSIC, INFOGAN, STABLE
from playground.metrics.distances import sliced_wasserstein
from playground.page.content import half_precision
from playground.page.page import page_of
from tests.page.conftest import page_run, small

BINARY = load_target("binary")
N = 2000
HOSTILE = "</script><img src=x onerror=alert(1)>"

MODELS = {
    "cgan": small(STABLE, model="cgan", g_hidden=128, g_features=64),
    "classic": small(CLASSIC),
    "infogan": small(INFOGAN, continuous_codes=2),
    "batchgan": small(BATCHGAN),
    "normal": small(STABLE, latent="normal", output="linear", latent_dim=3, activation="gelu"),
    "one latent": small(STABLE, output="sigmoid", latent_dim=1, activation="tanh", g_hidden=5),
    "relu": small(STABLE, activation="relu", layers=2, g_features=3, square_features=False),
    "elu": small(STABLE, activation="elu", model="cgan"),
}


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a page of runs on a target; closes it, and fails if the browser complained."""
    contexts, complaints = [], []

    def open_page(target, runs, **options):
        path = tmp_path / "page.html"
        path.write_text(page_of(target, runs, {"playground": "1"}), encoding="utf-8")
        context = browser.new_context(**{"locale": "en-US", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda one: complaints.append(one.url) if _is_abroad(one.url) else None)
        page.goto(path.as_uri())
        page.locator("body[data-ready]").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _is_abroad(url):
    return not url.startswith(("file:", "data:"))


@pytest.fixture(scope="module")
def cgan():
    return page_run(MODELS["cgan"], BINARY, iterations=40)


def _shown(page, model=0):
    """The points that a model shows, [n, 2], and their layers."""
    told = page.evaluate(
        "(model) => { const { points, layers } = pointsOf(model);"
        " return [[...points], [...layers]]; }",
        model,
    )
    return np.array(told[0]).reshape(2, -1).T, np.array(told[1])


@pytest.mark.parametrize("name", MODELS)
def test_the_generator_computes_what_torch_does(opened, name):
    """With the same rounded weights; points beside a discontinuity may fall on either side."""
    config = MODELS[name]
    run, trainer = page_run(config, BINARY, iterations=5)
    conditions = trainer.model_view().sampler.conditioning.generator_inputs
    rng = np.random.default_rng(1)
    latent = rng.uniform(-1, 1, (config.latent_dim, N)).astype(np.float32)
    if config.latent == "normal":
        latent = rng.standard_normal(latent.shape).astype(np.float32)
    condition = rng.uniform(-1, 1, (conditions, N)).astype(np.float32)
    page = opened(BINARY, [run])
    for kind in ("denseKernel", "plainDense"):
        told = page.evaluate(
            "([latent, condition, n, kind]) => { const generator = generators[0];"
            " generator.dense = { denseKernel, plainDense }[kind](generator.memory);"
            " return [...generator.points(Float32Array.from(latent),"
            " Float32Array.from(condition), n)]; }",
            [latent.ravel().tolist(), condition.ravel().tolist(), N, kind],
        )
        points = np.array(told).reshape(2, N)
        wanted = _by_torch(config, conditions, run, latent, condition)
        beside = _beside_a_tear(run.frequencies, latent) if config.square_features else np.zeros(N)
        off = np.abs(points - wanted).max(axis=0)
        assert off[beside == 0].max() < 1e-4, kind
        assert beside.mean() < 0.05


def _by_torch(config, conditions, run, latent, condition):
    generator = Generator.of(config, conditions, torch.device("cpu"))
    weights = torch.from_numpy(run.g_weights.copy())
    # Views: they are changed in place.
    for matrix, _ in generator.body.layers(weights[: generator.body.size]):
        matrix.copy_(torch.from_numpy(half_precision(matrix.numpy()).astype(np.float32)))
    with torch.no_grad():
        given = torch.from_numpy(condition) if conditions else None
        return generator(weights, torch.from_numpy(latent), given).numpy()


def _beside_a_tear(frequencies, latent):
    """Whether each latent lies within 1e-5 of a line where one of the square waves changes."""
    phase = frequencies.astype(np.float64) @ latent
    nearest = np.abs(phase / (np.pi / 2) - np.rint(phase / (np.pi / 2))) * (np.pi / 2)
    length = np.linalg.norm(frequencies, axis=1, keepdims=True)
    return (nearest / length < 1e-5).any(axis=0)


def test_fresh_points_are_as_good_as_torchs(opened, cgan):
    run, trainer = cgan
    page = opened(BINARY, [run])
    samples = [trainer.sample(N, seed)[0] for seed in range(24)]
    pairs = zip(samples[::2], samples[1::2], strict=True)
    floor = np.array([sliced_wasserstein(one, other) for one, other in pairs])
    drawn = []
    for seed in range(12):
        told = page.evaluate("([n, seed]) => [...drawFresh(0, n, seed).points]", [N, seed])
        drawn.append(np.array(told).reshape(2, N).T)
    here = [sliced_wasserstein(one, other) for one, other in zip(drawn, samples[::2], strict=True)]
    error = floor.std() / np.sqrt(len(floor))
    assert abs(np.mean(here) - floor.mean()) < 4 * error
    assert np.abs(drawn[0] - drawn[1]).max() > 0.1


def test_latents_are_what_they_should_be(opened):
    run, _ = page_run(small(STABLE, latent="normal"), BINARY, iterations=1)
    page = opened(BINARY, [run])
    drawn = page.evaluate(
        "() => [false, true].map((normal) =>"
        " [...drawLatents({ dimensions: 2, normal }, 20000, randomNumbers(7))])"
    )
    uniform, normal = (np.sort(one) for one in drawn)
    shares = (np.arange(40_000) + 0.5) / 40_000
    kolmogorov = 1.95 / np.sqrt(40_000)  # a perfect one exceeds it once in a thousand times
    assert np.abs((uniform + 1) / 2 - shares).max() < kolmogorov
    assert np.abs(torch.special.ndtr(torch.tensor(normal)).numpy() - shares).max() < kolmogorov
    pairs = np.array(drawn[0]).reshape(2, -1)
    assert abs(np.corrcoef(pairs)[0, 1]) < 0.03
    bent = page.evaluate(
        "() => [...drawLatents({ dimensions: 2, normal: false }, 5, randomNumbers(7),"
        " (uniform, n) => uniform.map((value) => value / 2 + n - 5))]"
    )
    assert len(bent) == 10 and max(bent) < 0


def test_latents_are_bent_by_the_tables_of_their_layers(opened):
    run, _ = page_run(small(STABLE, model="cgan", latent_cells=6), BINARY, iterations=1)
    table = torch.randn(2, 6, 6, generator=torch.Generator().manual_seed(0))
    weights = run.g_weights.copy()
    weights[-72:] = table.flatten()
    page = opened(BINARY, [replace(run, g_weights=weights)])
    uniform = torch.rand(2, 4000, generator=torch.Generator().manual_seed(1))
    layer = torch.arange(4000) % 2
    bent = page.evaluate(
        "([uniform, layers]) =>"
        " [...generators[0].tables.bend(Float64Array.from(uniform), 4000, layers)]",
        [uniform.flatten().tolist(), layer.tolist()],
    )
    expected = CellInverse.of(table)(uniform, layer).numpy()
    far = np.abs(np.array(bent).reshape(2, -1) - expected).max(axis=0) > 1e-4
    assert far.mean() < 0.002  # float32 puts a number at an edge into the row beside it
    drawn = page.evaluate("() => [...drawFresh(0, 4000, 5).points]")
    moved = page.evaluate(
        "() => { generators[0].tables = null; return [...drawFresh(0, 4000, 5).points] }"
    )
    assert not np.allclose(drawn, moved)


def test_the_slider_goes_through_the_moments(opened, cgan):
    run, _ = cgan
    page = opened(BINARY, [run])
    slider = page.locator("input#at")
    assert page.locator("output").inner_text() == "Iteration 40"
    slider.focus()
    page.keyboard.press("Home")
    for moment in run.moments:
        assert page.locator("output").inner_text() == f"Iteration {moment.iteration}"
        points, layers = _shown(page)
        assert np.abs(points - moment.generated[::2]).max() < 2e-5
        np.testing.assert_array_equal(layers, moment.layer[::2])
        page.keyboard.press("ArrowRight")
    assert page.locator(".score").inner_text() == "1.3× the floor"
    page.keyboard.press("Home")
    assert page.locator(".score").inner_text() == "9.0× the floor"


def test_play_goes_from_the_beginning_to_the_end(opened, cgan):
    page = opened(BINARY, [cgan[0]])
    page.click("#play")
    assert page.locator("#play").inner_text() == "Pause"
    page.locator("#play", has_text="Play").wait_for()
    assert page.locator("output").inner_text() == "Iteration 40"


def test_the_canvas_has_points_and_what_is_behind_them(opened, cgan):
    page = opened(BINARY, [cgan[0]], viewport={"width": 900, "height": 900})

    def colors():
        return page.evaluate(
            "() => { const shown = document.querySelector('canvas.square');"
            " const c = new OffscreenCanvas(shown.width, shown.height);"
            " const pen = c.getContext('2d', { willReadFrequently: true });"
            " pen.drawImage(shown, 0, 0);"
            " const pixels = pen.getImageData(0, 0, c.width, c.height).data;"
            " const seen = [0, 0, 0]; for (let at = 0; at < pixels.length; at += 4) {"
            " if (!pixels[at + 3]) continue; seen[0]++;"
            " const [r, g, b] = pixels.slice(at, at + 3);"
            " if (b > r + 60) seen[1]++; if (r > b + 60) seen[2]++; } return seen; }"
        )

    with_target = colors()
    assert with_target[1] > 1000 and with_target[2] > 1000  # a layer is blue, one is orange
    page.click("#behind-nothing")
    points = colors()
    assert 100 < points[0] < 0.7 * with_target[0]
    page.click("#behind-discriminator")
    assert colors()[0] > 3 * with_target[0]
    assert re.search("for real|can hardly tell", page.locator(".legend").inner_text())


def test_a_layer_can_be_asked_for(opened, cgan):
    page = opened(BINARY, [cgan[0]])
    page.get_by_role("button", name="right").click()
    page.click("#draw")
    points, layers = _shown(page)
    assert len(points) == N and set(layers) == {1}
    page.get_by_role("button", name="left").click()
    assert set(_shown(page)[1]) == {0}
    page.get_by_role("button", name="All").click()
    share = (_shown(page)[1] == 0).mean()
    assert share == pytest.approx(BINARY.shares[0], abs=0.05)
    assert "2,000 fresh points" in page.locator(".note").inner_text()
    page.click("#back")
    assert "of the run" in page.locator(".note").inner_text()


def test_an_infogan_has_buttons_of_codes_and_sliders_of_values(opened):
    run, _ = page_run(MODELS["infogan"], BINARY, iterations=5)
    page = opened(BINARY, [run])
    page.get_by_role("button", name="Code 2").click()
    slider = page.get_by_label("Value 1")
    slider.focus()
    page.keyboard.press("End")
    points, layers = _shown(page)
    assert len(points) == N and set(layers) == {1}
    assert page.evaluate("state.models[0].values") == [1, 0]
    page.keyboard.press("Home")
    assert np.abs(points - _shown(page)[0]).mean() > 1e-4
    page.get_by_role("button", name="Let the values vary").click()
    assert page.evaluate("state.models[0].values") is None


def test_names_from_files_are_read_as_they_are(opened, cgan):
    run, _ = cgan
    target = Target(HOSTILE, tuple(replace(one, name=HOSTILE) for one in BINARY.layers))
    page = opened(target, [run])
    assert page.locator("h1").inner_text() == f"CGAN on {HOSTILE}"
    assert page.title() == f"CGAN on {HOSTILE}"
    assert page.locator("img").count() == 0
    assert page.get_by_role("button", name=HOSTILE).count() == 2


def test_it_speaks_both_languages(opened, cgan):
    page = opened(BINARY, [cgan[0]], locale="zh-CN")
    assert page.locator("#draw").inner_text() == "生成新的点"
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.click("#language")
    assert page.locator("#draw").inner_text() == "Draw fresh points"
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_cut_off(opened, cgan, width, dark):
    scheme = "dark" if dark else "light"
    size = {"width": width, "height": 700}
    long = Target("binary", tuple(replace(one, name=one.name * 30) for one in BINARY.layers))
    page = opened(long, [cgan[0], cgan[0]], viewport=size, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.evaluate(
        "[...document.querySelectorAll('button, canvas, input')].filter((one) => {"
        " const box = one.getBoundingClientRect(); return box.left < 0 ||"
        " box.right > document.documentElement.clientWidth; }).length"
    )
    assert outside == 0
    squares = page.evaluate(
        "[...document.querySelectorAll('canvas.square')].map((one) => one.clientWidth)"
    )
    assert min(squares) > 0.75 * min(width, 430)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    bright = np.mean([int(one) for one in re.findall(r"\d+", ground)[:3]])
    assert bright < 60 if dark else bright > 200


def test_a_run_that_has_its_past_says_nothing_of_it(opened, cgan):
    page = opened(BINARY, [cgan[0]])
    assert page.locator("canvas.curve").count() == 2
    assert page.get_by_text("was not kept").count() == 0


def test_a_run_of_an_older_version_has_its_end_only(opened, cgan):
    run, _ = cgan
    short = replace(
        run, moments=run.moments[-1:], losses=run.losses[:0], distances=np.zeros((0, 2))
    )
    page = opened(BINARY, [short])
    assert page.locator("#play").is_disabled()
    assert page.locator("p", has_text="What was before iteration 40 was not kept.").is_visible()
    page.click("#draw")
    assert len(_shown(page)[0]) == N
