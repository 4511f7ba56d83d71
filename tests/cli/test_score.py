"""`--score DIR`: the figures of a run, which are the same again and differ with `-n`."""

import pytest

from playground.cli import main


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def _lines(capsys, line):
    assert main(line.split()) == 0
    return capsys.readouterr().out.splitlines()


def _train(capsys, model):
    small = "--iterations 3 --batch-size 30 --samples 30 --quiet --out run"
    _lines(capsys, f"--train {model} binary {small}")


def test_a_cgan_is_scored_whole_layer_by_layer_and_for_its_leak(capsys):
    _train(capsys, "cgan")
    lines = _lines(capsys, "--score run -n 500")
    assert lines == _lines(capsys, "--score run -n 500")
    assert lines[-1].startswith("sliced Wasserstein") and "n = 500" in lines[-1]
    assert sum("found in each layer" in line for line in lines) == 2
    assert any(line.startswith("leak above a perfect sampler's") for line in lines)


def test_an_infogan_is_scored_for_its_codes_too(capsys):
    _train(capsys, "infogan")
    lines = _lines(capsys, "--score run -n 500")
    assert lines[-1].startswith("Codes matched one to one to the 2 layers: accuracy")


def test_a_folder_that_is_no_run_is_one_sentence(capsys):
    assert main(["--score", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err
