"""`--export script DIR`: a run's own configuration and target, as a script."""

from pathlib import Path

import pytest

from playground.cli import main
from playground.density.load import load_target
from playground.runs.run_folder import open_run
from playground.script.script import script_of


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
        ("--export film run --out a.py", "--export must be script, got 'film'"),
        ("--export script run", "--export needs --out FILE, ending in .py"),
        ("--export script run --out a.txt", "--out must end in one of .py, got 'a.txt'"),
        ("--export script run --out a.py -n 5", "-n does not belong to --export"),
    ],
)
def test_what_cannot_be_exported_is_one_sentence(run, capsys, line, said):
    assert main(line.split()) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1
    assert not list(Path().glob("a.*"))
