"""The page that a student hands in, read back by a parser of HTML."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from playground.density.load import load_target
from playground.density.target import Target
from playground.errors import InputError
from playground.gan.presets import CLASSIC
from playground.gan.trainer import Trainer
from playground.metrics.evaluation import Evaluator
from playground.runs.report import ReportRun, report_of

pytestmark = pytest.mark.long

BINARY = load_target("binary")
HOSTILE = "</title></script><img src=x onerror=alert(1)>"
VOID = {"meta", "link", "img", "br", "path", "use", "rect"}


class _Page(HTMLParser):
    """The texts of a page, its tags, and which of them do not nest."""

    def __init__(self, source):
        super().__init__()
        self.texts, self.tags, self.open, self.wrong = [], [], [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


def _run(model="cgan", target=BINARY, **changes):
    small = replace(CLASSIC, model=model, batch_size=32, d_hidden=8, g_hidden=8, **changes)
    trainer = Trainer(small, target)
    for _ in range(2):
        trainer.step()
    losses = np.array([[1, 0.5, 0.75], [2, 0.6, np.nan]])
    return ReportRun(trainer, losses, np.array([[1, 9.0], [2, 3.0]]))


@pytest.fixture(scope="module")
def run():
    return _run()


@pytest.fixture(scope="module")
def page(run):
    return _Page(report_of(BINARY, [run], {"torch": "2.9"}, "playground --train cgan binary"))


def test_it_has_all_that_is_handed_in(run, page):
    assert page.wrong == [] and page.open == []
    for part in (
        "CGAN: binary",
        "left 50.0%",
        "Iteration 2",
        "torch 2.9",
        "得分",
        "设置",
        "playground --train cgan binary",
        "can be told apart from the target",
    ):
        assert part in page.text, part
    images = [attributes["src"] for tag, attributes in page.tags if tag == "img"]
    assert len(images) == 1 and images[0].startswith("data:image/png;base64,")
    assert sum(tag == "svg" for tag, _ in page.tags) == 1
    assert not [tag for tag, _ in page.tags if tag in ("script", "iframe", "object")]
    loads = [a.get("src", a.get("href", "")) for _, a in page.tags]
    assert all(one.startswith(("data:", "#")) for one in loads if one)


def test_the_scores_are_those_of_another_reckoning(run, page):
    evaluator = Evaluator(BINARY, 10_000)
    samples = [run.trainer.sample(10_000, seed)[0] for seed in range(10)]
    score = evaluator.evaluate(samples).sliced_wasserstein
    assert f"sliced Wasserstein 切片 Wasserstein 距离 {score.value:.5f}" in page.text
    assert f"{score.ratio:.3g}× the floor" in page.text
    low, high = score.floor.band(10)
    assert f"{low:.5f} … {high:.5f}" in page.text


def test_settings_that_are_not_those_of_the_nearest_preset_are_marked(run):
    source = report_of(BINARY, [run], {}, "")
    assert "other than the preset classic" in _Page(source).text
    marked = {text.split()[0] for text in re.findall(r"<b>(--.*?)</b>", source, re.DOTALL)}
    assert marked == {"--batch-size", "--d-hidden", "--g-hidden"}


def test_runs_of_one_model_are_named_by_what_tells_them_apart():
    titles = [
        _Page(report_of(BINARY, [_run(**one), _run(**other)], {}, "")).text
        for one, other in (({}, {"d_steps": 7}), ({}, {"model": "gan"}), ({}, {}))
    ]
    assert "CGAN · D steps 3, CGAN · D steps 7: binary" in titles[0]
    assert "CGAN, GAN: binary" in titles[1]
    assert "CGAN, CGAN: binary" in titles[2]


def test_of_a_run_that_was_opened_where_it_had_ended_it_says_that_its_past_was_not_kept(run):
    assert "not kept" not in _Page(report_of(BINARY, [run], {}, "")).text
    late = replace(run, losses=np.array([[5000, 0.5, 0.7], [5020, 0.6, 0.7]]))
    said = "What was before iteration 5,000 was not kept"
    assert said in _Page(report_of(BINARY, [late], {}, "")).text


def test_names_from_files_are_texts(run):
    target = Target(HOSTILE, tuple(replace(one, name=HOSTILE) for one in BINARY.layers))
    source = report_of(target, [replace(run)], {HOSTILE: HOSTILE}, HOSTILE + "\udce9")
    page = _Page(source)
    assert page.wrong == [] and source.encode()
    assert len([tag for tag, _ in page.tags if tag == "img"]) == 1
    assert page.text.count("onerror=alert(1)>") >= 4


def test_a_plain_gan_has_no_layers(run):
    page = _Page(report_of(BINARY, [_run("gan")], {}, ""))
    assert "Layer by layer" not in page.text and "GAN: binary" in page.text


def test_too_few_layers_are_refused():
    with pytest.raises(InputError):
        _run("cgan", load_target("zig"))
