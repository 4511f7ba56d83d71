"""`--export script|html DIR`: a run's own configuration and target in another form."""

import json
import re
from pathlib import Path

import pytest

from playground.cli import main
from playground.density.load import load_target
from playground.runs.run_folder import open_run
from playground.script.script import script_of

pytestmark = pytest.mark.long


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    small = "--iterations 3 --batch-size 30 --samples 30 --quiet --animation none --out run"
    assert main(f"--train cgan binary --loss hinge {small}".split()) == 0
    capsys.readouterr()
    return open_run(tmp_path / "run")


def test_a_run_becomes_a_script(run, capsys):
    assert main("--export script run --out train.py".split()) == 0
    source = Path("train.py").read_text(encoding="utf-8")
    assert source == script_of(run.record.config, load_target("binary"))
    assert "ITERATIONS, BATCH, SAMPLES = 3, 30, 10_000" in source and "F.relu" in source
    assert capsys.readouterr().out == ""
    assert main("--export script run --out train.py".split()) == 2
    assert "is there already, --force replaces it" in capsys.readouterr().err
    assert main("--export script run --out train.py --force".split()) == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--export script nowhere --out a.py", "nowhere: there is no such folder"),
        ("--export film run --out a.py", "--export must be one of script, html, got 'film'"),
        ("--export script run", "--export needs --out FILE, ending in .py"),
        ("--export script run --out a.txt", "--out must end in one of .py, got 'a.txt'"),
        ("--export html run --out a.htm", "--out must end in one of .html, got 'a.htm'"),
        ("--export html nowhere --out a.html", "nowhere: there is no such folder"),
        ("--export script a.playground --out a.py", "a.playground: there is no such folder"),
        ("--export html a.playground --out a.html", "`a.playground` does not exist"),
        ("--export script run --out a.py -n 5", "-n does not belong to --export"),
    ],
)
def test_what_cannot_be_exported_is_one_sentence(run, capsys, line, said):
    assert main(line.split()) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1
    assert not list(Path().glob("a.*"))


def _content(name):
    page = Path(name).read_text(encoding="utf-8")
    return json.loads(re.search(r'<script id="content"[^>]*>(.*?)</script>', page, re.S)[1])


def test_a_run_becomes_a_page(run, capsys):
    assert main("--export html run --out page.html".split()) == 0
    content = _content("page.html")
    (model,) = content["models"]
    assert [one["iteration"] for one in model["moments"]] == [0, 3]
    assert model["title"] == "CGAN" and model["settings"]["--loss"] == "hinge"
    assert content["target"]["name"] == "binary" and content["versions"].keys() >= {"torch"}
    assert capsys.readouterr() == ("", "")


def test_a_run_folder_without_moments_has_its_end(run):
    run.moments.unlink()
    assert main("--export html run --out page.html".split()) == 0
    (model,) = _content("page.html")["models"]
    assert [one["iteration"] for one in model["moments"]] == [3]


def test_moments_of_another_run_are_one_sentence(run, capsys):
    run.moments.write_bytes(run.checkpoint.read_bytes())
    assert main("--export html run --out page.html".split()) == 2
    error = capsys.readouterr().err
    assert "are no moments of this run (other arrays)" in error and error.count("\n") == 1
    assert not Path("page.html").exists()


def test_a_session_becomes_a_page_of_all_its_runs(run):
    session = Path(__file__).parents[1] / "fixtures" / "v0.1" / "binary.playground"
    assert main(["--export", "html", str(session), "--out", "page.html"]) == 0
    models = _content("page.html")["models"]
    assert [one["title"] for one in models] == ["GAN", "CGAN"]
    assert all(len(one["moments"]) > 1 for one in models)


def test_the_past_of_a_resumed_run_is_on_its_page(run):
    assert main("--resume run --iterations 30 --quiet".split()) == 0
    assert main("--export html run --out page.html".split()) == 0
    (model,) = _content("page.html")["models"]
    assert [one["iteration"] for one in model["moments"]] == [0, 10, 20, 30]
    assert model["losses"][0] == [3, 10, 20, 30]


def test_a_report_is_of_the_run_or_of_those_in_a_session(run, capsys):
    assert main("--report run --out report.html".split()) == 0
    page = Path("report.html").read_text(encoding="utf-8")
    assert "<title>CGAN: binary</title>" in page and "--loss hinge" in page
    session = Path(__file__).parents[1] / "fixtures" / "v0.1" / "binary.playground"
    assert main(["--report", str(session), "--out", "both.html"]) == 0
    assert "<title>GAN, CGAN: binary</title>" in Path("both.html").read_text(encoding="utf-8")
    assert main("--report run --out report.html".split()) == 2
    assert "is there already" in capsys.readouterr().err
    assert main("--report run --out report.pdf".split()) == 2
    assert main("--report run".split()) == 2
    assert "--report needs --out FILE, ending in .html" in capsys.readouterr().err
